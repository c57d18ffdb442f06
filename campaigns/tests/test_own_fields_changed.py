"""A request's own fields that change while somebody fills them in, and cells pasted into one."""

from campaigns import fielding
from campaigns.models import FieldAnswer
from campaigns.own_fields import Spec
from campaigns.tests.own_fields import fill
from campaigns.tests.reports import state, url, write


def test_fields_changed_between_opening_and_posting_lose_nothing_typed(world, as_, ask):
    owed = ask(
        world.gulou, fields=[Spec("number", "企业"), Spec("text", "说明"), Spec("text", "去掉的")]
    ).obligations.get()
    county = as_("gulou.reporter")
    seen = {"own-seen": county.get(url("obligation", owed)).context["own_fields"].seen}
    typed = fill(owed, f1="300", f2="写好的说明", f3="写好又没处放的")
    before = {field.label: field.pk for field in owed.request.fields.all()}
    fielding.set_fields(
        request=owed.request, specs=[Spec("text", "说明"), Spec("number", "企业"), Spec("text", "新的")]
    )
    answered = write(county, owed, "hand_in", **typed, **seen)
    found = answered.content.decode()
    assert answered.status_code == 422
    assert "要求单位改动了填报项" in found
    assert "没有对应的填报项：写好又没处放的" in found
    assert 'value="300"' in found
    assert "写好的说明" in found
    assert state(owed) == "open"
    assert all(before[field.label] == field.pk for field in owed.request.fields.exclude(label="新的"))
    again = {"own-seen": answered.context["own_fields"].seen}
    write(county, owed, "hand_in", **typed, **again)
    assert state(owed) == "handed_in"
    assert {each.field.label: each.value for each in FieldAnswer.objects.all()} == {"企业": 300, "说明": "写好的说明"}


def test_all_fields_taken_away_meanwhile_is_said_too(world, as_, ask):
    owed = ask(world.gulou, fields=[Spec("text", "说明")]).obligations.get()
    county = as_("gulou.reporter")
    posted = fill(owed, f1="写好的说明") | {"own-seen": county.get(url("obligation", owed)).context["own_fields"].seen}
    fielding.set_fields(request=owed.request, specs=[])
    found = write(county, owed, "hand_in", **posted).content.decode()
    assert "没有对应的填报项：写好的说明" in found
    assert state(owed) == "open"


def test_cells_pasted_into_one_are_told_apart(world, as_, ask):
    """Excel puts a copied range on the clipboard with tabs; merged cells come as one cell and empty ones."""
    owed = ask(world.gulou, fields=[Spec("table", "名单", options=("名称", "数"))]).obligations.get()
    county = as_("gulou.reporter")
    found = write(county, owed, "hand_in", **fill(owed, f1_0_0="开放日\t\t12", f1_1_1="3")).content.decode()
    assert "第1行有一格粘贴了多格内容" in found
    assert "开放日" in found
    assert state(owed) == "open"
    write(county, owed, "hand_in", **fill(owed, f1_0_0="开放日", f1_0_1="12", f1_1_1="3"))
    assert FieldAnswer.objects.get().value == [["开放日", "12"], ["", "3"]]
