"""A request's own fields and what a unit gives for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from campaigns.choices import GIVEN, FieldKind
from campaigns.discarding import discard
from campaigns.knowing import Known, known
from campaigns.models import FieldAnswer, Obligation, Report, ReportFile, Request, RequestField
from campaigns.own_fields import Spec, check
from campaigns.words import inside_quotes

HELD = "已经报送，填报项不能修改。如需修改，请联系对方退回。"


@dataclass(frozen=True, slots=True)
class Given:
    """What was given for one field: the value in its kind's shape, and for a file the file."""

    value: Any = None
    qualifier: str = ""
    file: ReportFile | None = None

    @property
    def is_empty(self) -> bool:
        return self.value in (None, "", []) and self.file is None


@transaction.atomic
def set_fields(*, request: Request, specs: Sequence[Spec]) -> None:
    """The request asks for these fields, in this order, and no others. Nobody may have given an answer yet.

    Raises ValidationError when there are too many, when one is not well described, or when somebody answered.
    """
    check(specs)
    # one that stays is the same row: what somebody is typing for it at this moment finds its place
    there = {(each.label, each.kind): each.pk for each in request.fields.all()}
    if there and FieldAnswer.objects.filter(field__request=request).exists():
        raise ValidationError("已有单位填写，填报项不能再改。确需补充的，请另行提出要求。")
    request.fields.exclude(pk__in=[there.get((spec.label, spec.kind), 0) for spec in specs]).delete()
    for place, spec in enumerate(specs, start=1):
        RequestField.objects.update_or_create(
            pk=there.get((spec.label, spec.kind)),
            defaults={"request": request, "order": place, "kind": spec.kind, "label": spec.label, "hint": spec.hint,
                      "unit": spec.unit, "required": spec.required, "options": list(spec.options),
                      "known": spec.known},
        )  # fmt: skip


def specs_of(request: Request) -> list[Spec]:
    return [
        Spec(each.kind, each.label, each.hint, each.unit, each.required, tuple(each.options), each.known)
        for each in request.fields.all()
    ]


def begun(request: Request) -> tuple[bool, bool]:
    """Whether somebody has given something for a field, and whether somebody has handed in. One query."""
    given = FieldAnswer.objects.filter(field__request=OuterRef("pk"))
    handed_in = Obligation.objects.counted().filter(request=OuterRef("pk")).exclude(first_handed_in_at=None)
    found: tuple[bool, bool] = Request.objects.filter(pk=request.pk).values_list(Exists(given), Exists(handed_in)).get()
    return found


def known_of(owed: Obligation, fields: Iterable[RequestField]) -> dict[int, Known]:
    """Field id → what the portal knows for it now. Asks nothing when no field wants anything known."""
    wanted = {field.pk: field.known for field in fields if field.known}
    found = known(owed.unit, owed.request.campaign, set(wanted.values())) if wanted else {}
    return {pk: found[name] for pk, name in wanted.items() if name in found}


@transaction.atomic
def keep(*, obligation: Obligation, given: Mapping[int, Given]) -> None:
    """Keep what was given (field id → value); an empty one takes the answer away, and its file. What equals the
    portal's own figure is kept as such (已有数据), anything else is the unit's own. Raises ValidationError once it is
    handed in."""
    now = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    if now.state in GIVEN:
        raise ValidationError(HELD)
    fields = {field.pk: field for field in obligation.request.fields.all()}
    facts = known_of(obligation, fields.values())
    for pk, each in given.items():
        if fields[pk].kind == FieldKind.FILE:
            _let_go(obligation, fields[pk], keeping=each.file)
        if each.is_empty:
            FieldAnswer.objects.filter(obligation=obligation, field=fields[pk]).delete()
            continue
        FieldAnswer.objects.update_or_create(
            obligation=obligation, field=fields[pk],
            defaults={"value": each.value, "qualifier": each.qualifier, "file": each.file,
                      "is_known": _equals(each, facts.get(pk))},
        )  # fmt: skip


def _let_go(obligation: Obligation, field: RequestField, keeping: ReportFile | None) -> None:
    """A file that is a field's no more must not stay behind in the report, where every office would get it."""
    for before in FieldAnswer.objects.filter(obligation=obligation, field=field).select_related("file__report"):
        if before.file is not None and before.file != keeping:
            discard(before.file)


def files_for(report: Report, obligations: Iterable[Obligation]):
    """The report's files that go out with these answers: all but those given for other requests' own fields."""
    others = FieldAnswer.objects.filter(file__report=report).exclude(obligation__in=list(obligations))
    return report.files.exclude(pk__in=others.values("file"))


def complete(obligations: Iterable[Obligation]) -> None:
    """Before a hand-in: what the portal knows is filled in where nothing was given, and brought up to date where the
    portal's own figure stands. Raises ValidationError, naming request and field, when a required field has no answer.
    """
    for owed in obligations:
        fields = list(owed.request.fields.all())
        if not fields:
            continue
        there = {answer.field_id: answer for answer in owed.answers.all()}
        missing = [field for field in fields if field.pk not in there]
        # what somebody cleared stays cleared, unless it must be there
        wanted = [field for field in missing if field.required or not there]
        follow = [field for field in fields if field.pk in there and there[field.pk].is_known]
        facts = known_of(owed, [*wanted, *follow])
        FieldAnswer.objects.bulk_create(
            FieldAnswer(obligation=owed, field=field, value=facts[field.pk].value, is_known=True,
                        qualifier=facts[field.pk].qualifier)
            for field in missing if field.pk in facts
        )  # fmt: skip
        _follow([there[field.pk] for field in follow], facts)
        lacking = [field.label for field in missing if field.required and field.pk not in facts]
        if lacking:
            names = "、".join(f"“{label}”" for label in lacking)
            title = inside_quotes(owed.request.title)
            raise ValidationError(f"“{title}”还有必填内容没有填写：{names}。请填写后再报送。")


def _follow(answers: Iterable[FieldAnswer], facts: Mapping[int, Known]) -> None:
    """已有数据 saved a while ago, perhaps for another request that is handed in along, is the portal's of this moment.
    What the portal does not know any more becomes the unit's own."""
    for answer in answers:
        fact = facts.get(answer.field_id)
        now = (fact.value, fact.qualifier) if fact else (answer.value, answer.qualifier)
        if fact is None or now != (answer.value, answer.qualifier):
            answer.value, answer.qualifier, answer.is_known = *now, fact is not None
            answer.save(update_fields=["value", "qualifier", "is_known", "changed_at"])


def is_filled_in(obligations: Iterable[Obligation]) -> bool:
    """Whether own fields say something, so that there need be no text."""
    return FieldAnswer.objects.filter(obligation__in=list(obligations)).exists()


def _equals(given: Given, fact: Known | None) -> bool:
    return fact is not None and (given.value, given.qualifier) == (fact.value, fact.qualifier)


def shown(field: RequestField, value: Any, qualifier: str = "") -> str:
    """An answer in words: 约400家次; a table as “2行”; — when nothing was given."""
    if value in (None, "", []):
        return "—"
    if field.kind == FieldKind.NUMBER:
        number = f"{value:,}".replace(",", "") if isinstance(value, int) else f"{value:.10f}".rstrip("0").rstrip(".")
        return (f"{number}余" if qualifier == "余" else f"{qualifier}{number}") + field.unit
    return f"{len(value)}行" if field.kind == FieldKind.TABLE else str(value)
