"""Looking for a word in columns. Chinese words are mostly of two characters, which no trigram index finds."""

from django.db.models import CharField, F, Func, Q
from django.db.models.lookups import IContains


class Ascii(Func):
    """The column, of whose letters only A to Z have a case.

    PostgreSQL then turns a text into capitals byte by byte, in half the time; SQLite knows no other way.
    """

    template = '%(expressions)s COLLATE "C"'
    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="%(expressions)s", **context)


def holding(word: str, *fields: str) -> Q:
    """Rows where one of the fields holds the word, whatever the case of its Latin letters."""
    has_case = word.upper() != word.lower()
    found = Q()
    for field in fields:
        found |= Q(IContains(Ascii(F(field)), word)) if has_case else Q(**{f"{field}__contains": word})
    return found
