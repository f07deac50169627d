"""What a rule has to say: a finding, its severity and its legal basis."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tochuc.vi.dates import format_date_document


class Severity(StrEnum):
    """How much a finding weighs. Only an error may block, and only where the regulation forbids."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        return _SEVERITY_LABELS[self]


_SEVERITY_LABELS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTE: "Lưu ý"}


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a regulation; `until` is the first day on which it no longer applies."""

    number: str
    clause: str = ""
    title: str = ""
    since: date | None = None
    until: date | None = None

    def __str__(self) -> str:
        """`mục 1.1, 24-QĐ/TW về … (có hiệu lực từ 30/7/2021 đến trước 20/01/2025)`."""
        place = f"{self.clause}, {self.number}" if self.clause else self.number
        titled = f"{place} {self.title}" if self.title else place
        return f"{titled} ({self._validity})" if self._validity else titled

    @property
    def _validity(self) -> str:
        bounds = []
        if self.since:
            bounds.append(f"từ {format_date_document(self.since)}")
        if self.until:
            bounds.append(f"đến trước {format_date_document(self.until)}")
        return " ".join(["có hiệu lực", *bounds]) if bounds else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found; `code` is explained in `data/findings.yaml`."""

    code: str
    severity: Severity
    sentence: str
    subject: str = ""
    basis: Citation | None = None
