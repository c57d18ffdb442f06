"""Government offices and phones' web views run Chromium 90 (domain.md): scripts and styles use nothing newer.

A list of words, not a parser: each with the version of Chromium that first understood it. What merely does nothing in
an older browser (a property of CSS that is passed over) is not listed.
"""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
SCRIPTS = {
    r"\.at\(\s*-?\w": 92,
    r"\bstructuredClone\b": 98,
    r"\bObject\.hasOwn\b": 93,
    r"\brandomUUID\b": 92,
    r"\.findLast(Index)?\(": 97,
    r"\.to(Sorted|Reversed|Spliced)\(": 110,
    r"\b(Object|Map)\.groupBy\b": 117,
    r"\bArray\.fromAsync\b": 121,
    r"\bPromise\.(withResolvers|try)\b": 119,
    r"\bIterator\.from\b": 122,
    r"\.(is|to)WellFormed\(": 111,
    r"\bAbortSignal\.(timeout|any)\b": 103,
    r"\.throwIfAborted\(": 100,
    r"\bURL\.(canParse|parse)\b": 120,
    r"\.(union|intersection|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(": 122,
    r"\.showPicker\(": 99,
    r"\.(show|hide|toggle)Popover\(": 114,
    r"\.inert\b": 102,
    r"\.checkVisibility\(": 105,
    r"\.startViewTransition\(": 111,
    r"\bscheduler\.(yield|postTask)\b": 94,
    r"\bwindow\.navigation\b|\bnavigation\.navigate\(": 102,
    r"\bnew CSSStyleSheet\b|\badoptedStyleSheets\.push\b": 99,
    r"\bnew Error\([^)]*\{\s*cause\b": 93,
    r"\bstatic\s*\{": 94,
    r"#\w+ in \w": 91,
    r"\bimport\b[^;\n]*\b(assert|with)\s*\{": 91,
    r"\bIntl\.(DurationFormat|supportedValuesOf)\b": 99,
    r"\bReadableStream\.from\b|for await \([^)]* of [^)]*\.(body|stream\(\))": 124,
    r"CSS\.highlights\b": 105,
    r"\.setHTML(Unsafe)?\(": 124,
}
STYLES = {
    r":has\(": 105,
    r"@layer\b": 99,
    r"@container\b": 105,
    r"@scope\b": 118,
    r"@property\b": 91,  # 85, but kept out for Firefox and the web views of phones
    r"@starting-style\b": 117,
    r"@view-transition\b": 126,
    r"@position-try\b": 125,
    r"\bcolor-mix\(": 111,
    r"\b(ok)?(lch|lab)\(": 111,
    r"\blight-dark\(": 123,
    r"\d(d|s|l)v(h|w|min|max|b|i)\b": 108,
    r"\d(rlh|lh|rcap|rex|ric|rch)\b": 109,
    r"\b(round|mod|rem|sin|cos|tan|pow|sqrt)\([^)]*,": 125,
    r"^\s*&": 112,
    r"\((width|height)\s*[<>]": 104,
    r":(user-valid|user-invalid|open|popover-open|modal)\b": 105,
    r"::(highlight|details-content|scroll-marker)": 105,
    r"\bsubgrid\b": 117,
    r"\bselector\(:has": 105,
}
BY_THE_SAME_NAME = {"echarts.min.js": {".union( (122)"}}  # a rectangle's own method, no set's
OURS = sorted((STATIC / "js").rglob("*.js"))
ASKS_FIRST = {"htmx.min.js"}  # whether there are view transitions, which we do not switch on
THEIRS = sorted(path for path in (STATIC / "vendor").rglob("*.js") if path.name not in ASKS_FIRST)


def newer(text: str, words: dict) -> list[str]:
    """What the text uses that Chromium 90 does not know; comments may speak of it."""
    text = re.sub(r"/\*.*?\*/|(?<![:\"'\\])//[^\n]*", "", text, flags=re.DOTALL)
    found = ((re.search(pattern, text, re.MULTILINE), version) for pattern, version in words.items())
    return [f"{match.group()} ({version})" for match, version in found if match]


@pytest.mark.parametrize("path", [*OURS, *THEIRS], ids=lambda path: path.relative_to(STATIC).as_posix())
def test_scripts_keep_to_chromium_90(path):
    assert set(newer(path.read_text(encoding="utf-8"), SCRIPTS)) <= BY_THE_SAME_NAME.get(path.name, set())


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_styles_keep_to_chromium_90(path):
    assert newer(path.read_text(encoding="utf-8"), STYLES) == []


@pytest.mark.parametrize(
    "line",
    [
        "const last = rows.at(-1);", "const copy = structuredClone(draft);", "if (Object.hasOwn(a, 'b')) {}",
        "id = crypto.randomUUID();", "rows.findLast((row) => row.ok)", "rows.toSorted()", "class A { static { x(); } }",
        "throw new Error('x', { cause: error });", "fetch(a, { signal: AbortSignal.timeout(5) })", "#kept in draft",
    ],
)  # fmt: skip
def test_the_check_sees_what_is_newer_in_scripts(line):
    assert newer(line, SCRIPTS)


@pytest.mark.parametrize("line", [".a:has(b) {}", "  & b {}", "a { height: 100dvh }", "@media (width > 30em) {}"])
def test_the_check_sees_what_is_newer_in_styles(line):
    assert newer(line, STYLES)


def test_the_check_lets_pass_what_chromium_90_knows():
    line = "// rows.at(-1)\nconst x = a ?? b?.c; y ||= text.replaceAll('a', 'b'); rows.flat(); el.replaceChildren(z);"
    assert newer(line, SCRIPTS) == []
    assert newer("/* :has() */ .a:is(b, c) { aspect-ratio: 3 / 2; inset: 0; gap: 1rem }", STYLES) == []
