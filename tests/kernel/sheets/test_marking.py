"""The uploaded file given back with its errors marked, ready to be mended and uploaded again."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.kernel.sheets import builders
from tests.kernel.sheets.libreoffice import converted, needs_libreoffice
from tochuc.kernel.sheets import marking
from tochuc.kernel.sheets.cell_error import CellError
from tochuc.kernel.sheets.limits import Limits
from tochuc.kernel.sheets.reading import read_workbook

ROWS = [["Họ và tên", "Ngày sinh"], ["Nguyễn An", "31/4/1980"], ["=1+1", "1/1/1990"]]
WRONG_DAY = CellError("Đảng viên", 2, "B", "Ngày sinh", "31/4/1980", "tháng 4 chỉ có 30 ngày.")
WRONG_ROW = CellError("Đảng viên", 3, "", "", "", "thiếu chi bộ.")
ERRORS = [WRONG_DAY, WRONG_ROW]


def marked(source: Path, errors: list[CellError]) -> openpyxl.Workbook:
    stream = io.BytesIO()
    marking.mark_errors(source, errors, stream)
    return builders.opened(stream)


@pytest.mark.parametrize("build", [builders.xlsx, builders.xls, builders.ods, builders.csv])
def test_wrong_cells_are_coloured_and_say_what_is_wrong(
    tmp_path: Path, build: Callable[[Path, builders.Rows], Path]
) -> None:
    source = build(tmp_path / "Đảng viên.dat", ROWS)
    book = marked(source, ERRORS)
    assert book.sheetnames == ["Lỗi", "Đảng viên"]
    cell = book["Đảng viên"]["B2"]
    assert cell.value == "31/4/1980"
    assert cell.fill.start_color.rgb[-6:] == marking.COLOUR
    assert cell.comment is not None
    assert "30 ngày" in cell.comment.text
    assert book["Đảng viên"]["A3"].comment is not None, "an error of a whole row is shown at its start"
    assert book["Đảng viên"]["A3"].data_type != "f"
    assert book["Đảng viên"]["B3"].comment is None


@pytest.mark.parametrize("build", [builders.xlsx, builders.csv])
def test_the_list_in_front_names_every_error_with_a_link(
    tmp_path: Path, build: Callable[[Path, builders.Rows], Path]
) -> None:
    sheet = marked(build(tmp_path / "Đảng viên.dat", ROWS), ERRORS)["Lỗi"]
    assert str(sheet["A1"].value).startswith("Tệp có 2 lỗi")
    assert [cell.value for cell in sheet[4]] == [
        *("1", "Đảng viên", "B2", "Ngày sinh", "31/4/1980", "tháng 4 chỉ có 30 ngày."),
    ]
    link = sheet["C4"].hyperlink
    assert link is not None
    assert (link.location or link.target or "").lstrip("#") == "'Đảng viên'!B2"


def test_a_small_excel_file_keeps_its_own_look(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Đảng viên")
        sheet.write_string(0, 0, "Họ và tên", book.add_format({"bold": True}))
        sheet.set_column(0, 0, 44)
        sheet.write_string(1, 1, "31/4/1980")
        book.add_worksheet("Nháp").hide()
    copy = marked(tmp_path / "a.xlsx", ERRORS)
    assert copy["Đảng viên"]["A1"].font.bold
    assert copy["Đảng viên"].column_dimensions["A"].width == pytest.approx(44, abs=1)
    assert "Nháp" in copy.sheetnames


def test_a_large_excel_file_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = builders.xlsx(tmp_path / "a.xlsx", ROWS)
    monkeypatch.setattr(marking, "SMALL", Limits(file_bytes=100))
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    stream = io.BytesIO()
    marking.mark_errors(source, ERRORS, stream)
    monkeypatch.undo()
    assert builders.opened(stream)["Đảng viên"]["B2"].comment is not None


def test_a_file_with_a_giant_merged_area_never_reaches_openpyxl(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = builders.xlsx(tmp_path / "a.xlsx", ROWS)
    part = "xl/worksheets/sheet1.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="D1:XFD1048576"/></mergeCells>'
    builders.with_parts(source, {part: builders.part(source, part).replace(b"</sheetData>", merged)})
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    stream = io.BytesIO()
    marking.mark_errors(source, ERRORS, stream)
    monkeypatch.undo()
    assert builders.opened(stream)["Đảng viên"]["B2"].comment is not None


@pytest.mark.parametrize("build", [builders.xlsx, builders.csv])
def test_beyond_the_bounds_the_copy_says_how_many_more_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build: Callable[[Path, builders.Rows], Path]
) -> None:
    monkeypatch.setattr(marking, "MARKED_MOST", 3)
    monkeypatch.setattr(marking, "LISTED_MOST", 5)
    source = build(tmp_path / "Đảng viên.dat", [["x", "y"]] * 9)
    errors = [CellError("Đảng viên", row, "B", "Y", "y", "sai.") for row in range(1, 9)]
    book = marked(source, errors)
    commented = [row for row in range(1, 10) if book["Đảng viên"][f"B{row}"].comment]
    assert commented == [1, 2, 3]
    assert book["Lỗi"].max_row == 3 + 5
    assert "còn 3 lỗi nữa" in str(book["Lỗi"]["A1"].value)
    assert "3 ô đầu" in str(book["Lỗi"]["A1"].value)


def test_two_errors_of_one_cell_stand_in_one_note(tmp_path: Path) -> None:
    second = CellError("Đảng viên", 2, "B", "Ngày sinh", "31/4/1980", "chưa đủ 18 tuổi.")
    note = marked(builders.xlsx(tmp_path / "a.xlsx", ROWS), [WRONG_DAY, second])["Đảng viên"]["B2"].comment
    assert note is not None
    assert note.text == "tháng 4 chỉ có 30 ngày.\nchưa đủ 18 tuổi."


def test_the_marks_of_the_last_round_are_gone_in_the_next(tmp_path: Path) -> None:
    source = builders.xlsx(tmp_path / "a.xlsx", ROWS)
    first = marked(source, [WRONG_DAY])
    first["Đảng viên"]["B2"] = "30/4/1980"
    first.save(source)
    assert [sheet.name for sheet in read_workbook(source, name="a").data_sheets()] == ["Đảng viên"]
    second = marked(source, [WRONG_ROW])
    assert second.sheetnames == ["Lỗi", "Đảng viên"]
    assert second["Đảng viên"]["B2"].comment is None
    assert second["Đảng viên"]["B2"].fill.fill_type is None
    assert second["Đảng viên"]["A3"].comment is not None


def test_the_marked_copy_of_a_file_is_read_with_the_same_values(tmp_path: Path) -> None:
    source = builders.xls(tmp_path / "a.xls", ROWS)
    stream = io.BytesIO()
    marking.mark_errors(source, ERRORS, stream)
    copy = read_workbook(builders.saved(tmp_path / "b.xlsx", stream), name="b")
    assert copy.data_sheets()[0].rows == ROWS


@needs_libreoffice
@pytest.mark.parametrize("build", [builders.xlsx, builders.ods])
def test_libreoffice_opens_the_marked_copy(
    tmp_path: Path, build: Callable[[Path, builders.Rows], Path]
) -> None:
    stream = io.BytesIO()
    marking.mark_errors(build(tmp_path / "a.dat", ROWS), ERRORS, stream)
    path = converted(builders.saved(tmp_path / "loi.xlsx", stream), "xlsx", tmp_path / "out")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Lỗi", "Đảng viên"]
    note = book["Đảng viên"]["B2"].comment
    assert note is not None
    assert "30 ngày" in note.text
