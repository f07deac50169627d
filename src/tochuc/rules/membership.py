"""What the rules on admission, probation and badges demand of a member's dates.

Judged by the regulation in force on the day of the event; where none is known for that day, the rule
that needs it says nothing and the person decides.
"""

from datetime import date

from tochuc.rules.finding import Finding, Severity
from tochuc.rules.regulations import NotConfigured, Parameter, parameter
from tochuc.rules.working_days import add_months, months_between, working_days_between
from tochuc.vi.dates import PartialDate, format_date

_MONTHS_A_YEAR = 12


def official_date(ceremony: date) -> date:
    """The day on which probation ends, whenever the cell votes on it.

    Raises NotConfigured where no regulation is known for the day of the ceremony.
    """
    return add_months(ceremony, parameter("members.probation_months", ceremony).number)


def badge_levels(on: date) -> tuple[int, ...]:
    """The levels of the Party badge, in years of Party age. Raises NotConfigured like `parameter`."""
    return parameter("members.badge_levels", on).numbers


def check_admission_age(birth: date | PartialDate, considered_on: date) -> list[Finding]:
    """MEM-001: too young, or above the age up to which the cell's proposal takes the ordinary way.

    Age is counted by month on the day the cell considers the person. With only the year of birth
    known, the more favourable month is taken.
    """
    youngest = _known("members.admission.age_min", considered_on)
    oldest = _known("members.admission.age_max", considered_on)
    if youngest is None or oldest is None:
        return []
    known = birth if isinstance(birth, PartialDate) else PartialDate(birth.year, birth.month, birth.day)
    least = months_between(known.last, considered_on)
    most = months_between(known.first, considered_on)
    subject = f"sinh {known}, xét kết nạp ngày {format_date(considered_on)}"
    if most < youngest.number * _MONTHS_A_YEAR:
        return [
            Finding(
                "MEM-001",
                Severity.ERROR,
                f"Chưa đủ {youngest.number} tuổi tính theo tháng ({subject}): hãy kiểm tra lại ngày sinh "
                "và ngày xét.",
                basis=youngest.citation,
            )
        ]
    if least > oldest.number * _MONTHS_A_YEAR:
        return [
            Finding(
                "MEM-001",
                Severity.WARNING,
                f"Đã quá {oldest.number} tuổi tính theo tháng ({subject}): việc kết nạp do cấp ủy trực thuộc "
                "Trung ương xem xét, quyết định.",
                basis=oldest.citation,
            )
        ]
    return []


def check_ceremony(decided_on: date, held_on: date) -> list[Finding]:
    """MEM-002: ceremony before the decision; MEM-003: later than the term in working days.

    The term runs from the day the cell received the decision, which is not kept; counted from the day
    of the decision it can only be too short, hence a note.
    """
    if held_on < decided_on:
        return [
            Finding(
                "MEM-002",
                Severity.ERROR,
                f"Lễ kết nạp ngày {format_date(held_on)} trước ngày ký quyết định kết nạp "
                f"{format_date(decided_on)}: hãy kiểm tra lại hai ngày.",
            )
        ]
    term = _known("members.admission.ceremony_working_days", decided_on)
    if term is None or (held_on - decided_on).days <= term.number:
        return []
    taken = working_days_between(decided_on, held_on)
    if taken <= term.number:
        return []
    return [
        Finding(
            "MEM-003",
            Severity.NOTE,
            f"Lễ kết nạp ngày {format_date(held_on)} sau quyết định {taken} ngày làm việc, thời hạn là "
            f"{term.number} ngày làm việc kể từ ngày nhận quyết định: hãy kiểm tra ngày nhận quyết định.",
            basis=term.citation,
        )
    ]


def check_official_date(ceremony: date, official_on: date) -> list[Finding]:
    """MEM-004: probation ends to the day as counted from the ceremony, even if the cell votes late."""
    probation = _known("members.probation_months", ceremony)
    if probation is None:
        return []
    expected = add_months(ceremony, probation.number)
    if official_on == expected:
        return []
    return [
        Finding(
            "MEM-004",
            Severity.ERROR,
            f"Ngày công nhận chính thức {format_date(official_on)} phải là {format_date(expected)}, tức đủ "
            f"{probation.number} tháng kể từ lễ kết nạp {format_date(ceremony)}: hãy kiểm tra lại hai ngày.",
            basis=probation.citation,
        )
    ]


def check_joined_after_birth(birth: date | PartialDate, joined_on: date) -> list[Finding]:
    """MEM-005: the day of joining the Party lies after the day of birth."""
    earliest = birth.first if isinstance(birth, PartialDate) else birth
    if joined_on > earliest:
        return []
    shown = birth if isinstance(birth, PartialDate) else format_date(birth)
    return [
        Finding(
            "MEM-005",
            Severity.ERROR,
            f"Ngày vào Đảng {format_date(joined_on)} không sau ngày sinh {shown}: hãy kiểm tra lại hai ngày.",
        )
    ]


def check_badge_level(level: int, awarded_on: date) -> list[Finding]:
    """MEM-006: a badge of that many years exists."""
    levels = _known("members.badge_levels", awarded_on)
    if levels is None or level in levels.numbers:
        return []
    listed = ", ".join(map(str, levels.numbers))
    return [
        Finding(
            "MEM-006",
            Severity.ERROR,
            f"Không có Huy hiệu {level} năm tuổi Đảng: hãy chọn một trong các mức {listed}.",
            basis=levels.citation,
        )
    ]


def _known(name: str, on: date) -> Parameter | None:
    try:
        return parameter(name, on)
    except NotConfigured:
        return None
