"""What people typed, as it is quoted in a sentence."""

from tochuc.vi.fold import normalise


def quote(text: str, limit: int = 60) -> str:
    """`“text”` on one line, cut to `limit` characters so that a pasted page does not fill the message."""
    cleaned = normalise(text)
    return f"“{cleaned}”" if len(cleaned) <= limit else f"“{cleaned[:limit]}…”"
