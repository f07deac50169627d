"""The citizen number (số định danh cá nhân) of 12 digits, checked against what is known of the person.

Three digits for the place of birth registration, one for century and sex, two for the year of birth,
six at random. The place keeps its old code after a merger of provinces: people keep their numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tochuc.rules.data_files import records
from tochuc.rules.finding import Finding, Severity
from tochuc.vi.fold import normalise
from tochuc.vi.quoting import quote

Sex = Literal["male", "female"]

_NUMBER = re.compile(r"([0-9]{3})([0-9])([0-9]{2})([0-9]{6})")
_SEX_LABELS: dict[Sex, str] = {"male": "nam", "female": "nữ"}
_LATEST_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """The parts of a number; `century` is 1900, 2000 …, `year` the full year of birth."""

    province_code: str
    sex: Sex
    century: int
    year: int
    serial: str

    @property
    def province(self) -> str:
        """Name of the province of birth registration at the time; empty for an unknown code."""
        return province_names().get(self.province_code, "")


@cache
def province_names() -> dict[str, str]:
    """Names of the 63 provinces before the mergers of 2025 by their code."""
    return {record["code"]: record["name"] for record in records("province_codes")}


def parse(number: str) -> CitizenNumber:
    """The parts of a 12-digit number; spaces and dots between digits are allowed.

    Raises ValueError with a Vietnamese sentence that never repeats the number: it is personal data.
    """
    digits = re.sub(r"[\s.'’]", "", normalise(number))
    match = _NUMBER.fullmatch(digits)
    if match is None:
        raise ValueError(_malformed(digits))
    province_code, century_and_sex, year, serial = match.groups()
    century = 1900 + int(century_and_sex) // 2 * 100
    sex: Sex = "female" if int(century_and_sex) % 2 else "male"
    return CitizenNumber(province_code, sex, century, century + int(year), serial)


def check(number: str, *, sex: Sex | None = None, birth_year: int | None = None) -> list[Finding]:
    """Findings PER-001 to PER-005; what is not known of the person (None) is not compared."""
    try:
        parsed = parse(number)
    except ValueError as error:
        return [Finding("PER-001", Severity.ERROR, str(error))]
    return [*_check_parts(parsed), *_check_person(parsed, sex, birth_year)]


def _malformed(digits: str) -> str:
    if not digits:
        return "Chưa có số định danh cá nhân: hãy nhập đủ 12 chữ số."
    if re.search(r"[^0-9]", digits):
        return "Số định danh cá nhân có ký tự không phải chữ số: hãy nhập đúng 12 chữ số trên thẻ căn cước."
    hint = {
        9: "đây có thể là số chứng minh nhân dân cũ; hãy nhập số 12 chữ số trên thẻ căn cước",
        11: "có thể đã mất số 0 ở đầu khi chép từ Excel; hãy nhập lại theo thẻ căn cước",
    }.get(len(digits), "hãy nhập lại theo thẻ căn cước")
    return f"Số định danh cá nhân phải có 12 chữ số, ở đây có {len(digits)}: {hint}."


def _check_parts(parsed: CitizenNumber) -> Iterator[Finding]:
    if not parsed.province:
        yield Finding(
            "PER-002",
            Severity.WARNING,
            f"Ba chữ số đầu {quote(parsed.province_code)} không phải mã tỉnh nơi đăng ký khai sinh: "
            "hãy đối chiếu với thẻ căn cước (trừ người đăng ký khai sinh ở nước ngoài).",
        )
    if parsed.century > _LATEST_CENTURY:
        yield Finding(
            "PER-005",
            Severity.ERROR,
            f"Chữ số thứ tư cho biết sinh sau năm {parsed.century - 1}, không thể có: "
            "hãy nhập lại theo thẻ căn cước.",
        )


def _check_person(parsed: CitizenNumber, sex: Sex | None, birth_year: int | None) -> Iterator[Finding]:
    if sex is not None and sex != parsed.sex:
        yield Finding(
            "PER-003",
            Severity.ERROR,
            f"Chữ số thứ tư của số định danh ứng với giới tính {_SEX_LABELS[parsed.sex]}, "
            f"hồ sơ ghi {_SEX_LABELS[sex]}: hãy kiểm tra lại số và giới tính.",
        )
    if birth_year is not None and birth_year != parsed.year:
        yield Finding(
            "PER-004",
            Severity.ERROR,
            f"Số định danh ứng với năm sinh {parsed.year}, hồ sơ ghi {birth_year}: "
            "hãy kiểm tra lại số và năm sinh.",
        )
