"""Drafts of a material: nothing is lost when two people sort at once, and none is confirmed away from its source."""

from django.db.models import Prefetch
from django.urls import reverse

from activities import logging, sorting
from activities.models import Activity, Photo
from activities.tests.corrections import OLD
from activities.tests.diary import words
from activities.tests.test_materials import paste, url  # noqa: F401  (paste is a fixture)

THREE = "".join(f"9月{day}日，在第{day}小学举办质量课堂，{day}0余名学生参加。" for day in (10, 11, 12))


def test_two_merges_into_one_keep_both_texts(paste, world):  # noqa: F811  (the fixture)
    material, by = paste(THREE), world.people["fuzhou.reporter"]
    first, second, third = material.activities.order_by("held_on")
    seen_by_another = Activity.objects.get(pk=first.pk)
    sorting.merge(draft=second, into=first, by=by)
    sorting.merge(draft=third, into=seen_by_another, by=by)
    kept = material.activities.get()
    assert all(f"第{day}小学" in kept.text for day in (10, 11, 12))
    assert len(kept.recognised["also"]) == 2


def test_a_recognised_draft_is_confirmed_beside_its_source_alone(paste, as_):  # noqa: F811  (the fixture)
    draft, client = paste(THREE).activities.order_by("held_on")[1], as_("fuzhou.reporter")
    edit, there = reverse("activities:edit", args=[draft.pk]), f"{url(draft.material)}?draft={draft.pk}"
    assert client.get(edit).url == there
    assert client.post(edit, words(**OLD, version=draft.version)).url == there
    draft.refresh_from_db()
    assert draft.is_proposed
    assert client.get(there).context["draft"] == draft
    Activity.objects.filter(pk=draft.pk).update(is_proposed=False)
    assert client.get(edit).status_code == 200


def test_a_deleted_draft_leaves_no_picture_that_waited(
    handed_in, world, monkeypatch, django_capture_on_commit_callbacks
):
    gone: list[str] = []
    monkeypatch.setattr(logging, "discard", gone.extend)
    Activity.objects.update(state="draft")
    shown = Prefetch("photos", Photo.objects.standing())
    activity = Activity.objects.prefetch_related(shown).get()
    stems = set(Photo.objects.values_list("stem", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        logging.delete(activity=activity, by=world.people["housing.reporter"])
    assert (len(stems), set(gone)) == (2, stems)
