"""What a phone sends by itself: one submission is one activity, whatever became of it and however often it comes."""

from uuid import uuid4

import pytest
from django.test import Client

from activities import logging, reviewing
from activities.models import Activity
from activities.tests.diary import DAY, held, picture, planned, words

NEW, SEND = "/work/activities/new/", "/work/activities/send/"
QUESTIONS, QUESTIONS_TO_SEND = 15, 22
ACCEPT = {"HTTP_ACCEPT": "application/json"}
pytestmark = pytest.mark.usefixtures("national")


@pytest.fixture
def reporter(world):
    return world.people["fuzhou.reporter"]


@pytest.fixture
def sent(as_, reporter, world, campaign):
    """`sent(…)` posts what the page posts; the same number each time unless another is given."""
    submission, client = uuid4(), as_("fuzhou.reporter")

    def send(**more):
        fixed = {"submission": submission, "who": reporter.pk, "unit": world.fuzhou.pk, "campaign": campaign.slug}
        return client.post(SEND, words() | fixed | more, **ACCEPT)

    return send


def done(as_, name, activity, **more):
    return as_(name).post(f"/work/activities/{activity.pk}/sent/", more, **ACCEPT)


def test_the_same_submission_is_the_same_activity(sent, as_, reporter):
    first = sent().json()
    activity = Activity.objects.get()
    assert first == sent().json() == {
        "activity": activity.pk, "url": f"/work/activities/{activity.pk}/", "same": True, "editable": True,
        "edit": f"/work/activities/{activity.pk}/edit/",
    }  # fmt: skip
    changed = {"title": "后来改过的标题", "held_on": DAY, "outcome": "held"}
    logging.change(activity=activity, words=changed, version=0, by=reporter)
    again = sent().json()
    assert (again["activity"], again["same"], again["editable"]) == (activity.pk, False, True)
    activity.refresh_from_db()
    logging.hand_in(activity=activity, by=reporter)
    assert sent().json()["editable"] is False
    activity.refresh_from_db()
    assert (activity.title, activity.state, Activity.objects.count()) == ("后来改过的标题", "handed_in", 1)


def test_every_field_comes_back_as_the_same(sent, world):
    more = {"holders": "市住建局\n福州市建筑业协会", "enterprises": "400余", "place": "五一广场", "sort": "publicity"}
    assert sent(**more).json()["same"] is True
    assert sent(**more).json()["same"] is True
    assert sent(**more | {"enterprises": "400"}).json()["same"] is False
    assert sent(**more | {"holders": "市住建局"}).json()["same"] is False


def test_what_is_wrong_is_said_by_field(sent):
    answer = sent(title="", held_on="2044-01-01")
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"title", "held_on"}
    assert sent(submission="甲").status_code == 400
    assert not Activity.objects.exists()
    assert sent().status_code == 200


def test_handed_in_once_whatever_was_decided_since(sent, as_, world, reporter):
    activity = Activity.objects.get(pk=sent().json()["activity"])
    asked = {"who": reporter.pk, "hand_in": "1", "follow": "1"}
    assert done(as_, "fuzhou.reporter", activity, **asked).json()["say"] == "已报送，请等待审核。"
    activity.refresh_from_db()
    reviewing.send_back(activity=activity, reason="请补充人数", by=world.people["fujian.manager"])
    assert done(as_, "fuzhou.reporter", activity, **asked).status_code == 200
    activity.refresh_from_db()
    assert activity.state == "returned"


def test_only_the_writer_sends_it(sent, as_, world, campaign, reporter):
    assert Client().post(SEND, words(), **ACCEPT).status_code == 401
    assert Client().post(SEND, words())["Location"].startswith("/accounts/login/")
    other = as_("fuzhou.manager").post(SEND, words(who=reporter.pk, submission=uuid4()), **ACCEPT)
    assert (other.status_code, other.json()["why"]) == (403, "who")
    assert not Activity.objects.exists()
    draft = held(world.fuzhou, campaign)
    assert done(as_, "fuzhou.manager", draft, who=reporter.pk, hand_in="1").status_code == 403
    stranger = world.people["xiamen.reporter"]
    assert done(as_, "xiamen.reporter", draft, who=stranger.pk, hand_in="1").status_code == 404
    number = sent().wsgi_request.POST["submission"]
    told = as_("xiamen.reporter").post(SEND, words(who=stranger.pk, submission=number), **ACCEPT)
    assert told.status_code == 403
    assert "举办质量开放日" not in told.content.decode()


def test_the_plain_form_sent_twice(as_, world):
    """Without scripts: the back button and a second 报送 log nothing twice, and lose nothing that was changed."""
    client, number = as_("fuzhou.reporter"), uuid4()
    client.post(NEW, words(submission=number, hand_in="1", photos=[picture("甲.jpg")]))
    again = client.post(NEW, words(submission=number, hand_in="1"), follow=True).content.decode()
    assert "没有重复登记" in again
    changed = client.post(NEW, words(submission=number, text="后来写的一大段"))
    assert changed.status_code == 409
    assert "后来写的一大段" in changed.content.decode()
    activity = Activity.objects.get()
    assert (activity.state, activity.photos.count()) == ("handed_in", 1)


def test_a_page_brings_its_own_number(as_):
    client = as_("fuzhou.reporter")
    pages = [client.get(NEW) for _ in range(2)]
    assert pages[0].context["submission"] != pages[1].context["submission"]
    assert str(pages[0].context["submission"]) in pages[0].content.decode()


def test_lately_used_actions_stand_first(as_, world, campaign, national):
    client = as_("fuzhou.reporter")
    last = client.get(NEW).context["form"].others()[-1][1][-1]
    client.post(NEW, words(under=last.value))
    shown = client.get(NEW).context["form"].likely()
    assert [choice.value for choice in shown] == [last.value, ""]
    assert shown[1].checked


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_asks_a_fixed_number_of_questions(as_, world, national, django_assert_num_queries, rows):
    client = as_("fuzhou.reporter")
    key = client.get(NEW).context["form"].others()[0][1][0].value[1:]
    for _ in range(rows):
        planned(national, world.fuzhou)
        held(world.fuzhou, national.plan.campaign, item_key=key)
    with django_assert_num_queries(QUESTIONS):
        client.get(NEW)


@pytest.mark.parametrize("rows", [1, 3])
def test_sending_asks_a_fixed_number_of_questions(sent, world, national, django_assert_num_queries, rows):
    for _ in range(rows):
        planned(national, world.fuzhou)
        held(world.fuzhou, national.plan.campaign)
    with django_assert_num_queries(QUESTIONS_TO_SEND):
        sent()
