"""The shape of a rule's page."""

import pytest

from tochuc.checker.explanations import BadPage, page, parse

GOOD = """Cộng các phần.

Im lặng khi danh sách để ngỏ.

## Sai
~~~text
Có 05 việc: 02 việc, 02 việc.
~~~

~~~text
# Tiêu đề

Hai đoạn.
~~~

## Đúng

~~~text
Có 04 việc: 02 việc, 02 việc.
~~~

## English
Adds up the parts.
"""


def test_a_page_has_an_explanation_in_both_languages_and_examples() -> None:
    read = parse("ARI-001", GOOD)
    assert read.explanation == ("Cộng các phần.\n\nIm lặng khi danh sách để ngỏ.", "Adds up the parts.")
    assert read.wrong == ("Có 05 việc: 02 việc, 02 việc.", "# Tiêu đề\n\nHai đoạn.")
    assert read.right == ("Có 04 việc: 02 việc, 02 việc.",)


def test_it_is_printed_in_either_language() -> None:
    read = parse("ARI-001", GOOD)
    assert read.markdown("en").startswith("Adds up the parts.\n\n**Wrong**\n\n~~~text\nCó 05 việc")
    assert "**Đúng**\n\n~~~text\nCó 04 việc: 02 việc, 02 việc.\n~~~" in read.markdown("vi")


@pytest.mark.parametrize(
    "bad",
    [
        "",
        GOOD.replace("## Đúng", "Đúng"),
        GOOD.replace("## Sai", "## Wrong"),
        GOOD.replace("Adds up the parts.", ""),
        GOOD.replace("~~~text\nCó 04", "~~~\nCó 04"),
        GOOD + "\n## Sai\n~~~text\nx\n~~~\n",
    ],
)
def test_a_page_of_another_shape_is_refused(bad: str) -> None:
    with pytest.raises(BadPage, match=r"ARI-001\.md needs"):
        parse("ARI-001", bad)


def test_a_missing_page_is_named() -> None:
    with pytest.raises(BadPage, match=r"NIX-001\.md cannot be read"):
        page("NIX-001")
