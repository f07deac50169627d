"""The template that officers fill in: it helps while typing, and what they fill in is read back."""

import io
from pathlib import Path

import openpyxl

from tests.kernel.sheets import builders
from tests.kernel.sheets.libreoffice import converted, needs_libreoffice
from tochuc.kernel.sheets.headers import HeaderSpec
from tochuc.kernel.sheets.reading import read_workbook
from tochuc.kernel.sheets.table import find_table
from tochuc.kernel.sheets.template import TemplateColumn, write_template
from tochuc.kernel.sheets.writing import Kind

CELLS = tuple(f"Chi bộ thôn {number}" for number in range(1, 101))
COLUMNS = (
    TemplateColumn("name", "Họ và tên", required=True, note="Viết hoa chữ cái đầu.", example="Nguyễn Văn An"),
    TemplateColumn("birth", "Ngày sinh", required=True, kind=Kind.DATE, example="31/12/1980"),
    TemplateColumn("gender", "Giới tính", choices=("Nam", "Nữ")),
    TemplateColumn("cell", "Chi bộ", choices=CELLS, width=40),
    TemplateColumn("number", "Số định danh"),
    TemplateColumn("steps", "Số bậc", kind=Kind.INTEGER),
    TemplateColumn("party", "Ngày vào Đảng", kind=Kind.DATE_PARTIAL),
    TemplateColumn("handbook", "Có sổ tay", kind=Kind.BOOLEAN),
    TemplateColumn("place", "Nơi sinh", choices=("Xã A, huyện B", "Xã C")),
)


def template() -> io.BytesIO:
    stream = io.BytesIO()
    write_template(stream, COLUMNS, sheet="Đảng viên", instructions=["Mỗi dòng là một đảng viên."])
    return stream


def test_the_data_sheet_comes_first_and_holds_only_titles() -> None:
    book = builders.opened(template())
    assert book.sheetnames == ["Đảng viên", "Hướng dẫn", "_danh_muc"]
    assert book["_danh_muc"].sheet_state == "hidden"
    sheet = book["Đảng viên"]
    assert sheet.max_row == 1
    assert [cell.value for cell in sheet[1]][:3] == ["Họ và tên (*)", "Ngày sinh (*)", "Giới tính"]
    assert sheet["A1"].comment is not None
    assert "Viết hoa" in sheet["A1"].comment.text
    assert sheet.freeze_panes == "A2"


def test_columns_check_what_is_typed() -> None:
    book = builders.opened(template())
    rules = {
        str(rule.sqref).split("2:")[0]: rule for rule in book["Đảng viên"].data_validations.dataValidation
    }
    assert {letter: rule.type for letter, rule in rules.items()} == {
        "B": "date",
        "C": "list",
        "D": "list",
        "F": "whole",
        "H": "list",
        "I": "list",
    }
    assert rules["C"].formula1 == '"Nam,Nữ"'
    assert rules["D"].formula1 == "danh_muc_1"
    assert book.defined_names["danh_muc_1"].attr_text == "'_danh_muc'!$A$1:$A$100"
    assert rules["I"].formula1 == "danh_muc_2", "a label with a comma would fall apart in an inline list"


def test_identity_numbers_keep_their_leading_zeros() -> None:
    assert builders.opened(template())["Đảng viên"].column_dimensions["E"].number_format == "@"


def test_the_guide_explains_each_column_with_an_example() -> None:
    rows = list(builders.opened(template())["Hướng dẫn"].values)
    assert ("Ngày sinh", "có", None, None, "31/12/1980") in [tuple(v or None for v in row) for row in rows]
    cells = next(row for row in rows if row[0] == "Chi bộ")
    assert "và 80 giá trị khác" in str(cells[3])


def test_a_filled_template_is_read_without_any_complaint(tmp_path: Path) -> None:
    book = builders.opened(template())
    book["Đảng viên"].append(["Nguyễn An", "1/2/1980", "Nam", CELLS[4], "051099000001"])
    book.save(tmp_path / "a.xlsx")
    workbook = read_workbook(tmp_path / "a.xlsx", name="a.xlsx")
    assert workbook.warnings == []
    assert [sheet.name for sheet in workbook.data_sheets()] == ["Đảng viên"]
    table = find_table(
        workbook.data_sheets()[0],
        [HeaderSpec(column.key, column.title, required=column.required) for column in COLUMNS],
    )
    assert table.errors == []
    assert table.column("number") == ["051099000001"]


@needs_libreoffice
def test_libreoffice_opens_the_template(tmp_path: Path) -> None:
    path = converted(builders.saved(tmp_path / "mau.xlsx", template()), "xlsx", tmp_path / "out")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:2] == ["Đảng viên", "Hướng dẫn"]
    kinds = {rule.type for rule in book["Đảng viên"].data_validations.dataValidation}
    assert {"date", "list", "whole"} <= kinds
