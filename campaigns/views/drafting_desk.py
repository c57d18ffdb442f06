"""One request at the drafter's desk: the edition fetched through the user, its paper, one open panel, the answer."""

import json
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods

from campaigns.context import turn_to
from campaigns.draft_history import last_at, last_steps, recent
from campaigns.drafts import NotEditable, StaleForm
from campaigns.editing import StaleWords
from campaigns.looking import look_context
from campaigns.models import Edition, Reference, Turn
from campaigns.official.around import Around, around
from campaigns.opening import Opening, opening_of
from campaigns.paper import Entry, Paper
from campaigns.period import Period, period_of
from campaigns.rebasing import diverged_in
from campaigns.remarks import comments_on
from campaigns.review_page import reviews_of
from campaigns.stages_after import PEOPLE
from campaigns.steps import steps_for
from campaigns.traces import traces_of
from campaigns.views.drafting_beside import beside
from campaigns.words import seen_of
from campaigns.work_plan_page import asked_units, paper_of, parties_of
from orgs import audit
from orgs.moves import StaleState
from orgs.scoping import UserRequest, fetch, require
from orgs.together import bring, together

RELATED = (
    "plan__unit__region",
    "plan__campaign",
    "plan__letterhead",
    "plan__parent",
    "based_on__plan__unit",
    "based_before",
    "last_year__plan__campaign",
    *PEOPLE,
)
ask_and_do = require_http_methods(["GET", "POST"])  # a page with a form: shown, then sent
DROPPED = ("csrfmiddlewaretoken", "seen")


class Desk:
    """`permission` is asked of the edition; units' own only, so a foreign one is 404 even when it is issued."""

    def __init__(self, request: UserRequest, pk: int, permission: str = "campaigns.draft_plan"):
        self.request = request
        own = Edition.objects.visible_to(request.user).filter(plan__unit__in=request.user.reach.units())
        self.edition: Edition = fetch(own.select_related(*RELATED), request.user, pk=pk)
        if request.method == "GET":
            self._read()
        else:  # the rest once the verb has done its work
            together(*bring(self.edition, reviews=reviews_of(self.edition)))
        require(request.user, permission, self.edition)
        turn_to(request, self.edition.plan.campaign)
        self.result = None  # what the verb returned
        self.stale: StaleWords | StaleForm | None = None

    def _read(self) -> None:
        """Bring what every page of a draft shows, in one query."""
        edition = self.edition
        together(
            *bring(edition, "parties", "references", "responsibilities", "annex", "divergences", "countersigns"),
            *bring(edition, reviews=reviews_of(edition), comments=comments_on(edition, self.request.user)),
            self.steps,
        )

    @cached_property
    def steps(self) -> QuerySet[Turn]:
        return recent(self.edition)

    @cached_property
    def paper(self) -> Paper:
        return paper_of(self.edition)

    @cached_property
    def period(self) -> Period:
        return period_of(self.edition)

    @property
    def references(self) -> QuerySet[Reference]:
        return self.edition.references.all()

    @property
    def opening(self) -> Opening:
        return opening_of(self.edition, self.references, self.period)

    @cached_property
    def around(self) -> Around:
        return around(self.edition, self.references, self.period.starts_on, self.period.ends_on)

    def find(self, key) -> Entry | Opening | None:
        return self.opening if key == Opening.key else self.paper.find(key)

    def entry(self, key) -> Entry:
        """The entry of a key; 404 for a key that never was here, NotEditable's sentence for one that is gone."""
        if entry := self.paper.find(key):
            return entry
        if self.request.method == "POST" and audit.history(self.edition).filter(details__key=str(key)).exists():
            raise NotEditable(
                "这一条已不在方案中，可能刚被其他人删除。您填写的文字在下面，如仍需要可以复制后新增一条。"
            )
        raise Http404

    def tried(self, form, verb: Callable, **values) -> bool:
        """Call the verb; False when it refused, with the reason in the form or both texts at hand."""
        try:
            self.result = verb(edition=self.edition, by=self.request.user, **values)
        except (StaleWords, StaleForm) as stale:
            self.stale = stale
            return False
        except ValidationError as error:
            form.add_error(None, error)
            return False
        return True

    def told_by(self, key) -> dict:
        """Who changed an item last, and when; for the page with both texts."""
        step = last_at(self.edition, key)
        event = step or audit.history(self.edition).filter(details__key=str(key)).last()
        when = f"{timezone.localtime(event.at):%H:%M}" if event else ""
        return {"who": (step.by if step else event.actor) if event else "", "when": when}

    def panel(
        self, name: str, form, slot: str, entry: Entry | Opening | None = None, *, alone: bool = False, **more
    ) -> HttpResponse:
        """The draft with one form open in `slot`: the whole page; for htmx the document, or the slot when it asks for
        that one (`alone`: in any case)."""
        shown = {"open": slot, "panel": f"campaigns/_item_{name}.html", "form": form, "open_entry": entry,
                 "current": entry, "entry": entry, **more}  # fmt: skip
        if isinstance(self.stale, StaleWords) and entry is not None:
            shown |= self._both(self.stale, entry, form)
        status = 409 if self.stale else 422 if form.errors else 200
        if alone:
            return render(self.request, "campaigns/_slot.html", self.context(**shown), status=status)
        part = "campaigns/_slot.html" if self._asks_for(slot) else "campaigns/_doc.html"
        return self._answer(part, self.context(**shown), status)

    def done(self, words: str, anchor: str = "", *, key: object = None) -> HttpResponse:
        """Saved: for htmx the document drawn again, or the one item alone when only its words changed (`key`); else
        back to the place in it."""
        if not self.request.htmx:
            if words:
                messages.success(self.request, f"{words}。")
            return redirect(f"{self.url}#{anchor}")
        again = Desk(self.request, self.edition.pk)
        entry = again.find(key) if key and self._asks_for(anchor) else None
        shown = again.context(entry=entry, current=entry)
        answer = again._answer("campaigns/_one.html" if entry else "campaigns/_doc.html", shown)
        answer["HX-Trigger-After-Settle"] = json.dumps({"doc-saved": {"anchor": anchor, "words": words}})
        return answer

    def _asks_for(self, anchor: str) -> bool:
        """Whether the script asks for this one place of the document."""
        return bool(self.request.htmx) and self.request.htmx.target == anchor

    def _answer(self, part: str, context: dict, status: int = 200) -> HttpResponse:
        answer = render(self.request, part if self.request.htmx else "campaigns/draft.html", context, status=status)
        answer["HX-Push-Url"] = "false"  # the address stays the draft's; a boosted link would change it
        if part == "campaigns/_doc.html":  # whatever place asked, the whole is drawn anew
            answer["HX-Retarget"], answer["HX-Reswap"] = "#doc", "outerHTML show:none"
        return answer

    def context(self, **more) -> dict:
        self._read()
        editable = self.edition.is_editable and self.request.user.has_perm("campaigns.draft_plan", self.edition)
        steps = steps_for(self.edition, self.request.user)
        facts = {"period": lambda: self.period, "asked": lambda: asked_units(self.edition),
                 "around": lambda: self.around, "opening": lambda: self.opening}  # fmt: skip
        base = {"edition": self.edition, "plan": self.edition.plan, "paper": self.paper, "editable": editable,
                "marks": self.edition.based_on_id is not None, "reasons": True, "titled": True, "steps": steps,
                "open": "", "panel": "",
                "open_entry": None, "current": None, "stale": False, "parties": parties_of(self.edition),
                "crumbs": crumbs_of(self.edition), "tab": "text"}  # fmt: skip
        base |= {"traces": traces_of(self.paper) if editable else {}, "diverged": diverged_in(self.edition)}
        base |= {"items": f"{self.url}items/", "desk": True, **facts, **last_steps(self.steps, self.request.user)}
        others = beside(self.edition, self.request.user)
        others |= look_context(self.edition, self.request.user, self.paper, only="changed" in self.request.GET)
        return base | others | more

    @property
    def url(self) -> str:
        return reverse("campaigns:draft", args=[self.edition.pk])

    def _both(self, stale: StaleWords, entry: Entry | Opening, form) -> dict:
        """Both texts; the form keeps what was typed and now carries the fingerprint of what stands there."""
        now = stale.current
        form.data = form.data.copy()
        form.data["seen"] = seen_of(now)
        return {"stale": True, "theirs": _lines(now), "mine": _lines(stale),
                "left_out": now.change == "withdrawn", **self.told_by(entry.item.key)}  # fmt: skip


def _lines(words) -> str:
    return f"{words.heading}\n{words.text}".strip()


def told(view: Callable) -> Callable:
    """Turn “somebody was first” into a page that says so and still shows what was typed (409)."""

    @wraps(view)
    def inner(request: UserRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (NotEditable, StaleState) as refused:
            typed = [text for name, text in request.POST.items() if name not in DROPPED and text.strip()]
            page = "campaigns/_stopped.html" if request.htmx else "campaigns/stopped.html"
            answer = render(request, page, {"sentence": str(refused), "typed": typed, "pk": kwargs["pk"]}, status=409)
            if request.htmx:  # the form stays open with what was typed; the sentence stands above the document
                answer["HX-Retarget"], answer["HX-Reswap"] = "#told", "innerHTML show:window:top"
            return answer

    return inner


def crumbs_of(edition: Edition) -> list[dict]:
    return [{"label": "方案", "url": reverse("campaigns:plans")}, {"label": str(edition.plan.unit), "url": ""}]
