"""Import(export(edition)): the reader finds in our own files what the edition holds; all four documents, both kinds."""

import pytest

from campaigns.choices import Kind
from campaigns.official.gathering import document_of
from campaigns.official.pdf import pdf_of
from campaigns.official.word import word_of
from campaigns.paper import Paper
from campaigns.work_plan_page import paper_of, parties_of

reading = pytest.importorskip("campaigns.reader.document", reason="the reader of files is not here yet")
WRITERS = {"docx": word_of, "pdf": pdf_of}
# How many names the reader may cut otherwise: a comma within a name, a name that begins with a figure; and in a PDF,
# where a line ends is all there is to see, a heading on a page of short lines that runs on into its text.
CUT_OTHERWISE = {"docx": 3, "pdf": 8}
HEADINGS = {"docx": 0, "pdf": 2}
LINES_LOST = {"docx": 0.05, "pdf": 0.3}  # of the annexes: cells of a table are lines among others in a PDF


def bare(text: object) -> str:
    return "".join(str(text or "").split())


def kind(paper: Paper, wanted: Kind) -> list[str]:
    return [bare(entry.item.heading or entry.item.text) for entry in paper.entries() if entry.item.kind == wanted]


@pytest.mark.parametrize("suffix", list(WRITERS))
@pytest.mark.parametrize("name", ["national", "fujian", "yueyang", "puer"])
def test_what_was_written_is_read_again(year2024, name, suffix):
    edition = getattr(year2024, name).editions.get()
    paper, parties = paper_of(edition), parties_of(edition)
    found = reading.read(WRITERS[suffix](document_of(edition)), f"{name}.{suffix}").as_json()
    assert bare(found["title"]) == bare(edition.title)
    assert (found["document_number"] or "") == edition.document_number
    if suffix == "docx":  # in a PDF lines of names are told from paragraphs by their length alone
        assert (found["issued_on"] or "") == str(edition.signed_on or "")
        assert [bare(each) for each in found["issuers"]] == [bare(each) for each in parties["issuer"]]
        assert [bare(each) for each in found["addressees"]] == [bare(each) for each in parties["addressee"]]
    assert found["period"] == {"starts_on": "2024-09-01", "ends_on": "2024-09-30"}
    assert (found["summary_due"] or "") == str(edition.summary_due or "")
    assert (found["summary_to"] or "") == edition.summary_to
    assert bare(found["theme"]) in {"", *kind(paper, Kind.THEME)}
    assert [bare(each) for each in found["slogans"]][:9] == kind(paper, Kind.SLOGAN)[:9]
    assert len(found["slogans"]) == len(paper.slogans)
    for part, wanted in (("sections", Kind.SECTION), ("arrangements", Kind.ARRANGEMENT)):
        read = [bare(each["heading"]) for each in found[part]]
        missing = [each for each in kind(paper, wanted) if each not in read]
        assert len(read) == len(kind(paper, wanted))
        assert len(missing) <= HEADINGS[suffix], missing
    actions = {bare(one["name"]) for each in found["arrangements"] for one in each["actions"]}
    assert len(set(kind(paper, Kind.ACTION)) - actions) <= CUT_OTHERWISE[suffix]
    required = " ".join(bare(each["heading"]) + bare(each["text"]) for each in found["requirements"])
    assert [each for each in kind(paper, Kind.REQUIREMENT) if each.rstrip("。") not in required] == []
    cited = {(bare(each["title"]), each["document_number"] or "") for each in found["references"]}
    assert {(bare(each.title), each.document_number) for each in edition.references.all()} <= cited
    titles = " ".join(bare(each["title"]) for each in found["activities"])
    lost = [row.title for row in edition.annex.all() if bare(row.title).rstrip("。")[:12] not in titles]
    assert len(lost) <= len(edition.annex.all()) * LINES_LOST[suffix], lost
