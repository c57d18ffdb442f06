"""批量录入: a pasted table becomes rows of a draft, after a look at what each row will be."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect

from campaigns import bulk
from campaigns.forms.pasting import PasteForm
from campaigns.pasting import LABELS, SKIP, Unreadable, asked_columns, lines_of, table_of
from campaigns.reading import contents
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from campaigns.views.drafting_forms import form_page
from orgs.scoping import UserRequest

PAGE_OF = {"actions": "campaigns:draft", "duties": "campaigns:draft_duties", "annex": "campaigns:draft_annex"}


@login_required
@ask_and_do
@told
def draft_paste(request: UserRequest, pk: int) -> HttpResponse:
    """Paste, look, write; the text travels along, so that nothing is kept between the steps."""
    desk = Desk(request, pk, "campaigns.edit_edition" if request.method == "POST" else "campaigns.draft_plan")
    form = PasteForm(request.POST or None, initial={"what": request.GET.get("what", "actions")})
    seen = _looked_at(form, request.POST, desk) if form.is_valid() else None
    if seen and "write" in request.POST and desk.tried(form, bulk.write, **seen["wanted"], **_list(form)):
        messages.success(request, f"已写入{desk.result}行。")
        return redirect(PAGE_OF[seen["wanted"]["what"]], pk)
    return form_page(desk, "campaigns/draft_paste.html", form, tab="paste", seen=seen)


def _looked_at(form: PasteForm, posted, desk: Desk) -> dict | None:
    """The table as it was understood; None, with the reason in the form, when it was not."""
    what = form.cleaned_data["what"]
    wanted = bulk.COLUMNS[what]
    try:
        table = table_of(form.cleaned_data["table"], wanted)
    except Unreadable as unreadable:
        form.add_error("table", str(unreadable))
        return None
    columns = asked_columns(posted, table, wanted)
    lines = lines_of(table, columns, desk.edition.plan.campaign.year)
    rows = bulk.rows_of(what, lines, contents(desk.edition))
    choices = [(SKIP, LABELS[SKIP]), *((name, LABELS[name]) for name in wanted)]
    heads = [{"number": n, "head": table.head[n] if table.head else "", "column": column}
             for n, column in enumerate(columns)]  # fmt: skip
    return {"wanted": {"what": what, "lines": lines}, "heads": heads, "choices": choices, "rows": rows,
            "problems": sum(1 for row in rows if row.problem), "shown": _shown(rows)}  # fmt: skip


def _shown(rows: list[bulk.Row]) -> list[dict]:
    return [
        {
            "row": row,
            "name": row.line.values.get("title", ""),
            "words": [f"{LABELS[name]}：{row.line.values[name]}" for name in LABELS
                      if name not in ("title", "lead", "support", "unit_name") and row.line.values.get(name)],
            "who": [f"{LABELS[name]}：{row.line.values[name]}" for name in ("unit_name", "lead", "support")
                    if row.line.values.get(name)],
        }
        for row in rows
    ]  # fmt: skip


def _list(form: PasteForm) -> dict:
    return {"list": form.cleaned_data["list"] or "2", "list_title": form.cleaned_data["list_title"]}
