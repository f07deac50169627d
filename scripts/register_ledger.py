"""What a register costs: the files that speak of it, and how many lines in each.

    .venv/bin/python scripts/register_ledger.py [NAME ...]      without names: every register below registers/

Counted is, out of the register's package, its declaration and all that this needs, one definition after the other
(model, actions, forms, import), unless that is another register's; its figures; and the rows that name it in the
data of roles and tests. A definition that two registers need is counted for both. Migrations are made, not written.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docs_pages import ROOT, defined, first_line  # starts Django

from tochuc.figures.behind import counted_first, register_at
from tochuc.figures.period import Period
from tochuc.figures.registry import all_figures
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.registry import all_registers, get_register

REGISTERS = "tochuc.registers."
NAMED_IN = (
    "src/tochuc/site/roles.yaml",
    "tests/kernel/register/query_counts.yaml",
    "tests/web/permissions.yaml",
)
Key = tuple[str, str]
"""(module, name)."""
DECLARE = ("tochuc.figures.registry", "declare")


class Definition(NamedTuple):
    """A function, class or value of a module: where it stands, how long it is, what it needs."""

    path: Path
    lines: int
    needs: set[Key]


def main() -> None:
    areas = [one for one in all_registers() if one.model.__module__.startswith(REGISTERS)]
    for register in [get_register(name) for name in sys.argv[1:]] or areas:
        counts = ledger(register)
        print(f"{register.name}: {sum(counts.values())} lines in {len(counts)} files")
        for path, lines in sorted(counts.items()):
            print(f"{lines:6}  {path}")


def ledger(register: Register[Any]) -> Counter[str]:
    """Lines by file."""
    package = register.model.__module__.rpartition(".")[0]
    definitions = dict(_definitions(ROOT / "src" / package.replace(".", "/"), package))
    declaration = _holding(definitions, f"{package}.register", register.name)
    figures = {_holding(definitions, f"{package}.figures", name) for name in _figures(register)}
    others = {(one.model.__module__, one.model.__name__) for one in all_registers() if one is not register}
    others |= {key for key, one in definitions.items() if DECLARE in one.needs} - figures
    counts: Counter[str] = Counter()
    for key in _reached(definitions, {declaration, *figures}, others):
        counts[str(definitions[key].path.relative_to(ROOT))] += definitions[key].lines
    for path in NAMED_IN:
        text = (ROOT / path).read_text(encoding="utf-8")
        counts[path] = sum(_names_it(register.name, line) for line in text.splitlines())
    counts["tests/province.py"] = _rows(register.name)
    return +counts


def _definitions(folder: Path, package: str) -> Iterator[tuple[Key, Definition]]:
    for path in sorted(folder.glob("*.py")):
        module = f"{package}.{path.stem}"
        body = ast.parse(path.read_text(encoding="utf-8")).body
        known = {name: (module, name) for statement in body for name in defined(statement)}
        aliases = {
            alias.asname or alias.name: (statement.module or "", alias.name)
            for statement in body
            if isinstance(statement, ast.ImportFrom)
            for alias in statement.names
        }
        for statement in body:
            for name in defined(statement):
                yield (module, name), Definition(path, _length(statement), _needs(statement, aliases | known))


def _length(statement: ast.stmt) -> int:
    first = first_line(statement)
    return (statement.end_lineno or first) - first + 1


def _needs(statement: ast.stmt, known: dict[str, Key]) -> set[Key]:
    """The definitions that a statement names, itself or as `module.name`."""
    found = {
        known[node.id] for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id in known
    }
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            found.add((".".join(known[node.value.id]), node.attr))
    return found


def _holding(definitions: dict[Key, Definition], module: str, text: str) -> Key:
    """The value of a module that the text names: a declaration by its name."""
    path = next(one.path for key, one in definitions.items() if key[0] == module)
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        constants = [node.value for node in ast.walk(statement) if isinstance(node, ast.Constant)]
        if isinstance(statement, ast.Assign) and text in constants[:1]:
            return module, defined(statement)[0]
    raise LookupError(f"{module} declares no {text}")


def _figures(register: Register[Any]) -> Iterator[str]:
    """Those whose records are opened in the register."""
    for figure in all_figures():
        leaf, _ = counted_first(figure, Period.year(2000))
        if register_at(leaf) is register:
            yield figure.name


def _reached(definitions: dict[Key, Definition], start: set[Key], others: set[Key]) -> set[Key]:
    reached: set[Key] = set()
    waiting = list(start)
    while waiting:
        key = waiting.pop()
        if key not in reached and key in definitions and key not in others:
            reached.add(key)
            waiting += definitions[key].needs
    return reached


def _names_it(name: str, line: str) -> bool:
    return not re.match(r"\s*(#|GET figure)", line) and bool(re.search(rf"\b{name}\b", line))


def _rows(name: str) -> int:
    """The entry that makes records of the register for the completeness tests, and its maker."""
    body = ast.parse((ROOT / "tests/province.py").read_text(encoding="utf-8")).body
    makers = {one: _length(statement) for statement in body for one in defined(statement)}
    for rows in (one.value for one in body if isinstance(one, ast.AnnAssign)):
        for key, maker in zip(rows.keys, rows.values, strict=True) if isinstance(rows, ast.Dict) else ():
            if isinstance(key, ast.Constant) and key.value == name:
                return 1 + (makers[maker.id] if isinstance(maker, ast.Name) else 0)
    return 0


if __name__ == "__main__":
    main()
