"""How citations are written: numbers and symbols, and the words that join them to type, date, issuer and subject.

All but `NUMBER` and `NAME_BEHIND` read text in lower case.
"""

import re
from functools import cache

from tochuc.rules.document_number import document_types

_UPPER = "A-ZĐƯÂÊÔƠĂ"
_LETTERS = "A-Za-zĐđƯưÂâÊêÔôƠơĂă&"
_DASH = "[-\u2010-\u2015\u2212]"
_ISSUER_SYMBOL = rf"[{_UPPER}][{_LETTERS}]{{0,11}}[0-9]{{0,2}}(?:[.-][{_UPPER}][{_LETTERS}]{{0,11}}){{0,3}}"
_TYPE_SYMBOL = rf"[{_UPPER}][{_LETTERS}]{{0,5}}"
NUMBER = re.compile(
    r"[0-9](?<![0-9.,/-][0-9])[0-9]{0,5}[a-z]?(?:"
    rf"\s?{_DASH}\s?{_TYPE_SYMBOL}\s?/\s?{_ISSUER_SYMBOL}"
    rf"|/(?:[12][0-9]{{3}}/)?{_TYPE_SYMBOL}-{_ISSUER_SYMBOL}"
    rf"|/[12][0-9]{{3}}/[{_UPPER}]{{2,8}}[0-9]{{0,2}})"
    r"(?![^\W_])"
)
WORD_NUMBER = re.compile(r"(?:^|(?<=[\s(,;:*]))(?:các\s{1,2})?số\s{0,2}:?\s{0,2}$")
OWN_NUMBER = re.compile(r"^[\s*_]{0,6}số\s{0,2}:?\s{0,2}$")
FOLLOWS_ANOTHER = re.compile(r"(?:,|;|và|hoặc|\()\s{0,2}$")
BEFORE_DATE = re.compile(r"[\s,(]{0,3}(?:(?:được\s{1,2})?(?:ký|ban hành|đề)\s{1,2})?")
WORD_DAY = re.compile(r"ngày\s{1,3}")
OF = re.compile(r"[\s,)]{0,3}(?:của|do)\s{1,3}")
ISSUED_BY = re.compile(r"\s{1,2}(?:(?:đã|vừa|kịp thời|mới)\s{1,2})?ban\s{1,2}hành\s{1,2}$")
OTHER_ISSUER_END = re.compile(
    r"[,.;:()\"“”‘’*…\n]|\s(?:về|ngày|quy định|hướng dẫn|và|ban hành|phê duyệt|thực hiện|triển khai|sửa đổi|một số)(?=\s)"
)
# What belongs to an issuer's name behind it: a number of a plenum, a place, a term.
NAME_BEHIND = re.compile(
    r"(?:\s(?:lần\s{1,2}thứ\s{1,2})?[0-9]{1,2}(?=[,\s(]{1,3}(?:khóa|khoá)\s))?"
    r"(?:\s(?:tỉnh|thành phố|thị xã|huyện|xã|phường|cơ sở|khối))?"
    rf"(?:\s[{_UPPER}][^\W\d_]{{0,9}}(?![^\W_])){{0,4}}"
    r"(?:,?\s{1,2}\(?(?:khóa|khoá)\s{1,2}[IVXLC]{1,6}(?![^\W_])\)?)?"
)
PLENUM = re.compile(
    r"\s{1,2}(?:của\s{1,2})?((?:hội\s{1,2}nghị\s{1,2})?(?:ban\s{1,2}chấp\s{1,2}hành\s{1,2})?trung\s{1,2}ương"
    r"(?:\s{1,2}đảng)?(?:\s{1,2}lần\s{1,2}thứ)?\s{1,2}(?:[0-9]{1,2}|[^\W\d_]{2,6})"
    r"[,\s(]{1,3}(?:khóa|khoá)\s{1,2}[ivxlc]{1,6}(?![^\W_])\)?)"
)
SUBJECT = re.compile(
    r"[\s,:)]{0,3}[\"“*_]{1,3}|,?[\s)]{1,2}(?=về\s)"
    r"|[\s)]{1,2}(?=(?:quy định|hướng dẫn|ban hành|phê duyệt|tổ chức|thông tin|triển khai|thực hiện|tăng cường|một số"
    r"|sửa đổi|kiểm tra|lấy phiếu|công tác|đẩy mạnh|nâng cao|xây dựng|sơ kết|tổng kết|điều động|tuyên truyền)[\s,])"
)
SUBJECT_END = re.compile(r"[;”\"]|[.:](?=\s|$)")
LONGEST_SUBJECT = 320
LONGEST_ISSUER = 80

# Types with a word behind that does not make them another type.
_LONGER_NAMES = {
    "thông báo kết luận": "notice",
    "chương trình hành động": "programme",
    "chương trình phối hợp": "programme",
    "chương trình công tác": "programme",
    "kế hoạch hành động": "plan",
    "kế hoạch phối hợp": "plan",
    "quy chế phối hợp": "working_rules",
    "quy chế làm việc": "working_rules",
    "nghị quyết liên tịch": "resolution",
    "hướng dẫn liên ngành": "guideline",
    "văn bản": "",
}


@cache
def type_names() -> tuple[tuple[str, str], ...]:
    """Names in lower case with the types' codes, longest first."""
    names = {kind.name.lower(): kind.code for kind in document_types().values()} | _LONGER_NAMES
    return tuple(sorted(names.items(), key=lambda item: -len(item[0])))


@cache
def last_words() -> frozenset[str]:
    return frozenset(name.split()[-1] for name, _ in type_names())
