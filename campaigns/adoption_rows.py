"""各地列入情况 row by row: what each unit one level below made of each item of a document in force."""

from collections.abc import Iterator

from campaigns.adoption import STANCES
from campaigns.adoption_board import Board
from campaigns.adoption_page import board_of
from campaigns.choices import Kind, Scope
from campaigns.models import Campaign, Edition
from campaigns.owed_rows import CODE
from orgs.models import Unit, User
from orgs.tables import Said, Table

RELATED = ("plan__unit__region", "plan__campaign", "based_on__plan__unit")
STATES = {"issued": "已印发"} | {name: STANCES[name][1] for name in ("own", "direct", "none")}

ADOPTION = Table("adoption", "各地列入情况", (
    Said("document", "方案", 40, about="题名"),
    Said("kind", "类别", 12, dict(Kind.choices)),
    Said("item", "内容", 40),
    Said("region_code", "地区代码", about=CODE),
    Said("region", "地区", 16),
    Said("unit", "单位", 32),
    Said("unit_state", "单位情况", 16, STATES),
    Said("stance", "列入情况", 16, {name: words[1] for name, words in STANCES.items()}),
    Said("own_words", "本级文字", 50, about="与上级不同的"),
    Said("reason", "未列入原因", 30),
))  # fmt: skip


def boards_of(user: User, unit: Unit, campaign: Campaign) -> list[Board]:
    """A board for each document in force that the unit issued, that of the whole region first; the person must be one
    who may look (`campaigns.view_adoption`)."""
    issued = Edition.objects.overseen_by(user).issued().filter(plan__campaign=campaign, plan__unit=unit)
    found = [each for each in issued.select_related(*RELATED) if user.has_perm("campaigns.view_adoption", each)]
    found.sort(key=lambda each: (each.plan.scope != Scope.REGION, each.pk))
    return [board_of(edition, edition.plan.unit.region, user) for edition in found]


def adoption_rows(board: Board) -> Iterator[tuple]:
    """Item by item, unit by unit, in the order of the document and of the regions."""
    title = str(board.edition)
    for kind, _ in board.kinds:
        for line in board.lines_of(kind):
            for column, taken in zip(board.columns, line.cells, strict=True):
                words = "\n".join("\n".join(part for part in each if part) for each in taken.words)
                yield (
                    title, kind, line.sign + line.words, column.unit.region.code, column.unit.region.name,
                    column.unit.name, column.state, taken.stance, words, taken.reason,
                )  # fmt: skip
