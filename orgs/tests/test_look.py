"""The colours of static/css/tokens.css, measured (WCAG 2.1 AA: 4.5:1 for words, 3:1 for the edge of a control)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
CSS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "page", "sunk")
WORDS = ("ink", "muted", "primary", "primary-hover", "red", "red-hover")
MARKS = ("inherited", "adapted", "derived", "added", "withdrawn", "ok", "late", "missing", "none")
PAIRS = (
    [(word, ground) for word in WORDS for ground in GROUNDS]
    + [(mark, ground) for mark in MARKS for ground in GROUNDS]
    + [(state, f"{state}-tint") for state in ("ok", "late", "missing", "none", "ins", "del", "primary", "red")]
    + [("ink", f"{state}-tint") for state in ("ok", "late", "missing", "none", "primary", "red")]
    + [("on-primary", "primary"), ("on-primary", "primary-hover"), ("on-red", "red"), ("on-red", "red-hover")]
)


def _block(selector: str) -> dict[str, str]:
    """The custom properties of the first rule with exactly this selector."""
    body = re.search(r"(?:^|\n)\s*" + re.escape(selector) + r" \{(.*?)\}", CSS, re.S)
    assert body, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body.group(1)))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two #rrggbb colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT = _block(":root")
DARK = _block(':root[data-theme="dark"]')
MODES = {"light": LIGHT, "dark": {**LIGHT, **DARK}}


def test_contrast_knows_black_and_white() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("mode", MODES)
def test_words_are_readable(mode: str) -> None:
    tokens = MODES[mode]
    low = {pair: round(contrast(*map(tokens.get, pair)), 2) for pair in PAIRS if contrast(*map(tokens.get, pair)) < 4.5}
    assert not low


@pytest.mark.parametrize("mode", MODES)
def test_edges_of_controls_are_seen(mode: str) -> None:
    tokens = MODES[mode]
    low = [ground for ground in GROUNDS[:2] if contrast(tokens["edge"], tokens[ground]) < 3]
    assert not low


def test_dark_by_device_and_by_choice_are_the_same() -> None:
    assert _block(':root:not([data-theme="light"])') == DARK


def test_every_colour_has_a_dark_twin() -> None:
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert colours <= DARK.keys()


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_stylesheets_ask_no_other_host_and_use_known_tokens(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|//[a-z]|data:|@import", text)
    known = LIGHT.keys() | set(re.findall(r"--([\w-]+):", text))
    assert not set(re.findall(r"var\(--([\w-]+)", text)) - known


def test_templates_obey_the_content_policy() -> None:
    """No inline style, script or handler, no picture or file of another host: the policy would block them."""
    forbidden = re.compile(
        r"""\sstyle=|<style|\son[a-z]+=["']|javascript:|<script(?![^>]*\ssrc=)|(?:src|action)=["']https?:"""
    )
    pages = (ROOT / "templates").rglob("*.html")
    assert not [str(page.relative_to(ROOT)) for page in pages if forbidden.search(page.read_text(encoding="utf-8"))]


def test_public_frame_knows_no_visitor() -> None:
    """Public pages are cached whole and do not vary by cookie."""
    for page in (ROOT / "templates" / "public").glob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", page.read_text(encoding="utf-8"))
        assert not re.search(r"csrf_token|\buser\.|\bmessages\b|request\.user|bell_count", text), page.name
