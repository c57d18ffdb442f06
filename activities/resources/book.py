"""The administrator's workbook: 封面, 上报情况, 数据汇总, 活动明细, 典型案例, 口号对照, 各地列入情况 in one file;
and the flat file of the same rows for machines: plain tables, one heading row, names and codes, days as ISO 8601.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.utils import timezone

from activities.export_jobs import Job
from activities.extracting import in_pieces
from activities.resources.columns import FlatActivityResource, codes_of
from activities.resources.cover import DICTIONARY, cover_sheet, dictionary_rows
from activities.resources.scope import Scope
from activities.resources.sheets import activity_sheet
from activities.resources.sources import ANSWERS, CASE_LIST, OBLIGATIONS, SLOGAN_LIST, SOURCES, Source
from activities.resources.tree import tree_sheet
from campaigns import adoption_files
from campaigns.adoption_rows import boards_of
from orgs import columns
from orgs.tables import flattened
from orgs.workbooks import Sheet

ACTIVITIES = "activities"
ADOPTED_TABS = ("各地列入·", "各地列入2·", "各地列入3·")
ABOUT = {
    "上报情况": "每个单位应报的每一件事：截止日期、停止接收日期、延期、上报情况、首次报送时间、审核时间",
    "填报项": "报送要求列出的填报项，各单位填报的数字、文字和选择",
    "数据汇总": "按地区层次汇总的活动数和参与人数，逐行核对：下级各行与本级单位之和等于本行",
    "活动明细": "每项活动一行；限定词与数分列，“400余”不作400",
    "典型案例": "已推荐的案例按推荐时的文字，本单位的按现在的文字",
    "口号对照": "各单位印发的方案中，每条口号的上级文字与本级文字",
}
ADOPTION_ABOUT = {
    "按内容": "本单位印发方案的每项内容，在下一级各单位列入的情况",
    "按单位": "下一级各单位印发、签收、跟进的情况",
    "各地文字": "与上级文字不同的，和未列入的及其原因",
}


def book(job: Job, scope: Scope) -> list[Sheet]:
    """The sheets; rows are read while they are written, and what changed meanwhile is asked anew for each piece."""
    person = job.user()
    sheets = [told(OBLIGATIONS, job, scope)]
    if ANSWERS.keys(scope, person):
        sheets.append(told(ANSWERS, job, scope))
    job.begin("数据汇总")
    sheets += [
        tree_sheet(scope, person),
        activity_sheet(scope, job.user, partial(job.begin, "活动明细"), job.wrote),
        told(CASE_LIST, job, scope),
        told(SLOGAN_LIST, job, scope),
    ]
    about = [(sheet.title, ABOUT[sheet.title]) for sheet in sheets]
    job.begin("各地列入情况")
    # a unit has two documents in force at most: the whole region's and its own system's
    for before, board in zip(ADOPTED_TABS, boards_of(person, scope.unit, scope.campaign), strict=False):
        for each in adoption_files.sheets(board, before):
            sheets.append(each)
            about.append((each.title, f"《{board.edition}》：{ADOPTION_ABOUT[each.title.removeprefix(before)]}"))
    return [cover_sheet(scope, person, timezone.localtime(), about), *sheets]


def flat(job: Job, scope: Scope) -> list[Sheet]:
    """The sheets of the file for machines; the first says what each column is."""
    resource = FlatActivityResource()

    def activities() -> Iterator:
        job.begin("活动明细")
        for found, pks in in_pieces(scope.activities, job.user):
            kept, block = columns.read(resource, found, pks)
            yield from flattened([block])
            job.wrote(len(kept))

    names = list(resource.fields)
    listed = Sheet(ACTIVITIES, names, columns.widths(resource), activities(), filtered=False)
    told_of = zip(names, resource.get_export_headers(), strict=True)
    more = [(ACTIVITIES, name, heading, codes_of(name, heading)) for name, heading in told_of]
    tables = [source.table for source in SOURCES]
    others = [source.table.flat(_rows(source, job, scope, source.table.title)) for source in SOURCES]
    return [DICTIONARY.flat(dictionary_rows(tables, more)), *others[:1], listed, *others[1:]]


def told(source: Source, job: Job, scope: Scope) -> Sheet:
    return source.table.sheet(_rows(source, job, scope, source.table.title))


def _rows(source: Source, job: Job, scope: Scope, stage: str) -> Iterator[tuple]:
    """Only what was counted when the file was asked for counts as progress."""
    job.begin(stage)
    counts: Callable[[Any], int] = len if source in (OBLIGATIONS, CASE_LIST) else lambda piece: 0
    for piece in source.pieces(scope, job.user):
        yield from piece
        job.wrote(counts(piece))
