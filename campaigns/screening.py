"""公开前核查: what in a document about to be made public looks like personal data; a person decides on each.

The texts are scanned when somebody looks and again when the document is made public, so that nothing is decided on a
list that has grown old. One number or address is decided once, wherever and however spaced it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from campaigns.choices import Kind
from campaigns.models import Edition, Finding
from campaigns.scanning import key_of, scan
from orgs import audit
from orgs.models import User

HEAD = {"title": "标题", "plan_title": "所附方案名称", "document_number": "发文字号", "summary_to": "总结报送至",
        "opening": "开头段", "source": "文本来源", "excerpt_note": "摘编说明"}  # fmt: skip
ROWS = {
    "parties": ("party", "发文机关和主送抄送", ("name",)),
    "references": ("reference", "依据文件", ("title", "document_number")),
    "responsibilities": ("duty", "责任分工", ("name",)),
    "annex": ("annex", "附件", ("list_title", "unit_name", "title", "content", "place", "lead", "support", "note")),
}
LONGEST = 120  # the column's length; an address blown up with blanks is kept by its key
AROUND = 16  # signs shown on each side of a find
KINDS, DECISIONS = dict(Finding.KINDS), dict(Finding.DECISIONS)


@dataclass(frozen=True)
class Spot:
    """One place where a find stands: `place` as stored, `where` as a person reads it, with the words around."""

    place: str
    where: str
    before: str
    words: str
    after: str


@dataclass
class Case:
    """One number or address with all its places, and what was decided on it (None as long as nothing was)."""

    key: str
    kind: str
    spots: list[Spot] = field(default_factory=list)
    decided: Finding | None = None

    @property
    def label(self) -> str:
        return KINDS[self.kind]

    @property
    def decision(self) -> str:
        return DECISIONS[self.decided.decision] if self.decided else ""

    @property
    def words(self) -> str:
        return self.spots[0].words


def texts(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """(place, where, text) of everything the public would read of an edition. Five queries."""
    for name, label in HEAD.items():
        yield f"head:{name}", label, getattr(edition, name) or ""
    for item in edition.items.all():
        where = f"{Kind(item.kind).label}：{str(item)[:20]}"
        yield str(item.key), where, item.heading
        yield str(item.key), where, item.text
    for rows, (place, label, names) in ROWS.items():
        for row in getattr(edition, rows).all():
            for name in names:
                yield f"{place}:{row.pk}", label, getattr(row, name)


def cases(edition: Edition) -> list[Case]:
    """Every find in the order of the document. Six queries."""
    found: dict[str, Case] = {}
    for place, where, text in texts(edition):
        for find in scan(text):
            case = found.setdefault(find.key, Case(find.key, find.kind))
            around = text[max(0, find.start - AROUND) : find.start], text[find.end : find.end + AROUND]
            case.spots.append(Spot(place, where, around[0], find.words, around[1]))
    if found:
        for row in Finding.objects.filter(edition=edition).exclude(decision="").select_related("by"):
            if (known := found.get(key_of(row.words))) is not None:
                known.decided = row
    return list(found.values())


def undecided(edition: Edition) -> int:
    """How many finds wait for a decision."""
    return sum(case.decided is None for case in cases(edition))


@transaction.atomic
def decide(*, edition: Edition, key: str, decision: str, by: User, note: str = "") -> Case:
    """可以公开 or 公开时隐去, for one find in all its places; may be changed later, also when the document is public.

    Raises ValidationError when the words no longer stand in the document or the decision is none of the two.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    case = next((case for case in cases(edition) if case.key == key), None)
    if case is None:
        raise ValidationError("文件中已没有这处内容，可能刚有改动。请重新查看核查结果。")
    if decision not in DECISIONS:
        raise ValidationError("请选择“可以公开”或“公开时隐去”。")
    made = {"kind": case.kind, "decision": decision, "note": note.strip(), "by": by, "at": timezone.now()}
    for spot in case.spots:
        words = spot.words if len(spot.words) <= LONGEST else case.key
        case.decided, _ = Finding.objects.update_or_create(
            edition=edition, place=spot.place, words=words, defaults=made
        )
    # the words themselves stay out of the trail, which outlives them
    audit.record("方案·公开前核查", edition, by=by, unit=edition.plan.unit,
                 name=f"{case.label}（{len(case.spots)}处）{DECISIONS[decision]}", reason=note.strip())  # fmt: skip
    return case
