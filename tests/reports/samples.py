"""Documents made by hand, for those who write them out."""

from __future__ import annotations

import datetime as dt

from tochuc.figures.period import Period
from tochuc.reports.document import (
    Document,
    FigureRef,
    Foot,
    Footnote,
    Head,
    Heading,
    Link,
    Number,
    Paragraph,
    Text,
)

HOSTILE = """<script>alert("x")</script> & ' ]]> {{ x }}"""
REF = FigureRef(
    figure="members.admitted",
    unit="QNG",
    period=Period.year(2023),
    title="Đảng viên được kết nạp",
    definition="Số quyết định kết nạp được ký trong kỳ.",
    time="năm 2023",
    unit_name="Tỉnh Quảng Ngãi",
)


def sample(text: str = "đảng viên", number: str = "1.967", day: dt.date | None = None) -> Document:
    """One heading and one paragraph with a number, a link and two footnotes; `text` stands everywhere."""
    return Document(
        Head(f"Tỉnh ủy {text}", "Ban Tổ chức", f"BC/{text}", f"Quảng Ngãi{text}", "BÁO CÁO", (text,), 7, day),
        (
            Heading(1, (Text(f"I. {text}"),)),
            Paragraph(
                (
                    Text(f"Kết nạp {text} ", bold=True),
                    Number(number, REF),
                    Footnote((Text(f"Trong đó {text}: "), Number(number, REF, italic=True))),
                    Link(text, "https://example.org/?a=1&b=2"),
                    Footnote((Text("Chú thích hai."),)),
                )
            ),
        ),
        Foot((f"Nơi nhận {text}",), f"K/T {text}", f"PHÓ {text}", f"Nguyễn {text}"),
    )
