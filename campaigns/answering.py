"""A form's worth of answering: keep the files, save the words, perhaps hand in. Each step stands for itself, so that
a refusal in one loses nothing of those before it."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from campaigns import attaching, fielding, reporting
from campaigns.fielding import Given
from campaigns.models import Obligation, Report
from orgs.models import User

FILES = 20  # of one report


def write(
    *,
    obligation: Obligation,
    title: str,
    text: str | None,
    version: int,
    by: User,
    files: Iterable[File] = (),
    given: Mapping[int, Given] | None = None,
    field_files: Mapping[int, File] | None = None,
) -> Report:
    """Save what was written for an obligation, with what was given for the request's own fields (by field id). Raises
    StaleReport: nothing is overwritten, but the files are kept all the same."""
    report = keep_files(obligation=obligation, files=files, by=by)
    keep_field_files(obligation=obligation, files=field_files or {}, by=by)
    with transaction.atomic():
        Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)  # before the report, as everywhere
        saved = reporting.save(report=report, title=title, text=text, version=version, by=by)
        fielding.keep(obligation=obligation, given=given or {})
    return saved


def keep_field_files(*, obligation: Obligation, files: Mapping[int, File], by: User | None) -> None:
    """Keep files given for own fields of kind file, each in the place of the one before."""
    for pk, file in files.items():
        report = reporting.begin(obligation=obligation, by=by)
        row = attaching.attach(report=report, file=file, by=by)
        fielding.keep(obligation=obligation, given={pk: Given(row.name, "", row)})


def keep_files(*, obligation: Obligation, files: Iterable[File], by: User) -> Report:
    """Attach the files to the obligation's report, beginning it when there is none."""
    report = reporting.begin(obligation=obligation, by=by)
    for file in files:
        if report.files.count() >= FILES:
            raise ValidationError(f"一份总结最多{FILES}个附件，“{file.name}”没有保存。可以打成一个ZIP压缩包再上传。")
        attaching.attach(report=report, file=file, by=by)
    return report


def others_open(obligation: Obligation):
    """Further obligations of the same unit that the same report may answer: open, of the same campaign, and not
    written for separately."""
    mine = Obligation.objects.filter(unit=obligation.unit, request__campaign=obligation.request.campaign)
    mine = mine.unanswered().by_text().exclude(pk=obligation.pk)
    apart = mine.exclude(report=None).exclude(report=obligation.report_id).values("pk")
    return mine.exclude(pk__in=apart).select_related("request__unit").order_by("due_on", "pk")


def fitting_reports(obligation: Obligation, among):
    """Reports of the unit, handed in elsewhere, that could answer this obligation as they are."""
    found = among.filter(unit=obligation.unit, campaign=obligation.request.campaign)
    found = found.filter(obligations__state__in=("handed_in", "accepted"), rows=[]).exclude(pk=obligation.report_id)
    return found.distinct().order_by("-handed_in_at")
