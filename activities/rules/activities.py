"""Who may do what with activities and photos: tiny predicates, the twins of the querysets' scopes."""

import rules
from django.utils import timezone

from activities.choices import EXPORTING, HANDED_IN, Correcting, State
from activities.models import (
    Activity,
    Correction,
    ExportFile,
    Photo,
    Video,
    WorkbookImport,
)
from orgs.models import Region, Unit, User
from orgs.rules import sits_at

REPORTING = ("reporter", "manager")
REVIEWING = ("manager", "reviewer", "approver")


@rules.predicate
def own(user: User, activity: Activity) -> bool:
    return sits_at(user, activity.unit)


@rules.predicate
def reports_for(user: User, activity: Activity) -> bool:
    return activity.unit_id in user.reach.units(*REPORTING)


@rules.predicate
def entered(user: User, activity: Activity) -> bool:
    """The user's office entered it for another unit, which has not taken over yet."""
    return activity.taken_over_at is None and activity.entered_by_id in user.reach.units()


@rules.predicate
def enters(user: User, activity: Activity) -> bool:
    return activity.taken_over_at is None and activity.entered_by_id in user.reach.units(*REPORTING)


@rules.predicate
def reports_for_unit(user: User, unit: Unit) -> bool:
    return unit.pk in user.reach.units(*REPORTING)


@rules.predicate
def handed_in(user: User, activity: Activity) -> bool:
    return activity.state in HANDED_IN


@rules.predicate
def co_held(user: User, activity: Activity) -> bool:
    return any(holder.unit_id in user.reach.units() for holder in activity.co_holders.all() if holder.unit_id)


@rules.predicate
def coordinated(user: User, activity: Activity) -> bool:
    return any(activity.unit.region.path.startswith(path) for path in user.reach.paths)


@rules.predicate
def public(user: User, activity: Activity) -> bool:
    return activity.is_public and activity.state == State.ACCEPTED


@rules.predicate
def editable(user: User, activity: Activity) -> bool:
    return activity.is_editable


@rules.predicate
def is_draft(user: User, activity: Activity) -> bool:
    return activity.state == State.DRAFT


@rules.predicate
def accepted(user: User, activity: Activity) -> bool:
    return activity.state == State.ACCEPTED


@rules.predicate
def decides_on(user: User, activity: Activity) -> bool:
    """Twin of `querysets.decided_by`: the region's office, or the one above for a lead office; the nation itself."""
    unit, path = activity.unit, activity.unit.region.path
    for office, over in user.reach.offices(*REVIEWING).items():
        if path == over and (unit.pk != office or len(over) == Region.steplen):
            return True
        if unit.is_lead and path.startswith(over) and len(path) == len(over) + Region.steplen:
            return True
    return False


@rules.predicate
def answers_for(user: User, activity: Activity) -> bool:
    """The unit's own leaders, or the office that reviewed it, may make it public."""
    return activity.unit_id in user.reach.units(*REVIEWING)


@rules.predicate
def photo_of_visible(user: User, photo: Photo) -> bool:
    if photo.correction is not None:
        return view_correction(user, photo.correction)
    return view_activity(user, photo.activity)


@rules.predicate
def photo_from_inside(user: User, photo: Photo) -> bool:
    """Twin of `photo_of_visible` without those whom only its being public lets in."""
    return view_correction(user, photo.correction) if photo.correction else inside(user, photo.activity)


@rules.predicate
def photo_changeable(user: User, photo: Photo) -> bool:
    if photo.correction is None:
        return photo.activity.is_editable
    return photo.correction.state in (Correcting.DRAFT, Correcting.RETURNED) and photo.activity.state == State.ACCEPTED


@rules.predicate
def photo_reported_for(user: User, photo: Photo) -> bool:
    return writes(user, photo.activity)


@rules.predicate
def video_of_visible(user: User, video: Video) -> bool:
    return view_activity(user, video.activity)


@rules.predicate
def exports_for(user: User, unit: Unit) -> bool:
    return unit.pk in user.reach.units(*EXPORTING)


@rules.predicate
def own_living_export(user: User, export: ExportFile) -> bool:
    return export.user_id == user.pk and export.expires_at > timezone.now() and exports_for(user, export.unit)


@rules.predicate
def own_living_import(user: User, job: WorkbookImport) -> bool:
    return job.user_id == user.pk and job.expires_at > timezone.now() and reports_for_unit(user, job.unit)


@rules.predicate
def coordinates(user: User, region: Region) -> bool:
    return any(region.path.startswith(path) for path in user.reach.paths)


@rules.predicate
def of_own_unit(user: User, correction: Correction) -> bool:
    return own(user, correction.activity)


@rules.predicate
def brought_to_the_office(user: User, correction: Correction) -> bool:
    return correction.state in HANDED_IN and decides_on(user, correction.activity)


inside = own | (handed_in & (co_held | coordinated)) | entered
view_activity = inside | public
view_correction = of_own_unit | brought_to_the_office
writes = reports_for | enters

rules.add_perm("activities.log_activity", reports_for_unit)
rules.add_perm("activities.view_activity", view_activity)
rules.add_perm("activities.view_history", own | entered | (handed_in & coordinated))
rules.add_perm("activities.view_photo", photo_of_visible)
rules.add_perm("activities.fetch_full_photo", photo_from_inside)
rules.add_perm("activities.write_photo", photo_reported_for)
rules.add_perm("activities.change_photo", photo_reported_for & photo_changeable)
rules.add_perm("activities.view_video", video_of_visible)
rules.add_perm("activities.report_activity", reports_for)
rules.add_perm("activities.write_activity", writes)
rules.add_perm("activities.change_activity", writes & editable)
rules.add_perm("activities.hand_in_activity", writes & editable)
rules.add_perm("activities.withdraw_activity", writes)
rules.add_perm("activities.delete_activity", writes & is_draft)
rules.add_perm("activities.review_activity", decides_on)
rules.add_perm("activities.export_unit", exports_for)
rules.add_perm("activities.fetch_export", own_living_export)
rules.add_perm("activities.view_import", own_living_import)
rules.add_perm("activities.view_overview", coordinates)
rules.add_perm("activities.disclose_activity", accepted & (answers_for | decides_on))
rules.add_perm("activities.correct_activity", reports_for & accepted)
rules.add_perm("activities.view_correction", view_correction)
rules.add_perm("activities.review_correction", brought_to_the_office)
