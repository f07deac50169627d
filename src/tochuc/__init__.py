"""The working system of a provincial organisation department (Ban Tổ chức Tỉnh ủy)."""

__version__ = "0.1.0"
