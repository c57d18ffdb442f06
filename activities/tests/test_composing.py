"""An office writes its report from those below: what is offered, what is copied, and when 采用 is told to whom."""

import uuid

import pytest
from django.urls import reverse

from activities import casework
from activities.tests.diary import held
from campaigns import parts, reporting
from campaigns.models import Report, ReportPart
from campaigns.tests.reports import page, write
from orgs.models import Message

pytestmark = pytest.mark.usefixtures("national")
QUERIES = 12
WORDS = {"title": "质量体检进园区", "background": "小微企业缺人手。", "measures": "组队上门。", "results": "帮扶40家。"}


@pytest.fixture
def below(world, ask):
    """福州 asked 鼓楼 and its housing bureau; both owe, nothing is handed in."""
    request = ask(world.gulou, world.housing)
    return {name: request.obligations.get(unit=getattr(world, name)) for name in ("gulou", "housing")}


@pytest.fixture
def mine(world, ask):
    """What 福州 owes the province."""
    return ask(world.fuzhou, unit=world.fujian).obligations.get()


@pytest.fixture
def given(as_, below):
    """鼓楼 and the housing bureau have handed in: plain text."""
    write(as_("gulou.reporter"), below["gulou"], "hand_in", text="开展培训12场。\n帮扶企业40家。")
    write(as_("housing.reporter"), below["housing"], "hand_in", title="住建总结", text="住建系统开展样板工地观摩。")
    return below


def compose(client, owed, *picks, **more):
    url = reverse("activities:compose", args=[owed.pk])
    return client.post(url, {"pick": picks} | more) if picks or more else client.get(url)


def ids(client, owed, **asked) -> dict[str, str]:
    """The text of each row that is offered → its id."""
    found = client.get(reverse("activities:compose", args=[owed.pk]), asked)
    return {row.text: row.id for _, rows in found.context["groups"] for row in rows}


def own_text(owed) -> str:
    owed.refresh_from_db()
    return owed.report.text


def test_only_what_is_handed_in_is_offered_in_administrative_order(as_, world, below, mine):
    city = as_("fuzhou.reporter")
    write(as_("gulou.reporter"), below["gulou"], text="金丝雀：还在写。")
    found = compose(city, mine).content.decode()
    assert "还没有可以采用的内容" in found
    assert "金丝雀" not in found
    write(as_("housing.reporter"), below["housing"], "hand_in", text="住建一句。")
    write(as_("gulou.reporter"), below["gulou"], "hand_in", text="鼓楼一句。", version=1)
    assert list(ids(city, mine)) == ["住建一句。", "鼓楼一句。"]  # the city's own bodies, then the counties
    as_("fuzhou.manager").post(f"/work/reports/{below['gulou'].pk}/return/", {"reason": "补充"})
    assert list(ids(city, mine)) == ["住建一句。"]


def test_paragraphs_are_copied_and_edited_freely(as_, world, given, mine):
    city = as_("fuzhou.reporter")
    assert "从所报总结编写" in page(city, mine)
    offered = ids(city, mine)
    answered = compose(city, mine, offered["帮扶企业40家。"], offered["住建系统开展样板工地观摩。"])
    assert answered.status_code == 302
    assert own_text(mine) == "住建系统开展样板工地观摩。\n帮扶企业40家。"
    first, second = mine.report.parts.all()
    assert (first.taken_unit, second.taken_unit) == (world.housing, world.gulou)
    parts.edit(part=second, text="全市帮扶企业。", version=0, by=world.people["fuzhou.reporter"])
    given["gulou"].refresh_from_db()
    assert given["gulou"].report.text == "开展培训12场。\n帮扶企业40家。"
    assert "已写入本单位总结" in compose(city, mine).content.decode()
    compose(city, mine, offered["开展培训12场。"], after=first.pk)
    assert own_text(mine).splitlines()[1] == "开展培训12场。"


def test_parts_keep_their_place_in_the_plan_and_lose_others_sources(as_, world, below, mine):
    root = uuid.uuid4()
    by = world.people["gulou.reporter"]
    report = reporting.begin(obligation=below["gulou"], by=by)
    source = {"at": [2, 4], "shown": "12", "key": "activities", "value": 12, "url": "/x/"}
    parts.add(report=report, kind="heading", text="重点活动", level=1, by=by)
    text = parts.add(report=report, kind="text", text="开展12场。", sources=[source], item_root=root, by=by)
    parts.add(report=report, kind="figures", text="活动：12场", by=by)
    photo = parts.add(report=report, kind="photos", text="现场", data={"photos": [{"id": "A" * 16}]}, by=by)
    reporting.hand_in(report=report, obligations=[below["gulou"]], by=by)
    city = as_("fuzhou.reporter")
    assert set(ids(city, mine).values()) == {f"p{text.pk}", f"p{photo.pk}"}, "neither headings nor others' figures"
    compose(city, mine, f"p{text.pk}", f"p{photo.pk}")
    mine.refresh_from_db()
    copied, pictures = mine.report.parts.all()
    assert (copied.taken_from, copied.item_root, copied.sources) == (text, root, [])
    assert pictures.data["photos"] == [{"id": "A" * 16}]


def test_search_and_filters(as_, world, given, mine, national):
    city = as_("fuzhou.reporter")
    assert list(ids(city, mine, q="培训")) == ["开展培训12场。"]
    assert list(ids(city, mine, unit=world.housing.pk)) == ["住建系统开展样板工地观摩。"]
    assert ids(city, mine, kind="case") == {}
    arrangements = city.get(reverse("activities:compose", args=[mine.pk])).context["arrangements"]
    assert arrangements, "the plan the unit works by has arrangements"
    root = uuid.UUID(arrangements[0][0])
    report = Report.objects.get(unit=world.housing)
    ReportPart.objects.create(report=report, kind="text", text="住建按安排开展。", item_root=root)
    assert list(ids(city, mine, arrangement=str(root))) == ["住建按安排开展。"]
    assert list(ids(city, mine, arrangement="none")) == ["开展培训12场。", "帮扶企业40家。"]


def test_adoption_is_told_once_the_office_has_handed_in_and_not_before(as_, world, given, mine):
    city, county = as_("fuzhou.reporter"), as_("gulou.reporter")
    compose(city, mine, *ids(city, mine).values())
    said = "您报送的2段被福州市市场监督管理局采用"
    assert said not in page(county, given["gulou"])
    told = Message.objects.filter(kind="adopted", channel="portal", seat__user=world.people["gulou.reporter"])
    assert not told.exists()
    mine.refresh_from_db()
    write(city, mine, "hand_in", title="福州总结", text=mine.report.text, version=mine.report.version)
    assert said in page(county, given["gulou"])
    assert told.get().subject == "福州市市场监督管理局采用了您单位报送的2段"
    assert told.get().url == f"/work/reports/{given['gulou'].pk}/"
    as_("fujian.manager").post(f"/work/reports/{mine.pk}/return/", {"reason": "补充"})
    assert said not in page(county, given["gulou"]), "returned, it is a draft again"
    mine.refresh_from_db()
    write(city, mine, "hand_in", title="福州总结", text=mine.report.text, version=mine.report.version)
    assert said in page(county, given["gulou"])
    assert told.count() == 1, "once"


def test_what_reaches_the_province_by_way_of_the_city_is_shown_to_the_county(as_, world, given, mine, ask):
    nation = ask(world.fujian, unit=world.nation).obligations.get()
    city, province = as_("fuzhou.reporter"), as_("fujian.reporter")
    compose(city, mine, ids(city, mine)["帮扶企业40家。"])
    mine.refresh_from_db()
    write(city, mine, "hand_in", title="福州总结", text=mine.report.text, version=mine.report.version)
    compose(province, nation, *ids(province, nation).values())
    nation.refresh_from_db()
    write(province, nation, "hand_in", title="福建总结", text=nation.report.text, version=nation.report.version)
    found = page(as_("gulou.reporter"), given["gulou"])
    assert "您报送的1段被福州市市场监督管理局采用" in found
    assert "您报送的1段被福建省市场监督管理局采用" in found


def test_a_case_put_forward_is_taken_and_answered_when_the_report_goes_up(as_, world, campaign, mine):
    activity = held(world.gulou, campaign, "accepted", title="质量体检", item_root=uuid.uuid4())
    by = world.people["gulou.reporter"]
    case = casework.write(unit=world.gulou, campaign=campaign, words=WORDS, by=by, activity=activity)
    sent = casework.put_forward(case=case, by=by)
    city = as_("fuzhou.reporter")
    compose(city, mine, f"c{sent.pk}")
    assert own_text(mine).splitlines() == list(WORDS.values())
    assert mine.report.parts.get().item_root == activity.item_root
    sent.refresh_from_db()
    assert sent.answer == "", "a draft says nothing"
    write(city, mine, "hand_in", title="福州总结", text=mine.report.text, version=mine.report.version)
    sent.refresh_from_db()
    assert (sent.answer, sent.note) == ("adopted", "写入《福州总结》")
    shown = as_("gulou.reporter").get(f"/work/cases/{case.pk}/").content.decode()
    assert "写入《福州总结》" in shown


def test_cases_of_other_offices_and_those_sent_back_cannot_be_taken(as_, world, campaign, mine):
    by = world.people["xiamen.reporter"]
    case = casework.write(unit=world.xiamen, campaign=campaign, words=WORDS, by=by, activity=None)
    foreign = casework.put_forward(case=case, by=by)  # lies with the province
    city = as_("fuzhou.reporter")
    answered = compose(city, mine, f"c{foreign.pk}")
    assert "没有写入" in city.get(answered["Location"]).content.decode()
    assert not ReportPart.objects.exists()
    by = world.people["gulou.reporter"]
    own = casework.write(unit=world.gulou, campaign=campaign, words=WORDS, by=by, activity=None)
    sent = casework.put_forward(case=own, by=by)
    casework.answer(received=sent, verdict="returned", note="补充", by=world.people["fuzhou.manager"])
    assert ids(city, mine) == {}


def test_nobody_takes_from_what_is_not_handed_in_to_them(as_, world, given, mine, ask):
    """A forged id of a sister's report, or of one's own draft, brings nothing."""
    theirs = ask(world.xiamen, unit=world.fujian, title="另一项").obligations.get()
    write(as_("xiamen.reporter"), theirs, "hand_in", text="金丝雀。")
    theirs.refresh_from_db()
    city = as_("fuzhou.reporter")
    assert "金丝雀" not in compose(city, mine).content.decode()
    assert compose(city, mine, f"t{theirs.report_id}-0").status_code == 422
    for name, status in {"fuzhou.viewer": 403, "gulou.reporter": 404, "xiamen.manager": 404, "outsider": 404}.items():
        assert compose(as_(name), mine).status_code == status, name
        assert compose(as_(name), mine, "t1-0").status_code == status, name


def test_what_is_handed_in_is_not_written_into(as_, world, given, mine):
    city = as_("fuzhou.reporter")
    picks = list(ids(city, mine).values())
    write(city, mine, "hand_in", title="福州总结", text="已报。")
    assert compose(city, mine, *picks).status_code == 302
    assert own_text(mine) == "已报。"


@pytest.mark.parametrize("lines", [3, 60])
@pytest.mark.usefixtures("world")
def test_the_page_asks_the_same_of_few_and_many(as_, below, mine, lines, django_assert_num_queries):
    write(as_("gulou.reporter"), below["gulou"], "hand_in", text="\n".join(f"第{n}句。" for n in range(lines)))
    city = as_("fuzhou.reporter")
    compose(city, mine)
    with django_assert_num_queries(QUERIES):
        assert compose(city, mine).status_code == 200


def test_the_page_of_an_answer_keeps_within_twelve_questions(as_, given, mine, django_assert_max_num_queries):
    """With adoptions, files by link, scans and the way to this page, for both sides."""
    city = as_("fuzhou.reporter")
    compose(city, mine, *ids(city, mine).values())
    visits = [(city, mine), (as_("gulou.reporter"), given["gulou"]), (as_("fuzhou.manager"), given["gulou"])]
    for client, owed in visits:
        page(client, owed)
        with django_assert_max_num_queries(12):
            page(client, owed)
