"""Files as they really arrive: each gets a clear sentence, and nothing is written."""

from __future__ import annotations

import unicodedata
import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tests.kernel.importing.uploads import TITLES, Importer, saved, xlsx
from tochuc.kernel.models import ChangeSet, Unit
from tochuc.kernel.models.jobs import ImportState
from tochuc.registers.members.models import AdmissionTarget

ROW = ["T-A", 2023, 100]


def refused(officer: Importer, content: bytes, name: str = "chi-tieu.xlsx") -> str:
    """The first sentence about a file of which nothing may be written."""
    before = ChangeSet.objects.count()
    job = officer.upload(content, name)
    assert job.state in (ImportState.REFUSED, ImportState.FAILED)
    assert AdmissionTarget.objects.count() == 0
    assert ChangeSet.objects.count() == before
    return job.message or officer.errors(content, name)[0]


def encrypted(content: bytes) -> bytes:
    stream = BytesIO()
    OOXMLFile(BytesIO(content)).encrypt("mật khẩu", stream)
    return stream.getvalue()


def bomb() -> bytes:
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(xlsx([ROW]))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            target.writestr(part, source.read(part))
        target.writestr("xl/media/image1.bin", bytes(60 * 2**20))
    return stream.getvalue()


def merged() -> bytes:
    book = openpyxl.load_workbook(BytesIO(xlsx([ROW, ["T-B", 2023, 5]])))
    book.worksheets[0].merge_cells("A2:A3")
    return saved(book)


def with_hidden_sheet(*, visible: bool) -> bytes:
    book = openpyxl.load_workbook(BytesIO(xlsx([ROW] if visible else [])))
    hidden = book.create_sheet("Cũ")
    hidden.append(list(TITLES))
    hidden.append(["T-B", 2022, 50])
    hidden.sheet_state = "hidden"
    return saved(book)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 ...", "thực ra là tệp PDF"),
        (b"", "rỗng"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "trang web"),
        (xlsx([ROW])[:-200], "hỏng"),
        (encrypted(xlsx([ROW])), "mật khẩu"),
        (bomb(), "giải nén"),
    ],
    ids=["pdf", "empty", "html", "truncated", "encrypted", "bomb"],
)
def test_a_file_that_is_no_spreadsheet_is_refused(officer: Importer, content: bytes, said: str) -> None:
    assert said in refused(officer, content)


def test_a_missing_column_is_named(officer: Importer) -> None:
    assert "thiếu cột bắt buộc “Chỉ tiêu”" in refused(officer, xlsx([["T-A", 2023]], TITLES[:2]))


def test_an_unknown_column_is_named_with_what_it_may_mean(officer: Importer) -> None:
    sentence = refused(officer, xlsx([[*ROW, 1]], [*TITLES, "Chỉ tiu"]))
    assert "D1" in sentence
    assert "Có phải là “Chỉ tiêu”?" in sentence


def test_merged_cells_are_refused(officer: Importer) -> None:
    assert "A2:A3" in refused(officer, merged())


def test_a_sheet_without_rows_says_so(officer: Importer) -> None:
    assert "không có dòng dữ liệu" in refused(officer, xlsx([]))


def test_a_total_row_is_no_data(officer: Importer) -> None:
    assert "dòng cộng" in refused(officer, xlsx([ROW, ["Tổng cộng", None, 100]]))


def test_hidden_sheets_are_not_read(officer: Importer) -> None:
    assert officer.run(with_hidden_sheet(visible=True)).created == 1
    assert AdmissionTarget.objects.get().year == 2023


def test_a_file_with_data_only_on_a_hidden_sheet_is_refused(officer: Importer) -> None:
    assert "không có dòng dữ liệu" in refused(officer, with_hidden_sheet(visible=False))


@pytest.mark.parametrize(
    "row",
    [
        ["T-A", "2023", "100"],
        ["'T-A", "'2023", "'100"],
        ["  T-A ", " 2023\u00a0", "100 "],
        ["t-a", 2023.0, 100.0],
    ],
    ids=["numbers as text", "leading apostrophes", "spaces", "lower case"],
)
def test_what_an_officer_means_is_understood(officer: Importer, row: list[object]) -> None:
    assert officer.run(xlsx([row])).state == ImportState.DONE
    target = AdmissionTarget.objects.get()
    assert (target.unit.code, target.year, target.number) == ("T-A", 2023, 100)


def test_titles_in_decomposed_letters_are_the_same_titles(officer: Importer) -> None:
    titles = [unicodedata.normalize("NFD", title) for title in TITLES]
    assert officer.run(xlsx([ROW], titles)).state == ImportState.DONE


def test_the_table_may_stand_below_a_heading(officer: Importer) -> None:
    content = xlsx([[None], list(TITLES), ROW], ["GIAO CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN NĂM 2023"])
    assert officer.run(content).state == ImportState.DONE


def test_other_formats_are_read_alike(officer: Importer, districts: list[Unit]) -> None:
    for year, (name, content) in enumerate(
        [("a.xls", as_xls(2020)), ("a.ods", as_ods(2021)), ("a.csv", as_csv(2022))], start=2020
    ):
        assert officer.run(content, name).state == ImportState.DONE
        assert AdmissionTarget.objects.filter(unit=districts[0], year=year, number=100).exists()


def as_xls(year: int) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Chỉ tiêu")
    for row, cells in enumerate([TITLES, ("T-A", year, 100)]):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_ods(year: int) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Chỉ tiêu")
    for cells in (TITLES, ("T-A", str(year), "100")):
        row = TableRow()
        for value in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_csv(year: int) -> bytes:
    return f"{';'.join(TITLES)}\r\nT-A;{year};100\r\n".encode("utf-8-sig")
