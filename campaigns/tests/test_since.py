"""What changed since the last look: the comparison of snapshots (properties), and the page that shows it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from campaigns import editing, reviewing, signing
from campaigns.models import Edition, Look
from campaigns.reading import contents
from campaigns.since import compare
from campaigns.tests.browsing import item, url
from campaigns.tests.rounds import submitted, two_reviewers

KEYS = "abcdefgh"
WORDS = st.sampled_from(["", "建设质量强国", "建设质量强省", "弘扬工匠精神", "全民讲质量"])


@st.composite
def snapshots(draw) -> dict[str, dict]:
    keys = draw(st.permutations(KEYS))[: draw(st.integers(0, len(KEYS)))]
    counted: dict[tuple, int] = {}
    found = {}
    for key in keys:
        place = ("slogan" if key in "abcde" else "action", draw(st.sampled_from(["", "x", "y"])))
        counted[place] = counted.get(place, -1) + 1
        found[key] = {"kind": place[0], "under": place[1], "position": counted[place],
                      "heading": draw(WORDS), "text": draw(WORDS)}  # fmt: skip
    return found


def order(snapshot: dict, keys: set[str]) -> dict[tuple, list[str]]:
    groups: dict[tuple, list[str]] = {}
    for key in sorted(keys, key=lambda k: snapshot[k]["position"]):
        groups.setdefault((snapshot[key]["kind"], snapshot[key]["under"]), []).append(key)
    return groups


@given(snapshots())
def test_nothing_changed_against_itself(snapshot):
    assert compare(snapshot, snapshot).counts == []


@given(snapshots(), snapshots())
def test_every_difference_is_told_once_and_nothing_else(before, now):
    found = compare(before, now)
    assert {c.key for c in found.changed.values() if c.added} == now.keys() - before.keys()
    assert len(found.removed) == len(before.keys() - now.keys())
    for key in before.keys() & now.keys():
        for name in ("heading", "text"):
            runs = getattr(found.changed[key], name) if key in found.changed else ()
            assert bool(runs) == (before[key][name] != now[key][name])
            if runs:
                assert "".join(r.text for r in runs if r.op != "inserted") == before[key][name]
                assert "".join(r.text for r in runs if r.op != "deleted") == now[key][name]
    stayed = {k for k in before.keys() & now.keys() if k not in found.changed or not found.changed[k].moved}
    assert order(before, stayed) == order(now, stayed), "what is not called moved kept its order"


def test_one_taken_to_the_front_is_one_move():
    before = {key: {"kind": "slogan", "under": "", "position": n, "heading": "", "text": key}
              for n, key in enumerate("abcde")}  # fmt: skip
    now = {key: before[key] | {"position": n} for n, key in enumerate("eabcd")}
    assert [c.key for c in compare(before, now).changed.values()] == ["e"]


def test_dropping_the_first_moves_nobody():
    before = {key: {"kind": "slogan", "under": "", "position": n, "heading": "", "text": key}
              for n, key in enumerate("abc")}  # fmt: skip
    now = {key: before[key] | {"position": n} for n, key in enumerate("bc")}
    assert compare(before, now).changed == {}


def test_a_reviewer_sees_what_changed_since_the_own_return(world, city_draft, as_):
    two_reviewers(world)
    drafter = world.people["fuzhou.drafter"]
    submitted(world, city_draft)
    reviewer = as_("fuzhou.甲")
    assert "您还没有标记看过这份稿" in reviewer.get(url("draft", city_draft.pk)).text
    assert not Look.objects.exists(), "reading writes nothing"
    reviewer.post(url("return_draft", city_draft.pk), {"reason": "请改口号"})
    slogan, gone = item(city_draft, "塑造中国品牌"), item(city_draft, "优质服务基层行")
    editing.adapt(edition=city_draft, key=slogan.key, heading="", text="塑造福州品牌 建设质量强国", by=drafter)
    editing.withdraw(edition=city_draft, key=gone.key, by=drafter)
    editing.add(edition=city_draft, kind="slogan", text="榕城质量人人有责", by=drafter)
    last = item(city_draft, "全民讲质量")
    editing.move(edition=city_draft, key=last.key, position=0, by=drafter)
    submitted(world, city_draft)
    page = reviewer.get(url("draft", city_draft.pk)).text
    assert "修改 1 条，新增 1 条，移动 1 条，删除或不列入 1 条" in page
    assert "<del>中国</del><ins>福州</ins>" in page
    only = reviewer.get(url("draft", city_draft.pk) + "?changed=1").text
    paper = only.split('id="paper"')[1].split("doc-origin")[0]
    assert "榕城质量人人有责" in paper
    assert "推动质量社会共治" not in paper
    assert "看全文" in only

    assert "没有标记看过" in as_("fuzhou.乙").get(url("draft", city_draft.pk)).text, "each has the own look"
    for who in ("fuzhou.drafter", "fuzhou.viewer"):
        assert "上次查看" not in as_(who).get(url("draft", city_draft.pk)).text
        assert as_(who).post(url("look_draft", city_draft.pk)).status_code == 403
    stale = reviewer.post(url("look_draft", city_draft.pk), {"version": str(city_draft.version - 1)})
    assert stale.status_code == 409
    reviewer.post(url("look_draft", city_draft.pk), {"version": str(city_draft.version)})
    page = reviewer.get(url("draft", city_draft.pk)).text
    assert "没有修改" in page
    assert "只看修改过的" not in page


def test_passing_and_signing_count_as_having_looked(world, city_draft):
    first, second = two_reviewers(world)
    submitted(world, city_draft)
    for person in (first, second):
        reviewing.pass_(edition=Edition.objects.get(pk=city_draft.pk), by=person)
    approver = world.people["fuzhou.approver"]
    signing.sign(edition=Edition.objects.get(pk=city_draft.pk), by=approver)
    assert set(Look.objects.values_list("user", flat=True)) == {first.pk, second.pk, approver.pk}
    assert set(Look.objects.first().words) == {str(i.key) for i in contents(city_draft).items}


def test_the_comparison_costs_one_query(world, city_draft, as_):
    submitted(world, city_draft)
    counts = []
    for name in ("fuzhou.viewer", "fuzhou.approver"):
        reader = as_(name)
        reader.post(url("look_draft", city_draft.pk), {"version": str(city_draft.version)})
        with CaptureQueriesContext(connection) as asked:
            reader.get(url("draft", city_draft.pk))
        counts.append(len([q for q in asked if "campaigns_look" in q["sql"]]))
    assert counts == [0, 1]
