"""Promise A1: every address is classified; visitors, strangers and sister units get what its class says."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from activities.models import Activity, Case, Correction, PutForward
from campaigns import commenting, editing, parts, planning, reporting, signing
from campaigns.models import Obligation, ReportNote, Request, ReviewStep
from qualitymonth.tests.addresses import CLASS_OF, SEAT

CANARY = "金丝雀只在厦门"
# Django's admin, allauth and the API's own pages are classified as a whole and tested on their own.
WHOLE = ("admin:", "account_", "api:")


def patterns():
    """Every named address with its path converters."""

    def walk(resolver, space: str):
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
            elif isinstance(entry, URLPattern) and entry.name:
                yield f"{space}{entry.name}", entry

    found: dict[str, URLPattern] = {}
    for name, entry in walk(get_resolver(), ""):
        if not name.startswith(WHOLE):
            found.setdefault(name, entry)
    return found


PATTERNS = patterns()
REVIEWS = {
    "campaigns:review_steps": "unit",
    "campaigns:remove_review_step": "step",
    "campaigns:move_review_step": "step",
    "campaigns:review_scan": "review",
    "campaigns:remark_reply": "remark",
    "campaigns:remark_resolve": "remark",
    "campaigns:remark_reopen": "remark",
    "activities:case": "case",
    "campaigns:remind": "asked",
    "campaigns:calls": "asked",
    "campaigns:call_file": "asked",
    "campaigns:note_call": "owed",
    "activities:edit_case": "case",
    "activities:disclose_case": "case",
    "activities:put_forward_case": "case",
    "activities:answer_case": "received",
    "activities:forward_case": "received",
    "activities:draft_report": "owed",
    "campaigns:note_settle": "note",
    "campaigns:note_take_back": "note",
} | dict.fromkeys(
    (f"campaigns:{name}" for name in ("writing", "part_add", "part_edit", "part_remove", "part_move", "part_restore",
                                      "numbers_update", "hand_ins", "hand_in_file", "note_add")), "owed")  # fmt: skip
SEAT_NAMES = sorted(name for name in PATTERNS if CLASS_OF.get(name) == SEAT)


def address(name: str, pk: int, key: uuid.UUID | None = None) -> str:
    """The address with every number set to `pk`; a name whose arguments cannot be filled fails loudly."""
    kinds = {
        "pk": pk,
        "row": pk,
        "part": pk,
        "number": 1,
        "key": key or uuid.uuid4(),
        "under": uuid.uuid4(),
        "kind": "action",
    }
    kinds |= {"public_id": "AAAAAAAAAAAAAAAA", "slug": "2024", "code": "350200", "token": "x" * 32, "format": "docx"}
    wanted = PATTERNS[name].pattern.converters or dict.fromkeys(re.findall(r"\?P<(\w+)>", str(PATTERNS[name].pattern)))
    return reverse(name, kwargs={argument: kinds[argument] for argument in wanted})


def test_every_address_is_classified():
    assert set(PATTERNS) == set(CLASS_OF)


@pytest.mark.django_db
@pytest.mark.parametrize("name", SEAT_NAMES)
def test_a_visitor_is_sent_to_the_log_in_page(client, name):
    """Before anything is looked up: an address says nothing about what exists."""
    for answer in (client.get(address(name, 1)), client.post(address(name, 1))):
        assert answer.status_code in (302, 405), name
        if answer.status_code == 302:
            assert answer["Location"].startswith("/accounts/login/"), name


@pytest.fixture
def xiamen(world, campaign, national):
    """What 厦门 keeps to itself: a draft submitted, a report begun, an activity, an unread message."""
    by = world.people["xiamen.drafter"]
    draft = planning.start(unit=world.xiamen, campaign=campaign, parent=national.plan, by=by, title=f"{CANARY}方案")
    item = editing.add(edition=draft, kind="slogan", text=f"{CANARY}口号", by=by)
    approver = world.people["xiamen.approver"]
    step = ReviewStep.objects.create(unit=world.xiamen, post=f"{CANARY}岗位", reviewer=approver, order=1)
    remark = commenting.comment(edition=draft, text=f"{CANARY}意见", by=approver, key=item.key)
    signing.submit(edition=draft, by=by)
    request = Request.objects.create(campaign=campaign, unit=world.fujian, title="报送总结", due_on="2024-10-12")
    owed = Obligation.objects.create(request=request, unit=world.xiamen, due_on="2024-10-12")
    report = reporting.begin(obligation=owed, by=world.people["xiamen.reporter"])
    reporting.save(report=report, title=f"{CANARY}总结", text=CANARY, version=0, by=world.people["xiamen.reporter"])
    parts.add(report=report, kind="text", text=f"{CANARY}段落", by=world.people["xiamen.reporter"])
    note = ReportNote.objects.create(obligation=owed, text="上级的意见", by=world.people["fujian.manager"])
    words = {"title": f"{CANARY}活动", "place": CANARY, "text": CANARY}
    activity = Activity.objects.create(campaign=campaign, unit=world.xiamen, held_on="2024-09-03", **words)
    correction = Correction.objects.create(activity=activity, words={"title": CANARY}, note=CANARY)
    case = Case.objects.create(campaign=campaign, unit=world.xiamen, title=f"{CANARY}案例", results=CANARY)
    sent = {"office": national.plan.unit, "sent_from": world.xiamen, "words": {"title": f"{CANARY}案例"}}
    received = PutForward.objects.create(case=case, **sent)
    return {"case": case, "received": received, "draft": draft, "item": item, "owed": owed, "asked": request,
            "activity": activity, "plan": draft.plan, "unit": world.xiamen, "step": step, "review": draft.reviews.get(),
            "remark": remark, "correction": correction, "note": note}  # fmt: skip


def subject_of(name: str, xiamen) -> int:
    if name in REVIEWS:
        return xiamen[REVIEWS[name]].pk
    if name == "activities:correction_review":
        return xiamen["correction"].pk
    if name.startswith("activities:"):
        return xiamen["activity"].pk
    if name in ("campaigns:reports", "campaigns:obligation") or "report" in name:
        return xiamen["owed"].pk
    if "plan" in name or name in ("campaigns:execute_directly", "campaigns:work_edition"):
        return xiamen["plan"].pk
    return xiamen["draft"].pk


def state_of(xiamen) -> list[dict]:
    return [type(row)._base_manager.filter(pk=row.pk).values().get() for row in xiamen.values()]


@pytest.mark.slow
@pytest.mark.strict
@pytest.mark.parametrize("person", ["outsider", "fuzhou.manager", "hunan.manager", "gulou.drafter"])
def test_what_a_sister_keeps_to_itself_is_nowhere(world, xiamen, person):
    """GET and POST with the sister's numbers on every address: 404, 403, 405 or a page without a word of hers."""
    before = state_of(xiamen)
    client = Client()
    client.force_login(world.people[person], backend="django.contrib.auth.backends.ModelBackend")
    for name in SEAT_NAMES:
        url = address(name, subject_of(name, xiamen), xiamen["item"].key)
        takes_object = bool({"pk", "key"} & set(PATTERNS[name].pattern.converters))
        for answer in (client.get(url), client.post(url, {"reason": "x", "title": "x", "version": "0"})):
            assert CANARY not in answer.content.decode(errors="replace"), (person, name)
            if takes_object:
                assert answer.status_code in (403, 404, 405), (person, name, answer.status_code)
    assert state_of(xiamen) == before, person


@pytest.mark.slow
def test_the_office_above_sees_no_draft_either(world, xiamen):
    client = Client()
    client.force_login(world.people["fujian.manager"], backend="django.contrib.auth.backends.ModelBackend")
    for name in SEAT_NAMES:
        answer = client.get(address(name, subject_of(name, xiamen), xiamen["item"].key))
        assert CANARY not in answer.content.decode(errors="replace"), name
