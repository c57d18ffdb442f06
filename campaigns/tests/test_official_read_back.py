"""Import(export(edition)) is the edition again: all four documents of 2024, as Word and as PDF, through the page."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from campaigns.models import Edition, Reading
from campaigns.official.gathering import document_of
from campaigns.official.pdf import pdf_of
from campaigns.official.word import word_of
from campaigns.opening import standing
from campaigns.tests.browsing import url
from campaigns.tests.structures import structure_of
from campaigns.tests.test_from_file import as_shown
from orgs.models import Seat, Unit, User

WRITERS = {"docx": word_of, "pdf": pdf_of}
NAMES = ("national", "fujian", "yueyang", "puer")
SENTENCES = ("根据《", "现将《", "活动定于", "（此件")  # what the portal itself says around the items


@pytest.fixture
def elsewhere(year2024) -> Unit:
    """A lead office that has no plan yet."""
    return Unit.objects.filter(kind="lead", plans__isnull=True, region__depth=2).first()


@pytest.fixture
def drafter(elsewhere) -> Client:
    user = User.objects.create(username="elsewhere.drafter")
    Seat.objects.create(user=user, unit=elsewhere, role="drafter")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def imported(drafter: Client, unit: Unit, name: str, content: bytes) -> Edition:
    """The draft that comes of a file when everything that was read is confirmed as it is shown."""
    posted = {"unit": unit.pk, "text": "", "campaign": "2024", "file": SimpleUploadedFile(name, content)}
    answer = drafter.post(url("read_file"), posted)
    page = drafter.get(answer.url)
    done = drafter.post(answer.url, as_shown(page))
    assert done.status_code == 302, done.context["form"].errors
    return Edition.objects.get(plan__unit=unit)


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.parametrize("suffix", list(WRITERS))
@pytest.mark.parametrize("name", NAMES)
def test_what_was_written_is_read_again(year2024, drafter, elsewhere, name, suffix):
    edition = getattr(year2024, name).editions.get()
    content = WRITERS[suffix](document_of(edition))
    draft = imported(drafter, elsewhere, f"{name}.{suffix}", content)
    there, here = structure_of(edition), structure_of(draft)
    for part, wanted in there.items():
        assert here[part] == wanted, part
    assert (draft.opening or "") == (edition.opening_issued or standing(edition).text)
    left = Reading.objects.get(edition=draft).proposal["unrecognised"]
    imprint = (edition.plan.unit.name, *there["issuers"], getattr(edition.plan.letterhead, "name", ""))
    assert [words for words in left if not words.startswith((*SENTENCES, *filter(None, imprint)))] == []


@pytest.mark.slow
def test_the_words_on_paper_count_after_a_clerk_has_gone_on_writing(year2024, drafter, elsewhere):
    """A name put right in WPS, a point struck out: what stands in the file is read, not what was exported."""
    word = Document(io.BytesIO(word_of(document_of(year2024.fujian.editions.get()))))
    here = {paragraph.text: paragraph for paragraph in word.paragraphs}
    here["质量巡诊行动"].runs[0].text = "质量问诊进园区行动"
    gone = here["产品质量技术帮扶"]._p
    gone.getparent().remove(gone)
    stored = io.BytesIO()
    word.save(stored)
    draft = imported(drafter, elsewhere, "fujian.docx", stored.getvalue())
    names = [words for kind, _, words, _ in structure_of(draft)["items"] if kind == "action"]
    assert "质量问诊进园区行动" in names
    assert not {"质量巡诊行动", "产品质量技术帮扶"} & set(names)
