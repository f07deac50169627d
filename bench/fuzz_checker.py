"""The checker under a coverage-guided fuzzer: whatever the bytes, findings or a refusal, never another exception.

    python bench/fuzz_checker.py [--seconds 20] [--kind text|docx|docx-xml|odt-xml|pdf] [--corpus FOLDER]

Each kind is a process of its own. `docx` and `pdf` are mutated as files, which mostly tries the containers; of
`docx-xml` and `odt-xml` the main part is mutated and packed anew, which tries what reads it. An input that takes more
than ten seconds or a gigabyte counts as a crash. Exit code 1 if there was one; its input is kept beside its corpus.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

KINDS = ("text", "docx", "docx-xml", "odt-xml", "pdf")
LONGEST = 20_000
TIMEOUT_SECONDS = 10
MEMORY_MB = 1024
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
EXECUTED = re.compile(r"stat::number_of_executed_units:\s+(\d+)")

TEXT = """BÁO CÁO
Kết quả năm 2023

I. CÔNG TÁC CÁN BỘ
1. Đã ban hành 06 quyết định¹, trong đó: 02 bổ nhiệm, 03 điều động; đạt 85,7% (6/7), tăng 20% so với năm 2022 (05).
(1) Quyết định số 12-QĐ/TU ngày 31/4/2023 của Ban Thường vụ Tỉnh ủy; (3) Kế hoạch số 15-QĐ/TU;; "thiếu ngoặc (
¹ Gồm: đồng chí Nguyễn Văn An, Trưởng ban; đồng chí Trần Thị Bình, Phó Trưởng ban.

| Đơn vị | Số | Tỷ lệ |
|---|---|---|
| Bình Sơn | 12 | 60% |
| Cộng | 21 | 100% |
"""


def main() -> int:
    arguments = _arguments()
    if arguments.run:
        _fuzz(arguments.run, arguments.corpus, arguments.seconds)
    kinds = [arguments.kind] if arguments.kind else list(KINDS)
    corpus = arguments.corpus or Path(tempfile.mkdtemp(prefix="fuzz-checker-"))
    print(f"{arguments.seconds} s for each kind; corpus and crashes in {corpus}")
    print(f"{'kind':10} {'executions':>11} {'crashes':>8}")
    crashed = [_in_process(kind, corpus / kind, arguments.seconds) for kind in kinds]
    return int(any(crashed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--corpus", type=Path, help="kept from run to run (default: a new folder)")
    parser.add_argument("--run", choices=KINDS, help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_process(kind: str, folder: Path, seconds: int) -> bool:
    """Fuzz one kind and print its line; whether it crashed."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(_seeds(kind)):
        (folder / f"seed-{number}").write_bytes(seed)
    command = [sys.executable, __file__, "--run", kind, "--corpus", str(folder), "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    executed = EXECUTED.search(done.stderr)
    crashed = done.returncode != 0
    print(f"{kind:10} {executed[1] if executed else '?':>11} {int(crashed):8}")
    if crashed:
        print(done.stdout[-3000:], done.stderr[-3000:])
    return crashed


def _fuzz(kind: str, folder: Path, seconds: int) -> None:
    """Does not return."""
    import atheris

    with atheris.instrument_imports(include=["tochuc"]):
        one = _target(kind)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={TIMEOUT_SECONDS}",
        f"-rss_limit_mb={MEMORY_MB}",
        f"-artifact_prefix={folder.parent}/{kind}-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder)], one)
    atheris.Fuzz()


def _target(kind: str) -> Callable[[bytes], None]:
    from tochuc.checker.engine import Options
    from tochuc.checker.finding import Confidence
    from tochuc.checker.outcome import outcome_of
    from tochuc.checker.output.annotate import annotated
    from tochuc.checker.output.text import Terminal, text
    from tochuc.checker.readers import Unreadable, read_bytes
    from tochuc.checker.reading import Reading
    from tochuc.checker.rule import rules

    rules()
    everything = Options(confidence=Confidence.MAYBE)

    def one(data: bytes) -> None:
        content = _packed(kind, data)
        try:
            reading = Reading(read_bytes(content, "a"))
            outcome = outcome_of("a", reading, everything)
            annotated(content, outcome, "vi")
        except Unreadable:
            return
        for _ in text([outcome], Terminal()):
            pass

    return one


def _packed(kind: str, data: bytes) -> bytes:
    if kind == "docx-xml":
        return _zipped({"[Content_Types].xml": TYPES, "word/document.xml": data})
    if kind == "odt-xml":
        return _zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": data})
    return data


def _seeds(kind: str) -> Iterator[bytes]:
    if kind == "text":
        yield TEXT.encode()
        yield TEXT.encode("utf-16")
    elif kind == "docx":
        yield _zipped({"[Content_Types].xml": TYPES, "word/document.xml": _word()})
    elif kind == "docx-xml":
        yield _word()
    elif kind == "odt-xml":
        yield _odt()
    elif kind == "pdf":
        yield _pdf()


def _word() -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.splitlines())
    cell = "<w:tc><w:p><w:r><w:t>21</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl><w:tr>{cell * 3}</w:tr><w:tr>{cell * 3}</w:tr></w:tbl>"
    return f'<w:document xmlns:w="{W}"><w:body>{paragraphs}{table}</w:body></w:document>'.encode()


def _odt() -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in TEXT.splitlines())
    body = f"<office:body><office:text>{paragraphs}</office:text></office:body>"
    return f"<office:document-content {names}>{body}</office:document-content>".encode()


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _pdf() -> bytes:
    """One page with two lines of text, written by hand."""
    text = b"BT /F 12 Tf 72 720 Td (Co 06 viec, gom 02 viec, 03 viec.) Tj 0 -20 Td (Ngay 31/4/2023) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    content, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    return (
        content
        + head
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(content))
    )


if __name__ == "__main__":
    sys.exit(main())
