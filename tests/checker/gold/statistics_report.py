"""A statistics report: Markdown tables with totals, and sentences that say again what stands in them."""

import random

from tests.checker.gold.annotated import Annotated
from tests.checker.gold.drafting import Draft, Written
from tests.checker.gold.province import Commune, communes

_PAGE_OF_UNITS = 12


def statistics(seed: int, number: int) -> Annotated:
    """The same for the same seed; communes in clusters of a dozen, each with its tables."""
    chance = random.Random(seed)
    units = communes(chance, number)
    draft = Draft(f"sinh-thong-ke-{number}-xa-{seed}.md")
    draft.add(
        "**TỈNH ỦY NAM SƠN**",
        "Số 92-BC/TU",
        "Nam Sơn, ngày 19 tháng 01 năm 2024",
        "# BÁO CÁO",
        "**Thống kê công tác đảng viên năm 2023**",
        "Số liệu lấy đến hết ngày 31/12/2023, theo báo cáo của các đảng ủy xã.",
    )
    clusters = [units[start : start + _PAGE_OF_UNITS] for start in range(0, number, _PAGE_OF_UNITS)]
    for position, cluster in enumerate(clusters, 1):
        draft.add(f"## {_roman(position)}. CỤM SỐ {position}")
        _members(draft, cluster, 4 * position - 3)
        _admissions(draft, cluster, 4 * position - 2)
        _ratings(draft, cluster, 4 * position - 1)
        _discipline(draft, cluster, 4 * position)
    draft.add(
        f"## {_roman(len(clusters) + 1)}. NHẬN XÉT",
        "1. Số liệu do các đảng ủy xã gửi đúng hạn, đã được đối chiếu với hồ sơ đảng viên.",
        "2. Đề nghị các đảng ủy xã tiếp tục cập nhật phần mềm quản lý đảng viên hằng tháng.",
        "**CHÁNH VĂN PHÒNG**",
        "Giàng Thị Sáy",
    )
    return draft.finish()


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _table(title: str, head: list[str], rows: list[str]) -> tuple[str, str]:
    rule = "|" + "|".join([":---", *["---:"] * (len(head) - 1)]) + "|"
    return f"**{title}**", "\n".join([_row(*head), rule, *rows])


def _columns(draft: Draft, rows: list[list[Written]]) -> list[Written]:
    return [draft.total(column, pad=False) for column in zip(*rows, strict=True)]


def _members(draft: Draft, units: list[Commune], number: int) -> None:
    rows = []
    for unit in units:
        men, women = draft.count(unit.men, pad=False), draft.count(unit.women, pad=False)
        rows.append([draft.count(unit.cells, pad=False), draft.total([men, women]), men, women])
    totals = _columns(draft, rows)
    cells, members, _, women = (draft.again(total) for total in totals)
    title, table = _table(
        f"Bảng {number}. Chi bộ và đảng viên",
        ["Đảng bộ xã", "Chi bộ", "Tổng số đảng viên", "Nam", "Nữ"],
        [_row(unit.name, *row) for unit, row in zip(units, rows, strict=True)] + [_row("**Cộng**", *totals)],
    )
    draft.add(
        f"Cả cụm có {cells} chi bộ với {members} đảng viên, trong đó có {women} đảng viên nữ, chiếm "
        f"{draft.share(women, members)}%.",
        title,
        table,
    )


def _admissions(draft: Draft, units: list[Commune], number: int) -> None:
    rows = []
    for unit in units:
        target, before = draft.count(unit.target, pad=False), draft.count(unit.admitted_before, pad=False)
        admitted = draft.count(unit.admitted, pad=False)
        more, reached = draft.difference(admitted, before, pad=False), draft.share(admitted, target)
        rows.append([before, target, admitted, more, reached])
    totals = _columns(draft, [row[:4] for row in rows])
    reached = draft.share(totals[2], totals[1])
    admitted, target = draft.again(totals[2]), draft.again(totals[1])
    title, table = _table(
        f"Bảng {number}. Kết nạp đảng viên",
        [
            "Đảng bộ xã",
            "Năm 2022",
            "Chỉ tiêu năm 2023",
            "Kết nạp năm 2023",
            "Tăng so với năm 2022",
            "Đạt (%)",
        ],
        [_row(unit.name, *row) for unit, row in zip(units, rows, strict=True)]
        + [_row("**Cộng**", *totals, reached)],
    )
    draft.add(
        title,
        table,
        f"Như vậy, cả cụm kết nạp {admitted} đảng viên so với chỉ tiêu là {target} đảng viên, đạt "
        f"{draft.share(admitted, target)}%.",
    )


def _ratings(draft: Draft, units: list[Commune], number: int) -> None:
    levels = ["Xuất sắc", "Tốt", "Hoàn thành", "Không hoàn thành"]
    rows = []
    for unit in units:
        numbers = [draft.count(value, pad=False) for value in unit.ratings]
        rows.append([draft.total(numbers, pad=False), *numbers])
    totals = _columns(draft, rows)
    shares = [draft.share(total, totals[0]) for total in totals]
    title, table = _table(
        f"Bảng {number}. Xếp loại đảng viên",
        ["Đảng bộ xã", "Được xếp loại", *levels],
        [_row(unit.name, *row) for unit, row in zip(units, rows, strict=True)]
        + [_row("**Cộng**", *totals), _row("Tỷ lệ (%)", *shares)],
    )
    draft.add(title, table)


def _discipline(draft: Draft, units: list[Commune], number: int) -> None:
    rows = []
    for unit in units:
        reprimanded, warned = draft.count(unit.reprimanded, pad=False), draft.count(unit.warned, pad=False)
        rows.append([reprimanded, warned, draft.total([reprimanded, warned], pad=False)])
    totals = _columns(draft, rows)
    reprimanded, warned = (draft.again(total) for total in totals[:2])
    title, table = _table(
        f"Bảng {number}. Thi hành kỷ luật",
        ["Đảng bộ xã", "Khiển trách", "Cảnh cáo", "Tổng số"],
        [_row(unit.name, *row) for unit, row in zip(units, rows, strict=True)]
        + [_row("**Tổng cộng**", *totals)],
    )
    draft.add(
        title,
        table,
        f"Cả cụm thi hành kỷ luật {draft.total([reprimanded, warned], pad=False)} đảng viên, gồm khiển trách {reprimanded} và "
        f"cảnh cáo {warned}.",
    )
