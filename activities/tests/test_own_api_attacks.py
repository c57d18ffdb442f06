"""The interface by key under attack: nothing of others, nothing beyond the key, no error page whatever is sent."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from activities.models import Activity
from activities.tests.diary import held, picture
from activities.tests.keys import ROOT, System, system
from activities.tests.pictures import png_bomb
from orgs import seating
from orgs.models import ApiCall, ApiToken, AuditEvent, Seat, Unit

CANARY = "金丝雀只在厦门"
DAY = {"title": "举办质量开放日", "held_on": "2024-09-10"}
CALLS = (
    ("get", "/activities"), ("get", "/activities/{id}"), ("get", "/choices"), ("post", "/activities"),
    ("patch", "/activities/{id}"), ("delete", "/activities/{id}"), ("post", "/activities/{id}/hand-in"),
    ("post", "/activities/{id}/photos"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["fuzhou", "fujian", "nation", "yueyang", "gulou"])
def test_others_activities_are_not_there(world, national, campaign, unit):
    """Not for the sister, the office above, the one below, whatever their state; co-held and public ones neither."""
    secret = {"title": f"{CANARY}活动", "place": CANARY, "text": CANARY}
    rows = [held(world.xiamen, campaign, state=state, **secret) for state in ("draft", "handed_in", "accepted")]
    rows.append(held(world.xiamen, campaign, state="accepted", openness="public", **secret))
    before = list(Activity.objects.order_by("pk").values())
    other = system(world, unit)
    for row in rows:
        for method, path in CALLS:
            send = {"data": {"file": picture()}} if path.endswith("photos") else {}
            body = {"place": "别处"} if method == "patch" else DAY if path == "/activities" else None
            if (method, path) == ("post", "/activities"):
                continue
            answer = other.send(
                method, path.format(id=row.public_id), None if method == "get" else body, match=0, **send
            )
            assert CANARY not in answer.content.decode()
            assert answer.status_code == (404 if "{id}" in path else 200), (method, path)
    assert list(Activity.objects.order_by("pk").values()) == before


def test_sections_are_the_units_own_but_not_the_other_way_round(world, national, campaign):
    platform = system(world)
    made = platform.post("/activities", DAY | {"unit": "质量科"}).json()
    assert made["unit"]["name"] == "质量发展科"
    held(world.fuzhou, campaign, title=CANARY)
    assert len(platform.get("/activities").json()["items"]) == 2
    of_section = system(world, "section", by="fuzhou.manager").get("/activities")
    assert [item["id"] for item in of_section.json()["items"]] == [made["id"]]
    assert CANARY not in of_section.content.decode()
    for name in ("厦门市市场监督管理局", world.housing.name, "无此单位"):
        assert platform.post("/activities", DAY | {"unit": name}).json()["fields"].keys() == {"unit"}


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_without_a_living_key_nothing_is_answered(world, national, method, path):
    platform = system(world)
    address = path.format(id="x" * 16)
    for header in ({}, {"Authorization": "Bearer"}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer x"}):
        answer = getattr(Client(), method)(f"{ROOT}{address}", headers=header)
        assert (answer.status_code, answer.headers["WWW-Authenticate"][:6]) == (401, "Bearer")
        assert re.search("[一-鿿]", answer.json()["detail"])
    signed_in = Client()
    signed_in.force_login(world.people["fuzhou.manager"], backend="django.contrib.auth.backends.ModelBackend")
    assert getattr(signed_in, method)(f"{ROOT}{address}").status_code == 401
    ApiToken.objects.update(revoked_at=timezone.now())
    assert platform.send(method, address).status_code == 401


def test_no_session_no_cookie_and_never_kept(world, national):
    answer = system(world).get("/activities")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


def lose_the_post(world):
    seating.end(seat=Seat.objects.get(user=world.people["fuzhou.manager"], role="manager"), by=world.people["admin2"])


def leave(world):
    type(world.people["fuzhou.manager"]).objects.filter(username="fuzhou.manager").update(is_active=False)


def drop_out(world):
    Unit.objects.filter(pk=world.fuzhou.pk).update(ends_on=timezone.localdate() - dt.timedelta(days=1))


def expire(world):
    ApiToken.objects.update(expires_at=timezone.now())


@pytest.mark.parametrize("happening", [lose_the_post, leave, drop_out, expire])
def test_refused_at_the_next_request(world, national, happening):
    world.people["admin2"] = world.people["fujian.manager"]
    Seat.objects.create(user=world.people["fujian.manager"], unit=world.fuzhou, role="manager")
    platform = system(world)
    assert platform.get("/activities").status_code == 200
    happening(world)
    answer = platform.get("/activities")
    assert (answer.status_code, platform.post("/activities", DAY).status_code) == (401, 401)
    assert re.search("请.*另建|不能再用", answer.json()["detail"])


def test_a_key_for_reading_does_not_write(world, national, campaign):
    reader = system(world, scope="read")
    row = held(world.fuzhou, campaign)
    for method, path in CALLS:
        answer = reader.send(method, path.format(id=row.public_id))
        assert answer.status_code == (200 if method == "get" else 403), (method, path)
    assert Activity.objects.count() == 1


def test_guessing_is_throttled_by_address_and_use_by_key(world, national, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"api_key_miss": "3/5m/ip", "api_call": "5/m/key"}
    platform, guesser = system(world), System("qm_" + "x" * 43)
    assert [guesser.get("/activities").status_code for _ in range(4)] == [401, 401, 401, 429]
    assert platform.client.get(
        f"{ROOT}/activities", headers={"Authorization": f"Bearer {platform.secret}"}, REMOTE_ADDR="10.1.1.9"
    ).status_code == 200  # fmt: skip


def test_too_many_calls_of_one_key(world, national, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"api_call": "2/m/key"}
    platform, other = system(world), system(world, name="另一平台")
    assert [platform.get("/activities").status_code for _ in range(3)] == [200, 200, 429]
    assert other.get("/activities").status_code == 200


def test_use_is_written_down_sparingly(world, national):
    platform = system(world)
    for _ in range(3):
        platform.get("/activities")
    assert AuditEvent.objects.filter(act="接口密钥·当日首次使用").count() == 1
    ApiToken.objects.update(last_used_at=timezone.now() - dt.timedelta(days=1))
    platform.get("/activities")
    assert AuditEvent.objects.filter(act="接口密钥·当日首次使用").count() == 2


@pytest.mark.parametrize(
    "extra",
    ["state", "openness", "accepted_by", "logged_by", "version", "source", "id", "submission", "handed_in_at", "标题"],
)
def test_names_outside_the_shape_are_refused_by_name(world, national, extra):
    platform = system(world)
    made = platform.post("/activities", DAY).json()
    before = Activity.objects.values().get()
    for answer in (
        platform.post("/activities", DAY | {extra: "accepted"}),
        platform.patch(f"/activities/{made['id']}", {"place": "别处", extra: "accepted"}, match=0),
    ):
        assert (answer.status_code, answer.json()["fields"]) == (422, {extra: "没有这个字段，请核对字段名"})
    assert Activity.objects.values().get() == before


def test_a_change_cannot_move_it_to_another_unit_or_year(world, national):
    platform = system(world)
    made = platform.post("/activities", DAY).json()
    for extra in ({"unit": "质量科"}, {"campaign": "2024"}):
        assert platform.patch(f"/activities/{made['id']}", extra, match=0).status_code == 422


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({"held_on": "2024-09-10"}, "title", "请用一句话写明"),
        ({"title": "开放日"}, "held_on", "请填写活动日期"),
        (DAY | {"held_on": "九月"}, "held_on", "日期"),
        (DAY | {"held_on": "2019-09-10"}, "held_on", "请核对年份"),
        (DAY | {"sort": "party"}, "sort", "选择一个有效的选项"),
        (DAY | {"under": "e999999"}, "under", "选择一个有效的选项"),
        (DAY | {"workers": -1}, "workers", "数值过小"),
        (DAY | {"workers": 10**12}, "workers", "数值过大"),
        (DAY | {"workers": "很多"}, "workers", "不是可以识别的数字"),
        (DAY | {"workers": True}, "workers", "应为"),
        (DAY | {"title": 3}, "title", "应为文字"),
        (DAY | {"title": "题\0目"}, "title", "不允许"),
        (DAY | {"holders": "市住建局"}, "holders", "应为列表"),
        (DAY | {"counters": [{"kind": "gold", "value": 1}]}, "counters.0.kind", "不在可选的值之内"),
        (DAY | {"counters": [{"kind": "boards"}]}, "counters.0.value", "没有给出"),
        (DAY | {"counters": [{"kind": "boards", "value": 1}] * 2}, "counters", "重复"),
        (DAY | {"campaign": "1999"}, "campaign", "没有1999年"),
    ],
)
def test_wrong_words_are_named(world, national, body, field, words):
    answer = system(world).post("/activities", body)
    assert answer.status_code == 422
    assert words in answer.json()["fields"][field], answer.json()
    assert not Activity.objects.exists()
    assert not ApiCall.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 5000, b'{"title": "\\ud800"}',
                                  b'{"workers": ' + b"9" * 5000 + b"}", b"x" * (6 * 1024 * 1024)])  # fmt: skip
def test_what_is_no_json_of_ours_gets_a_sentence(world, national, body):
    answer = system(world).post("/activities", body)
    assert answer.status_code in (400, 422), answer.status_code
    assert re.search("[一-鿿]", answer.json()["detail"])
    assert not Activity.objects.exists()


@pytest.mark.parametrize("key", ["x" * 81, "a b", "键", "'; --"])
def test_the_idempotency_key_is_checked(world, national, key):
    assert system(world).post("/activities", DAY, key=key.encode().decode("latin-1")).status_code == 422


def test_pictures_that_are_none_are_refused(world, national):
    platform = system(world)
    made = platform.post("/activities", DAY).json()
    address = f"/activities/{made['id']}/photos"
    for file in (b"", b"<svg onload=alert(1)>", png_bomb()):
        answer = platform.send("post", address, data={"file": _file(file)})
        assert (answer.status_code, "file" in answer.json()["fields"]) == (422, True)
    assert platform.send("post", address, data={"caption": "无"}).json()["fields"] == {"file": "没有给出"}
    broken = platform.send("post", address, data=b"--x\r\n", content_type="multipart/form-data")
    assert broken.status_code == 400
    assert not ApiCall.objects.exclude(key__startswith="test-").exists()


def _file(data):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("现场.jpg", data, "image/jpeg")
