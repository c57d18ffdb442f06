"""The interface by key: another system logs, changes, hands in and fetches its unit's activities, each once."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import logging, reviewing
from activities.models import Activity, Counter, HandIn, Photo
from activities.tests.diary import held, picture, planned
from activities.tests.keys import System, system
from campaigns.reading import contents
from orgs import calls
from orgs.models import ApiCall, AuditEvent, Message

pytestmark = pytest.mark.usefixtures("national")
DAY = {"title": "举办质量开放日", "held_on": "2024-09-10"}
EVERYTHING = DAY | {
    "ends_on": "2024-09-12", "place": "五一广场", "sort": "publicity", "text": "现场气氛热烈。",
    "holders": ["市住建局", "福州市建筑业协会"], "enterprises": "400余", "workers": 200, "residents": "约1.5万",
    "counters": [{"kind": "materials", "value": 1000, "qualifier": "约"}, {"kind": "boards", "value": 12}],
}  # fmt: skip


@pytest.fixture
def platform(world) -> System:
    return system(world)


def test_one_sentence_and_a_day_suffice_and_the_trail_names_the_key(platform, world):
    answer = platform.post("/activities", DAY)
    assert answer.status_code == 201
    activity = Activity.objects.get()
    assert (activity.unit, activity.state, activity.logged_by) == (world.fuzhou, "draft", None)
    assert (answer.json()["id"], answer.json()["state"], answer.json()["version"]) == (activity.public_id, "draft", 0)
    event = AuditEvent.objects.get(act="活动·登记")
    assert (event.actor, event.unit, event.details["via"]) == (None, world.fuzhou, "接口：省局业务平台")


def test_what_is_pushed_is_fetched_word_for_word(platform, world):
    made = platform.post("/activities", EVERYTHING).json()
    fetched = platform.get(f"/activities/{made['id']}").json()
    assert fetched == made
    assert (fetched["enterprises"], fetched["workers"]) == (
        {"value": 400, "qualifier": "余"},
        {"value": 200, "qualifier": ""},
    )
    assert fetched["residents"] == {"value": 15000, "qualifier": "约"}
    assert fetched["holders"] == ["福州市住房和城乡建设局", "福州市建筑业协会"]
    assert [(c["kind"], c["value"], c["qualifier"]) for c in fetched["counters"]] == [
        ("materials", 1000, "约"),
        ("boards", 12, ""),
    ]
    assert {name: fetched[name] for name in ("held_on", "ends_on", "place", "sort", "text")} == {
        name: EVERYTHING[name] for name in ("held_on", "ends_on", "place", "sort", "text")
    }


def test_against_what_the_plan_in_force_offers(platform, world, national):
    entry = planned(national, world.fuzhou)
    action = next(item for item in contents(national).items if item.kind == "action")
    offered = platform.get("/choices").json()
    assert offered["plan_id"] == national.plan.public_id
    assert {f"e{entry.pk}", f"i{action.key}"} <= {item["key"] for item in offered["items"]}
    made = platform.post("/activities", DAY | {"under": f"i{action.key}"}).json()
    assert (made["under"], made["plan_id"]) == (f"i{action.key}", national.plan.public_id)
    assert Activity.objects.get().item_root == action.root
    of_entry = platform.post("/activities", {"held_on": "2024-09-11", "under": f"e{entry.pk}"}).json()
    assert (of_entry["title"], of_entry["under"]) == (entry.title, f"e{entry.pk}")


def test_only_what_is_sent_is_changed(platform):
    made = platform.post("/activities", EVERYTHING).json()
    changed = platform.patch(f"/activities/{made['id']}", {"place": "西湖公园"}, match=0)
    assert changed.status_code == 200
    after = changed.json()
    moves = {"version", "changed_at", "place"}
    assert {name: after[name] for name in after if name not in moves} == {n: made[n] for n in made if n not in moves}
    assert (after["place"], after["version"]) == ("西湖公园", 1)
    emptied = platform.patch(f"/activities/{made['id']}", {"workers": None, "counters": [], "holders": []}, match=1)
    assert (emptied.json()["workers"], emptied.json()["counters"], emptied.json()["holders"]) == (None, [], [])


def test_the_second_of_two_editors_gets_what_stands_there(platform, world):
    made = platform.post("/activities", EVERYTHING).json()
    activity = Activity.objects.get()
    tag = platform.get(f"/activities/{made['id']}").headers["ETag"]
    by, words = world.people["fuzhou.reporter"], {"title": "改过的题目", "held_on": dt.date(2024, 9, 10)}
    logging.change(activity=activity, words=words, version=0, by=by)
    for path, send in (("", platform.patch), ("/hand-in", platform.post)):
        late = send(f"/activities/{made['id']}{path}", {"place": "别处"} if not path else None, match=tag)
        assert (late.status_code, late.json()["current"]["title"]) == (412, "改过的题目")
        assert late.json()["current"]["version"] == 1
    activity.refresh_from_db()
    assert (activity.place, activity.state) == ("五一广场", "draft")
    assert platform.delete(f"/activities/{made['id']}", match=0).status_code == 412
    assert platform.patch(f"/activities/{made['id']}", {"place": "别处"}).status_code == 428


def test_photo_then_hand_in_then_the_office_is_told(platform, world):
    made = platform.post("/activities", DAY).json()
    photo = platform.photo(made["id"], picture(), form={"caption": "市民走进实验室"})
    assert (photo.status_code, photo.json()["caption"]) == (201, "市民走进实验室")
    done = platform.post(f"/activities/{made['id']}/hand-in", match=0)
    assert (done.status_code, done.json()["state"]) == (200, "handed_in")
    assert HandIn.objects.get().by is None
    told = Message.objects.filter(kind="activity_handed_in", channel="portal")
    assert {message.seat.user.username for message in told} == {"fujian.manager"}
    assert {e.details["via"] for e in AuditEvent.objects.filter(act__startswith="活动·")} == {"接口：省局业务平台"}
    again = platform.post(f"/activities/{made['id']}/hand-in")
    assert (again.status_code, "不能再报送" in again.json()["detail"]) == (409, True)
    assert platform.photo(made["id"], picture()).status_code == 409
    assert platform.patch(f"/activities/{made['id']}", {"place": "别处"}, match=0).status_code == 409
    assert platform.delete(f"/activities/{made['id']}").status_code == 409


def test_only_drafts_are_deleted(platform):
    made = platform.post("/activities", DAY).json()
    assert platform.delete(f"/activities/{made['id']}", match=0).status_code == 204
    assert not Activity.objects.exists()
    assert platform.get(f"/activities/{made['id']}").status_code == 404


def test_the_same_request_again_is_the_same_answer_and_no_second_activity(platform):
    first = platform.post("/activities", DAY, key="2024-1")
    platform.patch(f"/activities/{first.json()['id']}", {"place": "别处"}, match=0)
    again = platform.post("/activities", DAY, key="2024-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert Activity.objects.count() == 1
    other = platform.post("/activities", DAY | {"place": "别处"}, key="2024-1")
    assert (other.status_code, "已用于另一个请求" in other.json()["detail"]) == (422, True)
    elsewhere = platform.post(f"/activities/{first.json()['id']}/hand-in", key="2024-1")
    assert elsewhere.status_code == 422


def test_what_was_refused_leaves_the_key_free(platform):
    assert platform.post("/activities", DAY | {"held_on": "2019-09-10"}, key="k").status_code == 422
    assert not ApiCall.objects.exists()
    assert platform.post("/activities", DAY, key="k").status_code == 201


def test_one_being_worked_on_is_409_and_a_dead_one_is_taken_over(platform):
    made = platform.post("/activities", DAY, key="k").json()
    ApiCall.objects.update(status=None, answer=None)
    Activity.objects.all().delete()
    waiting = platform.post("/activities", DAY, key="k")
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (409, "5")
    call = ApiCall.objects.get()
    ApiCall.objects.update(at=call.at - calls.DEAD)
    retried = platform.post("/activities", DAY, key="k")
    assert retried.status_code == 201
    assert (retried.json()["id"] != made["id"], Activity.objects.count()) == (True, 1)


def test_answers_are_kept_for_thirty_days(platform):
    platform.post("/activities", DAY, key="k")
    call = ApiCall.objects.get()
    ApiCall.objects.update(at=call.at - calls.KEPT + dt.timedelta(minutes=1))
    assert calls.sweep() == 0
    ApiCall.objects.update(at=call.at - calls.KEPT - dt.timedelta(minutes=1))
    assert calls.sweep() == 1


def test_the_same_photo_is_kept_once(platform):
    made, file = platform.post("/activities", DAY).json(), picture()
    first = platform.photo(made["id"], file, key="p")
    file.seek(0)
    assert platform.photo(made["id"], file, key="p").json() == first.json()
    file.seek(0)
    assert "已有同一张照片" in platform.photo(made["id"], file, key="q").json()["fields"]["file"]
    assert Photo.objects.count() == 1


def test_pages_in_the_order_of_change_without_a_gap(platform, world, campaign):
    with time_machine.travel("2024-09-01T00:00:00Z", tick=False):
        for number in range(7):
            held(world.fuzhou, campaign, title=f"第{number}项")  # all at one moment
    seen, cursor = [], ""
    while cursor is not None:
        page = platform.get("/activities", limit=3, cursor=cursor).json()
        seen, cursor = [*seen, *page["items"]], page["next"]
    assert [item["title"] for item in seen] == [f"第{number}项" for number in range(7)]
    one = Activity.objects.get(title="第2项")
    with time_machine.travel("2024-09-02T00:00:00Z", tick=False):
        Activity.objects.filter(pk=one.pk).update(state="handed_in", handed_in_at=dt.datetime.now(dt.UTC))
    changed = platform.get("/activities", changed_since="2024-09-02T08:00:00+08:00").json()
    assert [item["title"] for item in changed["items"]] == ["第2项"]
    assert platform.get("/activities", changed_since="2024-09-03").json()["items"] == []


def test_decisions_disclosure_and_photos_are_changes_too(platform, world, campaign):
    made = platform.post("/activities", DAY).json()
    activity, moments = Activity.objects.get(), []

    def fetched() -> str:
        return platform.get(f"/activities/{made['id']}").json()["changed_at"]

    moments.append(fetched())
    platform.photo(made["id"], picture())
    moments.append(fetched())
    platform.post(f"/activities/{made['id']}/hand-in")
    moments.append(fetched())
    reviewing.send_back(activity=activity, reason="请补充照片说明", by=world.people["fujian.manager"])
    moments.append(fetched())
    assert len(set(moments)) == 4
    assert moments == sorted(moments)
    returned = platform.get("/activities", state="returned").json()["items"]
    assert [item["return_reason"] for item in returned] == ["请补充照片说明"]
    assert platform.patch(f"/activities/{made['id']}", {"text": "已补充"}, match=0).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_questions_for_one_and_for_three(platform, world, campaign, number):
    for each in range(number):
        activity = held(world.fuzhou, campaign, title=f"第{each}项")
        Counter.objects.create(activity=activity, kind="boards", value=3)
    platform.get("/activities")
    with CaptureQueriesContext(connection) as queries:
        assert len(platform.get("/activities").json()["items"]) == number
    asked = [query["sql"] for query in queries if "cache" not in query["sql"].split("WHERE")[0].lower()]
    assert len([sql for sql in asked if sql.startswith("SELECT")]) == 7, asked
