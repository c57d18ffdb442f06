"""Following the parent's new edition: take it over into an open draft, then decide what both sides changed.

An issued plan never changes by itself; a further edition of it (`planning.start_again`) begins already carried over.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns import drafts
from campaigns.choices import Kind
from campaigns.drafts import NotEditable, open_for_editing, refuse
from campaigns.editing import StaleWords
from campaigns.merging import Merged, restored, settle
from campaigns.models import Divergence, Edition
from campaigns.reading import contents, decisions
from campaigns.rebasing import newer_above, rebase, store, waiting
from campaigns.resolving import Resolved
from campaigns.words import GONE, seen_of, tidy
from orgs.models import User

DECISIONS = dict(Divergence.DECISIONS)


class Decided(NotEditable):
    """Somebody else has decided on it meanwhile; nothing was written."""

    def __init__(self, divergence: Divergence):
        when = f"于{timezone.localtime(divergence.decided_at):%H:%M}" if divergence.decided_at else ""
        made = DECISIONS[divergence.decision]
        super().__init__(
            f"这一条已由{divergence.decided_by or '系统'}{when}选定“{made}”，您的选择没有保存。请刷新后再看。"
        )


@transaction.atomic
def follow(*, edition: Edition, by: User) -> Merged:
    """Put an open draft on the parent's edition in force: what was not touched here follows, conflicts wait.

    Raises NotEditable, ValidationError when there is nothing newer above.
    """
    open_for_editing(edition)
    newer = newer_above(edition)
    refuse(newer is None, "所依据的上级方案没有更新的印发稿，或已由其他人更新到本草稿。请刷新后再看。")
    assert newer is not None
    merged = rebase(edition=edition, onto=newer)
    drafts.changed(edition, "按上级新稿更新", by, name=str(newer), waiting=len(merged.conflicts))
    return merged


@transaction.atomic
def decide(
    *, divergence: Divergence, decision: str, by: User, heading: str = "", text: str = "", seen: str | None = None
) -> Divergence:
    """保留本级, 沿用上级, or 另行起草 with the words given.

    Raises Decided when somebody was first, StaleWords when the local words are not those the person saw (`seen`),
    ValidationError for new words that are empty.
    """
    edition = divergence.edition
    row = _locked(edition, [divergence.pk])[0]
    here = contents(edition).get(row.key)
    heading, text = tidy(heading), tidy(text)
    if seen is not None and seen != seen_here(here):
        raise StaleWords(here or _nothing(row), heading, text)
    if decision == "rewrite" and not heading and not text:
        raise ValidationError(f"{Kind(row.kind).label}的内容不能为空；不需要这一条时，请选“沿用上级”，或到正文中删除。")
    _carry_out(edition, [row], decision, by, (heading, text))
    return row


@transaction.atomic
def decide_all(*, edition: Edition, divergences: Iterable[int], decision: str, by: User) -> int:
    """The same decision, keep or take, for those that the person saw waiting; each is recorded by itself. Returns how
    many; what others decided meanwhile stays as they decided."""
    refuse(decision not in ("keep", "take"), "只能全部保留本级，或全部沿用上级；另行起草的请逐条办理。")
    open_for_editing(edition)
    rows = list(waiting(edition).select_for_update().filter(pk__in=list(divergences)))
    _carry_out(edition, rows, decision, by, ("", ""))
    return len(rows)


@transaction.atomic
def reopen(*, divergence: Divergence, by: User) -> Divergence:
    """重新选定: the decision is open again. What had been given up for the parent's stands again as it stood then; new
    words stay as they are. Raises NotEditable, also for one that is open or was never a question."""
    edition = divergence.edition
    open_for_editing(edition)
    row = edition.divergences.select_for_update().filter(pk=divergence.pk).exclude(decided_by=None).first()
    if row is None or not row.decision:
        raise NotEditable("这一条没有选定过，或已由其他人重新打开。请刷新后再看。")
    if row.decision == "take" and row.mine:
        base, own, places = decisions(edition)
        store(edition, base, *restored(base, own, places, key=row.key, kind=row.kind, stood=row.mine))
    row.decision, row.decided_by, row.decided_at = "", None, None
    row.save(update_fields=["decision", "decided_by", "decided_at"])
    name = row.mine or row.new or row.old or {}
    drafts.changed(
        edition, "重新选定", by, key=str(row.key), words=(name.get("heading") or name.get("text") or "")[:80]
    )
    return row


def seen_here(item: Resolved | None) -> str:
    """The fingerprint a form carries of the local words beside it."""
    return seen_of(item) if item else GONE


def _locked(edition: Edition, pks: list[int]) -> list[Divergence]:
    open_for_editing(edition)
    rows = list(edition.divergences.select_for_update(of=("self",)).select_related("decided_by").filter(pk__in=pks))
    if not rows:
        raise NotEditable("上级又有修订，这一条的情况已经变化。请刷新后再看。")
    if rows[0].decision:
        raise Decided(rows[0])
    return rows


def _carry_out(edition: Edition, rows: list[Divergence], decision: str, by: User, words: tuple[str, str]) -> None:
    base, rows_own, rows_placed = decisions(edition)
    own, places = tuple(rows_own), tuple(rows_placed)
    here = {item.key: item for item in contents(edition).items}
    for row in rows:
        mine = here.get(row.key)
        disputed = bool((row.mine or {}).get("place"))
        own, places = settle(
            base, own, places, key=row.key, kind=row.kind, decision=decision, words=words, place=disputed
        )
        if mine is not None:  # as it stood when it was decided, so that taking theirs loses nothing
            row.mine = {"place": disputed, **_as_it_stands(mine)}
        row.decision, row.decided_by, row.decided_at = decision, by, timezone.now()
    store(edition, base, own, places)
    Divergence.objects.bulk_update(rows, ["mine", "decision", "decided_by", "decided_at"])
    for row in rows:
        name = row.mine or row.new or row.old or {}
        shown = name.get("heading") or name.get("text") or ""
        drafts.changed(edition, DECISIONS[decision], by, key=str(row.key), words=shown[:80])


def _as_it_stands(item: Resolved) -> dict:
    words = {"heading": item.heading, "text": item.text, "change": item.change}
    return {**words, "under": str(item.under or ""), "position": item.position, "placed": item.placed}


def _nothing(row: Divergence) -> Resolved:
    return Resolved(row.key, row.key, row.kind, "withdrawn")
