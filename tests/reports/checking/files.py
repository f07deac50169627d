"""Documents to send in, invented for these tests."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

FAULTY = """BÁO CÁO

Trong năm đã bổ nhiệm 06 đồng chí, trong đó 02 cấp trưởng, 02 cấp phó và 01 chuyên viên.

Ngày 31/4/2023, hội nghị tổng kết công tác cán bộ được tổ chức tại huyện.
"""
SUM, DATE = "ARI-001", "CIT-001"
MENDED = FAULTY.replace("06 đồng chí", "05 đồng chí") + "\nHội nghị kết thúc trong ngày.\n"
CLEAN = (
    "BÁO CÁO\n\nTrong năm đã bổ nhiệm 05 đồng chí, trong đó 02 cấp trưởng, 02 cấp phó và 01 chuyên viên.\n"
)
HOSTILE = '<script>alert("x")</script> & <b>06 đồng chí, trong đó 02 cấp trưởng, 02 cấp phó và 01 chuyên viên</b>.\n'


def sent(text: str = FAULTY, name: str = "bao-cao.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())
