"""A checked document as its page shows it: rows of text, each with what was found in it at its side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tochuc.checker.finding import Confidence
from tochuc.checker.output.marked import Marked, marked
from tochuc.reports.checking.laid_out import Values
from tochuc.reports.checking.models import CheckDecision, Verdict
from tochuc.rules.finding import Severity

FAMILIES = {
    "ARI": "Số liệu",
    "AGR": "Thống nhất",
    "CIT": "Viện dẫn",
    "STR": "Bố cục",
    "LAN": "Câu chữ",
}
MOST_CARDS = 500
FARTHEST = 8
"""Rows that cards reach over at most; the style sheet has a class for each."""
CONFIDENCES = {"sure": "chắc chắn", "likely": "gần như chắc", "maybe": "có thể"}
STATES = {
    "": "Chưa bỏ qua",
    "open": "Chưa kết luận",
    "accepted": "Cần sửa",
    "dismissed": "Đã bỏ qua",
    "all": "Tất cả",
}


class FindingFilter(forms.Form):
    """What is shown; without a choice everything usual that nobody dismissed."""

    kind = forms.MultipleChoiceField(
        label="Loại",
        required=False,
        choices=list(FAMILIES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    severity = forms.MultipleChoiceField(
        label="Mức độ",
        required=False,
        choices=[(str(one), one.label) for one in Severity],
        widget=forms.CheckboxSelectMultiple,
    )
    confidence = forms.ChoiceField(
        label="Độ chắc chắn",
        required=False,
        choices=[("", "Chắc và gần như chắc"), ("sure", "Chỉ điều chắc chắn"), ("maybe", "Cả điều có thể")],
    )
    state = forms.ChoiceField(label="Kết luận", required=False, choices=list(STATES.items()))

    @property
    def chosen(self) -> Mapping[str, Any]:
        """What was asked for; values that are no choice are left out."""
        self.is_valid()
        return self.cleaned_data

    def shows(self, card: Card) -> bool:
        asked = self.chosen
        least = Confidence[(asked.get("confidence") or "likely").upper()]
        return (
            card.confidence >= least
            and (not asked.get("kind") or card.values["code"][:3] in asked["kind"])
            and (not asked.get("severity") or card.values["severity"] in asked["severity"])
            and _state_fits(asked.get("state") or "", card.decision)
        )


def _state_fits(state: str, decision: CheckDecision | None) -> bool:
    verdict = decision.verdict if decision is not None else ""
    if state == "open":
        return not verdict
    if state in Verdict.values:
        return verdict == state
    return state == "all" or verdict != Verdict.DISMISSED


@dataclass(frozen=True)
class Card:
    """A finding at the side of its place: `f3` is the card, `p3` the place, `r3-1` its other half."""

    number: int
    values: Values
    decision: CheckDecision | None

    @property
    def confidence(self) -> Confidence:
        return Confidence[self.values["confidence"].upper()]

    @property
    def severity(self) -> Severity:
        return Severity(self.values["severity"])

    @property
    def sureness(self) -> str:
        return CONFIDENCES[self.values["confidence"]]

    @property
    def computation(self) -> str:
        """What was computed, where the sentence does not say it already."""
        computed: str = self.values["computed"]
        if not computed or computed in self.values["message"]:
            return ""
        stated = self.values["stated"]
        return f"{computed}; văn bản ghi {stated}" if stated else computed

    @property
    def where(self) -> str:
        return _where(self.values)

    @property
    def related(self) -> list[dict[str, str]]:
        return [
            {"url": f"#r{self.number}-{index}", "text": one["message"], "where": _where(one)}
            for index, one in enumerate(self.values["related"])
        ]


@dataclass
class Row:
    """A block or a table with the cards of what was found in it. Of a table, `cells` are (text, columns)."""

    name: str
    kind: str
    level: int = 0
    text: SafeString = SafeString("")  # noqa: RUF009 (a string of the library's, as immutable as others)
    cells: list[list[tuple[SafeString, int]]] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    reach: int = 1
    """Rows that the cards may hang down beside: this one and those after it that have none."""


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    shown: int
    """Cards on the page."""
    left_out: int
    """Further cards that were asked for: more than `MOST_CARDS` would choke the browser."""
    counts: Mapping[str, int]
    """By severity, of what is usual (or was asked for by its confidence) and not dismissed."""
    accepted: int
    dismissed: int
    mended: int
    """What was to be mended in an earlier version and is no longer found."""

    @property
    def clean(self) -> bool:
        return not any(self.counts.values())

    def row_of(self, fingerprint: str) -> Row | None:
        held = (row for row in self.rows for card in row.cards if card.values["fingerprint"] == fingerprint)
        return next(held, None)


def page(layout: Values, decisions: Iterable[CheckDecision], asked: FindingFilter, also: str = "") -> Page:
    """What to show of a document. `also`: a fingerprint that is shown whatever was asked for."""
    decided = {one.fingerprint: one for one in decisions}
    cards = [
        Card(number, values, decided.get(values["fingerprint"]))
        for number, values in enumerate(layout["findings"], 1)
    ]
    shown = [card for card in cards if asked.shows(card) or card.values["fingerprint"] == also]
    least = Confidence[(asked.chosen.get("confidence") or "likely").upper()]
    counted = [card for card in cards if card.confidence >= least]
    verdicts = Counter(card.decision.verdict if card.decision else "" for card in counted)
    there = {card.values["fingerprint"] for card in cards}
    on_page = shown[:MOST_CARDS]
    rows = list(_rows(layout["items"], on_page))
    _let_hang(rows)
    return Page(
        rows=rows,
        shown=len(on_page),
        left_out=len(shown) - len(on_page),
        counts=_by_severity(counted),
        accepted=verdicts[Verdict.ACCEPTED],
        dismissed=verdicts[Verdict.DISMISSED],
        mended=sum(one.verdict == Verdict.ACCEPTED and name not in there for name, one in decided.items()),
    )


def _let_hang(rows: Iterable[Row]) -> None:
    """Sets how far the cards of each row reach."""
    holder: Row | None = None
    for row in rows:
        if row.cards:
            holder = row
        elif holder is not None and holder.reach < FARTHEST:
            holder.reach += 1


def _by_severity(cards: Iterable[Card]) -> Mapping[str, int]:
    left = [card for card in cards if card.decision is None or card.decision.verdict != Verdict.DISMISSED]
    found = Counter(str(card.severity) for card in left)
    return {str(one): found[str(one)] for one in Severity}


def _rows(items: Iterable[Values], cards: Iterable[Card]) -> Iterator[Row]:
    at_block: dict[int, list[Card]] = {}
    places: dict[int, list[Marked]] = {}
    for card in cards:
        at_block.setdefault(card.values["block"], []).append(card)
        for block, place in _places(card):
            places.setdefault(block, []).append(place)
    for item in items:
        if item["kind"] == "table":
            yield _table(item, at_block, places)
        else:
            yield Row(
                name=f"b{item['number']}",
                kind=item["kind"],
                level=item["level"],
                text=_text(item, places),
                cards=at_block.get(item["number"], []),
            )


def _table(item: Values, at_block: Mapping[int, list[Card]], places: Mapping[int, list[Marked]]) -> Row:
    numbers = [cell["number"] for row in item["rows"] for cell in row if "number" in cell]
    return Row(
        name=f"b{numbers[0]}",
        kind="table",
        cells=[
            [(_text(cell, places) if "number" in cell else SafeString(""), cell["columns"]) for cell in row]
            for row in item["rows"]
        ],
        cards=[card for number in numbers for card in at_block.get(number, ())],
    )


def _places(card: Card) -> Iterator[tuple[int, Marked]]:
    values, link = card.values, f"f{card.number}"
    verdict = f" is-{card.decision.verdict}" if card.decision else ""
    kind = f"is-{values['severity']}{verdict}"
    yield values["block"], Marked(values["start"], values["end"], kind, f"p{card.number}", link)
    for index, one in enumerate(values["related"]):
        name = f"r{card.number}-{index}"
        yield one["block"], Marked(one["start"], one["end"], "", name, link)


def _text(block: Values, places: Mapping[int, list[Marked]]) -> SafeString:
    labels = [(offset, label) for offset, label, _ in block["marks"]]
    # `marked` escapes every character of the document.
    text = mark_safe(marked(block["text"], places.get(block["number"], ()), labels))  # noqa: S308
    label = block["label"]
    return format_html("<sup>{}</sup> {}", label, text) if label else text


def _where(values: Mapping[str, Any]) -> str:
    page = f"trang {values['page']}, " if values["page"] else ""
    return f"{page}dòng {values['line']}"
