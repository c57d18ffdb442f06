"""What the page 上级已修订 shows of one edition, open or in force."""

from campaigns.choices import State
from campaigns.models import Edition
from campaigns.proposing import proposed
from campaigns.revisions import Revision
from campaigns.upstream import Upstream, upstream
from orgs.models import User

REASON = "上级方案已重新印发，本级相应调整。"
BULK = (
    ("keep", "全部保留本级", "都保留本级的文字和位置"),
    ("take", "全部沿用上级", "都改用上级现行稿的文字和位置，上级已删去的随之删去"),
)


def page_of(edition: Edition, user: User) -> dict:
    """The context; a constant number of queries, whatever the size of the document."""
    found = upstream(edition)
    drafts = user.has_perm("campaigns.draft_plan", edition.plan)
    may = drafts and (edition.is_editable or not edition.is_open)
    return {
        "edition": edition,
        "plan": edition.plan,
        "up": found,
        "may": may,
        "following": bool(found and found.followed),
        "abolished": bool(edition.based_on and edition.based_on.state == State.ABOLISHED and found is None),
        "again": None,
        "heads": heads_of(found) if found else [],
        "loose_ends": loose_ends(found) if found else {},
        "bulk": BULK,
        "said": "",
        "opened": 0,
        "stale_row": 0,
        "form": None,
        "next": found.waiting[0].anchor if found and found.waiting else "",
    }


def heads_of(found: Upstream) -> list[tuple[str, str, str]]:
    """What changed in the parent's head: name, before, after. Items are not all that a document says."""
    named = (
        ("标题", "title"), ("发文字号", "document_number"), ("活动开始", "starts_on"), ("活动结束", "ends_on"),
        ("总结报送日期", "summary_due"),
    )  # fmt: skip
    pairs = [(label, getattr(found.old, name), getattr(found.new, name)) for label, name in named]
    return [(label, _said(old), _said(new)) for label, old, new in pairs if old != new]


def loose_ends(found: Upstream) -> dict[str, list[str]]:
    """Notes of responsibility and annex rows that speak of items which go with the parent's; the rows stay."""
    gone = {str(each.change.key) for each in found.revisions if each.change.new is None and each.here is None}
    if not gone:
        return {}
    duties = [str(duty) for duty in found.edition.responsibilities.all() if gone & {str(key) for key in duty.keys}]
    rows = [str(row) for row in found.edition.annex.filter(item_key__in=gone)]
    return {label: names for label, names in (("责任分工", duties), ("附件所列活动", rows)) if names}


def first_words(revision: Revision) -> dict[str, str]:
    """What the form of 另行起草 begins with: the local words with the parent's change put in where that fits."""
    stored = revision.divergence
    mine = revision.mine or (stored.mine if stored else None) or {"heading": "", "text": ""}
    old, new = (stored.old, stored.new) if stored else (None, None)
    if not old or not new:
        return {"heading": mine["heading"], "text": mine["text"]}
    return {name: proposed(old[name], new[name], mine[name]) for name in ("heading", "text")}


def _said(value) -> str:
    if value and hasattr(value, "month"):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value or "（空）")
