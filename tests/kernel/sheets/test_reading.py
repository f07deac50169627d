"""Reading uploads: the same rows whatever the format, every value in one canonical way of writing."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from tests.kernel.sheets import builders
from tochuc.kernel.sheets.reading import read_workbook
from tochuc.kernel.sheets.workbook import Format, Workbook

ROWS = [["Họ và tên", "Ngày sinh", "Chi bộ"], ["Nguyễn Văn Ánh", "31/12/1980", "Chi bộ 1"]]


def read(path: Path) -> Workbook:
    return read_workbook(path, name=path.name)


@pytest.mark.parametrize(
    ("build", "kind"),
    [
        (builders.xlsx, Format.XLSX),
        (builders.xls, Format.XLS),
        (builders.ods, Format.ODS),
        (builders.csv, Format.CSV),
    ],
)
def test_every_format_gives_the_same_rows_whatever_the_name_ends_in(
    tmp_path: Path, build: Callable[[Path, builders.Rows], Path], kind: Format
) -> None:
    workbook = read(build(tmp_path / "danh sach.dat", ROWS))
    assert workbook.format is kind
    assert workbook.sheets[0].rows == ROWS
    assert workbook.sheets[0].first_row == 1
    assert workbook.warnings == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_csv_is_read_in_every_usual_encoding_and_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    assert read(builders.csv(tmp_path / "a.csv", ROWS, encoding, separator)).sheets[0].rows == ROWS


def test_csv_in_the_old_windows_code_page_is_read_with_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "cu.csv"
    file.write_bytes("Họ tên,Tỉnh\nTrần Hà,Quảng Ngãi\n".translate(WINDOWS_1258).encode("cp1258"))
    workbook = read(file)
    assert workbook.sheets[0].rows[1] == ["Trần Hà", "Quảng Ngãi"]
    assert "Windows-1258" in workbook.warnings[0]


# Windows-1258 writes the tone as a mark of its own after the letter.
WINDOWS_1258 = str.maketrans({"ọ": "o\u0323", "ỉ": "i\u0309", "ầ": "â\u0300", "ả": "a\u0309", "ã": "a\u0303"})


def test_values_of_excel_come_out_in_canonical_text(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(0, 0, date(2023, 12, 31), day)
        sheet.write_datetime(0, 1, datetime.fromisoformat("2023-12-31 08:30"), day)
        for column, number in enumerate((57012, 12.5, 1.967, 0.1, -3, 123456789012), 2):
            sheet.write_number(0, column, number)
        sheet.write_boolean(0, 8, True)
        sheet.write_boolean(0, 9, False)
        sheet.write_number(0, 10, 1)
        sheet.write_number(0, 11, 0)
    assert read(file).sheets[0].rows[0] == [
        *("2023-12-31", "2023-12-31 08:30:00", "57012", "12,5", "1,9670", "0,1", "-3", "123456789012"),
        *("TRUE", "FALSE", "1", "0"),
    ]


def test_values_of_old_excel_come_out_in_the_same_canonical_text(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.write(0, 0, date(2023, 12, 31), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(0, 1, 12.0)
    sheet.write(0, 2, True)
    book.save(str(tmp_path / "a.xls"))
    assert read(tmp_path / "a.xls").sheets[0].rows == [["2023-12-31", "12", "TRUE"]]


def test_text_is_normalised_and_the_original_is_kept_for_messages(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Ánh")
    raw = [decomposed, "Chi\u00a0bộ 1  ", "'051099", "a\nb", "sạch"]
    sheet = read(builders.xlsx(tmp_path / "a.xlsx", [["Tiêu đề"], raw])).sheets[0]
    assert sheet.rows[1] == ["Nguyễn Ánh", "Chi bộ 1", "051099", "a b", "sạch"]
    assert [sheet.original(2, column) for column in range(5)] == raw
    assert (2, 4) not in sheet.originals


def test_rows_and_columns_keep_the_numbers_that_the_officer_sees(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["C5"] = "đây"
    book.active["XFD1048576"].number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    sheet = read(tmp_path / "a.xlsx").sheets[0]
    assert (sheet.first_row, sheet.rows) == (5, [["", "", "đây"]])
    assert sheet.value(5, 2) == "đây"
    assert sheet.value(1, 0) == sheet.value(99, 99) == ""


def test_formula_errors_stay_visible_in_excel(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Ẩn").hide()
        sheet = book.add_worksheet("Số liệu")
        sheet.activate()
        sheet.set_first_sheet()
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_string("A4", "x")
        sheet.write_formula("C6", "=A9", None, "#REF!")
    found = read(file).sheets[1]
    assert (found.value(2, 1), found.value(4, 0), found.value(6, 2)) == ("#DIV/0!", "x", "#REF!")


def test_formula_errors_stay_visible_in_old_excel(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("Một").write(0, 0, "x")
    sheet = book.add_sheet("Đơn vị")
    sheet.write(0, 0, "x")
    sheet.row(5).set_cell_error(3, "#REF!")
    book.save(str(tmp_path / "a.xls"))
    first, second = read(tmp_path / "a.xls").sheets
    assert second.value(6, 3) == "#REF!"
    assert first.value(6, 3) == ""


def test_formula_errors_and_merged_cells_of_libreoffice_are_found(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="S")
    table.addElement(TableRow(numberrowsrepeated=2))
    row = TableRow()
    merged = TableCell(valuetype="string", numbercolumnsspanned=2, numberrowsspanned=1)
    merged.addElement(P(text="gộp"))
    error = TableCell(valuetype="string")
    error.addElement(P(text="#REF!"))
    for cell in (merged, CoveredTableCell(), error):
        row.addElement(cell)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "a.ods"))
    mark = b'office:value-type="string"><text:p>#REF!'
    content = builders.part(tmp_path / "a.ods", "content.xml")
    assert mark in content
    as_libreoffice = content.replace(mark, mark.replace(b">", b' calcext:value-type="error">', 1)).replace(
        b"<office:document-content ",
        b"<office:document-content xmlns:calcext="
        b'"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" ',
    )
    builders.with_parts(tmp_path / "a.ods", {"content.xml": as_libreoffice})
    sheet = read(tmp_path / "a.ods").sheets[0]
    assert [str(area) for area in sheet.merged] == ["A3:B3"]
    assert sheet.value(3, 2) == "#REF!"


def test_merged_cells_of_excel_are_reported(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet().merge_range("B2:D3", "gộp")
    assert [str(area) for area in read(tmp_path / "a.xlsx").sheets[0].merged] == ["B2:D3"]


def test_hidden_sheets_are_listed_but_not_read_and_a_warning_says_so(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Hiện").write_string(0, 0, "x")
        hidden = book.add_worksheet("Nháp")
        hidden.write_string(0, 0, "bí mật")
        hidden.hide()
    workbook = read(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.hidden, sheet.rows) for sheet in workbook.sheets] == [
        ("Hiện", False, [["x"]]),
        ("Nháp", True, []),
    ]
    assert "“Nháp”" in workbook.warnings[0]


def test_a_csv_row_keeps_its_number_after_the_line_that_names_the_separator(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\nHọ tên;Ghi chú\nAn;a,b\n", encoding="utf-8")
    sheet = read(tmp_path / "a.csv").sheets[0]
    assert (sheet.first_row, sheet.rows) == (2, [["Họ tên", "Ghi chú"], ["An", "a,b"]])
