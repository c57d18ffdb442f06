"""填报链接: one contact, one activity, once; and everything a link must not open."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from activities.models import Activity, ActivityLink
from activities.tests.diary import picture, planned
from orgs.models import AuditEvent

WHERE = "/work/activities/links/"
WORDS = {"title": "联络员写的一句话", "held_on": "2024-09-10", "place": "幸福小区"}


@pytest.fixture
def make(as_, world, national):
    """`make()` → the path of a link for 市住建局."""

    def send(entry=None, who="fuzhou.reporter"):
        posted = {"unit": world.housing.pk, "contact": "演示联络员", "days": 14, "entry": entry.pk if entry else ""}
        found = as_(who).post(WHERE, posted)
        assert found.status_code == 200, found.content.decode()
        return re.search(r"http\S+?(/contact/[^/]+/)", found.content.decode())[1]

    return send


def post(path, **more):
    client = Client(enforce_csrf_checks=True)
    return client.post(path, WORDS | {"check": client.get(path).context["check"]} | more)


def test_saved_come_back_and_handed_in_once(make, as_, world):
    path = make()
    assert post(path, save="1", photos=[picture("一.jpg"), picture("二.jpg")], residents="400余").status_code == 302
    page = Client().get(path)
    assert "联络员写的一句话" in page.content.decode()
    dropped = Activity.objects.get().photos.first()
    assert post(path, hand_in="1", version=0, drop=dropped.public_id, residents="400余").status_code == 302
    activity = Activity.objects.get()
    assert (activity.unit, activity.state, activity.logged_by, activity.residents_qualifier) == (
        world.housing, "handed_in", None, "余")  # fmt: skip
    assert activity.photos.count() == 1
    again = Client().get(path).content.decode()
    assert "已报送给" in again
    assert "<form" not in again
    assert "已报送" in as_("fuzhou.reporter").get(WHERE).content.decode()
    acts = AuditEvent.objects.filter(act__startswith="填报链接").values_list("act", flat=True)
    assert {"填报链接·发出", "填报链接·打开", "填报链接·保存", "填报链接·报送"} <= set(acts)


def test_a_planned_entry_is_filled_in(make, world, national):
    entry = planned(national, world.housing)
    path = make(entry)
    assert Client().get(path).context["form"]["title"].value() == entry.title
    assert post(path, hand_in="1", under="e999").status_code == 422
    assert post(path, hand_in="1").status_code == 302
    assert Activity.objects.get().planned_as == entry


def test_wrong_words_lose_nothing(make):
    path = make()
    wrong = post(path, hand_in="1", held_on="2044-01-01", photos=[picture()])
    assert wrong.status_code == 422
    assert "联络员写的一句话" in wrong.content.decode()
    assert (Activity.objects.get().state, Activity.objects.get().photos.count()) == ("draft", 1)
    assert post(path, hand_in="1", version=Activity.objects.get().version).status_code == 302
    assert Activity.objects.get().state == "handed_in"


@pytest.mark.parametrize("how", ["revoked", "expired", "unknown"])
def test_void_links_answer_alike(make, as_, how):
    path = make()
    check = Client().get(path).context["check"]
    if how == "revoked":
        as_("fuzhou.manager").post(f"{WHERE}{ActivityLink.objects.get().pk}/revoke/")
    if how == "expired":
        ActivityLink.objects.update(expires_at=timezone.now())
    if how == "unknown":
        path = f"{path[:-2]}{'a' if path[-2] != 'a' else 'b'}/"
    for found in (Client().get(path), Client().post(path, WORDS | {"check": check, "save": "1"})):
        assert found.status_code in (403, 404)
        assert "填报链接不能使用" in found.content.decode()
        assert "住房" not in found.content.decode()
    assert not Activity.objects.exists()


def test_what_the_unit_took_over_is_not_shown(make, as_):
    path = make()
    post(path, save="1")
    mine = Activity.objects.get()
    as_("housing.reporter").post(
        f"/work/activities/{mine.pk}/edit/", WORDS | {"title": "内部改的", "version": 0, "under": ""}
    )
    found = Client().get(path)
    assert found.status_code == 409
    assert "内部改的" not in found.content.decode()


def test_forms_without_their_page_and_guesses_are_refused(make):
    path = make()
    for wrong in ("", "x"):
        assert Client().post(path, WORDS | {"check": wrong}).status_code == 403
    for number in range(40):
        Client().get(f"/contact/never{number}/")
    assert Client().get(path).status_code == 404  # the same address has guessed too often
    assert not Activity.objects.exists()


def test_no_cookie_and_no_way_on(make, world):
    path = make()
    secret, client = path.split("/")[2], Client()
    answer = client.get(path)
    assert not client.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert 'href="/work/' not in answer.content.decode()
    for where in (f"/invitation/{secret}/", f"/answer/{secret}/"):
        assert client.get(where).status_code == 404


def test_only_the_office_makes_and_takes_back(make, as_, world):
    make()
    link = ActivityLink.objects.get()
    for name, user in world.people.items():
        sees = user.has_perm("activities.view_link", link)
        assert ActivityLink.objects.visible_to(user).filter(pk=link.pk).exists() == sees, name
    for who in ("xiamen.manager", "housing.reporter", "fujian.manager", "outsider"):
        assert as_(who).post(f"{WHERE}{link.pk}/revoke/").status_code == 404
    wrong = as_("xiamen.manager").post(WHERE, {"unit": world.housing.pk, "contact": "甲", "days": 14})
    assert wrong.status_code in (403, 422)
    assert as_("housing.reporter").get(WHERE).status_code == 403
