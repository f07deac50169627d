"""Finding the table in a sheet, and telling everything that is wrong with it at once."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.sheets import builders
from tochuc.kernel.sheets.headers import HeaderSpec
from tochuc.kernel.sheets.reading import read_workbook
from tochuc.kernel.sheets.table import Table, choose_sheet, find_table
from tochuc.kernel.sheets.workbook import Format, Range, Sheet, Workbook, column_index, column_letter

SPECS = (
    HeaderSpec("name", "Họ và tên", ("Họ tên",), required=True),
    HeaderSpec("birth", "Ngày sinh", ("Ngày tháng năm sinh",), required=True),
    HeaderSpec("cell", "Chi bộ", ("Chi bộ sinh hoạt",)),
    HeaderSpec("salary", "Hệ số lương (hệ số)"),
)
HEADER = ["STT", "Họ và tên (*)", "Ngày sinh\n(dd/mm/yyyy)", "CHI BỘ"]
AN = ["1", "Nguyễn An", "01/02/1980", "Chi bộ 1"]


def table(rows: Sequence[Sequence[str]], **sheet: object) -> Table:
    return find_table(Sheet("Đảng viên", rows=[list(row) for row in rows], **sheet), SPECS)  # type: ignore[arg-type]


def test_the_header_row_is_found_below_a_title_block_and_the_rows_keep_their_numbers() -> None:
    found = table([["TỈNH ỦY QUẢNG NGÃI"], [], ["Danh sách đảng viên"], HEADER, [], AN])
    assert found.errors == []
    assert found.header_row == 4
    assert list(found.rows) == [(6, {"name": "Nguyễn An", "birth": "01/02/1980", "cell": "Chi bộ 1"})]
    assert found.column("birth") == ["01/02/1980"]
    assert found.column("salary") == [""]


@pytest.mark.parametrize(
    "title", ["họ tên", "HỌ VÀ TÊN", "Ho va ten", "Họ và tên: (*)", "name", "Họ - và - tên [1]"]
)
def test_a_title_is_known_in_any_usual_spelling(title: str) -> None:
    assert table([[title, "Ngày tháng năm sinh"], ["An", "1980"]]).columns == {"name": 0, "birth": 1}


def test_missing_doubled_and_unknown_columns_are_told_all_at_once() -> None:
    titles = ["Họ và tên", "Họ tên", "Chi bo sinh hoat dang", "Số giày", "", "Hệ số lương"]
    found = table([titles, ["a", "b", "c", "d", "e", "2,34"]])
    assert [(error.address, error.header) for error in found.errors if error.row == 1] == [
        ("B1", "Họ tên"),
        ("C1", "Chi bo sinh hoat dang"),
        ("D1", "Số giày"),
        ("E1", ""),
        ("1", "Ngày sinh"),
    ]
    doubled, near, unknown, untitled, missing = (error.sentence for error in found.errors)
    assert "trùng với cột A" in doubled
    assert "Có phải là “Chi bộ”" in near
    assert "Số giày" in unknown
    assert "không có tiêu đề" in untitled
    assert "thiếu cột bắt buộc “Ngày sinh”" in missing


def test_a_sheet_without_header_row_names_the_columns_that_are_wanted() -> None:
    found = table([["a", "b"], ["c", "d"]])
    assert list(found.rows) == []
    assert "“Họ và tên”" in found.errors[0].sentence


def test_the_address_is_part_of_the_message() -> None:
    found = table([HEADER, AN])
    error = found.error(2, "birth", "ngày không có thật.")
    assert str(error) == "Trang “Đảng viên”, ô C2 (Ngày sinh): ngày không có thật."
    assert (error.address, error.value) == ("C2", "01/02/1980")


def test_the_message_quotes_the_cell_as_the_officer_typed_it() -> None:
    assert (
        table([HEADER, AN], originals={(2, 1): " 'Nguyễn  An"}).error(2, "name", "…").value == " 'Nguyễn  An"
    )


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (["", "Tổng cộng", "", "57"], "dòng cộng"),
        (["Cộng:", "", "", ""], "dòng cộng"),
        (["Ghi chú: số liệu đến 31/12", "", "", ""], "ghi chú"),
        (["", "", "", "NGƯỜI LẬP BIỂU"], "bỏ trống mọi cột bắt buộc"),
    ],
)
def test_a_total_or_a_note_below_the_data_is_an_error_and_no_record(row: list[str], word: str) -> None:
    found = table([HEADER, AN, row])
    assert [number for number, _ in found.rows] == [2]
    assert len(found.errors) == 1
    assert found.errors[0].row == 3
    assert word in found.errors[0].sentence


def test_a_member_called_tong_cong_is_no_total() -> None:
    found = table([HEADER, ["1", "Tống Công", "", "Chi bộ 1"], ["2", "Tổng Cộng", "1/1/1980", ""]])
    assert found.errors == []
    assert found.column("name") == ["Tống Công", "Tổng Cộng"]


def test_the_row_that_numbers_the_columns_and_rows_with_only_a_number_are_skipped() -> None:
    found = table([HEADER, ["(1)", "(2)", "(3)", "(4)"], AN, ["2", "", "", ""], ["3"]])
    assert found.errors == []
    assert found.row_numbers == [3]


def test_merged_cells_in_the_data_are_refused_and_in_the_title_block_are_not() -> None:
    merged = [Range(1, 0, 1, 3), Range(4, 3, 5, 3), Range(4, 8, 5, 9), Range(90, 1, 91, 1)]
    found = table([["Danh sách"], [], HEADER, AN, AN], merged=merged)
    assert [error.address for error in found.errors] == ["D4"]
    assert "D4:D5" in found.errors[0].sentence


def test_titles_that_differ_only_in_brackets_are_told_apart() -> None:
    specs = (HeaderSpec("local", "Biên chế (tỉnh)"), HeaderSpec("central", "Biên chế (trung ương)"))
    found = find_table(Sheet("S", rows=[["Biên chế (trung ương)", "Biên chế (tỉnh)"], ["1", "2"]]), specs)
    assert found.columns == {"central": 0, "local": 1}


def test_two_columns_that_answer_to_one_title_are_a_mistake_of_the_declaration() -> None:
    with pytest.raises(ValueError, match="share the title"):
        find_table(Sheet("S", rows=[["a"]]), (HeaderSpec("a", "Tên"), HeaderSpec("b", "TÊN")))


def test_the_sheet_with_the_expected_titles_is_chosen() -> None:
    workbook = Workbook(
        Format.XLSX,
        [
            Sheet("Ẩn", hidden=True),
            Sheet("Hướng dẫn", rows=[HEADER]),
            Sheet("Bìa", rows=[["Tỉnh ủy"]]),
            Sheet("Dữ liệu", rows=[HEADER, AN]),
        ],
    )
    assert choose_sheet(workbook, SPECS).name == "Dữ liệu"


TITLES = {spec.key: spec.title for spec in SPECS}
TEXTS = st.text("ABCDĐ123", min_size=1, max_size=5)


@given(
    order=st.permutations(list(TITLES)),
    blanks=st.integers(0, 5),
    offset=st.integers(0, 3),
    first_row=st.integers(1, 9),
    data=st.lists(st.lists(TEXTS, min_size=4, max_size=4), max_size=6),
)
def test_any_order_and_place_of_the_columns_gives_the_same_records(
    order: list[str], blanks: int, offset: int, first_row: int, data: list[list[str]]
) -> None:
    pad = [""] * offset
    rows = [["Tiêu đề"], *([[]] * blanks), [*pad, *(TITLES[key] for key in order)]]
    found = table([*rows, *([*pad, *cells] for cells in data)], first_row=first_row)
    assert found.errors == []
    start = first_row + len(rows)
    expected = [(start + index, dict(zip(order, cells, strict=True))) for index, cells in enumerate(data)]
    numbering = [str(number) for number in range(1, 5)]
    if data and data[0] == numbering:
        expected = expected[1:]
    assert list(found.rows) == expected


@given(st.integers(0, 16_383))
def test_letters_and_numbers_of_columns_are_each_others_inverse(index: int) -> None:
    assert column_index(column_letter(index)) == index


def test_letters_of_columns_are_those_of_excel() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_a_real_file_goes_from_bytes_to_records(tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "a.xlsx", [["DANH SÁCH"], [], HEADER, AN])
    workbook = read_workbook(file, name="a.xlsx")
    assert find_table(choose_sheet(workbook, SPECS), SPECS).column("name") == ["Nguyễn An"]
