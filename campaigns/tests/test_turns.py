"""Steps that can be taken back: every verb records one, typing is one, and nobody's later change is lost by it."""

import datetime as dt
import random

import pytest
from django.core.exceptions import ValidationError

from campaigns import editing, signing, turns
from campaigns.drafts import NotEditable
from campaigns.reading import contents
from campaigns.tests.browsing import item
from campaigns.turns import Overtaken, rows_of
from orgs import audit


@pytest.fixture
def by(world):
    return world.people["fuzhou.drafter"]


def undo_last(draft, by):
    return turns.undo(edition=draft, turn=turns.last_own(draft, by).pk, by=by)


def some_edit(draft, by, chance) -> None:
    """Any verb with any item; what the rules refuse is not done."""
    found = contents(draft)
    one = chance.choice([*found.items, *found.withdrawn])
    homes = found.of("arrangement")
    home = chance.choice(homes).key if homes else None
    act = chance.choice(("adapt", "withdraw", "restore", "derive", "add", "move", "keep"))
    try:
        match act:
            case "adapt":
                words = f"文字{chance.random()}"
                editing.adapt(edition=draft, key=one.key, heading=words, text=words, by=by)
            case "withdraw":
                editing.withdraw(edition=draft, key=one.key, reason="不需要", by=by)
            case "restore":
                editing.restore(edition=draft, key=one.key, by=by)
            case "derive":
                beside = chance.random() < 0.5
                editing.derive(
                    edition=draft, base=one.base_key or one.key, kind=one.kind, heading="细化", beside=beside, by=by
                )
            case "add":
                editing.add(edition=draft, kind="action", heading="新的行动", under=home, by=by)
            case "move":
                under = home if one.kind == "action" else None
                editing.move(edition=draft, key=one.key, position=chance.randrange(5), under=under, by=by)
            case "keep":
                editing.keep(edition=draft, key=one.base_key or one.key, by=by)
    except ValidationError:
        return


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_any_edits_taken_back_one_by_one_lead_to_where_they_began(city_draft, by, seed):
    chance = random.Random(seed)  # noqa: S311  (a test's dice)
    states = [rows_of(city_draft)]
    while len(states) < 13:
        some_edit(city_draft, by, chance)
        now = rows_of(city_draft)
        if now != states[-1]:
            states.append(now)
    assert city_draft.turns.count() == len(states) - 1
    for state in reversed(states[:-1]):
        undo_last(city_draft, by)
        assert rows_of(city_draft) == state
    assert contents(city_draft).withdrawn == ()
    assert turns.last_own(city_draft, by) is None


def test_taking_back_the_taking_back(city_draft, by):
    slogan = item(city_draft, "塑造中国品牌")
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="甲", by=by)
    undo_last(city_draft, by)
    assert item(city_draft, "塑造中国品牌").change == "inherited"
    back = city_draft.turns.last()
    assert back.act == "撤销修改"
    turns.undo(edition=city_draft, turn=back.pk, by=by)
    assert item(city_draft, "甲").change == "adapted"
    assert city_draft.turns.last().act == "恢复修改"
    with pytest.raises(ValidationError):
        turns.undo(edition=city_draft, turn=back.pk, by=by)
    assert [row.act for row in audit.history(city_draft)][-2:] == ["方案·撤销", "方案·恢复"]


def test_it_is_refused_when_another_changed_the_same_since(world, city_draft, by):
    slogan, other = item(city_draft, "塑造中国品牌"), world.people["fuzhou.approver"]
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="甲", by=by)
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="乙", by=other)
    before = rows_of(city_draft)
    with pytest.raises(Overtaken) as told:
        undo_last(city_draft, by)
    assert told.value.keys == [str(slogan.key)]
    assert rows_of(city_draft) == before
    turns.undo(edition=city_draft, turn=turns.last_own(city_draft, other).pk, by=by)  # another's may be taken back
    undo_last(city_draft, by)
    assert item(city_draft, "塑造中国品牌").change == "inherited"


def test_an_arrangement_others_filled_is_not_taken_back(world, city_draft, by):
    home = editing.add(edition=city_draft, kind="arrangement", heading="本级安排", by=by)
    editing.add(edition=city_draft, kind="action", heading="行动", under=home.key, by=world.people["fuzhou.approver"])
    with pytest.raises(Overtaken):
        undo_last(city_draft, by)


def test_typing_is_one_step_and_one_row_of_the_trail(world, city_draft, by):
    slogan, other = item(city_draft, "塑造中国品牌"), item(city_draft, "全民讲质量")

    def types(one, text, who=by):
        editing.adapt(edition=city_draft, key=one.key, heading="", text=text, typing=True, by=who)

    rows = audit.history(city_draft).count()
    version = city_draft.version
    for text in ("塑", "塑造", "塑造福州品牌"):
        types(slogan, text)
    assert city_draft.turns.count() == 1
    assert audit.history(city_draft).count() == rows + 1
    assert city_draft.version == version + 3, "a signature must still see each of them"
    types(other, "全民")
    types(slogan, "塑造榕城品牌", world.people["fuzhou.approver"])
    assert city_draft.turns.count() == 3
    assert audit.history(city_draft).count() == rows + 3
    undo_last(city_draft, world.people["fuzhou.approver"])
    undo_last(city_draft, by)
    undo_last(city_draft, by)
    assert item(city_draft, "塑造中国品牌").change == "inherited"


def test_a_break_ends_the_step_and_ten_minutes_the_row(city_draft, by, time_machine):
    slogan = item(city_draft, "塑造中国品牌")
    start = dt.datetime(2024, 8, 1, 2, 0, tzinfo=dt.UTC)

    def at(seconds: int, text: str) -> tuple[int, int]:
        time_machine.move_to(start + dt.timedelta(seconds=seconds), tick=False)
        editing.adapt(edition=city_draft, key=slogan.key, heading="", text=text, typing=True, by=by)
        return city_draft.turns.count(), audit.history(city_draft).filter(act="方案·修改").count()

    assert at(0, "一") == (1, 1)
    assert at(100, "二") == (1, 1)
    assert at(300, "三") == (2, 2)
    found = [at(300 + 90 * number, f"第{number}次") for number in range(1, 10)]
    assert found[0] == (2, 2)
    assert found[-1] == (2, 3)


def test_typed_and_taken_out_again_leaves_no_step(city_draft, by):
    own = editing.add(edition=city_draft, kind="slogan", text="本级口号", by=by)
    for text in ("本级口号一", "本级口号"):
        editing.adapt(edition=city_draft, key=own.key, heading="", text=text, typing=True, by=by)
    assert [turn.act for turn in city_draft.turns.all()] == ["新增"]


def test_what_is_submitted_is_not_taken_back(city_draft, by):
    editing.add(edition=city_draft, kind="slogan", text="本级口号", by=by)
    signing.submit(edition=city_draft, by=by)
    with pytest.raises(NotEditable):
        undo_last(city_draft, by)


def test_a_step_around_several_is_one(city_draft, by):
    with turns.step(city_draft, by, "成批新增", "口号"):
        for text in ("甲", "乙"):
            editing.add(edition=city_draft, kind="slogan", text=text, by=by)
    assert city_draft.turns.get().act == "成批新增"
    undo_last(city_draft, by)
    assert not city_draft.items.exists()
