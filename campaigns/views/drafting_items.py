"""One item of a draft at a time: its words, its place, whether it stands at all. With htmx a part, else the page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from campaigns import editing
from campaigns.choices import Kind
from campaigns.forms.drafting import DeriveForm, ItemForm, MoveForm, WithdrawForm
from campaigns.paper import Paper
from campaigns.paper_sayings import moved_to, with_it
from campaigns.resolving import PARENT_KIND
from campaigns.views.drafting_desk import Desk, ask_and_do, told
from campaigns.words import seen_of
from orgs.scoping import UserRequest


@login_required
@require_GET
@told
def show(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """The item as it reads, its form closed again."""
    desk = Desk(request, pk)
    desk.entry(key)
    return desk.done("", f"i-{key}", key=key)


@login_required
@ask_and_do
@told
def adapt(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    desk = Desk(request, pk)
    entry = desk.entry(key)
    form = ItemForm.of(entry.item, data=request.POST or None)
    if form.is_valid() and desk.tried(form, editing.adapt, key=key, **form.cleaned_data):
        return desk.done("已保存", entry.anchor, key=key if entry.stands else None)
    return desk.panel("adapt", form, entry.anchor, entry)


@login_required
@ask_and_do
@told
def withdraw(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """本级不列入, or 删除 for the unit's own; the page names what goes with it first."""
    desk = Desk(request, pk)
    entry = desk.entry(key)
    form = WithdrawForm(request.POST or None, initial={"seen": seen_of(entry.item)})
    if form.is_valid() and desk.tried(form, editing.withdraw, key=key, **form.cleaned_data):
        return desk.done("已处理", f"part-{entry.item.kind}" if entry.is_own_only else entry.anchor)
    return desk.panel("withdraw", form, entry.anchor, entry, with_it=with_it(entry, desk.paper))


@login_required
@ask_and_do
@told
def derive(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """细化落实; an arrangement or section may be carried out by an action (`?kind=action`)."""
    desk = Desk(request, pk)
    entry = desk.entry(key)
    if not entry.may_be_derived:
        raise Http404
    kind = _kind(request.GET.get("kind", entry.item.kind))
    first = {"heading": entry.item.heading, "text": entry.item.text, "under": str(entry.item.under or "")}
    form = DeriveForm(request.POST or None, kind=kind, homes=_homes(desk.paper, "按上级原位置"), initial=first)
    wanted = _derived(form, entry.item) if form.is_valid() else {}
    if wanted and desk.tried(form, editing.derive, base=entry.item.base_key, kind=kind, **wanted):
        return desk.done("已细化", f"i-{desk.result.key}")
    return desk.panel("derive", form, entry.anchor, entry, kind=kind)


@login_required
@ask_and_do
@told
def add(request: UserRequest, pk: int, kind: str, under: UUID | None = None) -> HttpResponse:
    desk = Desk(request, pk)
    slot = f"add-{_kind(kind)}" + (f"-{under}" if under else "")
    if under and desk.entry(under).item.kind != PARENT_KIND.get(kind):
        raise Http404
    form = ItemForm(request.POST or None, kind=kind)
    if form.is_valid() and desk.tried(form, editing.add, kind=kind, under=under, **_words(form)):
        return desk.done("已新增", f"i-{desk.result.key}")
    return desk.panel("add", form, slot, kind=kind, under=under)


@login_required
@ask_and_do
@told
def move(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """上移, 下移 (`step`), or to a rank beneath any arrangement."""
    desk = Desk(request, pk)
    entry = desk.entry(key)
    item, homes = entry.item, _homes(desk.paper) if entry.item.kind in PARENT_KIND else ()
    data = _stepped(request.POST, item) if "step" in request.POST else request.POST or None
    form = MoveForm(data, homes=homes, initial={"under": str(item.under or ""), "position": item.position + 1})
    if form.is_valid() and desk.tried(form, editing.move, key=key, **_place(form, item)):
        return desk.done(moved_to(Desk(request, pk).paper.find(key)), entry.anchor)
    return desk.panel("move", form, entry.anchor, entry)


@login_required
@require_POST
@told
def restore(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """恢复沿用上级."""
    desk = Desk(request, pk)
    entry = desk.entry(key)
    form = WithdrawForm(request.POST)
    if desk.tried(form, editing.restore, key=key, seen=request.GET.get("seen", "")):
        return desk.done("已恢复沿用上级", entry.anchor)
    return desk.panel("restore", form, entry.anchor, entry)


@login_required
@require_POST
@told
def keep(request: UserRequest, pk: int, key: UUID) -> HttpResponse:
    """保留上级: the parent's item stands beside the own one derived from it (`key` is the own one)."""
    desk = Desk(request, pk)
    entry = desk.entry(key)
    form = WithdrawForm(request.POST)
    if desk.tried(form, editing.keep, key=entry.item.base_key):
        return desk.done("已保留上级内容", entry.anchor)
    return desk.panel("restore", form, entry.anchor, entry)


def _kind(kind: str) -> str:
    if kind not in Kind.values:
        raise Http404
    return kind


def _words(form: ItemForm) -> dict:
    return {"heading": form.cleaned_data["heading"], "text": form.cleaned_data["text"]}


def _derived(form: DeriveForm, item) -> dict:
    """Without another home it takes its base's place; an action that carries out a whole arrangement stands in it."""
    under, other_kind = form.cleaned_data.get("under"), form.kind != item.kind
    moved = under and under != str(item.under)
    return {**_words(form), "under": UUID(under) if moved else None,
            "beside": other_kind or form.cleaned_data["beside"]}  # fmt: skip


def _homes(paper: Paper, nowhere: str = "不归入任何安排") -> list[tuple[str, str]]:
    arrangements = next(part.entries for part in paper.parts if part.kind == Kind.ARRANGEMENT)
    return [("", nowhere), *((str(e.item.key), f"{e.sign}{e.words}") for e in arrangements)]


def _stepped(posted, item) -> dict:
    position = item.position + (0 if posted["step"] == "up" else 2)
    return {"under": str(item.under or ""), "position": max(position, 1)}


def _place(form: MoveForm, item) -> dict:
    under = form.cleaned_data.get("under", item.under)
    return {"position": form.cleaned_data["position"] - 1, "under": UUID(str(under)) if under else None}
