"""Text that knows where its numbers come from: words are said, numbers and quotations put in with a source. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from activities.quantities import Quantity, display
from activities.report_counts import Fact

BOOK = str.maketrans("《》", "〈〉")
Address = Callable[[Fact, str], str]


@dataclass(slots=True)
class Words:
    """Grows by `say`, `number`, `quote` and `add`; each gives itself back."""

    text: str = ""
    sources: list[dict[str, Any]] = field(default_factory=list)

    def say(self, words: str) -> "Words":
        self.text += words
        return self

    def number(self, quantity: Quantity, fact: Fact, url: str, what: str) -> "Words":
        """A counted number; the link shows what makes it up."""
        shown = display(Quantity(quantity.value, quantity.qualifier))
        return self._put(shown, key=fact.key, value=quantity.value, qualifier=quantity.qualifier, url=url, what=what)

    def quote(self, words: str, url: str, what: str) -> "Words":
        """Words taken over as they are, which may hold digits of their own."""
        return self._put(words, url=url, what=what) if words else self

    def add(self, other: "Words") -> "Words":
        start = len(self.text)
        self.text += other.text
        self.sources += [{**each, "at": [each["at"][0] + start, each["at"][1] + start]} for each in other.sources]
        return self

    def _put(self, shown: str, **more: Any) -> "Words":
        at = [len(self.text), len(self.text) + len(shown)]
        self.text += shown
        self.sources.append({"at": at, "shown": shown, **more})
        return self


def joined(parts: Iterable[Words], by: str = "、") -> Words:
    """The parts that say something, with a mark between."""
    found = Words()
    for part in parts:
        if part.text:
            found = (found.say(by) if found.text else found).add(part)
    return found


def inside_book(title: str) -> str:
    """A title as it stands within 《 》."""
    return title.strip().translate(BOOK)


def shown_of(each: Mapping) -> str:
    """A counted value as JSON, as it is written in a text."""
    return display(Quantity(each["value"], each["qualifier"]))
