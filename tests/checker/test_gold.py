"""The documents written to judge the checker by: what it must find in them, and what it must leave alone."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.checker.gold.annotated import Annotated, clean_documents
from tests.checker.gold.expected import (
    GOLD,
    PLANTED,
    RIGHT,
    Result,
    checked,
    compare,
    expectations,
    planted,
)
from tests.checker.gold.generated import generated_documents
from tests.checker.gold.word import word_of
from tochuc.checker.rule import rules

#: The least share of the planted faults of each kind that is found, and what is found that nobody planted.
COMMITTED = yaml.safe_load((GOLD / "committed.yaml").read_text(encoding="utf-8"))

CLEAN = [*clean_documents(), *generated_documents()]
FOR_WORD = ["khoi-thi-dua.md", "xa-tong-ket-nam.txt", "huyen-thong-ke.md", "huyen-can-bo.txt"]

every_clean_document = pytest.mark.parametrize("document", CLEAN, ids=lambda document: document.name)
every_planted_document = pytest.mark.parametrize("path", planted(), ids=lambda path: path.stem)


@every_clean_document
def test_every_relation_that_a_clean_document_is_said_to_hold_does_hold(document: Annotated) -> None:
    assert document.relations
    assert list(document.broken()) == []


@every_clean_document
def test_a_relation_no_longer_holds_when_its_number_is_changed(document: Annotated) -> None:
    for relation in document.relations:
        written = dict(document.written)
        written[relation.left] = str(int(written[relation.left].replace(".", "").split(",")[0]) + 7)
        assert not relation.holds(written)


@every_clean_document
def test_nothing_is_found_in_a_clean_document(document: Annotated) -> None:
    found = checked(document.text.encode(), document.name)
    assert [str(one) for one in found if one.weighs] == []


@pytest.mark.parametrize("name", FOR_WORD)
def test_nothing_is_found_in_a_clean_document_as_a_word_file(name: str) -> None:
    (document,) = (one for one in CLEAN if one.name == name)
    content = word_of(document.text)
    assert [str(one) for one in checked(content, "bao-cao.docx") if one.weighs] == []


@every_planted_document
def test_the_words_that_a_gold_file_marks_stand_where_it_says(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    entries = expectations(path.with_suffix(".yaml"))
    assert [entry for entry in entries if entry.text not in lines[entry.line - 1]] == []
    assert {code for entry in entries for code in entry.codes} <= set(rules())
    assert len({entry for entry in entries if entry.kind != RIGHT}) >= 5


@every_planted_document
def test_what_looks_like_a_fault_and_is_none_is_left_alone(path: Path) -> None:
    entries = expectations(path.with_suffix(".yaml"))
    faults = [entry for entry in entries if entry.kind != RIGHT]
    found = checked(path.read_bytes(), path.name)
    unexpected = compare(path.name, faults, found).false
    right = [entry for entry in entries if entry.kind == RIGHT]
    assert [str(one) for one in unexpected for entry in right if one.touches(entry)] == []


def test_as_many_of_the_planted_faults_are_found_as_were() -> None:
    results = [_result(path) for path in planted()]
    found = Counter(entry.kind for result in results for entry, _ in result.found)
    missed = Counter(entry.kind for result in results for entry in result.missed)
    shares = {kind: found[kind] / (found[kind] + missed[kind]) for kind in found | missed}
    assert {kind: share for kind, share in shares.items() if share < COMMITTED["recall"][kind]} == {}


def test_no_more_is_found_in_planted_documents_than_was_planted() -> None:
    false = [f"{path.name}:{one}" for path in planted() for one in _result(path).false]
    assert len(false) <= COMMITTED["unplanted"], false


def test_the_faults_of_the_planted_documents_are_found_in_their_word_files() -> None:
    path = PLANTED / "khoi-doanh-nghiep.md"
    content = word_of(path.read_text(encoding="utf-8"))
    in_word = Counter(one.finding.code for one in checked(content, "bao-cao.docx") if one.weighs)
    in_text = Counter(one.finding.code for one in checked(path.read_bytes(), path.name) if one.weighs)
    # Word numbers its lists itself: the number that was left out is none there.
    del in_text["STR-002"]
    assert in_word == in_text


def test_the_faults_of_a_signed_report_are_found(signed_report: Path) -> None:
    entries = expectations(GOLD / "bao-cao-2336.yaml")
    result = compare(signed_report.name, entries, checked(signed_report.read_bytes(), signed_report.name))
    assert [entry.text for entry in result.missed if entry.text not in COMMITTED["signed"]["missed"]] == []
    assert [str(one) for one in result.false if one.line not in COMMITTED["signed"]["unplanted"]] == []


def _result(path: Path) -> Result:
    entries = expectations(path.with_suffix(".yaml"))
    return compare(path.name, entries, checked(path.read_bytes(), path.name))
