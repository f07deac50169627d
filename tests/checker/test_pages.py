"""Every rule is explained, and its page tells the truth: wrong examples raise it, right ones raise no error."""

import re

import pytest

from tests.checker.builders import document
from tochuc.checker.engine import Options, check
from tochuc.checker.explanations import PAGES, page
from tochuc.checker.finding import Confidence, Finding
from tochuc.checker.rule import rules
from tochuc.rules.finding import Severity

each_rule = pytest.mark.parametrize("code", list(rules()))


def everything_in(text: str) -> list[Finding]:
    return check(document(text), Options(confidence=Confidence.MAYBE))


def test_each_page_belongs_to_a_rule() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} <= set(rules())


@each_rule
def test_a_rule_has_a_code_a_title_and_a_page_in_both_languages(code: str) -> None:
    rule = rules()[code]
    assert re.fullmatch("[A-Z]{3}-[0-9]{3}", code)
    assert rule.title.vi != rule.title.en
    assert page(code).explanation.vi != page(code).explanation.en


@each_rule
def test_what_the_page_calls_wrong_raises_the_rule(code: str) -> None:
    for text in page(code).wrong:
        found = everything_in(text)
        assert code in {finding.code for finding in found}, text


@each_rule
def test_what_the_page_calls_right_raises_neither_the_rule_nor_any_error(code: str) -> None:
    for text in page(code).right:
        found = everything_in(text)
        told = [finding.message.vi for finding in found if finding.code == code]
        assert told == [], text
        errors = [
            (finding.code, finding.message.vi)
            for finding in found
            if rules()[finding.code].severity is Severity.ERROR
        ]
        assert errors == [], text


@each_rule
def test_a_finding_says_in_both_languages_what_it_stands_on(code: str) -> None:
    for text in page(code).wrong:
        read = document(text)
        for finding in check(read, Options(select=(code,), confidence=Confidence.MAYBE)):
            says = [finding.message, *(related.say for related in finding.related)]
            assert all(say.vi.strip() and say.en.strip() for say in says)
            assert finding.message.vi[0] == finding.message.vi[0].upper()
            for span in [finding.span, *(related.span for related in finding.related)]:
                assert span.block in read.blocks
                assert 0 <= span.start <= span.end <= len(span.block.text)
                place = read.locate(span)
                assert read.lines[place.line - 1].text[place.column - 1 :].startswith(span.text[:1])
