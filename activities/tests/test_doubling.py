"""What may be the same event is pointed out before it is saved or handed in; another unit's drafts stay unseen."""

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from activities.doubling import event_of, repeated_pictures, twins
from activities.likeness import alike, distance, repeated, same_picture, similarity, tells
from activities.models import Activity, CoHolder, Photo
from activities.tests.corrections import public
from activities.tests.diary import held, picture, words
from activities.tests.logbook import picture as photo_of

NEW = "/work/activities/new/"
SAME, ALMOST, OTHER = "00ffee1234567890", "00ffee1234567893", "ff0011edcba98765"
titles = st.text(alphabet="质量月宣传咨询服务进社区企业大讲堂 ，2024年A", max_size=30)


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("举办质量开放日，市民走进实验室", "举办“质量开放日”活动，市民走进实验室", True),
        ("质量开放日", "举办质量开放日活动", True),
        ("２０２４年质量月启动仪式", "2024年质量月启动仪式", True),
        ("开展质量月咨询服务", "开展质量月现场咨询服务", True),
        ("举办质量知识竞赛", "走访中小企业，讲解计量知识", False),
        ("质量开放日", "电梯安全进校园", False),
        ("质量", "质量月启动仪式", False),
        ("", "", False),
    ],
)
def test_titles(one, other, is_alike):
    assert alike(one, other) is is_alike


@given(titles, titles)
def test_similarity_is_even_handed_and_bounded(one, other):
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) in (0, 1)


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=64))
def test_distance_counts_the_bits(value, flipped):
    other = value
    for bit in flipped:
        other ^= 1 << bit
    one, two = f"{value:016x}", f"{other:016x}"
    assert distance(one, two) == len(flipped)
    assert same_picture(one, two) is (tells(one) and tells(two) and len(flipped) <= 4)


def test_even_pictures_say_nothing_and_repeats_are_named_once():
    assert not same_picture("0" * 16, "0" * 16)
    assert repeated([SAME, OTHER, ALMOST, SAME, ""]) == [(0, 2), (0, 3)]


def found(activity, user):
    return [twin.pk for twin in twins(event_of(activity), user)]


def test_near_in_unit_day_and_words(world, campaign):
    mine = held(world.fuzhou, campaign, title="举办质量开放日", held_on=dt.date(2024, 9, 10))
    near = held(world.fuzhou, campaign, title="举办质量开放日活动", held_on=dt.date(2024, 9, 13))
    held(world.fuzhou, campaign, title="举办质量开放日活动", held_on=dt.date(2024, 9, 14))
    held(world.fuzhou, campaign, title="举办质量开放日活动", held_on=dt.date(2024, 9, 10), outcome="cancelled")
    held(world.fuzhou, campaign, title="走访中小企业", held_on=dt.date(2024, 9, 10))
    held(world.xiamen, campaign, "handed_in", title="举办质量开放日活动", held_on=dt.date(2024, 9, 10))
    assert found(mine, world.people["fuzhou.reporter"]) == [near.pk]


def test_the_same_picture_on_any_day(world, campaign):
    mine = held(world.fuzhou, campaign, title="举办质量开放日")
    far = held(world.fuzhou, campaign, title="走访中小企业", held_on=dt.date(2024, 9, 28))
    foreign = held(world.xiamen, campaign, "handed_in", title="别的单位")
    for activity, likeness in ((mine, SAME), (far, ALMOST), (foreign, SAME), (mine, OTHER), (mine, ALMOST)):
        Photo.objects.filter(pk=photo_of(activity).pk).update(likeness=likeness)
    twin = twins(event_of(mine), world.people["fuzhou.reporter"])
    assert [(t.pk, t.why) for t in twin] == [(far.pk, ("有相同的照片",))]
    assert len(repeated_pictures(mine)) == 1


def test_a_co_holders_record_is_pointed_out_but_its_words_and_drafts_are_not_shown(as_, world, campaign, national):
    held(world.housing, campaign, "draft", title="工地质量开放日内部稿")
    theirs = held(world.housing, campaign, "handed_in", title="联合举办工地质量开放日")
    mine = held(world.fuzhou, campaign, title="举办工地质量开放日")
    CoHolder.objects.create(activity=mine, unit=world.housing, name="市住建局")
    reporter = Activity.objects.visible_to(world.people["fuzhou.reporter"])
    assert theirs in reporter  # the city's lead office coordinates it
    assert found(mine, world.people["fuzhou.reporter"]) == [theirs.pk]
    joint = held(world.housing, campaign, title="举办工地质量开放日活动")
    CoHolder.objects.create(activity=joint, unit=world.fuzhou, name="市市场监管局")
    own = held(world.fuzhou, campaign, "handed_in", title="局内的工地质量开放日活动")
    shown = {t.pk: t.activity for t in twins(event_of(joint), world.people["housing.reporter"])}
    assert shown[own.pk] is None
    assert mine.pk not in shown
    edit = reverse("activities:edit", args=[joint.pk])
    page = as_("housing.reporter").get(edit).content.decode()
    assert "联合开展的活动由一个单位登记" in page
    assert "局内的" not in page
    assert reverse("activities:work_activity", args=[own.pk]) not in page
    Activity.objects.filter(pk=own.pk).update(state="accepted")
    public(own)  # to others its words are masked
    shown = {t.pk: t.activity for t in twins(event_of(joint), world.people["housing.reporter"])}
    assert (own.pk in shown, shown[own.pk]) == (True, None)
    assert "局内的" not in as_("housing.reporter").get(edit).content.decode()


def test_pointed_out_before_saving_and_saved_when_meant(as_, world, campaign, national):
    first = held(world.fuzhou, campaign, "handed_in", title="举办质量开放日，市民走进实验室")
    client = as_("fuzhou.reporter")
    answer = client.post(NEW, words(draft="1", place="五一广场", photos=[picture()]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert reverse("activities:work_activity", args=[first.pk]) in page
    assert all(text in page for text in ("打开已有的", "仍要登记", "五一广场", "照片已存入一份草稿"))
    draft = Activity.objects.get(state="draft")
    assert draft.photos.count() == 1
    edit = reverse("activities:edit", args=[draft.pk])
    meant = words(hand_in="1", place="五一广场", version=draft.version)
    client.post(edit, meant)
    draft.refresh_from_db()
    assert draft.state == "draft"
    client.post(edit, meant | {"version": draft.version, "sure": [f"twin={first.pk}"]})
    draft.refresh_from_db()
    assert (draft.state, draft.place) == ("handed_in", "五一广场")


def test_saved_at_once_with_the_tick_and_when_nothing_is_alike(as_, world, campaign, national):
    first = held(world.fuzhou, campaign, "handed_in", title="举办质量开放日，市民走进实验室")
    client = as_("fuzhou.reporter")
    assert client.post(NEW, words(sure=[f"twin={first.pk}"])).status_code == 302
    assert client.post(NEW, words(title="走访中小企业，讲解计量知识")).status_code == 302
    assert Activity.objects.count() == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_a_fixed_number_of_queries(world, campaign, django_assert_num_queries, rows):
    mine = held(world.fuzhou, campaign, title="举办质量开放日")
    Photo.objects.filter(pk=photo_of(mine).pk).update(likeness=SAME)
    for _ in range(rows):
        other = held(world.fuzhou, campaign, title="举办质量开放日活动")
        Photo.objects.filter(pk=photo_of(other).pk).update(likeness=SAME)
    event, user = event_of(mine), world.people["fuzhou.reporter"]
    user.reach.units()
    with django_assert_num_queries(3):
        assert len(twins(event, user)) == rows
