"""What surrounds the items of an open edition: title, number, dates, who issues and receives it, what is asked."""

import datetime as dt
from collections.abc import Iterable

from campaigns import drafts, turns
from campaigns.choices import PartyRole, PartyRule
from campaigns.drafts import refuse, refuse_stale
from campaigns.models import Edition, Party
from campaigns.reader.words import is_body
from campaigns.turns import DATES, recorded
from campaigns.words import tidy
from orgs.models import Unit, User

_AROUND = " \t　:：。、"
PARTIES = {"issuers": PartyRole.ISSUER, "addressees": PartyRole.ADDRESSEE, "copied": PartyRole.COPIED}

DATED = ("修改日期", "活动时间、成文日期、总结报送日期")
LONGEST_NAME, MOST_NAMES = 120, 300  # the column's length; more than any list of addressees


@recorded(DATES)
def describe(
    *,
    edition: Edition,
    by: User,
    seen: str | None = None,
    title: str,
    plan_title: str = "",
    document_number: str = "",
    signed_on: dt.date | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    issuers: str = "",
    addressees: str = "",
    copied: str = "",
    rules: Iterable[str] = (),
) -> Edition:
    """Write the head of the document; the three lists have one name a line, in the document's order; `rules` say whom
    the addressees mean (PartyRule).

    Raises NotEditable, StaleForm, and ValidationError when the period ends before it starts or half of it is missing.
    """
    wanted: dict[str, object] = {
        "title": tidy(title),
        "plan_title": tidy(plan_title),
        "document_number": tidy(document_number),
        "signed_on": signed_on,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    lists = {"issuers": _lines(issuers), "addressees": _lines(addressees), "copied": _lines(copied)}
    for each in lists.values():
        refuse(len(each) > MOST_NAMES, f"单位名称最多{MOST_NAMES}个，请核对是否误粘贴了其他内容。")
        long = next((name for name in each if len(name) > LONGEST_NAME), "")
        refuse(long, f"“{long[:20]}…”过长，每行请只填写一个单位名称（不超过{LONGEST_NAME}个字）。")
    _whole_period(starts_on, ends_on)
    meant = [rule for rule in PartyRule.values if rule in set(rules)]
    typed: dict[str, object] = {name: "\n".join(lines) for name, lines in lists.items()}
    refuse_stale(seen, head_of(edition), {**wanted, **typed, "rules": meant})
    _write(edition, wanted)
    for name, lines in lists.items():
        _parties(edition, PARTIES[name], lines)
    Party.objects.bulk_create(
        Party(edition=edition, role=PartyRole.ADDRESSEE, rule=rule, name=PartyRule(rule).label, order=MOST_NAMES)
        for rule in meant
    )
    turns.named(*DATED)  # of the head the dates alone can be taken back
    drafts.changed(edition, "修改文头", by)
    return edition


@recorded(DATES)
def ask_for_summaries(
    *,
    edition: Edition,
    by: User,
    seen: str | None = None,
    summary_due: dt.date | None,
    summary_to: str = "",
    why: str = "",
    asks: Iterable[int] = (),
) -> Edition:
    """Set what is asked: summaries by a day (until 24:00 in Beijing), why, and which units owe one (default: nobody).

    Raises NotEditable, StaleForm, and ValidationError when units are ticked without a date.
    """
    ticked = sorted(set(asks))
    refuse(ticked and not summary_due, "已勾选须报送总结的单位，请同时填写报送日期；不要求报送的，请取消勾选。")
    wanted: dict[str, object] = {
        "summary_due": summary_due,
        "summary_to": tidy(summary_to),
        "why": tidy(why),
        "asks": ticked,
    }
    refuse_stale(seen, asked_of(edition), wanted)
    _write(edition, wanted)
    turns.named(*DATED)
    drafts.changed(edition, "修改报送要求", by, units=len(ticked), due=str(summary_due or ""))
    return edition


@recorded(DATES)
def set_dates(
    *,
    edition: Edition,
    by: User,
    seen: str | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    signed_on: dt.date | None = None,
    summary_due: dt.date | None = None,
) -> Edition:
    """Write the document's dates (Beijing days); an empty period is inherited.

    Raises NotEditable, StaleForm, and ValidationError when the period is half or the wrong way round, or when units
    are ticked to report and no day is left to do it by.
    """
    wanted: dict[str, object] = {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "signed_on": signed_on,
        "summary_due": summary_due,
    }
    _whole_period(starts_on, ends_on)
    refuse(edition.asks and not summary_due, "已勾选须报送总结的单位，请保留报送日期；不要求报送的，请先取消勾选。")
    refuse_stale(seen, dates_of(edition), wanted)
    _write(edition, wanted)
    turns.named(*DATED)
    drafts.changed(edition, "修改日期", by)
    return edition


def dates_of(edition: Edition) -> dict[str, object]:
    """The dates as they stand now, in the form's own terms."""
    return {name: getattr(edition, name) for name in ("starts_on", "ends_on", "signed_on", "summary_due")}


def head_of(edition: Edition) -> dict[str, object]:
    """The head as it stands now, in the form's own terms."""
    names: dict[str, list[str]] = {role: [] for role in PARTIES.values()}
    rules: list[str] = []
    for party in edition.parties.order_by("order", "pk"):
        (rules if party.rule else names[party.role]).append(party.rule or party.name)
    fields = ("title", "plan_title", "document_number", "signed_on", "starts_on", "ends_on")
    return {
        **{name: getattr(edition, name) for name in fields},
        **{name: "\n".join(names[role]) for name, role in PARTIES.items()},
        "rules": rules,
    }


def asked_of(edition: Edition) -> dict[str, object]:
    """What is asked as it stands now, in the form's own terms."""
    return {name: getattr(edition, name) for name in ("summary_due", "summary_to", "why", "asks")}


def _whole_period(starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    refuse(bool(starts_on) != bool(ends_on), "活动开始和结束日期要么都填，要么都不填（都不填则沿用上级）。")
    refuse(starts_on and ends_on and ends_on < starts_on, "活动结束日期早于开始日期，请核对。")


def _write(edition: Edition, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(edition, name, value)
    edition.save(update_fields=list(values))


def _lines(text: str) -> list[str]:
    """One name a line; what people paste with ； between the names is parted as well, and with 、 where each part is a
    body: 各设区市、平潭综合实验区质量强市办 is one addressee."""
    for sign in "；;\r":
        text = text.replace(sign, "\n")
    names = (name for line in text.split("\n") for name in _names(line.strip(_AROUND)))
    return list(dict.fromkeys(name for name in names if name))


def _names(line: str) -> list[str]:
    parts = [part.strip(_AROUND) for part in line.split("、")]
    return parts if all(is_body(part) for part in parts if part) else [line]


def _parties(edition: Edition, role: str, names: list[str]) -> None:
    here = edition.plan.unit.region
    known = {u.name: u for u in Unit.objects.filter(name__in=names, region__path__startswith=here.path[:8])}
    edition.parties.filter(role=role).delete()
    Party.objects.bulk_create(
        Party(edition=edition, role=role, name=name, unit=known.get(name), order=order)
        for order, name in enumerate(names)
    )
