"""A form on a page of a draft, and what it shows when somebody else was first: both texts, nothing lost."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from campaigns.drafts import StaleForm, print_of
from campaigns.views.drafting_desk import Desk


def form_page(desk: Desk, template: str, form, **more) -> HttpResponse:
    status = 409 if desk.stale else 422 if form.errors else 200
    return render(desk.request, template, desk.context(form=form, **more), status=status)


def both_ways(desk: Desk, form, back: str, *args) -> dict:
    """For a stale form: what stands there now, what was typed, and the fingerprint with which mine would be saved."""
    address = reverse(back, args=[desk.edition.pk, *args])
    if not isinstance(desk.stale, StaleForm):
        return {"stale": False, "back": address}
    now = desk.stale.current
    form.data = form.data.copy()
    form.data["seen"] = print_of(now)
    theirs = "\n".join(_line(form, name, value) for name, value in now.items() if name in form.fields)
    mine = "\n".join(_line(form, name, form.cleaned_data.get(name)) for name in now if name in form.fields)
    return {"stale": True, "back": address, "theirs": theirs, "mine": mine, "who": "", "when": ""}


def _line(form, name: str, value: object) -> str:
    return f"{form.fields[name].label}：{_words(form.fields[name], value)}"


def _words(field, value: object) -> str:
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if hasattr(value, "model"):
        return "、".join(str(each) for each in value) or "（空）"
    names = {str(key): label for key, label in _flat(getattr(field, "choices", ()))}
    if isinstance(value, list):
        return "、".join(names.get(str(each), str(each)) for each in value) or "（空）"
    return names.get(str(value), str(value)) if value else "（空）"


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def things_of(desk: Desk, *kinds: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The items of the draft that a row may point to, as choices in reading order under their chapters: the signs
    （一）, （二） begin anew in each."""
    inner = "　"
    found = []
    for part in desk.paper.parts:
        entries = [each for entry in (*part.entries, *part.loose) for each in (entry, *entry.actions)]
        rows = [
            (str(e.item.key), f"{inner if e.item.kind == 'action' else ''}{e.sign}{e.words[:40]}")
            for e in entries
            if e.item.kind in kinds
        ]
        if rows:
            found.append((part.title, rows))
    return found


def row_among(rows, row: int):
    """The row of this draft with that number. Raises 404 for another document's."""
    return get_object_or_404(rows, pk=row)
