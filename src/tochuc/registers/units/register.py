"""The registers of organisations and of their reorganisation."""

from __future__ import annotations

from django.db.models import Q

from tochuc.kernel.levels import Level
from tochuc.kernel.models import Unit
from tochuc.kernel.register.declaration import Column, Filter, Operation, Register, Related, Section
from tochuc.kernel.register.registry import register
from tochuc.registers.units import actions, forms, mergers
from tochuc.registers.units.importing import UNIT_IMPORT
from tochuc.registers.units.models import Reorganisation
from tochuc.registers.units.timeline import timeline


def _lives(unit: Unit) -> bool:
    return unit.ended_on is None


def _lives_below(unit: Unit) -> bool:
    return _lives(unit) and unit.parent_id is not None


def _code_is(text: str) -> dict[str, Q]:
    return {"code": Q(code__iexact=text)}


UNITS = register(
    Register(
        name="units",
        model=Unit,
        label="Tổ chức, đơn vị",
        area="Tổ chức đảng",
        unit="",
        columns=(
            Column("code", width=16),
            Column("name", sort="sort_key", width=44),
            Column("short_name", shown=False),
            Column("kind"),
            Column("sector"),
            Column("parent__name", "Trực thuộc", sort="first", width=36),
            Column("founded_on"),
            Column("ended_on"),
            Column("successor__name", "Đơn vị kế thừa", shown=False),
            Column("rank", shown=False),
        ),
        filters=(
            Filter("parent", "Trong đơn vị"),
            Filter("kind"),
            Filter("sector"),
            Filter("founded_on"),
            Filter("ended_on"),
        ),
        sections=(
            Section("Tổ chức", ("code", "name", "short_name", "kind", "sector", "parent", "rank")),
            Section("Thời gian", ("founded_on", "ended_on", "successor")),
        ),
        related=(
            Related("Đơn vị trực thuộc", "units", "parent"),
            Related("Sắp xếp tổ chức", "reorganisations", "unit"),
        ),
        timeline=timeline,
        operations=(
            Operation(actions.rename, forms.RenameForm, forms.run_rename, "pencil", _lives),
            Operation(actions.move, forms.MoveForm, forms.run_move, "arrows-right-left", _lives_below),
            Operation(mergers.merge, forms.MergeForm, forms.run_merge, "arrows-join", _lives_below),
            Operation(mergers.split, forms.SplitForm, forms.run_split, "arrows-split", _lives_below),
            Operation(actions.dissolve, forms.DissolveForm, forms.run_dissolve, "circle-x", _lives_below),
        ),
        importing=UNIT_IMPORT,
        create=actions.establish,
        edit=actions.correct,
        form=forms.EstablishForm,
        edit_form=forms.CorrectForm,
        search=("folded",),
        exact=_code_is,
        order=("first",),
        icon="sitemap",
        position=10,
    )
)

REORGANISATIONS = register(
    Register(
        name="reorganisations",
        model=Reorganisation,
        label="Sắp xếp tổ chức",
        area="Tổ chức đảng",
        unit="unit",
        columns=(
            Column("on"),
            Column("kind"),
            Column("unit__name", "Tổ chức", sort="unit__first"),
            Column("source__name", "Từ"),
            Column("target__name", "Đến"),
            Column("document", level=Level.INTERNAL),
            Column("note"),
        ),
        filters=(
            Filter("unit", "Trong đơn vị"),
            Filter("kind"),
            Filter("on"),
            Filter("unit__kind"),
            Filter("unit__sector"),
        ),
        sections=(Section("Việc sắp xếp", ("kind", "unit", "on", "source", "target", "document", "note")),),
        search=("unit__folded",),
        order=("-on", "-pk"),
        icon="arrows-shuffle",
        position=20,
    )
)
