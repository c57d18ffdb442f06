"""登记: number and day after the signature; once in the portal; put right later with a reason."""

import pytest
from django.core.exceptions import ValidationError

from campaigns import issuing, planning, registering, signing
from campaigns.models import Edition, GivenNumber, Renumbering
from campaigns.tests.browsing import issues
from campaigns.tests.papers import issue
from orgs.models import AuditEvent, Seat

NUMBER, OTHER = "榕市监〔2024〕5号", "榕市监〔2024〕6号"


def sign(edition: Edition) -> Edition:
    Edition.objects.filter(pk=edition.pk).update(state="signed")
    edition.refresh_from_db()
    return edition


@pytest.fixture
def signed(city_draft) -> Edition:
    return sign(city_draft)


@pytest.fixture
def sister(world, national) -> Edition:
    by = world.people["xiamen.drafter"]
    return sign(planning.start(unit=world.xiamen, campaign=national.plan.campaign, parent=national.plan, by=by))


def test_it_is_a_step_of_its_own_with_who_and_when(world, signed, as_):
    client, page = as_("fuzhou.manager"), f"/work/drafts/{signed.pk}/register/"
    assert "待登记" in as_("fuzhou.drafter").get(f"/work/drafts/{signed.pk}/").content.decode()
    answer = client.post(page, {"document_number": NUMBER, "signed_on": "2024-08-20"})
    assert answer.status_code == 302
    signed.refresh_from_db()
    assert (signed.state, signed.document_number, str(signed.signed_on)) == ("signed", NUMBER, "2024-08-20")
    assert (signed.registered_by, bool(signed.registered_at)) == (world.people["fuzhou.manager"], True)
    shown = as_("fuzhou.drafter").get(f"/work/drafts/{signed.pk}/issue/").content.decode()
    steps = shown[shown.index('class="stages"') : shown.index("</ol>", shown.index('class="stages"'))]
    assert [name for name in ("起草", "签发", "登记", "印发", "公开") if f"<b>{name}</b>" not in steps] == []
    assert "fuzhou.manager" in steps
    assert NUMBER in steps


def test_the_number_is_optional(world, signed, as_):
    as_("fuzhou.drafter").post(f"/work/drafts/{signed.pk}/register/", {"document_number": "", "signed_on": ""})
    signed.refresh_from_db()
    assert signed.registered_at
    assert not GivenNumber.objects.filter(plan=signed.plan).exists()
    issuing.issue(edition=signed, by=world.people["fuzhou.drafter"])
    assert (signed.state, signed.document_number) == ("issued", "")


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("榕市监[2024]5号", "六角括号"),
        ("榕市监〔2024〕05号", "不加“0”"),
        ("榕市监〔24〕5号", "四位数字"),
        ("榕市监〔2024〕5", "写“号”字"),
    ],
)
def test_its_form_is_checked_and_a_better_one_proposed(signed, as_, number, says):
    answer = as_("fuzhou.drafter").post(f"/work/drafts/{signed.pk}/register/", {"document_number": number})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    signed.refresh_from_db()
    assert (signed.document_number, signed.registered_at) == ("", None)
    with pytest.raises(ValidationError, match="发文字号"):
        registering.register(edition=signed, document_number=number, by=None)


def test_a_number_registered_by_one_is_not_for_another_even_before_it_is_issued(world, signed, sister, as_):
    registering.register(edition=signed, document_number=NUMBER, by=world.people["fuzhou.drafter"])
    answer = as_("xiamen.drafter").post(f"/work/drafts/{sister.pk}/register/", {"document_number": NUMBER})
    assert answer.status_code == 422
    assert "已用于其他文件" in answer.content.decode()
    assert "福州" not in answer.content.decode()  # whose it is stays with them
    refused = issues(as_("xiamen.drafter"), sister, document_number=NUMBER)
    sister.refresh_from_db()
    assert (refused.status_code, sister.state) == (422, "signed")


def test_the_database_itself_refuses_a_second(world, signed, sister, monkeypatch):
    """Two clerks in the same moment: the second does not see the first one's row when it looks."""
    registering.register(edition=signed, document_number=NUMBER, by=world.people["fuzhou.drafter"])
    looked = []
    real = type(GivenNumber.objects.all()).get

    def blind(rows, *args, **kwargs):
        if rows.model is GivenNumber and not looked:
            looked.append(True)
            raise GivenNumber.DoesNotExist
        return real(rows, *args, **kwargs)

    monkeypatch.setattr(type(GivenNumber.objects.all()), "get", blind)
    with pytest.raises(ValidationError, match="已用于其他文件"):
        registering.register(edition=sister, document_number=NUMBER, by=world.people["xiamen.drafter"])
    assert GivenNumber.objects.get(serial=5).plan == signed.plan


def test_another_series_year_or_serial_is_another_number(world, signed, sister):
    registering.register(edition=signed, document_number=NUMBER, by=None)
    for number in ("榕市监质〔2024〕5号", "榕市监〔2023〕5号", "榕市监〔2024〕50号"):
        registering.register(edition=sister, document_number=number, by=None)
    assert [str(each) for each in GivenNumber.objects.filter(plan=sister.plan)] == ["榕市监〔2024〕50号"]


def test_a_return_gives_the_number_back(world, signed, sister):
    registering.register(edition=signed, document_number=NUMBER, by=None)
    signing.send_back(edition=signed, reason="请修改", by=world.people["fuzhou.approver"])
    assert signed.registered_at is None
    registering.register(edition=sister, document_number=NUMBER, by=None)


def test_a_later_edition_of_the_plan_may_keep_its_number(world, signed, sister):
    registering.register(edition=signed, document_number=NUMBER, by=None)
    issuing.issue(edition=signed, by=None)
    again = planning.start_again(plan=signed.plan, issue="correction", reason="更正", by=world.people["fuzhou.drafter"])
    sign(again)
    issuing.issue(edition=again, by=None, document_number=NUMBER)
    with pytest.raises(ValidationError, match="已用于"):
        registering.register(edition=sister, document_number=NUMBER, by=None)


def test_only_a_signed_edition_is_registered(world, city_draft, as_):
    answer = as_("fuzhou.drafter").post(f"/work/drafts/{city_draft.pk}/register/", {"document_number": NUMBER})
    assert answer.status_code == 409
    assert not GivenNumber.objects.filter(serial=5).exists()
    assert as_("fuzhou.viewer").post(f"/work/drafts/{city_draft.pk}/register/", {}).status_code == 403
    assert as_("xiamen.manager").post(f"/work/drafts/{city_draft.pk}/register/", {}).status_code == 404


def test_a_day_to_come_is_no_day_of_signature(signed, as_):
    answer = as_("fuzhou.drafter").post(f"/work/drafts/{signed.pk}/register/", {"signed_on": "2090-01-01"})
    assert answer.status_code == 422
    assert "不能晚于今天" in answer.content.decode()


def test_an_administrator_puts_a_number_right_also_after_issue(world, signed, sister, as_, client):
    registering.register(edition=signed, document_number=NUMBER, by=None)
    issue(signed)
    page, public = f"/work/editions/{signed.pk}/number/", f"/plans/{signed.plan.public_id}/"
    assert NUMBER in client.get(public).content.decode()
    manager = as_("fuzhou.manager")
    assert manager.post(page, {"document_number": OTHER}).status_code == 422  # no reason
    assert manager.post(page, {"document_number": NUMBER, "reason": "误录"}).status_code == 422  # no change
    assert manager.post(page, {"document_number": OTHER, "reason": "序号误录"}).status_code == 302
    signed.refresh_from_db()
    assert signed.document_number == OTHER
    seen = client.get(public).content.decode()
    assert OTHER in seen
    assert f"更正前：{NUMBER}" in seen
    assert "序号误录" not in seen
    api = client.get(f"/api/v1/plans/{signed.plan.public_id}").json()
    assert (api["document_number"], api["former_numbers"], api["validity"]) == (OTHER, [NUMBER], "in_force")
    work = manager.get(f"/work/plans/{signed.plan_id}/").content.decode()
    assert f"更正前：{NUMBER}" in work
    assert "序号误录" in work
    assert AuditEvent.objects.get(act="方案·更正发文字号").actor == world.people["fuzhou.manager"]
    registering.register(edition=sister, document_number=NUMBER, by=None)  # the wrong one belongs to nobody again
    with pytest.raises(ValidationError, match="已用于"):
        registering.register(edition=sister, document_number=OTHER, by=None)


@pytest.mark.parametrize(("name", "status"), [("fuzhou.drafter", 403), ("fuzhou.approver", 403),
                                              ("fujian.manager", 404), ("outsider", 404)])  # fmt: skip
def test_nobody_else_does(world, signed, as_, name, status):
    issue(signed)
    answer = as_(name).post(f"/work/editions/{signed.pk}/number/", {"document_number": OTHER, "reason": "试"})
    assert answer.status_code == status
    assert not Renumbering.objects.exists()


def test_before_it_is_registered_there_is_nothing_to_put_right(world, city_draft, as_):
    answer = as_("fuzhou.manager").post(
        f"/work/editions/{city_draft.pk}/number/", {"document_number": OTHER, "reason": "试"}
    )
    assert answer.status_code == 422


def test_registering_makes_nobody_a_drafter(world, signed):
    """The office's clerk who registers may be the one who signs another time."""
    person = world.people["fuzhou.approver"]
    Seat.objects.create(user=person, unit=world.fuzhou, role="manager")
    registering.register(edition=signed, document_number=NUMBER, by=person)
    assert not Edition.objects.filter(pk=signed.pk).drafted_by(person).exists()
