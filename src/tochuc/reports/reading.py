"""From a template's YAML file to its tree. `templates/README.md` describes the language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tochuc.reports.source import Source
from tochuc.reports.template import (
    ALWAYS,
    BlockNode,
    Condition,
    Day,
    FigureMark,
    FigureNode,
    Format,
    NoteMark,
    Part,
    Piece,
    State,
    Template,
    Word,
)

_LEVELS = {"paragraph": 0, "heading-1": 1, "heading-2": 2, "heading-3": 3}
_TOKEN = re.compile(r"\{\{|\}\}|\{(?P<mark>[^{}]*)\}|(?P<stray>[{}])")
_NAME = re.compile(r"[a-z][a-z0-9_.-]*")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s\"'<>]+")
_DAY_SUFFIX = ":day"
_WORDS = tuple(word.value for word in Word)


def read_template(file: str, text: str) -> Template:
    """Raises `TemplateError`; whether the figures exist is left to `checks.py`."""
    source = Source.parse(file, text)
    found = source.fields(
        ["code", "title", "type", "abbreviation", "subject", "recipients", "figures", "blocks"], ["notes"]
    )
    names = _Names.of(found["figures"], found.get("notes"))
    template = Template(
        code=_matching(found["code"], _CODE, "a code such as annual-province"),
        file=file,
        title=_filled(found["title"]),
        type=_filled(found["type"]),
        abbreviation=_filled(found["abbreviation"]),
        subject=_lines(found["subject"], names),
        recipients=_lines(found["recipients"], names),
        figures={name: _figure(value) for name, value in names.figures.items()},
        notes={name: _parts(value, names, noting=False) for name, value in names.notes.items()},
        blocks=tuple(_block(item, names) for item in found["blocks"].items()),
        places={name: value.line for name, value in names.figures.items()},
    )
    names.refuse_unused()
    _refuse_repeated_notes(template, names)
    return template


@dataclass
class _Names:
    """What texts may refer to, and what they have referred to."""

    figures: dict[str, Source]
    notes: dict[str, Source]
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, figures: Source, notes: Source | None) -> _Names:
        return cls(dict(_named(figures)), dict(_named(notes)) if notes else {})

    def figure(self, name: str, at: Source) -> str:
        return self._known(name, self.figures, at, "figure")

    def note(self, name: str, at: Source) -> str:
        return self._known(name, self.notes, at, "footnote")

    def refuse_unused(self) -> None:
        for name, value in (self.figures | self.notes).items():
            if name not in self.used:
                value.fail(f"{name!r} is used nowhere")

    def _known(self, name: str, known: dict[str, Source], at: Source, what: str) -> str:
        if name not in known:
            at.fail(f"there is no {what} {name!r} in this template, only {', '.join(known) or 'none'}")
        self.used.add(name)
        return name


def _named(source: Source) -> Iterator[tuple[str, Source]]:
    for key, value in source.entries():
        name = _matching(key, _NAME, "a name of small letters, digits, dots and hyphens")
        if name in _WORDS:
            key.fail(f"{name!r} is a word with a meaning of its own, as are {', '.join(_WORDS)}")
        yield name, value


def _figure(source: Source) -> FigureNode:
    found = source.fields(["figure"], ["format", "on", "by", "list"])
    shown = [name for name in ("format", "by", "list") if name in found]
    if len(shown) > 1:
        found[shown[1]].fail(f"{shown[0]} and {shown[1]} do not go together")
    if "list" in found:
        found["list"].as_(_names_only, ["names"])
    return FigureNode(
        figure=_filled(found["figure"]),
        format=found["format"].as_(Format, Format) if "format" in found else Format.NUMBER,
        on=found["on"].as_(_day, "a day such as 12-10 (month-day), the same in every year")
        if "on" in found
        else None,
        by=_filled(found["by"]) if "by" in found else "",
        names="list" in found,
    )


def _names_only(text: str) -> None:
    if text != "names":
        raise ValueError(text)


def _day(text: str) -> Day:
    if not (match := re.fullmatch(r"([0-9]{2})-([0-9]{2})", text)):
        raise ValueError(text)
    return Day(int(match[1]), int(match[2]))


def _block(source: Source, names: _Names) -> BlockNode:
    found = source.fields([], [*_LEVELS, "when"])
    kinds = [name for name in found if name in _LEVELS]
    if len(kinds) != 1:
        source.fail(f"a block is exactly one of {', '.join(_LEVELS)}")
    return BlockNode(
        _LEVELS[kinds[0]],
        _parts(found[kinds[0]], names, noting=True),
        _condition(found["when"], names) if "when" in found else ALWAYS,
    )


def _parts(source: Source, names: _Names, *, noting: bool) -> tuple[Part, ...]:
    """A text, or a list of texts and of parts with their options."""
    items = source.items() if source.is_list else [source]
    if not items:
        source.fail("there is no text here")
    return tuple(_part(item, names, noting=noting) for item in items)


def _part(source: Source, names: _Names, *, noting: bool) -> Part:
    if source.is_text:
        return Part(_pieces(source, names, noting=noting))
    found = source.fields(["text"], ["when", "bold", "italic", "link"])
    link = _matching(found["link"], _ADDRESS, "an address on the web") if "link" in found else ""
    pieces = _pieces(found["text"], names, noting=noting)
    if link and not all(isinstance(piece, str) for piece in pieces):
        source.fail("a link is plain text, without figures and footnotes")
    return Part(
        pieces,
        _condition(found["when"], names) if "when" in found else ALWAYS,
        bold="bold" in found and found["bold"].flag(),
        italic="italic" in found and found["italic"].flag(),
        link=link,
    )


def _condition(source: Source, names: _Names) -> Condition:
    states = {}
    for key, value in source.entries():
        asked = value.items() if value.is_list else [value]
        if not asked:
            value.fail(f"say one or more of {', '.join(State)}")
        states[names.figure(key.text(), key)] = tuple(item.as_(State, State) for item in asked)
    return Condition(states)


def _lines(source: Source, names: _Names) -> tuple[tuple[Piece, ...], ...]:
    """Lines of the head and foot, which hold no figures and no footnotes."""
    lines = []
    for item in source.items():
        pieces = _pieces(item, names, noting=False)
        if any(isinstance(piece, FigureMark) for piece in pieces):
            item.fail("a figure cannot stand here")
        lines.append(pieces)
    return tuple(lines)


def _pieces(source: Source, names: _Names, *, noting: bool) -> tuple[Piece, ...]:
    """`"kết nạp {admitted} đảng viên{^note}"` in its pieces; `{{` and `}}` stand for braces."""
    pieces: list[Piece] = []
    text, end = _filled(source), 0
    for match in _TOKEN.finditer(text):
        pieces.append(text[end : match.start()])
        end = match.end()
        if match["stray"]:
            source.fail(f"a single {match['stray']!r}: write it twice where a brace is meant")
        is_brace = match["mark"] is None
        pieces.append(match[0][0] if is_brace else _mark(match["mark"], source, names, noting=noting))
    pieces.append(text[end:])
    return tuple(_joined(pieces))


def _mark(mark: str, source: Source, names: _Names, *, noting: bool) -> Piece:
    if mark in _WORDS:
        return Word(mark)
    if mark.startswith("^"):
        if not noting:
            source.fail("a footnote cannot stand here")
        return NoteMark(names.note(mark[1:], source))
    return FigureMark(names.figure(mark.removesuffix(_DAY_SUFFIX), source), mark.endswith(_DAY_SUFFIX))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Texts that follow each other as one, without the empty ones."""
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        if text:
            yield text
        text = ""
        yield piece
    if text:
        yield text


def _refuse_repeated_notes(template: Template, names: _Names) -> None:
    """A note stands at one place; two places of which conditions choose one are two notes."""
    seen: set[str] = set()
    for block in template.blocks:
        for piece in (piece for part in block.parts for piece in part.pieces):
            if isinstance(piece, NoteMark):
                if piece.note in seen:
                    names.notes[piece.note].fail(f"footnote {piece.note!r} is called twice")
                seen.add(piece.note)


def _filled(source: Source) -> str:
    text = source.text()
    if not text.strip():
        source.fail("there is no text here")
    if not text.isprintable():
        source.fail("the text holds a line break or another character that cannot be printed")
    return text


def _matching(source: Source, pattern: re.Pattern[str], expected: str) -> str:
    text = source.text()
    if not pattern.fullmatch(text):
        source.fail(f"{text!r} is not {expected}")
    return text
