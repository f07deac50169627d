"""Exports: what is written comes back as it was, and nothing in it is ever executed."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.sheets import builders
from tochuc.kernel.sheets.headers import HeaderSpec
from tochuc.kernel.sheets.reading import read_workbook
from tochuc.kernel.sheets.table import find_table
from tochuc.kernel.sheets.writing import ColumnFormat, Kind, sheet_name, write_csv, write_xlsx
from tochuc.vi.fold import normalise

COLUMNS = (ColumnFormat("Họ và tên"), ColumnFormat("Ghi chú"))
DANGEROUS = ["=1+1", "+84 905", "-5", "@SUM(A1)", "'05", "''", '=HYPERLINK("http://x";"y")', "-", "'"]
LETTERS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20
) | st.sampled_from(DANGEROUS)


def export(rows: list[list[object]], columns: tuple[ColumnFormat, ...] = COLUMNS) -> io.BytesIO:
    stream = io.BytesIO()
    assert write_xlsx(stream, columns, rows, title="Danh sách", subtitle_lines=["Đến 31/12/2023"]) == len(
        rows
    )
    return stream


def read_back(content: io.BytesIO, name: str) -> list[list[str]]:
    """The rows of both columns, as an import of the export would see them."""
    with TemporaryDirectory() as folder:
        path = builders.saved(Path(folder) / name, content)
        sheet = read_workbook(path, name=name).sheets[0]
    header = next(index for index, cells in enumerate(sheet.rows) if cells[:1] == ["Họ và tên"])
    return [[*cells, "", ""][:2] for cells in sheet.rows[header + 1 :]]


@settings(max_examples=15)
@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=8))
def test_any_text_survives_export_to_excel_and_import(rows: list[tuple[str, str]]) -> None:
    found = read_back(export([list(row) for row in rows]), "a.xlsx")
    expected = [[normalise(text) for text in row] for row in rows]
    assert [*found, *([["", ""]] * (len(expected) - len(found)))] == expected


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=8))
def test_any_text_survives_export_to_csv_and_import(rows: list[tuple[str, str]]) -> None:
    stream = io.BytesIO()
    assert write_csv(stream, COLUMNS, rows) == len(rows)
    found = read_back(stream, "a.csv")
    expected = [[normalise(text) for text in row] for row in rows]
    assert [*found, *([["", ""]] * (len(expected) - len(found)))] == expected


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula(text: str) -> None:
    content = export([["An", text]])
    cell = builders.opened(content).worksheets[0]["B5"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.quotePrefix
    with zipfile.ZipFile(content) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    stream = io.BytesIO()
    write_csv(stream, COLUMNS, [["An", text]])
    assert "'" + text[0] in stream.getvalue().decode("utf-8-sig")


def test_numbers_and_dates_stay_numbers_and_dates() -> None:
    kinds = (Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.BOOLEAN, Kind.TEXT, Kind.INTEGER, Kind.DATE)
    columns = tuple(ColumnFormat(kind.name, kind) for kind in kinds)
    row: list[object] = [-5, Decimal("90.5"), date(2023, 12, 31), True, None, 10**20 + 1, date(1899, 5, 1)]
    cells = [cell.value for cell in builders.opened(export([row], columns)).worksheets[0][5]]
    assert cells == [-5, 90.5, datetime.fromisoformat("2023-12-31"), "x", None, str(10**20 + 1), "01/05/1899"]


def test_csv_writes_dates_and_numbers_so_that_they_are_read_without_guessing() -> None:
    stream = io.BytesIO()
    write_csv(stream, COLUMNS, [[date(2023, 9, 5), Decimal("1.967")], [-5, False]])
    assert stream.getvalue().decode("utf-8-sig").splitlines()[1:] == ['2023-09-05,"1,9670"', "-5,"]
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")


def test_an_export_is_ready_for_screen_and_paper() -> None:
    sheet = builders.opened(export([["An", "x"], ["Bình", "y"]])).worksheets[0]
    assert sheet.title == "Danh sách"
    assert sheet["A1"].value == "Danh sách"
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:B6"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.print_title_rows == "$4:$4"
    assert sheet["A5"].font.name == "Times New Roman"


def test_an_export_without_rows_still_has_its_header() -> None:
    assert builders.opened(export([])).worksheets[0]["B4"].value == "Ghi chú"


def test_an_export_is_found_again_by_the_import(tmp_path: Path) -> None:
    path = builders.saved(tmp_path / "a.xlsx", export([["An", "=x"]]))
    table = find_table(
        read_workbook(path, name="a").sheets[0],
        [HeaderSpec("name", "Họ và tên", required=True), HeaderSpec("note", "Ghi chú")],
    )
    assert table.errors == []
    assert list(table.rows) == [(5, {"name": "An", "note": "=x"})]


def test_rows_are_taken_one_by_one() -> None:
    taken: list[int] = []

    def rows() -> object:
        for number in range(3):
            taken.append(number)
            yield [str(number), ""]

    assert write_csv(io.BytesIO(), COLUMNS, rows()) == 3  # type: ignore[arg-type]
    assert taken == [0, 1, 2]


@pytest.mark.parametrize(
    ("title", "name"), [("a/b:c", "a b c"), ("x" * 40, "x" * 31), ("'Nháp'", "Nháp"), ("[]", "Dữ liệu")]
)
def test_a_title_becomes_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title) == name
