"""A district's yearly report, told at length: totals whose footnotes itemise them, then a section for each commune."""

import random
from datetime import date

from tests.checker.gold.annotated import Annotated
from tests.checker.gold.drafting import Draft, Written
from tests.checker.gold.province import Commune, communes, day_of, rising

LEVELS = (
    "hoàn thành xuất sắc nhiệm vụ",
    "hoàn thành tốt nhiệm vụ",
    "hoàn thành nhiệm vụ",
    "không hoàn thành nhiệm vụ",
)


def narrative(seed: int, number: int) -> Annotated:
    """The same for the same seed; one page for each commune."""
    chance = random.Random(seed)
    units = communes(chance, number)
    draft = Draft(f"sinh-huyen-{number}-xa-{seed}.txt")
    draft.add(
        "TỈNH ỦY NAM SƠN\nHUYỆN ỦY THẠCH KHÊ\n*\nSố 318-BC/HU",
        "Thạch Khê, ngày 27 tháng 12 năm 2023",
        "BÁO CÁO\nTổng kết công tác xây dựng Đảng năm 2023\nvà nhiệm vụ năm 2024",
        "Huyện ủy Thạch Khê báo cáo kết quả công tác xây dựng Đảng năm 2023 như sau:",
        "I. KẾT QUẢ CHUNG TOÀN HUYỆN",
    )
    _size(draft, units)
    _documents(draft, chance)
    _growth(draft, units)
    _discipline(draft, units)
    draft.add("II. KẾT QUẢ CỦA TỪNG ĐẢNG BỘ")
    for position, unit in enumerate(units, 1):
        draft.add(f"{position}. Đảng bộ xã {unit.name}")
        _commune_paragraphs(draft, chance, unit)
        draft.page_end()
    _tasks(draft, chance)
    return draft.finish()


def _by_commune(draft: Draft, units: list[Commune], value: str) -> tuple[str, list[Written]]:
    """`An Khê (12), Tân Châu (9)` and its numbers."""
    numbers = [draft.count(getattr(unit, value), pad=False) for unit in units]
    listed = ", ".join(f"{unit.name} ({number})" for unit, number in zip(units, numbers, strict=True))
    return listed + ".", numbers


def _size(draft: Draft, units: list[Commune]) -> None:
    cells, cells_of = _by_commune(draft, units, "cells")
    members, members_of = _by_commune(draft, units, "members")
    all_members = draft.total(members_of, pad=False)
    women = draft.count(sum(unit.women for unit in units), pad=False)
    probationary = draft.count(sum(unit.probationary for unit in units), pad=False)
    draft.add(
        "1. Tổ chức đảng và đảng viên",
        f"Đến cuối năm 2023, khối xã có {draft.total(cells_of, pad=False)} chi bộ{draft.note(cells)} với "
        f"{all_members} đảng viên{draft.note(members)}; trong đó có {women} đảng viên nữ, chiếm "
        f"{draft.share(women, all_members)}%, và {probationary} đảng viên dự bị, chiếm "
        f"{draft.share(probationary, all_members, 2)}%.",
    )
    draft.page_end()


def _documents(draft: Draft, chance: random.Random) -> None:
    subjects = [
        "kiểm tra, giám sát",
        "kết nạp đảng viên",
        "đào tạo cán bộ",
        "củng cố chi bộ",
        "thi đua",
        "dân vận",
    ]
    plans = rising(chance, 41, date(2023, 1, 9), chance.randint(3, 6))
    guides = rising(chance, 7, date(2023, 2, 6), chance.randint(2, 3))
    plan_count, guide_count = draft.count(len(plans)), draft.count(len(guides))
    plan_list = draft.items(
        plan_count,
        [
            f"Kế hoạch số {number}-KH/HU ngày {day_of(day)} về công tác {subject}"
            for (number, day), subject in zip(plans, subjects, strict=False)
        ],
    )
    guide_list = draft.items(
        guide_count,
        [
            f"Hướng dẫn số {number:02}-HD/HU ngày {day_of(day)} về nghiệp vụ {subject}"
            for (number, day), subject in zip(guides, reversed(subjects), strict=False)
        ],
    )
    mark = draft.note(f"(1) {plan_list}. (2) {guide_list}.")
    draft.add(
        "2. Công tác chỉ đạo",
        f"Ban Thường vụ Huyện ủy đã ban hành {plan_count} Kế hoạch, {guide_count} Hướng dẫn{mark} để chỉ đạo các "
        "đảng bộ; việc ban hành văn bản bảo đảm thẩm quyền, dễ hiểu, dễ thực hiện.",
    )
    draft.page_end()


def _growth(draft: Draft, units: list[Commune]) -> None:
    listed, numbers = _by_commune(draft, units, "admitted")
    admitted = draft.total(numbers, pad=False)
    target = draft.count(sum(unit.target for unit in units), pad=False)
    before = draft.count(sum(unit.admitted_before for unit in units), pad=False)
    women = draft.count(sum(unit.admitted_women for unit in units), pad=False)
    men = draft.difference(admitted, women, pad=False)
    more = draft.difference(admitted, before, pad=False)
    draft.add(
        "3. Công tác phát triển đảng viên",
        f"Năm 2023 kết nạp {admitted} đảng viên{draft.note(listed)} ({men} nam, {women} nữ), đạt "
        f"{draft.share(admitted, target)}% chỉ tiêu ({target} đảng viên); so với năm 2022 ({before} đảng viên) tăng "
        f"{more} đảng viên, tương ứng tăng {draft.share(more, before)}%.",
    )
    draft.page_end()


def _discipline(draft: Draft, units: list[Commune]) -> None:
    reprimands = draft.count(sum(unit.reprimanded for unit in units))
    warnings = draft.count(sum(unit.warned for unit in units))
    inspected, inspections = _by_commune(draft, units, "inspected")
    supervised, supervisions = _by_commune(draft, units, "supervised")
    draft.add(
        "4. Công tác kiểm tra, giám sát, kỷ luật",
        f"Cấp ủy cơ sở kiểm tra {draft.total(inspections)} chi bộ{draft.note(inspected)}, giám sát "
        f"{draft.total(supervisions)} chi bộ{draft.note(supervised)}. Thi hành kỷ luật "
        f"{draft.total([reprimands, warnings])} đảng viên: khiển trách {reprimands}, cảnh cáo {warnings}.",
    )
    draft.page_end()


def _commune_paragraphs(draft: Draft, chance: random.Random, unit: Commune) -> None:
    men, women = draft.count(unit.men), draft.count(unit.women)
    members = draft.total([men, women])
    village, other = draft.count(unit.village_cells), draft.count(unit.other_cells)
    cells = draft.total([village, other])
    if chance.random() < 0.5:
        parts = f"gồm {village} chi bộ thôn và {other} chi bộ cơ quan, trường học, với {members} đảng viên"
        draft.add(f"Đảng bộ có {cells} chi bộ, {parts} ({men} nam, {women} nữ).")
    else:
        mark = draft.note(f"Chi bộ thôn: {village}; chi bộ cơ quan, trường học: {other}.")
        draft.add(
            f"Toàn Đảng bộ có {members} đảng viên, trong đó {men} đảng viên nam và {women} đảng viên nữ, sinh hoạt tại "
            f"{cells} chi bộ{mark}."
        )
    draft.add(_attendance(draft, chance, unit, members))
    draft.add(_admissions(draft, chance, unit))
    draft.add(_ratings(draft, chance, unit))
    draft.add(_training(draft, chance, unit))


def _attendance(draft: Draft, chance: random.Random, unit: Commune, members: Written) -> str:
    attended, whole = draft.count(unit.attended), draft.again(members)
    meetings, themes = draft.count(unit.meetings), draft.count(unit.themes)
    return chance.choice(
        [
            (
                f"Học tập nghị quyết có {attended}/{whole} đảng viên tham gia, đạt {draft.share(attended, whole)}%; các chi bộ "
                f"thôn họp {meetings} kỳ, trong đó có {themes} kỳ sinh hoạt chuyên đề."
            ),
            (
                f"Cấp ủy tổ chức học tập nghị quyết cho {attended}/{whole} đảng viên ({draft.share(attended, whole, 2)}%). "
                f"Sinh hoạt chuyên đề được duy trì với {themes} kỳ trong năm."
            ),
        ]
    )


def _admissions(draft: Draft, chance: random.Random, unit: Commune) -> str:
    men, women = draft.count(unit.admitted_men), draft.count(unit.admitted_women)
    admitted = draft.total([men, women])
    before = draft.count(unit.admitted_before)
    more = draft.difference(admitted, before)
    if chance.random() < 0.5:
        return (
            f"Trong năm, Đảng bộ kết nạp {admitted} đảng viên, gồm {men} nam, {women} nữ; tăng {more} đảng viên so với "
            f"năm 2022 ({before} đảng viên)."
        )
    target = draft.count(unit.target)
    return (
        f"Công tác phát triển đảng viên được quan tâm: kết nạp {admitted} đảng viên ({men} nam, {women} nữ), đạt "
        f"{draft.share(admitted, target)}% chỉ tiêu được giao ({target} đảng viên)."
    )


def _ratings(draft: Draft, chance: random.Random, unit: Commune) -> str:
    numbers = [draft.count(value) for value in unit.ratings]
    rated = draft.total(numbers)
    if chance.random() < 0.5:
        levels = "; ".join(
            f"{level} {number} đảng viên ({draft.share(number, rated)}%)"
            for level, number in zip(LEVELS, numbers, strict=True)
        )
        return f"Kết quả xếp loại: có {rated} đảng viên được xếp loại, trong đó: {levels}."
    listed = "; ".join(f"{level}: {number}" for level, number in zip(LEVELS, numbers, strict=True))
    mark = draft.note(f"{listed[0].upper()}{listed[1:]}.")
    return f"Cuối năm, {rated} đảng viên được đánh giá, xếp loại{mark}; không có đơn khiếu nại về kết quả xếp loại."


def _training(draft: Draft, chance: random.Random, unit: Commune) -> str:
    theory, skills = draft.count(unit.theory), draft.count(unit.skills)
    total = draft.total([theory, skills])
    return chance.choice(
        [
            (
                f"Cử {total} lượt cán bộ đi học, gồm lý luận chính trị {theory} lượt, nghiệp vụ {skills} lượt. Hạn chế chính là "
                "hồ sơ của một số chi bộ lập chưa đúng mẫu."
            ),
            (
                f"Về đào tạo, bồi dưỡng, có {total} lượt cán bộ tham gia: lý luận chính trị {theory}; nghiệp vụ {skills}. Nhiệm "
                "vụ thời gian tới là củng cố các chi bộ còn ít đảng viên."
            ),
        ]
    )


def _tasks(draft: Draft, chance: random.Random) -> None:
    tasks = [
        "Tiếp tục nâng cao chất lượng sinh hoạt chi bộ, nhất là ở những thôn xa trung tâm xã.",
        "Rà soát nguồn phát triển đảng viên ngay từ quý I/2024; phân công đảng viên chính thức giúp đỡ quần chúng.",
        "Kiểm tra, giám sát có trọng tâm, trọng điểm; kịp thời nhắc nhở từ khi vi phạm còn nhỏ.",
        "Gắn kết quả đào tạo, bồi dưỡng với quy hoạch và bố trí cán bộ.",
    ]
    chance.shuffle(tasks)
    draft.add("III. NHIỆM VỤ NĂM 2024", *(f"{position}. {task}" for position, task in enumerate(tasks, 1)))
    draft.add("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ", "Thào Văn Lềnh")
