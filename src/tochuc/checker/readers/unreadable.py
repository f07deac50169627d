"""Why a file cannot be read, in a sentence that says what to do about it."""

from tochuc.checker.finding import Say


class Unreadable(ValueError):
    """The file cannot be read; `say` tells why and what to do, `str()` is its Vietnamese sentence."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.say = Say(vi, en)
