"""更正 of what was accepted: the old stands and is counted until the office agrees; then all changes at once."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from activities import correcting, figures, reviewing
from activities.models import Correction, Photo
from activities.photo_files import names_of
from activities.tests.corrections import accept, page, public, review, typed
from activities.tests.diary import picture
from orgs.models import AuditEvent, Message
from orgs.moves import StaleState


def test_until_it_is_accepted_nothing_changes(handed_in, accepted, as_, world, client):
    public(accepted)
    accepted.refresh_from_db()
    assert (accepted.title, accepted.residents, accepted.state) == ("举办质量开放日", 400, "accepted")
    counted = figures.of_unit(world.housing, accepted.campaign)
    assert (counted.residents.value, counted.photos) == (400, 1)
    waiting = Photo.objects.get(original_name="二.jpg")
    shown = client.get(f"/activities/{accepted.public_id}/").content.decode()
    assert "举办质量开放日" in shown
    assert "开放周" not in shown
    assert waiting.public_id not in shown
    address = reverse("activities:photo", args=[waiting.public_id, "thumb", "jpg"])
    assert client.get(address).status_code == 404
    for name, status in (("housing.reporter", 200), ("fuzhou.manager", 200), ("fujian.manager", 404),
                         ("fuzhou.reporter", 404), ("xiamen.manager", 404)):  # fmt: skip
        assert as_(name).get(address).status_code == status, name
    unit_page = as_("housing.reporter").get(page(accepted, "work_activity")).content.decode()
    assert waiting.public_id not in unit_page
    assert "更正正在等待审核" in unit_page


def test_the_office_sees_both_and_accepts(handed_in, accepted, as_):
    office = as_("fuzhou.manager")
    told = Message.objects.filter(kind="correction_handed_in", channel="portal")
    assert {message.seat.user.username for message in told} == {"fuzhou.manager"}
    assert review(handed_in) in office.get("/work/review/").content.decode()
    shown = office.get(review(handed_in)).content.decode()
    assert "举办质量开放<del>日</del>" in shown
    assert "举办质量开放<ins>周</ins>" in shown
    assert "人数有误" in shown
    assert "新增" in shown
    accept(office, handed_in)
    accepted.refresh_from_db()
    assert (accepted.title, accepted.residents, accepted.residents_qualifier) == ("举办质量开放周", 450, "余")
    assert (accepted.state, accepted.version) == ("accepted", 1)
    assert list(accepted.co_holders.values_list("name", flat=True)) == ["市教育局"]
    assert list(accepted.counters.values_list("kind", "value")) == [("boards", 3)]
    assert list(accepted.photos.values_list("original_name", "correction")) == [("一.jpg", None), ("二.jpg", None)]
    assert Correction.objects.get().words["before"]["title"] == "举办质量开放日"
    assert Message.objects.filter(kind="correction_accepted", channel="portal").count() == 1
    assert AuditEvent.objects.filter(act="活动·更正通过").count() == 1
    assert office.get(review(handed_in)).status_code == 200  # what was decided can be looked up


def test_photos_named_go_with_their_files_only_then(accepted, as_):
    photo = accepted.photos.get()
    files = [name for name in names_of(photo.stem) if default_storage.exists(name)]
    assert len(files) == 6
    reporter = as_("housing.reporter")
    reporter.post(page(accepted), typed(hand_in="1") | {f"delete-{photo.pk}": "on"})
    assert accepted.photos.count() == 1
    correction = Correction.objects.get()
    assert "已删去" in as_("fuzhou.manager").get(review(correction)).content.decode()
    assert all(default_storage.exists(name) for name in files)


@pytest.mark.django_db(transaction=True)
def test_files_go_after_the_commit(accepted, as_, world):
    photo = accepted.photos.get()
    files = [name for name in names_of(photo.stem) if default_storage.exists(name)]
    assert len(files) == 6
    reporter = as_("housing.reporter")
    reporter.post(page(accepted), typed(photos=picture("二.jpg")) | {f"delete-{photo.pk}": "on"})
    added = Photo.objects.get(original_name="二.jpg")
    correcting.drop(correction=Correction.objects.get(), by=world.people["housing.reporter"])
    assert not Photo.objects.filter(pk=added.pk).exists()
    assert not any(default_storage.exists(name) for name in names_of(added.stem))
    assert all(default_storage.exists(name) for name in files)
    reporter.post(page(accepted), typed(hand_in="1") | {f"delete-{photo.pk}": "on"})
    accept(as_("fuzhou.manager"), Correction.objects.get(state="handed_in"))
    assert not accepted.photos.exists()
    assert not any(default_storage.exists(name) for name in files)


def test_captions_change_with_the_correction(accepted, as_):
    photo = accepted.photos.get()
    as_("housing.reporter").post(page(accepted), typed(hand_in="1") | {f"caption-{photo.pk}": "现场讲解"})
    photo.refresh_from_db()
    assert photo.caption == ""
    accept(as_("fuzhou.manager"), Correction.objects.get())
    photo.refresh_from_db()
    assert photo.caption == "现场讲解"


def test_returned_with_a_reason_mended_and_handed_in_again(handed_in, accepted, as_):
    office, reporter = as_("fuzhou.manager"), as_("housing.reporter")
    assert office.post(review(handed_in), {"send_back": "1", "reason": " "}).status_code == 422
    office.post(review(handed_in), {"send_back": "1", "picked": ["请补充现场照片。"], "reason": "另请附签到表"})
    handed_in.refresh_from_db()
    assert (handed_in.state, handed_in.return_reason) == ("returned", "请补充现场照片。\n另请附签到表")
    told = Message.objects.filter(kind="correction_returned", channel="portal").get()
    assert (told.seat.user.username, "另请附签到表" in told.body) == ("housing.reporter", True)
    assert "另请附签到表" in reporter.get(page(accepted)).content.decode()
    assert "举办质量开放周" in reporter.get(page(accepted)).content.decode()
    reporter.post(page(accepted), typed(title="举办质量开放月", version=0, hand_in="1"))
    handed_in.refresh_from_db()
    assert (handed_in.state, handed_in.version, handed_in.words["title"]) == ("handed_in", 1, "举办质量开放月")
    assert Photo.objects.filter(correction=handed_in).count() == 1


def test_what_is_to_do_stands_on_the_desk(handed_in, accepted, as_):
    office, reporter = as_("fuzhou.manager"), as_("housing.reporter")
    assert "1项活动更正待审核" in office.get("/work/").content.decode()
    office.post(review(handed_in), {"send_back": "1", "reason": "请核对人数"})
    desk = reporter.get("/work/").content.decode()
    assert "补充完善更正：举办质量开放日" in desk
    assert "请核对人数" in desk


def test_withdrawn_and_given_up(handed_in, accepted, as_):
    reporter = as_("housing.reporter")
    assert "请先撤回更正" in reporter.get(page(accepted)).content.decode()
    assert reporter.post(page(accepted, "correction_drop")).status_code == 302
    handed_in.refresh_from_db()
    assert handed_in.state == "handed_in"  # what waits must be taken back first
    reporter.post(page(accepted, "correction_withdraw"))
    reporter.post(page(accepted, "correction_drop"))
    handed_in.refresh_from_db()
    assert (handed_in.state, Photo.objects.filter(correction=handed_in).count()) == ("dropped", 0)
    assert as_("fuzhou.manager").get(review(handed_in)).status_code == 404
    assert reporter.post(page(accepted, "correction_drop")).status_code == 404


def test_nothing_different_is_not_handed_in(accepted, as_):
    answer = as_("housing.reporter").post(page(accepted), typed(hand_in="1"), follow=True).content.decode()
    assert "没有不同，不必报送" in answer
    assert Correction.objects.get().state == "draft"


def test_wrong_words_cost_nothing(accepted, as_):
    answer = as_("housing.reporter").post(page(accepted), typed(title="改后的名称", held_on="2019-01-01"))
    assert answer.status_code == 422
    assert "改后的名称" in answer.content.decode()
    assert not Correction.objects.exists()


def test_the_second_to_write_sees_both_texts(accepted, as_):
    one, other = as_("housing.reporter"), as_("housing.reporter")
    one.post(page(accepted), typed(title="甲的更正"))
    answer = other.post(page(accepted), typed(title="乙的更正"))
    assert answer.status_code == 409
    assert "甲的更正" in answer.content.decode()
    assert "乙的更正" in answer.content.decode()
    assert Correction.objects.get().words["title"] == "甲的更正"
    assert 'name="version" value="0"' in answer.content.decode()
    other.post(page(accepted), typed(title="乙的更正", version=0))
    assert Correction.objects.get().words["title"] == "乙的更正"
    assert one.post(page(accepted), typed(title="甲又改", version=0)).status_code == 409


def test_the_office_decides_on_what_it_read(handed_in, accepted, as_, world):
    office = as_("fuzhou.manager")
    before = office.get(review(handed_in)).content.decode()
    seen = before.partition('name="seen" value="')[2].partition('"')[0]
    reporter = as_("housing.reporter")
    reporter.post(page(accepted, "correction_withdraw"))
    reporter.post(page(accepted), typed(title="偷换的名称", version=0, hand_in="1"))
    answer = office.post(review(handed_in), {"accept": "1", "seen": seen})
    assert answer.status_code == 422
    assert "在您查看之后又有修改" in answer.content.decode()
    accepted.refresh_from_db()
    assert accepted.title == "举办质量开放日"


def test_it_is_not_sent_back_while_a_correction_waits(handed_in, accepted, as_, world):
    office = as_("fuzhou.manager")
    answer = office.post(reverse("activities:review_one", args=[accepted.pk]), {"send_back": "1", "reason": "照片有误"})
    assert answer.status_code == 422
    assert "请先审核更正" in answer.content.decode()
    as_("housing.reporter").post(page(accepted, "correction_withdraw"))
    reviewing.send_back(activity=accepted, reason="照片有误", by=world.people["fuzhou.manager"])
    unit = as_("housing.reporter").get(page(accepted)).content.decode()
    assert "请直接修改活动" in unit
    assert "举办质量开放周" in unit  # what was written is not lost
    with pytest.raises(StaleState):
        correcting.hand_in(correction=Correction.objects.get(), by=world.people["housing.reporter"])


def test_the_folded_figures_are_corrected_too(accepted, as_):
    unit, office = as_("housing.reporter"), as_("fuzhou.manager")
    assert 'name="counter_boards" value="3"' in unit.get(page(accepted)).content.decode()
    unit.post(page(accepted), typed(counter_boards="5余", counter_materials="400", draft="1"))
    shown = unit.get(page(accepted)).context["form"]
    assert str(shown["counter_boards"].value()) == "5余"
    unit.post(page(accepted), typed(counter_boards="", counter_materials="400", version=shown["version"].value()))
    assert not unit.get(page(accepted)).context["form"]["counter_boards"].value()
    assert list(accepted.counters.values_list("kind", "value")) == [("boards", 3)]
    late = unit.post(page(accepted), typed(counter_boards="7", version="0"))
    assert late.status_code == 409
    assert "展板（块）：7" in late.context["mine"]
    assert "资料（份）：400" in late.context["theirs"]
    unit.post(page(accepted, "correction_hand_in"))
    accept(office, Correction.objects.get())
    assert list(accepted.counters.values_list("kind", "value", "qualifier")) == [("materials", 400, "")]
