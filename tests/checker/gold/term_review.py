"""A review of five years in many short items: letters, dashes and plus signs, Markdown footnotes, years compared."""

import random
from collections.abc import Callable
from datetime import date

from tests.checker.gold.annotated import Annotated
from tests.checker.gold.drafting import Draft, Written
from tests.checker.gold.province import day_of, names, rising

_YEARS = range(2019, 2024)
_BODIES = [
    "Hội Nông dân",
    "Hội Liên hiệp Phụ nữ",
    "Đoàn Thanh niên",
    "Hội Cựu chiến binh",
    "Liên đoàn Lao động",
    "Hội Khuyến học",
    "Hội Chữ thập đỏ",
    "Hội Người cao tuổi",
]


def term_review(seed: int, sections: int) -> Annotated:
    """The same for the same seed; sections are fields of work, each of a few items."""
    chance = random.Random(seed)
    draft = Draft(f"sinh-nam-nam-{sections}-muc-{seed}.md", pandoc_footnotes=True)
    draft.add(
        "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH NAM SƠN",
        "Số 144-BC/ĐUK",
        "Nam Sơn, ngày 18 tháng 3 năm 2024",
        "# BÁO CÁO",
        "**Kết quả 5 năm (2019-2023) thực hiện nghị quyết về nâng cao năng lực tổ chức cơ sở đảng**",
        "## I. KẾT QUẢ THEO TỪNG LĨNH VỰC",
    )
    citations = rising(chance, 20, date(2019, 2, 11), sections)
    for position, ((number, day), name) in enumerate(zip(citations, names(chance, sections), strict=True), 1):
        title, lettered = _LETTERED[(position - 1) % len(_LETTERED)]
        draft.add(
            f"### {position}. {title} ở Đảng bộ cơ sở {name}",
            f"Thực hiện Kế hoạch số {number}-KH/ĐUK ngày {day_of(day)}, kết quả như sau:",
            *(f"{letter}) {item}" for letter, item in zip("abc", lettered(draft, chance), strict=False)),
            *chance.choice([_visits, _letters])(draft, chance),
        )
    draft.add(
        "## II. NHIỆM VỤ THỜI GIAN TỚI",
        "- Giữ vững nền nếp sinh hoạt; coi trọng chất lượng hơn số lượng;",
        "- Mỗi năm sơ kết ít nhất một lần, trước ngày 31/12;",
        "- Kịp thời biểu dương những cách làm hay.",
        "**BÍ THƯ**",
        "Hầu Seo Dín",
    )
    return draft.finish()


def _classes(draft: Draft, chance: random.Random) -> list[str]:
    years = [draft.count(chance.randint(3, 30)) for _ in _YEARS]
    listed = "; ".join(f"năm {year}: {number} lớp" for year, number in zip(_YEARS, years, strict=True))
    total = draft.total(years)
    good, fair = draft.count(chance.randint(200, 900)), draft.count(chance.randint(20, 150))
    learners = draft.total([good, fair])
    return [
        f"Tổ chức {total} lớp bồi dưỡng{draft.note(listed[0].upper() + listed[1:] + '.')}.",
        (
            f"Kiểm tra cuối khóa {learners} học viên: khá, giỏi {good} học viên, chiếm {draft.share(good, learners)}%; đạt yêu cầu "
            f"{fair} học viên, chiếm {draft.share(fair, learners)}%."
        ),
    ]


def _visits(draft: Draft, chance: random.Random) -> list[str]:
    names = chance.sample(_BODIES, chance.randint(3, 6))
    count = draft.count(len(names))
    done = draft.count(chance.randint(20, 60))
    whole = draft.count(int(done.value) + chance.randint(1, 9))
    left = draft.difference(whole, done)
    return [
        f"- Khảo sát tại {count} tổ chức: {draft.items(count, names, ', ')}.",
        f"- Có {done}/{whole} kiến nghị được giải quyết, đạt {draft.share(done, whole)}%; còn {left} kiến nghị đang xem xét.",
    ]


def _surveys(draft: Draft, chance: random.Random) -> list[str]:
    first, last = draft.count(chance.randint(100, 400)), draft.count(chance.randint(401, 900))
    more = draft.difference(last, first)
    parts = [draft.count(chance.randint(3, 40)) for _ in range(3)]
    return [
        (
            f"Số đoàn viên ưu tú được giới thiệu năm 2023 là {last} người, tăng {more} người so với năm 2019 ({first} người), "
            f"tương ứng tăng {draft.share(more, first)}%."
        ),
        (
            f"Tổng số {draft.total(parts)} mô hình hay, trong đó cấp tỉnh {parts[0]} mô hình, cấp cơ sở {parts[1]} mô hình, cấp "
            f"chi bộ {parts[2]} mô hình."
        ),
    ]


def _letters(draft: Draft, chance: random.Random) -> list[str]:
    valid = [draft.count(chance.randint(2, 20)) for _ in range(2)]
    invalid = draft.count(chance.randint(2, 15))
    answered = draft.total(valid)
    received = draft.total([answered, invalid])
    return [
        f"- Tiếp nhận {received} đơn thư, trong đó:",
        f"    + Đủ điều kiện xử lý: {answered} đơn, gồm {valid[0]} đơn kiến nghị và {valid[1]} đơn phản ánh;",
        f"    + Không đủ điều kiện xử lý: {invalid} đơn.",
    ]


def _funds(draft: Draft, chance: random.Random) -> list[str]:
    parts: list[Written] = [draft.count(chance.randint(300, 2900)) for _ in range(3)]
    total = draft.total(parts)
    return [
        (
            f"Kinh phí thực hiện {total} triệu đồng; trong đó ngân sách {parts[0]} triệu đồng "
            f"({draft.share(parts[0], total)}%), quỹ của đơn vị {parts[1]} triệu đồng ({draft.share(parts[1], total)}%), nguồn đóng góp "
            f"{parts[2]} triệu đồng ({draft.share(parts[2], total)}%)."
        ),
        "Việc thu, chi được công khai đến từng chi bộ.",
    ]


_LETTERED: list[tuple[str, Callable[[Draft, random.Random], list[str]]]] = [
    ("Bồi dưỡng lý luận, nghiệp vụ", _classes),
    ("Tạo nguồn và nhân rộng mô hình", _surveys),
    ("Bảo đảm kinh phí", _funds),
]
