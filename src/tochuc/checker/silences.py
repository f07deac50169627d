"""Places that were looked at and are right as they stand, each with its reason, in a file beside the document.

A place is known by its words, not by its line, so that it is known again when the document has changed elsewhere.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import blake2b
from pathlib import Path

from tochuc.checker.finding import Finding, Say
from tochuc.vi.fold import fold

SUFFIX = ".tochuc.yaml"
#: Words on either side by which a place is known; characters beyond which none of them is looked for.
_NEIGHBOURS = 4
_REACH = 120


class BadSilences(ValueError):
    """The file of silences cannot be used; `say` tells what is wrong with it."""

    def __init__(self, path: Path, vi: str, en: str) -> None:
        super().__init__(en)
        self.say = Say(f"Tệp bỏ qua {path}: {vi}", f"File of silences {path}: {en}")


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that somebody (`by`) declared right on a day (`on`), and why. `text` are the words it stood on."""

    code: str
    fingerprint: str
    text: str
    reason: str
    by: str = ""
    on: str = ""


def beside(path: Path) -> Path:
    """Where the silences of a document are kept."""
    return path.with_name(path.name + SUFFIX)


def fingerprint(finding: Finding) -> str:
    """The same for the same finding on the same words between the same neighbours, with the same computation.

    What was computed belongs to it: when the list behind a total changes, the total has to be looked at again.
    """
    text, (_, start, end) = finding.span.block.text, finding.span
    before = fold(text[max(0, start - _REACH) : start]).split()[-_NEIGHBOURS:]
    after = fold(text[end : end + _REACH]).split()[:_NEIGHBOURS]
    words = [finding.code, " ".join(before), fold(finding.span.text), " ".join(after), fold(finding.computed)]
    return blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """The fingerprints of a document's findings in their order; a second one that is the same gets `-2`."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        own = fingerprint(finding)
        seen[own] += 1
        found.append(own if seen[own] == 1 else f"{own}-{seen[own]}")
    return found


def read_silences(path: Path) -> tuple[Silenced, ...]:
    """The silences in a file. Raises BadSilences."""
    import yaml

    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        told = _first_line(error)
        raise BadSilences(path, f"không đọc được: {told}.", f"cannot be read: {told}.") from error
    if content is None:
        return ()
    if not isinstance(content, list):
        raise BadSilences(
            path,
            "phải là một danh sách, mỗi mục bắt đầu bằng “- code:”.",
            "must be a list of entries “- code:”.",
        )
    return tuple(_silenced(path, number, entry) for number, entry in enumerate(content, 1))


def write_silences(path: Path, silences: Sequence[Silenced]) -> None:
    """Write the file anew. Raises OSError."""
    import yaml

    text = yaml.safe_dump(
        [asdict(silence) for silence in silences], allow_unicode=True, sort_keys=False, width=100
    )
    path.write_text(text, encoding="utf-8")


def _silenced(path: Path, number: int, entry: object) -> Silenced:
    names = [field.name for field in fields(Silenced)]
    if not isinstance(entry, dict) or not set(entry) <= set(names):
        listed = ", ".join(names)
        raise BadSilences(
            path, f"mục {number}: mỗi mục chỉ gồm {listed}.", f"entry {number}: an entry has {listed} only."
        )
    silence = Silenced(**{name: str(entry.get(name) or "").strip() for name in names})
    if not (silence.code and silence.fingerprint and silence.reason):
        raise BadSilences(
            path,
            f"mục {number}: phải có code, fingerprint và reason (lý do).",
            f"entry {number}: needs code, fingerprint and reason.",
        )
    return silence


def _first_line(error: Exception) -> str:
    if isinstance(error, OSError):
        return str(error.strerror)
    return (str(error) or type(error).__name__).splitlines()[0]
