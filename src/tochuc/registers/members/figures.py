"""What the members' registers count."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q

from tochuc.figures.declaration import Flow, Given, Ratio, Stock, Versus
from tochuc.figures.dimensions import AgeBands, AnyDimension, Dim, OfUnit, YesNo
from tochuc.figures.registry import declare
from tochuc.kernel.levels import Level
from tochuc.kernel.models.base import holds_on
from tochuc.registers.members.models import Admission, AdmissionTarget, CellMembership, LeavingKind, Member
from tochuc.registers.people.models import Ethnicity, Gender

MINORITIES = tuple(one for one in Ethnicity if one != Ethnicity.KINH)
REMOVALS = (LeavingKind.REMOVED, LeavingKind.EXPELLED, LeavingKind.LEFT)

CELL_ENDED = Exists(
    CellMembership.objects.filter(
        member=OuterRef("member"), until=OuterRef("since"), cell__ended_on=OuterRef("since")
    )
)
"""The membership that follows on a cell's end: the cell was merged or dissolved, nobody transferred."""


def by_person(person: str) -> dict[str, AnyDimension]:
    """The dimensions that follow from the person, reached by the path `person`."""
    return {
        "gender": Dim("giới tính", f"{person}__gender"),
        "age": AgeBands("nhóm tuổi tính đến cuối kỳ", f"{person}__birth_date"),
        "ethnicity": Dim("dân tộc", f"{person}__ethnicity", reveals=Level.SENSITIVE),
        "education": Dim("trình độ phổ thông", f"{person}__education"),
        "qualification": Dim("trình độ chuyên môn", f"{person}__qualification"),
        "sector": OfUnit("khu vực", "sector"),
    }


def probationary_on(day: dt.date) -> Q:
    return Q(member__official_on__isnull=True) | Q(member__official_on__gt=day)


BY_MEMBER = by_person("member__person")

members = declare(
    Stock(
        "members",
        "đảng viên",
        noun="đảng viên",
        description="Số đảng viên có tên trong danh sách một chi bộ vào ngày cuối kỳ.",
        of=CellMembership,
        unit="cell",
        shown="member",
        by=BY_MEMBER,
    )
)
probationary = declare(
    Stock(
        "members.probationary",
        "đảng viên dự bị",
        noun="đảng viên dự bị",
        description="Số đảng viên mà đến ngày cuối kỳ chưa được công nhận chính thức.",
        of=CellMembership,
        unit="cell",
        where=probationary_on,
        shown="member",
        by=BY_MEMBER,
    )
)
official = declare(
    Stock(
        "members.official",
        "đảng viên chính thức",
        noun="đảng viên chính thức",
        description="Số đảng viên đã được công nhận chính thức tính đến ngày cuối kỳ.",
        of=CellMembership,
        unit="cell",
        where=lambda day: Q(member__official_on__lte=day),
        shown="member",
        by=BY_MEMBER,
    )
)
women = declare(
    Stock(
        "members.women",
        "đảng viên nữ",
        noun="đảng viên nữ",
        description="Số đảng viên là nữ vào ngày cuối kỳ.",
        of=CellMembership,
        unit="cell",
        where=Q(member__person__gender=Gender.FEMALE),
        shown="member",
        by=BY_MEMBER,
    )
)
women_share = declare(
    Ratio(
        "members.women.share",
        "tỷ lệ đảng viên nữ",
        noun="đảng viên",
        description="Số đảng viên nữ so với tổng số đảng viên, cùng vào ngày cuối kỳ.",
        numerator=women,
        denominator=members,
    )
)
ethnic_minority = declare(
    Stock(
        "members.ethnic_minority",
        "đảng viên người dân tộc thiểu số",
        noun="đảng viên",
        level=Level.SENSITIVE,
        description="Số đảng viên thuộc các dân tộc khác dân tộc Kinh vào ngày cuối kỳ.",
        of=CellMembership,
        unit="cell",
        where=Q(member__person__ethnicity__in=MINORITIES),
        shown="member",
        by=BY_MEMBER,
        reveals=Level.SENSITIVE,
    )
)
ethnic_minority_share = declare(
    Ratio(
        "members.ethnic_minority.share",
        "tỷ lệ đảng viên người dân tộc thiểu số",
        noun="đảng viên",
        level=Level.SENSITIVE,
        description="Số đảng viên người dân tộc thiểu số so với tổng số đảng viên, cùng vào ngày cuối kỳ.",
        numerator=ethnic_minority,
        denominator=members,
    )
)

handbook_registered = declare(
    Stock(
        "members.handbook.registered",
        "đảng viên có tài khoản Sổ tay đảng viên điện tử",
        noun="đảng viên",
        description="Số đảng viên mà vào ngày cuối kỳ đang có tài khoản Sổ tay đảng viên điện tử.",
        of=CellMembership,
        unit="cell",
        where=lambda day: holds_on(day, "member__handbook_account__"),
        shown="member",
        by=BY_MEMBER,
    )
)
handbook_share = declare(
    Ratio(
        "members.handbook.share",
        "tỷ lệ đảng viên có tài khoản Sổ tay đảng viên điện tử",
        noun="đảng viên",
        description="Số đảng viên có tài khoản Sổ tay so với tổng số đảng viên, cùng vào ngày cuối kỳ.",
        numerator=handbook_registered,
        denominator=members,
    )
)

admitted = declare(
    Flow(
        "members.admitted",
        "đảng viên được kết nạp",
        noun="đảng viên",
        description="Số quyết định kết nạp được ký trong kỳ, tính cho chi bộ kết nạp.",
        of=Admission,
        on="decided_on",
        unit="cell",
        by={
            **by_person("person"),
            "student": YesNo("học sinh, sinh viên", "is_student", "học sinh, sinh viên", "đối tượng khác"),
            "again": YesNo("kết nạp lại", "is_again", "kết nạp lại", "kết nạp lần đầu"),
        },
    )
)
admitted_target = declare(
    Given(
        "members.admitted.target",
        "chỉ tiêu kết nạp đảng viên",
        noun="đảng viên",
        description="Chỉ tiêu giao cho chính đơn vị trong năm mà kỳ kết thúc, không cộng từ các đơn vị dưới.",
        of=AdmissionTarget,
    )
)
admitted_over_target = declare(
    Versus(
        "members.admitted.over_target",
        "kết nạp đảng viên vượt chỉ tiêu",
        noun="chỉ tiêu",
        description="Số đảng viên được kết nạp trong kỳ cao (âm: thấp) hơn chỉ tiêu năm bao nhiêu phần trăm.",
        figure=admitted,
        against=admitted_target,
    )
)
admitted_share = declare(
    Ratio(
        "members.admitted.share",
        "tỷ lệ kết nạp trên tổng số đảng viên",
        noun="tổng số đảng viên",
        description="Số đảng viên được kết nạp trong kỳ so với tổng số đảng viên vào ngày cuối kỳ.",
        numerator=admitted,
        denominator=members,
    )
)
admitted_growth = declare(
    Versus(
        "members.admitted.growth",
        "kết nạp đảng viên so với năm trước",
        noun="năm trước",
        description=(
            "Số đảng viên được kết nạp trong kỳ tăng (âm: giảm) bao nhiêu phần trăm so với cùng kỳ "
            "năm trước, lấy như đã tính trên hệ thống tổ chức khi đó."
        ),
        figure=admitted,
        against=admitted,
        years_back=1,
    )
)

BY_LEAVING = {"reason": Dim("lý do", "left_how"), **by_person("person")}

left = declare(
    Flow(
        "members.left",
        "đảng viên ra khỏi danh sách",
        noun="đảng viên",
        description="Số đảng viên ra khỏi danh sách trong kỳ, vì mọi lý do, tính cho chi bộ sau cùng.",
        of=Member,
        on="left_on",
        unit="cell",
        by=BY_LEAVING,
    )
)
removed = declare(
    Flow(
        "members.removed",
        "đảng viên bị đưa ra khỏi Đảng",
        noun="đảng viên",
        description="Số đảng viên bị xóa tên, khai trừ hoặc được cho ra khỏi Đảng trong kỳ.",
        of=Member,
        on="left_on",
        unit="cell",
        where=Q(left_how__in=REMOVALS),
        by=BY_LEAVING,
    )
)
transferred = declare(
    Flow(
        "members.transferred",
        "lượt chuyển sinh hoạt trong tỉnh",
        noun="lượt",
        description=(
            "Số lượt đảng viên từ chi bộ khác trong tỉnh chuyển đến trong kỳ, tính cho chi bộ nhận; "
            "không tính khi chính chi bộ cũ kết thúc vào ngày đó."
        ),
        of=CellMembership,
        on="since",
        unit="cell",
        where=Q(since__gt=F("member__arrived_on")) & ~Q(CELL_ENDED),
        shown="member",
        by=BY_MEMBER,
    )
)
