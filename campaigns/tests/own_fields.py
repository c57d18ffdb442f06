"""Forms of own fields, as a browser posts them."""

from campaigns.models import Obligation

ROW = {"kind": "number", "label": "", "unit": "", "hint": "", "options": "", "known": ""}


def rows(*given: dict) -> dict:
    """A POST of the editor."""
    data = {"own-TOTAL_FORMS": len(given), "own-INITIAL_FORMS": 0}
    for number, row in enumerate(given):
        data |= {f"own-{number}-{name}": value for name, value in (ROW | row).items()}
    return data


def fill(owed: Obligation, **given) -> dict:
    """What is posted for fields by their place (f1 …); a cell of a table is f1_0_0."""
    fields = list(owed.request.fields.all())
    return {f"own-f{fields[int(name[1]) - 1].pk}{name[2:].replace('_', '-')}": value for name, value in given.items()}
