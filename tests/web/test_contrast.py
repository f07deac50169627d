"""The colours of both themes hold WCAG 2.2 AA: 4.5:1 for text, 3:1 for edges of controls and for focus."""

import re
from pathlib import Path

import pytest

import tochuc.web

TOKENS = (Path(tochuc.web.__file__).parent / "frontend/src/css/tokens.css").read_text(encoding="utf-8")
TEXT_ON = {
    "surface": ["ink", "ink-2", "ink-3", "link", "accent-ink", "ok", "warn", "bad", "info"],
    "ground": ["ink", "ink-2", "ink-3", "link", "accent-ink"],
    "surface-2": ["ink", "ink-2", "ink-3"],
    "hover": ["ink", "ink-2", "ink-3", "link"],
    "accent-soft": ["accent-ink", "ink"],
    "info-soft": ["info", "ink", "link"],
    "ok-soft": ["ok", "ink"],
    "warn-soft": ["warn", "ink"],
    "bad-soft": ["bad", "ink"],
    "mark": ["ink"],
    "accent": ["on-accent"],
    "accent-hover": ["on-accent"],
}
EDGES_ON = {"surface": ["line-strong", "focus"], "ground": ["focus"]}


def theme(selector: str) -> dict[str, str]:
    block = re.search(re.escape(selector) + r" \{(.*?)\n\}", TOKENS, re.DOTALL)
    assert block
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block[1]))


LIGHT = theme("\n:root")
THEMES = {"light": LIGHT, "dark": {**LIGHT, **theme('\n[data-bs-theme="dark"]')}}


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("ground", "ink"), [(ground, ink) for ground, inks in TEXT_ON.items() for ink in inks]
)
def test_text_can_be_read(name: str, ground: str, ink: str) -> None:
    assert contrast(THEMES[name][ink], THEMES[name][ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("ground", "edge"), [(ground, edge) for ground, edges in EDGES_ON.items() for edge in edges]
)
def test_controls_and_focus_can_be_seen(name: str, ground: str, edge: str) -> None:
    assert contrast(THEMES[name][edge], THEMES[name][ground]) >= 3
