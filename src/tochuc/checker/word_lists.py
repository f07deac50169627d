"""The word lists in `data/`: entries separated by commas or lines, under [sections]; `#` begins a remark."""

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/<name>.txt` as they are written, without remarks: for entries with commas."""
    return tuple(
        line
        for line in _DATA.joinpath(f"{name}.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    )


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of `data/<name>.txt` by section, in lower case; "" is what stands before the first one."""
    found: dict[str, list[str]] = {"": []}
    section = ""
    for line in lines(name):
        if line.startswith("["):
            section = line.strip("[] ")
        else:
            entries = (entry.strip().casefold() for entry in line.split(","))
            found.setdefault(section, []).extend(entry for entry in entries if entry)
    return {section: tuple(entries) for section, entries in found.items()}


@cache
def section_of(name: str) -> dict[str, str]:
    """The entries of a list, in lower case, each with the section that it stands in."""
    return {entry: section for section, entries in sections(name).items() for entry in entries}
