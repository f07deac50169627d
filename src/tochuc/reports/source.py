"""Reading YAML with the line of everything at hand, so that every message says where the slip is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn, Self, TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

T = TypeVar("T")
_DEEPEST = 50


class TemplateError(ValueError):
    """A data file that cannot be used: the file, the line from 1, and what is wrong with it."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}")
        self.file = file
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Source:
    """A value in a file. What is asked of it and is not so raises `TemplateError`.

    Scalars are texts as they are written: `on` is no truth value and `12-10` no date.
    """

    file: str
    node: Node

    @classmethod
    def parse(cls, file: str, text: str) -> Self:
        try:
            _refuse_depth(file, text)
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise TemplateError(file, mark.line + 1 if mark else 1, error.problem or "is no YAML") from None
        except yaml.YAMLError as error:
            raise TemplateError(file, 1, str(error).splitlines()[0]) from None
        if node is None:
            raise TemplateError(file, 1, "the file is empty")
        return cls(file, node)

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    @property
    def is_text(self) -> bool:
        return isinstance(self.node, ScalarNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, SequenceNode)

    def fail(self, problem: str) -> NoReturn:
        raise TemplateError(self.file, self.line, problem)

    def text(self) -> str:
        if not isinstance(self.node, ScalarNode):
            self.fail("a text is expected here")
        return str(self.node.value)

    def as_(self, make: Callable[[str], T], expected: Iterable[object] | str) -> T:
        """The text turned into something else; `expected` says what is possible where it raises ValueError."""
        text = self.text()
        try:
            return make(text)
        except ValueError:
            wanted = expected if isinstance(expected, str) else "one of " + ", ".join(map(str, expected))
            self.fail(f"{text!r} is not {wanted}")

    def flag(self) -> bool:
        return self.as_(_flag, "true or false")

    def items(self) -> list[Source]:
        if not isinstance(self.node, SequenceNode):
            self.fail("a list is expected here")
        return [Source(self.file, node) for node in self.node.value]

    def entries(self) -> Iterator[tuple[Source, Source]]:
        """The keys and values of a mapping, each key once."""
        if not isinstance(self.node, MappingNode):
            self.fail("names with values are expected here")
        seen: set[str] = set()
        for key_node, value_node in self.node.value:
            key = Source(self.file, key_node)
            if key.text() in seen:
                key.fail(f"{key.text()!r} stands here twice")
            seen.add(key.text())
            yield key, Source(self.file, value_node)

    def fields(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Source]:
        """The values of a mapping that has all the required names and no others but the optional ones."""
        needed, allowed = list(required), [*required, *optional]
        found = {}
        for key, value in self.entries():
            if key.text() not in allowed:
                key.fail(f"{key.text()!r} is not known here, only {', '.join(allowed)}")
            found[key.text()] = value
        for name in needed:
            if name not in found:
                self.fail(f"{name!r} is missing")
        return found


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def _refuse_depth(file: str, text: str) -> None:
    """PyYAML composes recursively: without this, a file of brackets would end in a RecursionError."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        problem = ""
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            # An alias could stand inside what it repeats, without end.
            problem = "aliases (*name) are not used in these files"
        elif depth > _DEEPEST:
            problem = f"is nested more than {_DEEPEST} deep"
        if problem:
            raise TemplateError(file, event.start_mark.line + 1 if event.start_mark else 1, problem)
