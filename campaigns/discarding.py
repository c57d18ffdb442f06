"""Taking a file out of a report: its row at once, the stored file when nobody else has it."""

from django.db import transaction

from campaigns.models import FieldAnswer, Obligation, Report, ReportFile, ReportHandIn


def discard(file: ReportFile) -> None:
    """Remove the row, with the answer to an own field that it was. The caller holds the transaction, and knows that
    nobody has the report."""
    storage, stored = file.file.storage, str(file.file.name)
    FieldAnswer.objects.filter(file=file).delete()
    file.delete()
    # a copy of the report may hold the same file, and what was handed in stays whole
    if not ReportFile.objects.filter(file=stored).exists() and not holds_file(file.report, stored):
        transaction.on_commit(lambda: storage.delete(stored))


def was_handed_in(owed: Obligation, stored: str) -> bool:
    """Was the stored file part of a hand-in to this request? One query."""
    lists = ReportHandIn.objects.filter(obligation=owed).values_list("files", flat=True)
    return any(row.get("stored") == stored for files in lists for row in files)


def holds_file(report: Report, stored: str) -> bool:
    """Was the stored file part of a hand-in, of this report or one that it was copied from? Then it stays, though the
    report no longer has it. One query."""
    alike = ReportHandIn.objects.filter(report__unit=report.unit_id, report__campaign=report.campaign_id)
    lists = alike.values_list("files", flat=True)
    return any(row.get("stored") == stored for files in lists for row in files)
