"""Looking for a word in columns. Chinese words are mostly of two characters, which no trigram index finds."""

from django.db.models import Q


def holding(word: str, *fields: str) -> Q:
    """Rows where one of the fields holds the word, whatever the case of its Latin letters.

    PostgreSQL answers icontains by turning every row into capitals, which takes twice as long as looking for the word
    as it is. So a word without capitals or small letters is looked for as it is, and of another the longest part
    without them first.
    """
    part = max(_parts(word), key=len, default="")
    found = Q()
    for field in fields:
        plain = Q(**{f"{field}__contains": part}) if part else Q()
        found |= plain if part == word else plain & Q(**{f"{field}__icontains": word})
    return found


def _parts(word: str) -> list[str]:
    """The runs of characters that have no case."""
    marked = "".join(each if each.upper() == each.lower() else "\0" for each in word)
    return [part for part in marked.split("\0") if part]
