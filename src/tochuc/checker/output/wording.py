"""The words of all outputs in both languages."""

from tochuc.checker.finding import Language, Say
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Qualifier
from tochuc.rules.finding import Severity

SEVERITIES = {
    Severity.ERROR: Say("lỗi", "error"),
    Severity.WARNING: Say("cảnh báo", "warning"),
    Severity.NOTE: Say("lưu ý", "note"),
}
STATED = Say("văn bản ghi", "the text says")
PAGE = Say("trang", "page")
NOTHING = Say("Không tìm thấy gì phải sửa", "Nothing to mend was found")
FOUND = Say("Tìm thấy", "Found")
IN_FILES = Say("trong {} tệp", "in {} files")
SILENCED = Say("{} chỗ được bỏ qua vì đã có lý do", "Silenced with a reason: {}")
FIX = Say("Có thể sửa thành", "Could be mended to")
REASON = Say("Lý do", "Reason")
OTHER_HALF = Say("Nơi đối chiếu", "The other half")
CHECK_OF = Say("Kiểm tra văn bản", "Check of")
SHOW = Say("Hiện", "Show")
IN_FOOTNOTE = Say("Trong chú thích {}", "In footnote {}")
LINE = Say("dòng", "line")

FORMS = {
    Form.COUNT: Say("số đếm", "count"),
    Form.DECIMAL: Say("số thập phân", "decimal"),
    Form.PERCENT: Say("phần trăm", "percent"),
    Form.SHARE: Say("phần trên tổng", "share of a whole"),
    Form.RANGE: Say("khoảng", "range"),
    Form.ORDINAL: Say("thứ tự", "ordinal"),
    Form.YEAR: Say("năm", "year"),
}
QUALIFIERS = {
    Qualifier.OVER: Say("trên", "over"),
    Qualifier.UNDER: Say("dưới", "under"),
    Qualifier.ABOUT: Say("khoảng", "about"),
    Qualifier.AT_LEAST: Say("ít nhất", "at least"),
    Qualifier.AT_MOST: Say("nhiều nhất", "at most"),
    Qualifier.EXCEEDED: Say("vượt", "exceeded by"),
    Qualifier.REACHED: Say("đạt", "reached"),
    Qualifier.INCREASE: Say("tăng", "increase"),
    Qualifier.DECREASE: Say("giảm", "decrease"),
}


def counted(count: int, severity: Severity, language: Language) -> str:
    """`2 cảnh báo`, `1 warning`, `2 warnings`."""
    plural = "s" if language == "en" and count != 1 else ""
    return f"{count} {SEVERITIES[severity].in_(language)}{plural}"
