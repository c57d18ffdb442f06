"""Plans of many items in every state, for counting what their pages ask of the database."""

import datetime as dt
from types import SimpleNamespace

from django.test import Client

from campaigns import commenting, editing, looking, planning, reviewing, signing
from campaigns.models import Campaign, Edition, Proposal, Receipt, Renumbering, Request
from campaigns.reading import contents
from campaigns.tests.answers import lines
from campaigns.tests.browsing import url
from campaigns.tests.papers import issue
from campaigns.tests.rounds import two_reviewers
from campaigns.workdays import today
from orgs.models import Letterhead, Membership, Seat


def make_plans(world, size: int) -> SimpleNamespace:
    """The national notice of `size` items and what stands on it; a sixth of the items are each unit's own wording.

    `above`, `again`: the nation's first and second edition. `issued`: 福州's document, behind the second. `draft`:
    福州's next edition, with divergences that wait. `review`: 福州's system, in its second round. `below`: 鼓楼's,
    issued. `behind`: 湖南's, issued, with nothing open. `fresh`: 厦门's draft that has not followed yet. `signed`:
    岳阳's. `collect`, `comment`: 福州's requests.
    """
    found = SimpleNamespace(world=world, last_year=_year(2023), campaign=_year(2024))
    people = world.people
    for name in ("drafter", "approver"):  # who sits in two chairs asks no more
        Seat.objects.create(user=people[f"fuzhou.{name}"], unit=world.fuzhou, role="manager")
    two_reviewers(world)
    found.above = issue(_notice(world, found.campaign, size))
    before = planning.start(unit=world.fuzhou, campaign=found.last_year, by=people["fuzhou.drafter"], title="去年")
    editing.add(edition=before, kind="slogan", text="去年口号", by=people["fuzhou.drafter"])
    before.annex.create(list="1", list_title="活动", unit_name="市局", title="去年活动")
    issue(before)
    issued = _draft(found, "fuzhou")
    _rounds(world, issued)
    found.issued = _after(world, issue(Edition.objects.get(pk=issued.pk)))
    found.below = issue(_draft(found, "gulou", above=found.issued))
    found.fresh = _draft(found, "xiamen")
    found.behind = issue(_draft(found, "hunan"))
    found.signed = _draft(found, "yueyang")
    signing.submit(edition=found.signed, by=people["yueyang.drafter"])
    signing.sign(edition=found.signed, by=people["yueyang.approver"])
    found.review = _draft(found, "fuzhou", scope="system", last_year=before.plan)
    _rounds(world, found.review)
    found.again = _reissued(world, found.above, size)
    found.draft = planning.start_again(
        plan=found.issued.plan, issue="reissue", reason="上级已修订", by=people["fuzhou.drafter"]
    )
    _remarks(world, found.draft)
    found.collect, found.comment = _collected(found, size), _commented(found, size)
    for name in ("issued", "below", "behind", "fresh", "signed", "review", "draft", "above"):
        setattr(found, name, Edition.objects.get(pk=getattr(found, name).pk))
    return found


def _year(year: int) -> Campaign:
    return Campaign.objects.create(year=year, name=f"{year}年全国“质量月”", starts_on=dt.date(year, 9, 1),
                                   ends_on=dt.date(year, 9, 30))  # fmt: skip


def _notice(world, campaign: Campaign, size: int) -> Edition:
    by = world.people["nation.drafter"]
    above = planning.start(unit=world.nation, campaign=campaign, by=by, title="全国通知")
    home = None
    for number in range(size):
        if number % 10 == 0:
            home = editing.add(edition=above, kind="arrangement", heading=f"安排{number}", by=by)
        elif number % 10 < 6:
            editing.add(edition=above, kind="action", heading=f"行动{number}", under=home.key, by=by)
        else:
            editing.add(edition=above, kind="slogan", text=f"口号{number}", by=by)
    return above


def _draft(found: SimpleNamespace, name: str, above: Edition | None = None, **more) -> Edition:
    """A sixth of the items adapted, one derived, one left out, one added; duties, annex lines, a second issuer."""
    world, by = found.world, found.world.people[f"{name}.drafter"]
    draft = planning.start(
        unit=getattr(world, name), campaign=found.campaign, parent=(above or found.above).plan, by=by, **more
    )
    items = [item for item in contents(draft).items if item.change == "inherited"]
    for entry in items[: len(items) // 6]:
        editing.adapt(edition=draft, key=entry.key, heading=entry.heading and f"本级{entry.heading}",
                      text=entry.text and f"本级{entry.text}", by=by)  # fmt: skip
        draft.responsibilities.create(keys=[str(entry.key)], unit=world.housing, name="市住建局", role="lead")
        draft.annex.create(list="2", list_title="活动", unit=world.housing, unit_name="市住建局", title=entry.heading,
                           item_key=entry.key)  # fmt: skip
    editing.withdraw(edition=draft, key=items[-1].key, reason="不适用", by=by)
    editing.add(edition=draft, kind="slogan", text="本级口号", by=by)
    draft.parties.create(role="issuer", name="联合印发单位", order=2)
    draft.parties.create(role="addressee", unit=getattr(world, name), rule="leads", name="各区县", order=3)
    return draft


def _remarks(world, draft: Edition) -> None:
    by = world.people["fuzhou.甲"]
    for entry in contents(draft).items[::6]:
        made = commenting.comment(edition=draft, key=entry.key, text="请核对", by=by)
        commenting.reply(comment=made, text="已核对", by=world.people["fuzhou.drafter"])


def _rounds(world, draft: Edition) -> None:
    """Returned once with remarks; in the second round passed by 甲, read by 乙, whose turn it is."""
    drafter, first, second = (world.people[f"fuzhou.{name}"] for name in ("drafter", "甲", "乙"))
    signing.submit(edition=draft, by=drafter)
    draft.refresh_from_db()
    _remarks(world, draft)
    signing.send_back(edition=draft, reason="请修改", by=first)
    looking.mark(edition=draft, by=second)
    draft.refresh_from_db()
    editing.add(edition=draft, kind="slogan", text="按意见增加", by=drafter)
    draft = Edition.objects.get(pk=draft.pk)
    signing.submit(edition=draft, by=drafter)
    reviewing.pass_(edition=Edition.objects.get(pk=draft.pk), by=first)


def _after(world, edition: Edition) -> Edition:
    """Received below, its number put right."""
    for unit in (world.gulou, world.housing):
        Receipt.objects.create(edition=edition, unit=unit, by=world.people["gulou.drafter"])
    Renumbering.objects.create(edition=edition, before="甲〔2024〕1号", after="甲〔2024〕2号", reason="误填",
                               by=world.people["fuzhou.manager"])  # fmt: skip
    return edition


def _reissued(world, above: Edition, size: int) -> Edition:
    """Anew: the first third reworded, so that half of those collide with the units' own words below."""
    by = world.people["nation.drafter"]
    again = planning.start_again(plan=above.plan, issue="reissue", reason="按部署调整", by=by)
    for entry in contents(again).items[: size // 3]:
        editing.adapt(edition=again, key=entry.key, heading=entry.heading and f"新{entry.heading}",
                      text=entry.text and f"新{entry.text}", by=by)  # fmt: skip
    editing.add(edition=again, kind="slogan", text="上级新口号", by=by)
    return issue(again)


def client(world, name: str) -> Client:
    found = Client()
    found.force_login(world.people[name], backend="django.contrib.auth.backends.ModelBackend")
    return found


ASKED = {"why": "编制方案", "minutes": 20}


def _collected(found: SimpleNamespace, size: int) -> Request:
    """`size` proposals handed in, two of them in the draft already."""
    world = found.world
    units = (world.gulou, world.housing, world.fuzhou)
    letterhead = Letterhead.objects.create(unit=world.fuzhou, name="福州市质量强市办")
    for order, unit in enumerate(units[1:]):
        Membership.objects.create(letterhead=letterhead, unit=unit, order=order)
    posted = {"title": "征集建议", "due_on": today() + dt.timedelta(days=10), "wants": ["slogan", "activity"],
              "units": [unit.pk for unit in units]}  # fmt: skip
    client(world, "fuzhou.drafter").post(url("collect"), ASKED | posted)
    request = Request.objects.get(kind="collect")
    for name, unit in (("gulou.reporter", world.gulou), ("housing.reporter", world.housing)):
        owed = request.obligations.get(unit=unit)
        client(world, name).post(url("answer_write", owed.pk), lines(("slogan", "某口号"), do="hand_in"))
        Proposal.objects.bulk_create(
            Proposal(obligation=owed, kind="activity", text=f"{unit}第{n}项", order=n) for n in range(size // 2)
        )
    for proposal in Proposal.objects.filter(kind="activity")[:2]:
        found.draft.annex.create(list="2", list_title="活动", unit_name="市局", title="已列入", proposal=proposal)
    return request


def _commented(found: SimpleNamespace, size: int) -> Request:
    """The draft circulated; 鼓楼 has an opinion on every other item, the housing bureau none yet."""
    world = found.world
    posted = {"title": "征求意见", "due_on": today() + dt.timedelta(days=10),
              "units": [world.gulou.pk, world.housing.pk]}  # fmt: skip
    client(world, "fuzhou.drafter").post(url("circulate", found.draft.pk), ASKED | posted)
    request = Request.objects.get(kind="comment")
    opinions = {f"op-{item.key}": "建议修改" for item in contents(found.draft).items[: size // 2]}
    owed = request.obligations.get(unit=world.gulou)
    client(world, "gulou.reporter").post(url("answer_write", owed.pk), opinions | {"version": 0, "do": "hand_in"})
    return request
