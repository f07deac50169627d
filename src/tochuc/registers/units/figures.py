"""What the tree and its reorganisations count."""

from __future__ import annotations

from django.db.models import Q

from tochuc.figures.declaration import Flow, Stock
from tochuc.figures.dimensions import AnyDimension, Dim, OfUnit
from tochuc.figures.registry import declare
from tochuc.kernel.models import Sector, Unit
from tochuc.kernel.models.tree import BASE_ORGANISATIONS, CELLS
from tochuc.registers.units.models import Reorganisation, ReorganisationKind

OF_BASE = Q(unit__kind__in=BASE_ORGANISATIONS)
BY_UNIT: dict[str, AnyDimension] = {"kind": Dim("loại", "kind"), "sector": OfUnit("khu vực", "sector")}
BY_CHANGED_UNIT: dict[str, AnyDimension] = {
    "kind": Dim("loại", "unit__kind"),
    "sector": OfUnit("khu vực", "sector"),
}

base = declare(
    Stock(
        "units.base",
        "tổ chức cơ sở đảng",
        noun="tổ chức cơ sở đảng",
        description="Số đảng bộ cơ sở và chi bộ cơ sở đang hoạt động vào ngày cuối kỳ.",
        of=Unit,
        unit="",
        since="founded_on",
        until="ended_on",
        where=Q(kind__in=BASE_ORGANISATIONS),
        by=BY_UNIT,
    )
)
cells = declare(
    Stock(
        "units.cells",
        "chi bộ",
        noun="chi bộ",
        description="Số chi bộ cơ sở và chi bộ trực thuộc đang hoạt động vào ngày cuối kỳ.",
        of=Unit,
        unit="",
        since="founded_on",
        until="ended_on",
        where=Q(kind__in=CELLS),
        by=BY_UNIT,
    )
)
new = declare(
    Flow(
        "units.new",
        "tổ chức cơ sở đảng thành lập mới",
        noun="tổ chức cơ sở đảng",
        description="Số tổ chức cơ sở đảng có quyết định thành lập có hiệu lực trong kỳ.",
        of=Reorganisation,
        on="on",
        unit="unit",
        where=OF_BASE & Q(kind=ReorganisationKind.ESTABLISH),
        shown="unit",
        by=BY_CHANGED_UNIT,
    )
)
non_state_new = declare(
    Flow(
        "units.non_state.new",
        "tổ chức cơ sở đảng thành lập mới trong khu vực ngoài nhà nước",
        noun="tổ chức cơ sở đảng",
        description="Số tổ chức cơ sở đảng thuộc khu vực ngoài nhà nước được thành lập trong kỳ.",
        of=Reorganisation,
        on="on",
        unit="unit",
        where=OF_BASE & Q(kind=ReorganisationKind.ESTABLISH, unit__sector=Sector.NON_STATE),
        shown="unit",
        by=BY_CHANGED_UNIT,
    )
)
transferred = declare(
    Flow(
        "units.transferred",
        "tổ chức cơ sở đảng được chuyển giao",
        noun="tổ chức cơ sở đảng",
        description="Số tổ chức cơ sở đảng chuyển về trực thuộc cấp ủy khác trong kỳ, tính cho nơi nhận.",
        of=Reorganisation,
        on="on",
        unit="unit",
        where=OF_BASE & Q(kind=ReorganisationKind.MOVE),
        shown="unit",
        by=BY_CHANGED_UNIT,
    )
)
dissolved = declare(
    Flow(
        "units.dissolved",
        "tổ chức cơ sở đảng giải thể",
        noun="tổ chức cơ sở đảng",
        description="Số tổ chức cơ sở đảng có quyết định giải thể có hiệu lực trong kỳ.",
        of=Reorganisation,
        on="on",
        unit="unit",
        where=OF_BASE & Q(kind=ReorganisationKind.DISSOLVE),
        shown="unit",
        by=BY_CHANGED_UNIT,
    )
)
