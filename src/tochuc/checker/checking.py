"""What `tochuc check` does: read the files, look, and write what was found as it was asked for."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tochuc.checker.engine import Options
from tochuc.checker.finding import Confidence, Language, Say
from tochuc.checker.outcome import Outcome, outcome_of
from tochuc.checker.readers import Unreadable
from tochuc.checker.rule import Rule, rules
from tochuc.checker.silences import BadSilences, Silenced, beside, read_silences
from tochuc.checker.sources import STANDARD_INPUT, Refused, Source, read_source, read_sources
from tochuc.rules.finding import Severity
from tochuc.vi.quoting import quote

if TYPE_CHECKING:
    from argparse import Namespace


def run(arguments: Namespace) -> int:
    """Do what was asked; the exit code. Raises Refused."""
    if arguments.explain:
        return _explain(arguments)
    if arguments.rules:
        return _list_rules(arguments)
    if not arguments.files:
        raise Refused(
            "Chưa cho biết tệp cần kiểm tra, ví dụ: tochuc check bao-cao.docx.",
            "No file to check was named; for example: tochuc check bao-cao.docx.",
        )
    if arguments.files.count(STANDARD_INPUT) > 1:
        raise Refused(
            "Đầu vào chuẩn (-) chỉ đọc được một lần.", "The standard input (-) can be read only once."
        )
    if (arguments.silence or arguments.annotate or arguments.silences) and len(arguments.files) > 1:
        raise Refused(
            "--silence, --silences và --annotate chỉ dùng với một tệp.",
            "--silence, --silences and --annotate are for one file.",
        )
    if arguments.silence:
        from tochuc.checker.silencing import silence

        return silence(arguments, read_source(arguments.files[0]))
    if arguments.statements:
        return _statements(arguments)
    return _check(arguments)


def _check(arguments: Namespace) -> int:
    options = options_of(arguments)
    sources, unreadable = read_sources(arguments.files, arguments.lang)
    outcomes = [
        outcome_of(source.file, source.reading, options, silences_of(arguments, source)) for source in sources
    ]
    if arguments.annotate and outcomes:
        _annotate(arguments, sources[0], outcomes[0])
    if outcomes or arguments.format != "text":
        _write(arguments, _written(arguments, outcomes), sources)
    for outcome in outcomes:
        _tell_stale(outcome, arguments.lang)
    if unreadable:
        return 2
    failing = _failing(arguments.fail_on)
    return int(any(found.rule.severity in failing for outcome in outcomes for found in outcome.found))


def _failing(mildest: str) -> set[Severity]:
    """The severities from the mildest that makes the exit code 1."""
    order = list(Severity)
    return set() if mildest == "never" else set(order[: order.index(Severity(mildest)) + 1])


def _written(arguments: Namespace, outcomes: list[Outcome]) -> Iterable[str]:
    """The findings in the format asked for; only its module is imported."""
    language: Language = arguments.lang
    if arguments.format == "json":
        from tochuc.checker.output.json import as_json

        return [as_json(outcomes, language)]
    if arguments.format == "sarif":
        from tochuc.checker.output.sarif import sarif

        return [sarif(outcomes, language)]
    if arguments.format == "html":
        from tochuc.checker.output.html import html

        return [html(outcomes, language)]
    from tochuc.checker.output.text import Terminal, text

    columns = shutil.get_terminal_size((120, 24)).columns
    return text(outcomes, Terminal(language, columns, _colours(arguments)))


def _colours(arguments: Namespace) -> bool:
    unwanted = arguments.output or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not unwanted and sys.stdout.isatty()


def options_of(arguments: Namespace) -> Options:
    """Raises Refused for codes that no rule has."""
    return Options(
        _codes(arguments.select), _codes(arguments.ignore), Confidence[arguments.confidence.upper()]
    )


def _codes(given: list[str]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for several in given for code in several.split(",") if code.strip())
    for code in codes:
        if not any(known.startswith(code) for known in rules()):
            raise Refused(
                f"Không có quy tắc nào có mã bắt đầu bằng {quote(code)}. Xem: tochuc check --rules.",
                f"No rule has a code that begins with {quote(code)}. See: tochuc check --rules.",
            )
    return codes


def silences_of(arguments: Namespace, source: Source) -> tuple[Silenced, ...]:
    """The silences that hold for a file. Raises Refused."""
    path = side_file(arguments, source)
    if arguments.no_silences or path is None or not (arguments.silences or path.is_file()):
        return ()
    try:
        return read_silences(path)
    except BadSilences as error:
        raise Refused(*error.say) from error


def side_file(arguments: Namespace, source: Source) -> Path | None:
    """Where a file's silences are kept; None for the standard input without `--silences`."""
    if arguments.silences:
        return Path(arguments.silences)
    return beside(source.path) if source.path else None


def _tell_stale(outcome: Outcome, language: Language) -> None:
    for silence in outcome.stale:
        words, name = quote(silence.text), silence.fingerprint
        say = Say(
            f"không còn thấy {silence.code} ở {words} mà tệp bỏ qua nêu ({name}); có thể xóa mục này.",
            f"{silence.code} at {words}, which is silenced ({name}), is no longer found; the entry can go.",
        )
        sys.stderr.write(f"{outcome.file}: {say.in_(language)}\n")


def _annotate(arguments: Namespace, source: Source, outcome: Outcome) -> None:
    from tochuc.checker.output.annotate import annotated

    _refuse_input(arguments.annotate, [source])
    try:
        content = annotated(source.content, outcome, arguments.lang)
    except Unreadable as error:
        raise Refused(f"{source.file}: {error.say.vi}", f"{source.file}: {error.say.en}") from error
    _save(arguments.annotate, content)


def _write(arguments: Namespace, parts: Iterable[str], sources: list[Source]) -> None:
    if not arguments.output:
        sys.stdout.writelines(parts)
        return
    _refuse_input(arguments.output, sources)
    _save(arguments.output, "".join(parts).encode("utf-8", "replace"))


def _save(file: str, content: bytes) -> None:
    try:
        Path(file).write_bytes(content)
    except (OSError, ValueError) as error:
        raise Refused(f"Không ghi được {file}: {error}.", f"{file} cannot be written: {error}.") from error


def _refuse_input(file: str, sources: list[Source]) -> None:
    """What was read is never written over."""
    for source in sources:
        if source.path and Path(file).exists() and Path(file).samefile(source.path):
            raise Refused(
                f"Không ghi đè lên văn bản đang kiểm tra: {file}. Hãy chọn tên khác.",
                f"The document that is checked is not written over: {file}. Choose another name.",
            )


def _statements(arguments: Namespace) -> int:
    from tochuc.checker.output.json import dumped
    from tochuc.checker.output.statements import Statements

    _only(arguments, "--statements", "text", "json")
    sources, unreadable = read_sources(arguments.files, arguments.lang)
    statements = [Statements(source.file, source.reading) for source in sources]
    if arguments.format == "json":
        parts: Iterable[str] = [dumped([record for one in statements for record in one.records()])]
    else:
        parts = (line for one in statements for line in one.lines(arguments.lang))
    _write(arguments, parts, sources)
    return 2 if unreadable else 0


def _list_rules(arguments: Namespace) -> int:
    from tochuc.checker.output.json import rules_as_json

    _only(arguments, "--rules", "text", "json")
    every = rules().values()
    if arguments.format == "json":
        _write(arguments, [rules_as_json(every, arguments.lang)], [])
    else:
        _write(arguments, [_headline(rule, arguments.lang) for rule in every], [])
    return 0


def _explain(arguments: Namespace) -> int:
    from tochuc.checker.explanations import page

    _only(arguments, "--explain", "text")
    rule = rules().get(arguments.explain.strip().upper())
    if rule is None:
        raise Refused(
            f"Không có quy tắc {quote(arguments.explain)}. Xem: tochuc check --rules.",
            f"There is no rule {quote(arguments.explain)}. See: tochuc check --rules.",
        )
    _write(
        arguments, [_headline(rule, arguments.lang), "\n", page(rule.code).markdown(arguments.lang), "\n"], []
    )
    return 0


def _headline(rule: Rule, language: Language) -> str:
    return f"{rule.code}  {rule.severity:<7}  {rule.title.in_(language)}\n"


def _only(arguments: Namespace, option: str, *formats: str) -> None:
    if arguments.format not in formats:
        raise Refused(
            f"{option} chỉ có dạng {' và '.join(formats)}.",
            f"{option} comes as {' and '.join(formats)} only.",
        )
