"""签收: who is asked, one click, once; the list of the unit that issued."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from campaigns import detailing, planning, receiving
from campaigns.addressing import Place, is_expected, printed
from campaigns.models import Edition, Party, Receipt
from campaigns.tests.papers import draft_national, issue
from orgs.models import Region, Unit, User
from orgs.todo import todos


def open_province(world, national, **head) -> Edition:
    by = world.people["fujian.drafter"]
    draft = planning.start(unit=world.fujian, campaign=national.plan.campaign, parent=national.plan, by=by)
    detailing.describe(edition=draft, by=by, title="福建省通知", **head)
    return draft


def names(edition: Edition) -> list[str]:
    return [unit.name[:2] for unit in receiving.expected(edition)]


def awaiting(person) -> list[str]:
    return [todo.title for todo in todos(person) if todo.verb == "签收"]


@pytest.mark.parametrize(
    ("head", "units"),
    [
        ({}, ["福州", "厦门"]),  # no addressees: the lead offices below
        ({"addressees": "各设区市市场监管局"}, ["福州", "厦门"]),
        ({"addressees": "福州市市场监督管理局"}, ["福州"]),
        ({"addressees": "福州市市场监督管理局", "copied": "厦门市市场监督管理局"}, ["福州", "厦门"]),
        ({"addressees": "福州市市场监督管理局", "rules": ["below"]}, ["福州", "厦门"]),
        ({"addressees": "各成员单位", "rules": ["members"]}, ["福建"]),
    ],
)
def test_who_is_asked(world, national, head, units):
    Unit.objects.create(
        region=world.regions["fujian"], name="福建省教育厅", short_name="教育厅", kind="member", order=3
    )
    draft = open_province(world, national, **head)
    assert names(draft) == units
    issue(draft, public=False)
    for who in ("fuzhou", "xiamen"):
        assert bool(awaiting(world.people[f"{who}.reporter"])) == (world.regions[who].name[:2] in units)


def test_a_letterheads_own_members_are_the_members(world, national):
    draft = open_province(world, national, rules=["members"])
    draft.plan.letterhead = world.letterhead
    draft.plan.save()
    world.letterhead.membership.create(unit=world.housing, order=1)
    assert [unit.pk for unit in receiving.expected(draft)] == [world.housing.pk]


def test_one_click_and_a_second_is_harmless(world, national, as_):
    issued = issue(open_province(world, national), public=False)
    page, client = f"/work/plans/{issued.plan_id}/", as_("fuzhou.reporter")
    assert awaiting(world.people["fuzhou.reporter"]) == ["待签收：福建省通知"]
    assert "请签收" in client.get(page).content.decode()
    for _ in range(2):
        answer = client.post(f"/work/editions/{issued.pk}/receive/", {"unit": world.fuzhou.pk}, follow=True)
        assert "已签收" in answer.content.decode()
    receipt = Receipt.objects.get()
    assert (receipt.unit, receipt.by) == (world.fuzhou, world.people["fuzhou.reporter"])
    assert awaiting(world.people["fuzhou.reporter"]) == []
    assert awaiting(world.people["xiamen.reporter"]) == ["待签收：福建省通知"]
    shown = as_("fujian.viewer").get(page).content.decode()
    assert "已签收 1 / 应签收 2" in shown
    assert "fuzhou.reporter" in shown


def test_a_new_edition_asks_again_and_the_old_one_no_more(world, national):
    first = issue(open_province(world, national), public=False)
    receiving.receive(edition=first, unit=world.fuzhou, by=world.people["fuzhou.drafter"])
    by = world.people["fujian.drafter"]
    again = issue(planning.start_again(plan=first.plan, issue="reissue", reason="改期", by=by), public=False)
    assert awaiting(world.people["fuzhou.drafter"]) == ["待签收：福建省通知"]
    with pytest.raises(Exception, match="不必签收"):
        receiving.receive(edition=first, unit=world.xiamen, by=world.people["xiamen.drafter"])
    receiving.receive(edition=again, unit=world.fuzhou, by=world.people["fuzhou.drafter"])
    assert Receipt.objects.count() == 2


def test_who_may_not_confirm(world, national, as_):
    issued = issue(open_province(world, national), public=False)
    url = f"/work/editions/{issued.pk}/receive/"
    attempts = {
        ("fuzhou.viewer", world.fuzhou): 403,
        ("outsider", world.fuzhou): 404,
        ("hunan.manager", world.hunan): 404,  # does not see it
        ("xiamen.manager", world.fuzhou): 404,  # for a sister
        ("fujian.manager", world.fuzhou): 404,  # for a unit below
        ("gulou.manager", world.gulou): 302,  # sees it, but it was not sent there
    }
    for (name, unit), status in attempts.items():
        assert as_(name).post(url, {"unit": unit.pk}).status_code == status, name
    assert not Receipt.objects.exists()


def test_nobody_confirms_a_draft(world, national, as_):
    draft = open_province(world, national)
    answer = as_("fuzhou.manager").post(f"/work/editions/{draft.pk}/receive/", {"unit": world.fuzhou.pk})
    assert answer.status_code == 404
    assert awaiting(world.people["fuzhou.manager"]) == []


def test_a_rule_is_printed_only_where_no_name_stands(world, national, as_):
    draft = open_province(world, national, addressees="各设区市市场监管局", rules=["below", "members"])
    assert printed(draft.parties.all())["addressee"] == ["各设区市市场监管局"]
    page = as_("fujian.drafter").get(f"/work/drafts/{draft.pk}/head/").content.decode()
    assert page.count('name="rules"') == 2
    assert len(re.findall(r'name="rules"[^>]* checked', page)) == 2
    draft.parties.filter(rule="").delete()
    assert printed(draft.parties.all())["addressee"] == ["下一级各牵头单位", "各成员单位"]


def test_a_unit_that_cannot_read_it_is_not_asked():
    issuer, foreign = Place(1, "lead", "000100020001"), Place(2, "member", "00010002")
    named = [Party(role="addressee", name="省直部门", unit_id=2)]
    assert not is_expected(foreign, issuer, named)
    assert is_expected(Place(2, "lead", "00010002"), issuer, named)
    assert not is_expected(issuer, issuer, named)


def test_the_receipts_list_and_right_agree(world, national):
    issued = issue(open_province(world, national), public=False)
    for name in ("fuzhou", "xiamen"):
        receiving.receive(edition=issued, unit=getattr(world, name), by=world.people[f"{name}.drafter"])
    rows = list(Receipt.objects.all())
    for user in [*User.objects.all(), AnonymousUser()]:
        assert set(Receipt.objects.visible_to(user)) == {
            row for row in rows if user.has_perm("campaigns.view_receipt", row)
        }
    assert len(Receipt.objects.visible_to(world.people["fuzhou.viewer"])) == 1
    assert len(Receipt.objects.visible_to(world.people["fujian.viewer"])) == 2


def more_cities(world, how_many: int) -> None:
    parent = world.regions["fujian"]
    for number in range(how_many):
        region = Region.objects.create(path=f"{parent.path}{number + 50:04d}", depth=parent.depth + 1, numchild=0,
                                       code=f"35{number + 50:04d}", name=f"第{number}市", short_name="市",
                                       level="prefecture", rank=number)  # fmt: skip
        Unit.objects.create(region=region, name=f"第{number}市局", short_name="局", kind="lead")


@pytest.mark.parametrize("addressees", [1, 3, 31])
def test_the_lists_query_count_does_not_grow(world, national, django_assert_num_queries, addressees):
    more_cities(world, addressees - 1)
    issued = issue(open_province(world, national), public=False)
    for unit in receiving.expected(issued)[1:]:
        Receipt.objects.create(edition=issued, unit=unit, by=world.people["fuzhou.drafter"])
    issued = Edition.objects.select_related("plan__unit__region", "plan__letterhead").get(pk=issued.pk)
    with django_assert_num_queries(1):
        board = receiving.board(issued)
        assert [str(line.receipt and line.receipt.by) for line in board.lines if line.unit]
    assert (board.received, len(board.lines)) == (addressees, addressees + 1)


@pytest.mark.parametrize("documents", [1, 3])
def test_the_to_dos_query_count_does_not_grow(world, campaign, national, django_assert_max_num_queries, documents):
    for scope in ("region", "system")[: documents - 1]:
        draft = planning.start(unit=world.fujian, campaign=campaign, parent=national.plan, by=None, scope=scope)
        issue(draft, public=False)
    person = User.objects.get(username="fuzhou.manager")
    assert person.reach
    national.parties.create(role="copied", unit=world.fuzhou, name="福州")
    with django_assert_max_num_queries(6):
        found = receiving.awaited(person, [campaign])
    assert len(found) == documents


def test_issuing_says_who_will_confirm(world, campaign, as_):
    draft = draft_national(world, campaign)
    Edition.objects.filter(pk=draft.pk).update(state="signed")
    page = as_("nation.drafter").get(f"/work/drafts/{draft.pk}/issue/").content.decode()
    assert "福建省市场监督管理局、湖南省市场监督管理局" in page
    assert "由 2 个单位签收" in page
