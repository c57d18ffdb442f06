"""The annexes as paper has them: slogans, lists by unit, tables. Pure."""

from collections.abc import Iterator

from campaigns.models import AnnexEntry
from campaigns.official.elements import Annex, Block, Run, Table, block, clean
from campaigns.official.marking import slogan_block
from campaigns.official.sentences import span
from campaigns.paper_annexes import Annex as Listed

NAMES = {
    "content": "主要内容",
    "starts_on": "时间",
    "place": "地点或范围",
    "lead": "牵头",
    "support": "配合",
    "note": "备注",
}
WEIGHTS = {"content": 4.0, "starts_on": 2.0, "place": 2.2, "lead": 2.2, "support": 2.2, "note": 1.8}
NUMBER, TITLE = 0.8, 3.4  # shares of the first two columns


def annex_title(annex: Listed, year: int) -> str:
    """The same in the annex note and above the annex (GB/T 9704-2012 §7.3.8)."""
    return clean(f"{year}年{annex.title}" if annex.slogans else annex.title)


def annex_of(annex: Listed, year: int, *, marked: bool) -> Annex:
    label, title = f"附件{clean(annex.number)}", annex_title(annex, year)
    if annex.slogans:
        return Annex(
            label, title, tuple(one for slogan in annex.slogans for one in slogan_block(slogan, marked=marked))
        )
    if annex.columns:
        return Annex(label, title, table=_table(annex))
    return Annex(label, title, tuple(_list(annex)))


def _list(annex: Listed) -> Iterator[Block]:
    named = len(annex.groups) > 1
    for number, name, rows in annex.groups:
        if named:  # as the originals have it: 一、省市场监管局：…。…。
            words = "".join(_sentence(clean(row.title)) for row in rows)
            yield Block("group", (Run(f"{clean(name)}：", "lead"), Run(words)), 1, f"{number}、")
            continue
        for place, row in enumerate(rows, start=1):
            yield block("entry", row.title, level=2, sign=f"{place}.")


def _sentence(words: str) -> str:
    return words if words.endswith(("。", "！", "？", "；")) else f"{words}。"


def _table(annex: Listed) -> Table:
    shares = (NUMBER, TITLE, *(WEIGHTS[column] for column in annex.columns))
    rows: list[tuple[str, ...]] = []
    for number, name, entries in annex.groups:
        if len(annex.groups) > 1:
            rows.append((clean(f"{number}、{name}"),))
        for place, entry in enumerate(entries, start=1):
            rows.append((str(place), clean(entry.title), *(_cell(entry, column) for column in annex.columns)))
    names = ("序号", "活动名称", *(NAMES[column] for column in annex.columns))
    return Table(names, tuple(share / sum(shares) for share in shares), tuple(rows))


def _cell(entry: AnnexEntry, column: str) -> str:
    if column == "starts_on":
        return span(entry.starts_on, entry.ends_on).partition("年")[2] if entry.starts_on else ""
    return clean(getattr(entry, column))
