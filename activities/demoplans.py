"""The demonstration's documents, written through the verbs that people use: nation, 福建, its cities, some counties."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from activities import demowords as words
from campaigns import editing, issuing, planning, signing
from campaigns.demoreviews import OFFICE, draft_under_review
from campaigns.models import AnnexEntry, Campaign, Edition, Plan
from campaigns.reading import contents
from orgs.choices import Openness
from orgs.models import Unit, User


@dataclass(frozen=True)
class Desk:
    """What every step of the demonstration needs: the campaign, who enters, today in Beijing."""

    campaign: Campaign
    clerk: User
    today: dt.date
    stems: list[str] = field(default_factory=list)  # photo files written so far, for cleaning up after a failure

    def office(self, code: str) -> Unit:
        """The lead office of a region. Raises Unit.DoesNotExist: the regions are loaded before."""
        return Unit.objects.leads().select_related("region").get(region__code=code)

    def day(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)


# city: what became of its plan, and in how many days its counties' reports are due
CITIES = {
    "350100": ("public", -2),
    "350200": ("issued", 4),
    "350800": ("public", -5),
    "350500": ("submitted", None),
    "350600": ("draft", None),
    "350300": ("returned", None),
    "350400": ("direct", None),
    "350128": ("direct", None),
}
COUNTIES = {
    "350102": "public",
    "350103": "issued",
    "350104": "direct",
    "350105": "draft",
    "350111": "direct",
    "350203": "issued",
    "350205": "direct",
    "350802": "public",
}


def write_plans(desk: Desk) -> None:
    province = write_upper_plans(desk, asking=True)
    for serial, (code, (fate, due)) in enumerate(CITIES.items(), start=1):
        _below(desk, desk.office(code), province, fate, due, f"演示市质〔{desk.campaign.year}〕{serial}号")
    for serial, (code, fate) in enumerate(COUNTIES.items(), start=1):
        unit = desk.office(code)
        parent = _in_force(desk, unit)
        if parent is not None:
            _below(desk, unit, parent, fate, None, f"演示县质〔{desk.campaign.year}〕{serial}号")
    _on_the_way(desk)


def write_upper_plans(desk: Desk, *, asking: bool) -> Plan:
    """The nation's and 福建's documents; the province's is given back. `asking`: with dates for summaries, an annex."""
    above = _national(desk, desk.office("100000"), asking=asking)
    return _province(desk, desk.office("350000"), above, asking=asking)


def _on_the_way(desk: Desk) -> None:
    """A further edition that is being reviewed, where the demonstration has a reviewer."""
    plan = _in_force(desk, desk.office(OFFICE))
    if plan is not None:
        draft_under_review(plan=plan, by=desk.clerk)


def _national(desk: Desk, unit: Unit, *, asking: bool) -> Plan:
    edition = _start(desk, unit, None)
    add = partial(editing.add, edition=edition, by=desk.clerk)
    add(kind="theme", text=words.THEME)
    for text in words.SLOGANS:
        add(kind="slogan", text=text)
    for heading, text in words.SECTIONS:
        add(kind="section", heading=heading, text=text)
    for heading, actions in words.ARRANGEMENTS.items():
        arrangement = add(kind="arrangement", heading=heading)
        for action in actions:
            add(kind="action", heading=action, under=arrangement.key)
    for heading, text in words.REQUIREMENTS:
        add(kind="requirement", heading=heading, text=text)
    edition.starts_on, edition.ends_on = desk.campaign.starts_on, desk.campaign.ends_on
    if asking:
        edition.summary_due, edition.why = desk.day(10), "汇总全国开展情况，下级已报送的内容可以直接选用"
        edition.asks = list(_leads_below(unit).values_list("pk", flat=True))
    _issue(desk, edition, f"演示国质〔{desk.campaign.year}〕1号", -40, public=True)
    return edition.plan


def _province(desk: Desk, unit: Unit, above: Plan, *, asking: bool) -> Plan:
    edition = _start(desk, unit, above)
    by = desk.clerk
    found = {item.heading or item.text: item for item in contents(edition).items}
    editing.adapt(key=found[words.SLOGANS[3]].key, heading="", text="树八闽标杆 创一流品牌", edition=edition, by=by)
    editing.withdraw(key=found["特种设备安全体验"].key, reason="由有关部门另行组织", edition=edition, by=by)
    editing.add(
        kind="action", heading="山海协作质量行", under=found["开展企业质量提升行动"].key, edition=edition, by=by
    )
    editing.derive(base=found["地方品牌展示"].key, kind="action", heading="闽货品牌展示", edition=edition, by=by)
    if asking:
        edition.summary_due, edition.why = desk.day(3), "汇总全省开展情况，已登记的活动和数据不必重填"
        edition.asks = list(_asked(unit))
        _annex(desk, edition)
    _issue(desk, edition, f"演示闽质〔{desk.campaign.year}〕2号", -30, public=True)
    return edition.plan


def _below(  # noqa: PLR0917  (one call each for cities and counties)
    desk: Desk, unit: Unit, parent: Plan, fate: str, due: int | None, number: str
) -> None:
    if fate == "direct":
        planning.execute_directly(unit=unit, plan=parent, by=desk.clerk)
        return
    edition = _start(desk, unit, parent)
    slogan = contents(edition).of("slogan", None)[0]
    text = f"质量在手中 {unit.region.short_name}在心中"
    editing.adapt(edition=edition, key=slogan.key, heading="", text=text, by=desk.clerk)
    if due is not None:
        edition.summary_due, edition.why = desk.day(due), "汇总全市开展情况，已登记的活动和数据不必重填"
        edition.asks = list(_asked(unit))
    edition.save()
    if fate in ("submitted", "returned"):
        signing.submit(edition=edition, by=desk.clerk)
    if fate == "returned":
        signing.send_back(edition=edition, reason="请写明各项活动的牵头单位和时间安排。", by=desk.clerk)
    if fate in ("issued", "public"):
        _issue(desk, edition, number, -20, public=fate == "public")


def _start(desk: Desk, unit: Unit, parent: Plan | None) -> Edition:
    title = f"{words.MARK}{unit.short_name}关于开展{desk.campaign.year}年“质量月”活动的通知"
    return planning.start(unit=unit, campaign=desk.campaign, parent=parent, by=desk.clerk, title=title)


def _issue(desk: Desk, edition: Edition, number: str, days: int, *, public: bool) -> None:
    signed_on = desk.day(days)
    edition.document_number, edition.signed_on, edition.excerpt_note = number, signed_on, "演示"
    edition.save()
    signing.record_signing(
        edition=edition, signer="演示局长", number=f"演示{edition.pk}", signed_on=signed_on, by=desk.clerk
    )
    issuing.issue(edition=edition, by=desk.clerk)
    if public:
        issuing.disclose(edition=edition, openness=Openness.PUBLIC, reviewer="演示审查人", reviewed_on=signed_on,
                         by=desk.clerk)  # fmt: skip


def _asked(unit: Unit):
    """The lead offices one level below and the unit's own member bodies."""
    members = Unit.objects.filter(region=unit.region, kind="member")
    return (_leads_below(unit) | members).order_by("region__path", "order", "pk").values_list("pk", flat=True)


def _leads_below(unit: Unit):
    region = unit.region
    return Unit.objects.leads().filter(region__path__startswith=region.path, region__depth=region.depth + 1)


def _annex(desk: Desk, edition: Edition) -> None:
    """Two lines for each unit asked; some are ticked off later."""
    rows: list[AnnexEntry] = []
    for unit in Unit.objects.filter(pk__in=edition.asks).select_related("region"):
        for title, days in (("质量知识进社区", -6), ("消费维权咨询日", 6)):
            rows.append(AnnexEntry(
                edition=edition, list="1", list_title=f"{words.MARK}重点活动安排", unit=unit, unit_name=unit.name,
                title=f"{words.MARK}{unit.short_name}{title}", starts_on=desk.day(days), place=words.PLACES[0],
                order=len(rows) + 1,
            ))  # fmt: skip
    AnnexEntry.objects.bulk_create(rows)


def _in_force(desk: Desk, unit: Unit) -> Plan | None:
    path = unit.region.path[:-4]
    return Plan.objects.filter(
        campaign=desk.campaign, unit__region__path=path, unit__kind="lead", editions__state="issued"
    ).first()
