"""Material pasted or dropped becomes activity drafts that a person confirms one by one; the source is kept too."""

import datetime as dt
from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from activities import counting, picturing
from activities.arriving import Arrived
from activities.checking import UNNAMED
from activities.choices import Outcome
from activities.choosing import Offer, against, offer
from activities.models import Activity, CoHolder, Material, MaterialFile
from activities.models.activity import PARTICIPATION
from activities.noticing.marks import Noticed
from activities.noticing.pictures import Held, Shared, share
from activities.noticing.reading import notice
from campaigns.models import Campaign
from orgs import attachments, audit
from orgs.models import Unit, User


def take(
    *, arrived: Arrived, unit: Unit, campaign: Campaign, by: User, office: Unit | None = None, told_by: str = ""
) -> tuple[Material, list[str]]:
    """Keep the material and propose drafts; returns it, and a sentence for each picture that could not be kept.

    `office` enters it for the unit (代录). The pictures are made ready one by one after the words are safe.
    """
    offered = offer(unit, campaign)
    known, own = names_of(unit)
    found = notice(arrived.text, year=campaign.year, known=known, own=own, planned=planned(offered)).activities
    shots = [shot for _, shot in arrived.pictures]
    shared = share(shots, [Held(each.held_on, each.ends_on, each.pictures) for each in found])
    with transaction.atomic():
        material = Material.objects.create(
            campaign=campaign, unit=unit, entered_by=office, text=arrived.text, told_by=told_by, by=by
        )
        for file in [*arrived.kept, *(file for file, _ in arrived.pictures)]:
            _keep(material, file)
        drafts = _drafts(material, found, shared, offered)
        audit.record("来源材料·录入", material, by=by, unit=unit, office=office.name if office else "")
    return material, _pictures(drafts, shared, [file for file, _ in arrived.pictures], by)


def names_of(unit: Unit) -> tuple[dict[str, str], frozenset[str]]:
    """Names of the region's units → full name, and the unit's own names."""
    units = Unit.objects.filter(region_id=unit.region_id).exclude(kind="section")
    known = {name: each.name for each in units for name in (each.short_name, each.name) if len(name) > 1}
    return known, frozenset({unit.name, unit.short_name})


def planned(offered: Offer) -> dict[str, str]:
    """What the unit may log against, by the value of the choice."""
    items = {value: item.heading or item.text for value, item in offered.items.items()}
    return items | {value: entry.title for value, entry in offered.entries.items()}


def blank(material: Material, day: dt.date | None, **recognised) -> Activity:
    """A draft of which nothing is known but perhaps its day."""
    return _create(material, {"title": UNNAMED}, day, recognised | {"undated": day is None})


def _drafts(material: Material, found: Sequence[Noticed], shared: Shared, offered: Offer) -> list[Activity]:
    """One for each activity, then one for each day that only pictures tell of; one empty one when nothing was told."""
    drafts = []
    guessed = set(shared.guessed)
    for each, group in zip(found, shared.groups, strict=True):
        drafts.append(_proposed(material, each, offered, bool(guessed & set(group))))
    drafts += [blank(material, day) for day in sorted(shared.days, key=lambda day: day or dt.date.max)]
    return drafts or [blank(material, None)]


def _proposed(material: Material, each: Noticed, offered: Offer, is_guessed: bool) -> Activity:
    marks = [[mark.field, mark.start, mark.end, mark.kind] for mark in each.marks]
    recognised = {"from": each.start, "to": each.end, "marks": marks, "undated": each.held_on is None}
    words = {
        "title": each.title[:200] or UNNAMED, "place": each.place[:120], "ends_on": each.ends_on,
        "text": material.text[each.start : each.end].strip()[:20000], **against(offered, each.under),
    }  # fmt: skip
    is_planned = each.is_planned or (each.held_on is not None and each.held_on > timezone.localdate())
    words["outcome"] = Outcome.PLANNED if is_planned else Outcome.HELD
    for name in PARTICIPATION:
        if name in each.figures:
            words |= {name: each.figures[name].value, f"{name}_qualifier": each.figures[name].qualifier}
    draft = _create(material, words, each.held_on, recognised | {"guessed": is_guessed})
    here = {unit.name: unit for unit in Unit.objects.filter(region_id=material.unit.region_id, name__in=each.holders)}
    CoHolder.objects.bulk_create(
        CoHolder(activity=draft, unit=here.get(name), name=name[:80], order=n) for n, name in enumerate(each.holders, 1)
    )
    figures = each.counters.items()
    counting.first(draft, ({"kind": kind, "value": q.value, "qualifier": q.qualifier} for kind, q in figures))
    return draft


def _create(material: Material, words: dict, day: dt.date | None, recognised: dict) -> Activity:
    """The column wants a day: where none was told the campaign's first stands there, and `undated` says so."""
    return Activity.objects.create(
        campaign=material.campaign, unit=material.unit, entered_by=material.entered_by, material=material,
        logged_by=material.by, held_on=day or material.campaign.starts_on, recognised=recognised, is_proposed=True,
        **words,
    )  # fmt: skip


def _keep(material: Material, file: File) -> None:
    """The file as the source, under a random name; pictures without the place written into them.

    Kinds of pictures that attachments do not take (WebP, HEIC) are kept as photos of the drafts alone.
    """
    name = (file.name or "材料")[-150:]
    suffix = attachments.suffix(name)
    if suffix not in attachments.KINDS:
        return
    file.seek(0)
    kept = attachments.cleaned(file)
    row = MaterialFile(material=material, name=name, size=kept.size)
    row.file.save(f"materials/{timezone.localdate():%Y/%m}/{row.public_id}.{suffix}", kept)
    file.seek(0)


def _pictures(drafts: Sequence[Activity], shared: Shared, files: Sequence[File], by: User) -> list[str]:
    refused = []
    groups = [*shared.groups, *(shared.days[day] for day in sorted(shared.days, key=lambda day: day or dt.date.max))]
    for draft, group in zip(drafts, groups, strict=False):
        refused += picturing.add_all(activity=draft, files=[files[index] for index in group], by=by)
    return refused


def note_download(*, file: MaterialFile, by: User) -> None:
    """Who looked at what stands in the trail."""
    audit.record("来源材料·下载", file.material, by=by, unit=file.material.unit, name=file.name)
