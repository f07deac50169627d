"""The language of report templates: what it takes, and how it says what is wrong."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from string import ascii_lowercase

import pytest
from django.core.checks import run_checks
from hypothesis import given
from hypothesis import strategies as st

from tochuc.reports import reading
from tochuc.reports.checks import check_templates, problems
from tochuc.reports.files import UnknownTemplate, get_template, templates, yaml_files
from tochuc.reports.reading import read_template
from tochuc.reports.source import TemplateError
from tochuc.reports.template import Condition, Day, FigureMark, NoteMark, Part, State, Template, Word

FRAME = """\
code: example
title: Ví dụ
type: BÁO CÁO
abbreviation: BC
subject: [Năm qua]
recipients: [Lưu.]
figures:
  admitted: {figure: members.admitted}
"""


def read(rest: str) -> Template:
    return read_template("example.yaml", FRAME + rest)


def problem_of(rest: str) -> str:
    with pytest.raises(TemplateError) as caught:
        read(rest)
    return str(caught.value)


def test_a_text_is_read_into_its_pieces() -> None:
    template = read(
        'notes: {n: Chú thích.}\nblocks: [{paragraph: "Kết nạp {admitted} ({{{unit}}}){^n} đến {admitted:day}."}]'
    )
    (block,) = template.blocks
    assert block.parts == (
        Part(
            (
                "Kết nạp ",
                FigureMark("admitted"),
                " ({",
                Word.UNIT,
                "})",
                NoteMark("n"),
                " đến ",
                FigureMark("admitted", day=True),
                ".",
            )
        ),
    )


def test_parts_have_conditions_and_looks() -> None:
    template = read(
        "blocks:\n- heading-2: Mục\n"
        "- paragraph: [{text: '{admitted}', when: {admitted: [zero, positive]}, bold: true}, {text: a, link: 'https://a.vn'}]\n"
    )
    assert template.blocks[0].level == 2
    first, second = template.blocks[1].parts
    assert first.when == Condition({"admitted": (State.ZERO, State.POSITIVE)})
    assert first.bold
    assert not first.italic
    assert second.link == "https://a.vn"


def test_a_figures_own_day_is_a_day_not_a_truth_value() -> None:
    text = FRAME.replace("members.admitted}", "members.admitted, on: 12-10}")
    template = read_template("example.yaml", text + "blocks: [{paragraph: '{admitted}'}]")
    assert template.figures["admitted"].on == Day(12, 10)


@pytest.mark.parametrize(
    ("rest", "line", "said"),
    [
        ("blocks:\n- paragraph: '{admited}'", 10, "no figure 'admited'"),
        ("blocks:\n- paragraph: '{admitted}{^x}'", 10, "no footnote 'x'"),
        ("blocks:\n- paragraph: 'a } {admitted}'", 10, "a single '}'"),
        ("blocks:\n- paragraf: '{admitted}'", 10, "'paragraf' is not known here"),
        ("blocks:\n- when: {admitted: zero}", 10, "exactly one of"),
        ("blocks:\n- paragraph: [[a]]", 10, "names with values are expected"),
        ("blocks:\n- paragraph: [{text: a, when: {admitted: many}}]", 10, "'many' is not one of missing"),
        ("blocks:\n- paragraph: [{text: '{admitted}', bold: yes}]", 10, "true or false"),
        ("blocks:\n- paragraph: [{text: a, link: 'javascript:alert(1)'}]", 10, "an address on the web"),
        ("blocks:\n- paragraph: []", 10, "there is no text"),
        ("notes:\n  n: Chú thích{^n}\nblocks: [{paragraph: '{admitted}{^n}'}]", 10, "cannot stand here"),
        ("notes:\n  n: Chú thích\nblocks: [{paragraph: '{admitted}'}]", 10, "'n' is used nowhere"),
        ("notes:\n  n: N\nblocks: [{paragraph: '{admitted}{^n}{^n}'}]", 10, "called twice"),
        ("blocks: [{paragraph: a}]", 8, "'admitted' is used nowhere"),
        ("code: again", 9, "stands here twice"),
        ("blocks: [*a]", 9, "aliases"),
        ("blocks: [a", 9, "expected"),
        ("blocks: " + "[" * 60 + "]" * 60, 9, "nested more than"),
        ("", 1, "'blocks' is missing"),
    ],
)
def test_a_slip_is_named_with_its_line(rest: str, line: int, said: str) -> None:
    problem = problem_of(rest)
    assert problem.startswith(f"example.yaml, line {line}: ")
    assert said in problem


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ("{figure: members.admitted, on: 02-29}", "is not a day"),
        ("{figure: members.admitted, on: 13-01}", "is not a day"),
        ("{figure: members.admitted, by: unit, list: names}", "do not go together"),
        ("{figure: members.admitted, list: people}", "'people' is not one of names"),
        ("{figure: members.admitted, format: roman}", "'roman' is not one of number, absolute, fraction"),
        ("{by: unit}", "'figure' is missing"),
    ],
)
def test_a_wrong_figure_node_is_named(node: str, said: str) -> None:
    text = FRAME.replace("{figure: members.admitted}", node)
    with pytest.raises(TemplateError, match="line 8") as caught:
        read_template("example.yaml", text + "blocks: [{paragraph: '{admitted}'}]")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ("{figure: members.admited}", "there is no figure members.admited"),
        ("{figure: members.admitted, by: hobby}", "has no dimension hobby, only unit, "),
        ("{figure: members.admitted.share, list: names}", "counts no records"),
        ("{figure: members.admitted.over_target, format: fraction}", "is no ratio"),
    ],
)
def test_what_is_not_declared_stops_the_start(node: str, said: str) -> None:
    text = FRAME.replace("{figure: members.admitted}", node) + "blocks: [{paragraph: '{admitted}'}]"
    (problem,) = problems(read_template("example.yaml", text))
    assert str(problem).startswith("example.yaml, line 8: figure node admitted: ")
    assert said in str(problem)


def test_the_supplied_templates_are_sound() -> None:
    assert check_templates() == []
    assert "annual-province-i-2-2" in templates()
    with pytest.raises(UnknownTemplate):
        get_template("no-such-report")


def test_a_file_that_cannot_be_read_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> dict[str, Template]:
        raise TemplateError("templates/broken.yaml", 3, "there is no text here")

    monkeypatch.setattr("tochuc.reports.checks.templates", broken)
    (found,) = run_checks(tags=["tochuc"])
    assert (found.id, found.msg) == ("tochuc.E003", "templates/broken.yaml, line 3: there is no text here")


def supplied() -> list[str]:
    return [text for _, text in yaml_files("templates")]


def read_or_refuse(text: str) -> None:
    """Anything but a template or a `TemplateError` fails the test."""
    with suppress(TemplateError):
        assert read_template("x.yaml", text).blocks


@given(st.text())
def test_any_file_is_read_or_refused(text: str) -> None:
    read_or_refuse(text)


@given(st.text())
def test_any_paragraph_is_read_or_refused(text: str) -> None:
    read_or_refuse(FRAME + f"blocks: [{{paragraph: '{{admitted}}'}}, {{paragraph: {text}}}]")


@given(st.data())
def test_a_damaged_template_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(supplied()))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    inserted = data.draw(st.text(alphabet="{}[]^:-,'\" \n\t&*!|>%@`#" + ascii_lowercase, max_size=12))
    read_or_refuse(text[:start] + inserted + text[end:])


def test_the_documented_example_is_a_template() -> None:
    described = (Path(reading.__file__).parent / "templates" / "README.md").read_text(encoding="utf-8")
    example = "".join(
        line[4:] or "\n" for line in described.splitlines(keepends=True) if line.startswith("    ")
    )
    template = read_template("README.md", example)
    assert list(problems(template)) == []
    assert template.notes.keys() == {"districts"}
