"""HTML: part of a page, and a file of its own."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tests.reports.samples import HOSTILE, REF, sample
from tochuc.reports.document import FigureRef
from tochuc.reports.rendering.html import to_fragment, to_html


class Reading(HTMLParser):
    """What a browser would see: tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [found for _, attributes in self.tags if (found := attributes.get("id"))]


def url(ref: FigureRef) -> str:
    return f"/so-lieu/{ref.figure}/?unit={ref.unit}&year={ref.period.last.year}"


def test_each_number_opens_its_records_and_explains_itself() -> None:
    page = Reading(to_fragment(sample(), url))
    links = [link for link in page.all("a") if link.get("class") == "figure-link"]
    assert [link["href"] for link in links] == [url(REF)] * 2
    assert all(link["data-definition"] in page.ids for link in links)
    for said in (REF.title, REF.definition, REF.unit_name, REF.time):
        assert said in page.text


def test_footnotes_lead_there_and_back() -> None:
    page = Reading(to_fragment(sample(), url))
    targets = [link["href"] for link in page.all("a") if str(link["href"]).startswith("#")]
    assert targets == ["#chu-thich-1", "#chu-thich-2", "#goi-1", "#goi-2"]
    assert {str(target)[1:] for target in targets} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_numbers_stay_close_to_what_follows() -> None:
    assert '">1.967</a>' in to_fragment(sample(), url)


def test_the_file_of_its_own_has_head_text_and_foot_and_asks_nobody() -> None:
    html = to_html(sample())
    page = Reading(html)
    for said in ("Số 07-BC/đảng viên", "BÁO CÁO", "Kết nạp đảng viên", "Chú thích hai.", "Nguyễn đảng viên"):
        assert said in page.text
    assert not page.all("link")
    assert not page.all("script")
    assert "url(" not in html
    assert [one["href"] for one in page.all("a") if str(one["href"]).startswith("http")] == [
        "https://example.org/?a=1&b=2"
    ]
    assert page.all("span")[0]["title"] == (
        "Đảng viên được kết nạp. Số quyết định kết nạp được ký trong kỳ. Đơn vị: Tỉnh Quảng Ngãi. "
        "Thời gian: năm 2023"
    )


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1) | st.just(HOSTILE))
def test_whatever_stands_in_a_text_is_text(text: str) -> None:
    plain = [tag for tag, _ in Reading(to_html(sample("a", "1"))).tags]
    assert [tag for tag, _ in Reading(to_html(sample(text, text))).tags] == plain
    plain = [tag for tag, _ in Reading(to_fragment(sample("a", "1"), url)).tags]
    page = Reading(to_fragment(sample(text, text), url))
    assert [tag for tag, _ in page.tags] == plain
    assert f"Kết nạp {text} " in page.text
