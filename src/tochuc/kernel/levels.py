"""Confidentiality levels, from what anyone in the system may read to state secrets."""

from django.db.models import IntegerChoices


class Level(IntegerChoices):
    """Ordered: a grant up to one level opens everything at or below it."""

    OPEN = 0, "Thường"
    INTERNAL = 1, "Nội bộ"
    PERSONAL = 2, "Dữ liệu cá nhân"
    SENSITIVE = 3, "Dữ liệu cá nhân nhạy cảm"
    SECRET = 4, "Mật"
    TOP_SECRET = 5, "Tối mật"
    STATE_SECRET = 6, "Tuyệt mật"
