"""What the register of documents counts."""

from __future__ import annotations

from django.db.models import Q

from tochuc.figures.declaration import Flow
from tochuc.figures.dimensions import AnyDimension, Dim
from tochuc.figures.registry import declare
from tochuc.kernel.models import UnitKind
from tochuc.registers.documents.models import Document, IssuingBody

BY_TYPE: dict[str, AnyDimension] = {"type": Dim("loại văn bản", "type")}
BY_DOCUMENT: dict[str, AnyDimension] = {
    **BY_TYPE,
    "issuer": Dim("thẩm quyền ban hành", "issuing_body"),
}
OF_PROVINCE = Q(issuer__kind=UnitKind.PROVINCE)

issued = declare(
    Flow(
        "documents.issued",
        "văn bản được ban hành",
        noun="văn bản",
        description=(
            "Số văn bản trong sổ có ngày ban hành trong kỳ, tính cho đơn vị ban hành; "
            "không tính văn bản của cơ quan ngoài hệ thống tổ chức."
        ),
        of=Document,
        on="issued_on",
        unit="issuer",
        by=BY_DOCUMENT,
    )
)
issued_by_committee = declare(
    Flow(
        "documents.issued.province_committee",
        "văn bản do Tỉnh ủy ban hành",
        noun="văn bản",
        description=(
            "Số văn bản trong sổ do cấp ủy của đảng bộ tỉnh ban hành trong kỳ; "
            "không tính văn bản của các cấp ủy trực thuộc."
        ),
        of=Document,
        on="issued_on",
        unit="issuer",
        where=OF_PROVINCE & Q(issuing_body=IssuingBody.COMMITTEE),
        by=BY_TYPE,
    )
)
issued_by_standing_committee = declare(
    Flow(
        "documents.issued.province_standing_committee",
        "văn bản do Ban Thường vụ Tỉnh ủy ban hành",
        noun="văn bản",
        description=(
            "Số văn bản trong sổ do ban thường vụ cấp ủy của đảng bộ tỉnh ban hành trong kỳ; "
            "không tính văn bản của các cấp ủy trực thuộc."
        ),
        of=Document,
        on="issued_on",
        unit="issuer",
        where=OF_PROVINCE & Q(issuing_body=IssuingBody.STANDING_COMMITTEE),
        by=BY_TYPE,
    )
)
