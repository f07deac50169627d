"""The demonstration's entry in the log."""

from __future__ import annotations

from tochuc.kernel.actions import declare_verb

BUILD = declare_verb("demo.build", "Dựng dữ liệu mẫu", "dựng dữ liệu mẫu")
