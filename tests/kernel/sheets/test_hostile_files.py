"""Files that must not be read: each is refused for its own reason, with a sentence that says what to do."""

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document
from msoffcrypto.format.ooxml import OOXMLFile

from tests.kernel.sheets import builders
from tochuc.kernel.sheets import errors
from tochuc.kernel.sheets.limits import DEFAULT, Limits
from tochuc.kernel.sheets.reading import read_workbook

ROWS = [["Họ và tên", "Chi bộ"], ["Nguyễn Văn Ánh", "Chi bộ 1"]]


def refused(path: Path, reason: type[errors.SheetError], limits: Limits = DEFAULT) -> str:
    """Assert that the file is refused for this very reason, and return the sentence."""
    with pytest.raises(errors.SheetError) as caught:
        read_workbook(path, name="danh sách.xlsx", limits=limits)
    assert type(caught.value) is reason
    assert "“danh sách.xlsx”" in caught.value.sentence
    assert "Hãy" in caught.value.sentence
    return caught.value.sentence


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>", "HTML"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "2003"),
        (b"{\\rtf1 x}", "RTF"),
        (b"Rar!\x1a\x07", "RAR"),
        (bytes(range(256)) * 20, "nhị phân"),
        (b"PK\x05\x06" + b"\0" * 18, "ZIP"),
    ],
)
def test_a_file_of_the_wrong_type_is_named_for_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "a.xls").write_bytes(content)
    assert what in refused(tmp_path / "a.xls", errors.WrongTypeError)


def test_a_word_document_is_not_a_spreadsheet(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "a.docx"))
    assert "Word" in refused(tmp_path / "a.docx", errors.WrongTypeError)


def test_an_archive_of_anything_else_is_not_a_spreadsheet(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("ghi chu.txt", "x")
    assert "ZIP" in refused(tmp_path / "a.zip", errors.WrongTypeError)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    refused(tmp_path / "a.xlsx", errors.EmptyFileError)


def test_a_file_above_the_size_limit_is_refused(tmp_path: Path) -> None:
    builders.xlsx(tmp_path / "a.xlsx", ROWS)
    refused(tmp_path / "a.xlsx", errors.FileTooLargeError, replace(DEFAULT, file_bytes=1000))


def test_an_encrypted_excel_file_is_refused(tmp_path: Path) -> None:
    plain = builders.xlsx(tmp_path / "a.xlsx", ROWS)
    locked = io.BytesIO()
    with plain.open("rb") as file:
        OOXMLFile(file).encrypt("mật khẩu", locked)
    plain.write_bytes(locked.getvalue())
    assert "mật khẩu" in refused(plain, errors.EncryptedError)


def test_an_old_excel_file_with_a_password_record_is_refused(tmp_path: Path) -> None:
    file = builders.xls(tmp_path / "a.xls", ROWS)
    content = bytearray(file.read_bytes())
    begin = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    after = begin + 20
    kind, length = struct.unpack_from("<HH", content, after)
    assert (kind, length) != (0x2F, 54), "the record after the first is about to become FILEPASS"
    content[after : after + 2] = b"\x2f\x00"
    file.write_bytes(content)
    assert "mật khẩu" in refused(file, errors.EncryptedError)


def test_an_encrypted_libreoffice_file_is_refused(tmp_path: Path) -> None:
    file = builders.ods(tmp_path / "a.ods", ROWS)
    manifest = builders.part(file, "META-INF/manifest.xml").replace(
        b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"
    )
    builders.with_parts(file, {"META-INF/manifest.xml": manifest})
    refused(file, errors.EncryptedError)


@pytest.mark.parametrize("build", [builders.xlsx, builders.xls, builders.ods])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_truncated_file_is_refused(
    tmp_path: Path, build: Callable[[Path, builders.Rows], Path], kept: float
) -> None:
    file = build(tmp_path / "a.dat", [[f"Nguyễn {row}{column}" for column in range(9)] for row in range(300)])
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * kept)])
    refused(file, errors.CorruptError)


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    file = builders.with_parts(
        builders.xlsx(tmp_path / "a.xlsx", ROWS), {"xl/workbook.xml": b"<workbook><she"}
    )
    refused(file, errors.CorruptError)


def bomb(path: Path, size: int) -> Path:
    """A workbook with a part of zeros that packs to almost nothing."""
    return builders.with_parts(builders.xlsx(path, ROWS), {"xl/media/anh.bin": bytes(size)})


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    refused(bomb(tmp_path / "a.xlsx", 30 << 20), errors.ArchiveBombError)


def test_a_zip_bomb_is_refused_by_its_volume(tmp_path: Path) -> None:
    file = bomb(tmp_path / "a.xlsx", 2 << 20)
    assert "1 MB" in refused(file, errors.ArchiveBombError, replace(DEFAULT, unpacked_bytes=1 << 20))


def test_a_zip_bomb_that_declares_a_small_size_is_counted_while_unpacking(tmp_path: Path) -> None:
    file = bomb(tmp_path / "a.xlsx", 30 << 20)
    lie, truth = struct.pack("<I", 100), struct.pack("<I", 30 << 20)
    content = file.read_bytes()
    assert content.count(truth) == 2, "local header and central directory"
    file.write_bytes(content.replace(truth, lie))
    refused(file, errors.ArchiveBombError)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    size = 70_001
    file = bomb(tmp_path / "a.xlsx", size)
    content = file.read_bytes()
    file.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", 100)))
    assert "khai sai" in refused(file, errors.ArchiveBombError)


def test_an_archive_with_too_many_parts_is_refused(tmp_path: Path) -> None:
    file = builders.with_parts(
        builders.xlsx(tmp_path / "a.xlsx", ROWS), {f"xl/media/{number}.txt": b"" for number in range(60)}
    )
    refused(file, errors.ArchiveBombError, replace(DEFAULT, parts=50))


def test_an_archive_inside_the_archive_is_refused(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a", "x")
    file = builders.with_parts(builders.xlsx(tmp_path / "a.xlsx", ROWS), {"xl/bom.zip": inner.getvalue()})
    assert "bom.zip" in refused(file, errors.ArchiveBombError)


def test_a_document_embedded_by_excel_is_left_closed(tmp_path: Path) -> None:
    file = builders.with_parts(
        builders.xlsx(tmp_path / "a.xlsx", ROWS), {"xl/embeddings/van_ban.docx": b"PK\x03\x04..."}
    )
    assert read_workbook(file, name="a").sheets[0].rows == ROWS


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_xml_entities_are_refused_in_every_part(tmp_path: Path, part: str, declaration: bytes) -> None:
    file = builders.xlsx(tmp_path / "a.xlsx", ROWS)
    head, mark, rest = builders.part(file, part).partition(b"?>")
    builders.with_parts(file, {part: head + mark + declaration + rest})
    refused(file, errors.ForbiddenXmlError)


def test_a_declaration_is_found_across_the_border_of_two_steps(tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "a.xlsx", ROWS)
    for shift in range(4):
        padding = b"<!--" + b"x" * ((1 << 18) - 12 + shift * 3) + b"-->"
        builders.with_parts(file, {"xl/extra.xml": padding + b"<!DOCTYPE x><x/>"})
        refused(file, errors.ForbiddenXmlError)


def test_xml_in_utf16_cannot_hide_a_declaration(tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "a.xlsx", ROWS)
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16")
    refused(builders.with_parts(file, {"xl/extra.xml": hidden}), errors.ForbiddenXmlError)


def test_a_workbook_without_a_visible_value_is_refused(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Trống")
        hidden = book.add_worksheet("Ẩn")
        hidden.write_string(0, 0, "x")
        hidden.hide()
    refused(tmp_path / "a.xlsx", errors.NoDataError)


def test_blank_lines_alone_are_no_data(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\n \n;;\n", encoding="utf-8")
    refused(tmp_path / "a.csv", errors.NoDataError)


@pytest.mark.parametrize("build", [builders.xlsx, builders.xls, builders.ods, builders.csv])
def test_too_many_rows_columns_and_sheets_are_refused(
    tmp_path: Path, build: Callable[[Path, builders.Rows], Path]
) -> None:
    file = build(tmp_path / "a.dat", [["a", "b", "c"]] * 5)
    refused(file, errors.TooManyRowsError, replace(DEFAULT, rows=4))
    refused(file, errors.TooManyColumnsError, replace(DEFAULT, columns=2))
    read_workbook(file, name="a", limits=replace(DEFAULT, rows=5, columns=3))


def test_too_many_sheets_are_refused(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for _ in range(4):
            book.add_worksheet().write_string(0, 0, "x")
    refused(tmp_path / "a.xlsx", errors.TooManySheetsError, replace(DEFAULT, sheets=3))


def test_a_cell_in_the_last_corner_costs_neither_memory_nor_the_server(tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "a.xlsx", ROWS)
    sheet = builders.part(file, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    refused(builders.with_parts(file, {"xl/worksheets/sheet1.xml": sheet}), errors.TooExpensiveError)


def test_one_long_text_shown_in_very_many_cells_is_stopped_by_the_memory_bound(tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "a.xlsx", ROWS)
    strings = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 60_001)
    )
    sheet = b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>"
    builders.with_parts(file, {"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet})
    refused(file, errors.TooExpensiveError, replace(DEFAULT, process_memory=512 << 20))


def test_a_loop_in_the_tables_of_an_old_file_is_stopped(tmp_path: Path) -> None:
    file = builders.xls(tmp_path / "a.xls", [["x" * 20 + str(row)] for row in range(2000)])
    content = bytearray(file.read_bytes())
    table = struct.unpack_from("<I", content, 76)[0]
    start = (table + 1) * 512
    struct.pack_into("<I", content, start + 4 * 5, 0)
    file.write_bytes(content)
    limits = replace(DEFAULT, process_seconds=3, process_memory=512 << 20)
    with pytest.raises((errors.CorruptError, errors.TooExpensiveError)):
        read_workbook(file, name="a.xls", limits=limits)


def test_rows_repeated_a_million_times_are_stopped(tmp_path: Path) -> None:
    file = builders.ods(tmp_path / "a.ods", ROWS)
    content = builders.part(file, "content.xml").replace(
        b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="2000000000" '
    )
    builders.with_parts(file, {"content.xml": content})
    limits = replace(DEFAULT, process_seconds=3, process_memory=512 << 20)
    with pytest.raises((errors.TooExpensiveError, errors.TooManyColumnsError)):
        read_workbook(file, name="a.ods", limits=limits)


def test_an_unclosed_quotation_mark_does_not_swallow_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Tên,Số\n"An,1\n' + "Bình,2\n" * 40_000, encoding="utf-8")
    refused(tmp_path / "a.csv", errors.CorruptError)


def test_a_single_endless_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("," * 2_000_000, encoding="utf-8")
    refused(tmp_path / "a.csv", errors.CorruptError)
