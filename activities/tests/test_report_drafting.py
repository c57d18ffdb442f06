"""生成初稿 over the database and through the pages: linked lists that agree, what a hand wrote stays."""

import uuid

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities import figures, report_drafting
from activities.filters import listing
from activities.models import CoHolder, Counter
from activities.report_counts import ACTIVITIES, UNITS, Fact, fact_of
from activities.report_facts import counts_of
from activities.tests.logbook import log, picture
from campaigns.models import Item, Report, ReportPart
from campaigns.tests.reports import page


@pytest.fixture
def roots(national) -> dict:
    return {item.heading: item.root for item in Item.objects.filter(edition=national)}


@pytest.fixture
def logged(world, campaign, national, roots):
    """What 鼓楼 and 福州 held: against two actions, an arrangement, and nothing at all; a joint one, a draft."""
    sme, base = roots["计量服务中小企业行"], roots["“优质服务基层行”活动"]
    first = log(world.gulou, campaign, "计量惠企日", item_root=sme, place="五一广场", text="进园区。", enterprises=120,
                residents=300, residents_qualifier="余")  # fmt: skip
    CoHolder.objects.create(activity=first, unit=world.housing, name=world.housing.name)
    Counter.objects.create(activity=first, kind="materials", value=300, qualifier="约")
    log(world.fuzhou, campaign, "2024年企业课堂", item_root=sme, sort="methods", workers=40)
    log(world.gulou, campaign, item_root=roots["开展质量强企系列活动"], sort="")
    log(world.gulou, campaign, item_root=base, residents=50, state="handed_in")
    log(world.housing, campaign, item_root=uuid.uuid4())
    log(world.gulou, campaign, item_root=None, sort="services")
    log(world.gulou, campaign, item_root=sme, state="draft", enterprises=9999)
    log(world.gulou, campaign, item_root=sme, outcome="cancelled", enterprises=9999)
    log(world.xiamen, campaign, item_root=sme, enterprises=9999)
    picture(first)
    return first


@pytest.fixture
def city(world, ask, logged):
    """福州 owes 福建 a summary."""
    request = ask(world.fuzhou, unit=world.fujian)
    return request.obligations.select_related("unit__region", "request__campaign", "request__edition").get()


def _draft(owed, world, who="fuzhou.reporter", **more):
    chosen = {"cases": [], "photos": [], **more}
    return report_drafting.draft(obligation=owed, by=world.people[who], **chosen)


def _parts(owed) -> list[ReportPart]:
    return list(ReportPart.objects.filter(report__obligations=owed))


def _check(source: dict, rows) -> None:
    """The list behind a number adds up to it."""
    of = fact_of(source["key"]).of
    if of == ACTIVITIES:
        assert rows.count() == source["value"]
    elif of == UNITS:
        assert len(set(rows.values_list("unit", flat=True))) == source["value"]
    elif of.startswith("counter:"):
        found = Counter.objects.filter(activity__in=rows, kind=of.partition(":")[2]).values_list("value", flat=True)
        assert sum(found) == source["value"]
    else:
        given = list(rows.values_list(of, flat=True))
        assert None not in given
        assert sum(given) == source["value"]


def _rows(user, campaign, source: dict):
    return listing(user=user, campaign=campaign, asked=QueryDict(source["url"].partition("?")[2])).found.rows


@pytest.mark.parametrize("reader", ["fuzhou.reporter", "fujian.manager"])
def test_each_number_leads_to_exactly_the_activities_that_make_it_up(world, campaign, city, reader):
    _draft(city, world)
    numbers = [each for part in _parts(city) for each in part.sources if "key" in each]
    assert len(numbers) > 15
    for each in numbers:
        _check(each, _rows(world.people[reader], campaign, each))


def test_a_member_body_counts_its_own(world, campaign, ask, logged):
    owed = ask(world.housing).obligations.select_related("unit__region", "request__campaign").get()
    _draft(owed, world, "housing.reporter")
    numbers = [each for part in _parts(owed) for each in part.sources if "key" in each]
    assert numbers
    for each in numbers:
        for reader in ("housing.reporter", "fuzhou.manager"):
            _check(each, _rows(world.people[reader], campaign, each))


def test_the_counts_agree_with_the_one_function_of_figures(world, campaign, logged):
    for unit in (world.gulou, world.fuzhou, world.fujian, world.nation, world.housing, world.xiamen):
        counts, known = counts_of(unit, campaign), figures.of_unit(unit, campaign)
        assert counts.of(Fact(ACTIVITIES)).value == known.activities
        assert counts.of(Fact(UNITS)).value == known.units
        for sort, number in known.by_sort.items():
            assert counts.of(Fact(ACTIVITIES, sort=sort)).value == number
        for name in ("enterprises", "workers", "residents"):
            assert counts.of(Fact(name)) == getattr(known, name)


def test_the_text_stands_under_the_plans_own_words(world, city):
    _draft(city, world)
    text = Report.objects.get(obligations=city).text
    assert "福州市市场监督管理局围绕“加强质量支撑 共建质量强国”主题，于2024年9月1日至30日" in text
    assert "福州市共有3家单位开展活动6项" in text
    assert "（一）开展质量强企系列活动" in text
    assert "1.计量服务中小企业行\n共开展活动2项，其中质量宣贯1项、质量管理模式方法推广1项，分别为“计量惠企日”" in text
    assert "“计量惠企日”（鼓楼区市场监督管理局联合福州市住房和城乡建设局，9月10日，五一广场）" in text
    assert "“2024年企业课堂”（9月10日）" in text
    assert "发放资料约300份" in text
    assert "结合实际开展的其他活动\n共开展活动2项" in text
    assert "质量强企经验交流" not in text
    assert "存在问题" not in text
    assert "厦门" not in text
    assert "9999" not in text


def test_drafting_asks_the_same_number_of_questions_however_much_was_done(world, campaign, city, roots):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            report_drafting.drafts_of(city, ["none"], ["none"])
        return len(asked)

    before = count()
    for number in range(30):
        log(world.gulou, campaign, item_root=roots["质量强企经验交流"], enterprises=number, place="厂区")
    assert count() == before == 10


def test_drafted_anew_what_a_hand_wrote_stays(world, campaign, city, as_):
    _draft(city, world)
    who = as_("fuzhou.reporter")
    mine = next(part for part in _parts(city) if part.data.get("slot") == "overview")
    words = mine.text + "群众反映良好。"
    edit = reverse("campaigns:part_edit", args=[city.pk, mine.pk])
    assert who.post(edit, {"text": words, "version": mine.version}).status_code == 302
    gone = next(part for part in _parts(city) if part.data.get("slot") == "closing")
    who.post(reverse("campaigns:part_remove", args=[city.pk, gone.pk]), {"version": gone.version})
    who.post(reverse("campaigns:part_add", args=[city.pk]), {"kind": "text", "text": "自己写的一段。"})
    log(world.gulou, campaign, "新登记的活动", sort="brands")
    outcome = _draft(city, world)
    assert (outcome.edited, outcome.withheld, outcome.added) == (1, 1, 0)
    assert outcome.renewed >= 2
    texts = {part.data.get("slot"): part.text for part in _parts(city)}
    assert texts["overview"] == words
    assert "closing" not in texts
    assert texts[None] == "自己写的一段。"
    assert "7" in texts["figures"].splitlines()[0]
    assert _draft(city, world, restore=True).added == 1


def test_drafted_twice_nothing_changes(world, city):
    first = _draft(city, world)
    again = _draft(city, world)
    assert first.added == again.same
    assert str(again) == "没有变化"


def test_the_page_offers_pictures_and_drafts_with_those_ticked(world, city, logged, as_):
    who = as_("fuzhou.reporter")
    address = reverse("activities:draft_report", args=[city.pk])
    assert "生成初稿" in page(who, city)
    shown = who.get(address).content.decode()
    assert "计量惠企日" in shown
    photo = logged.photos.get()
    answer = who.post(address, {"photos": [photo.public_id]}, follow=True)
    assert "已生成初稿" in answer.content.decode()
    assert f"/photos/{photo.public_id}/medium.jpg" in answer.content.decode()
    assert who.post(address, {"photos": ["x" * 16]}).status_code == 422
    assert "重新生成" in page(who, city)


def test_a_photo_of_another_unit_is_passed_over(world, campaign, city):
    foreign = picture(log(world.xiamen, campaign))
    _draft(city, world, photos=[foreign.public_id])
    assert not [part for part in _parts(city) if part.kind == "photos"]


def test_who_may_not_answer_may_not_draft(world, city, as_):
    address = reverse("activities:draft_report", args=[city.pk])
    assert as_("fuzhou.viewer").get(address).status_code == 403
    assert as_("fujian.manager").get(address).status_code == 403
    assert as_("xiamen.reporter").get(address).status_code == 404


def test_without_activities_there_is_an_outline_and_no_nought(world, campaign, national, ask):
    owed = ask(world.xiamen, unit=world.fujian).obligations.select_related("unit__region", "request__campaign").get()
    _draft(owed, world, "xiamen.reporter")
    text = Report.objects.get(obligations=owed).text
    assert "0" not in text.replace("2024", "").replace("30日", "")
    assert "总体情况" not in text
