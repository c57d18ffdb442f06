"""Small pure helpers about an item's words."""

import hashlib

GONE = "gone"  # the fingerprint of an item that stands no more
MARKS = "。；，、：！？"
WITHIN = str.maketrans('“”"', "‘’’")  # quotes within quotes


def fingerprint(heading: str, text: str) -> str:
    """What a form carries to prove which words the person saw when it was opened."""
    return hashlib.sha256(f"{heading}\0{text}".encode()).hexdigest()[:16]


def seen_of(item) -> str:
    """The fingerprint of an item; leaving it out changes it too, though its words stay readable."""
    return fingerprint(item.heading, item.text) + ("-" if item.change == "withdrawn" else "")


def tidy(text: str) -> str:
    """Unify line ends and strip the ends; inner spaces stay (they part the halves of a slogan)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def inside_quotes(title: str) -> str:
    """A title as it stands within “ ”: quotes within become single ones (GB/T 15834), the stop at its end goes."""
    return title.strip().rstrip(MARKS).translate(WITHIN)
