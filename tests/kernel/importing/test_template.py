"""The template that an officer fills in and uploads."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from tests.builders import make_unit
from tests.kernel.importing.uploads import Importer, saved
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.template import write_import_template
from tochuc.kernel.models import Unit
from tochuc.kernel.models.jobs import ImportState
from tochuc.kernel.register.registry import get_register
from tochuc.registers.members.models import AdmissionTarget


def template(officer: Importer) -> bytes:
    register = get_register("admission_targets")
    assert register.importing is not None
    stream = BytesIO()
    write_import_template(stream, register.importing, Context(officer.user, register))
    return stream.getvalue()


def test_the_template_filled_in_is_imported(officer: Importer) -> None:
    book = openpyxl.load_workbook(BytesIO(template(officer)))
    book.worksheets[0].append(["T-A", 2023, 100])
    assert officer.run(saved(book)).state == ImportState.DONE
    assert AdmissionTarget.objects.get().number == 100


def test_the_template_offers_the_units_that_the_officer_sees(
    officer: Importer, district_officer: Importer, province: Unit
) -> None:
    make_unit(code="T-NEW", parent=province)
    assert b"T-NEW" in _lists(template(officer))


def _lists(content: bytes) -> bytes:
    """The text of all drop-downs, wherever the file keeps them."""
    book = openpyxl.load_workbook(BytesIO(content))
    rules = [str(rule.formula1) for rule in book.worksheets[0].data_validations.dataValidation]
    cells = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    return "\n".join([*rules, *cells]).encode()
