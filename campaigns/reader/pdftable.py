"""Tables of a PDF page by the lines drawn around their cells: what stands between two lines is one cell's text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Piece = tuple[float, float, float, str]
Rule = tuple[float, float, float, float]  # left, bottom, right, top

_NEAR = 2.5  # points between lines that are one, or that meet
_SHORT = 5.0  # points of a line that borders no cell
_MOST = 600  # cells of one table


@dataclass
class Table:
    """Where the lines stand, `columns` from the left and `rows` from the top; `cells` row by row."""

    columns: list[float]
    rows: list[float]
    cells: list[tuple[str, ...]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.rows[0]


def tables_of(rules: Sequence[Rule], pieces: Sequence[Piece]) -> list[Table]:
    """The tables of at least two columns and two rows that hold text, from the top. Hostile pages draw thousands of
    lines: nothing here compares each with each."""
    found = []
    sorted_pieces = sorted(pieces, key=lambda piece: -piece[1])
    heights = [-piece[1] for piece in sorted_pieces]
    for group in _bands([rule for rule in rules if max(rule[2] - rule[0], rule[3] - rule[1]) >= _SHORT]):
        columns = _edges(rule[0] for rule in group if _down(rule))
        rows = _edges(rule[1] for rule in group if not _down(rule))[::-1]
        if len(columns) < 3 or len(rows) < 3 or (len(columns) - 1) * (len(rows) - 1) > _MOST:
            continue
        table = Table(columns, rows)
        first, last = bisect_right(heights, -rows[0]), bisect_right(heights, 1 - rows[-1])
        table.pieces = [piece for piece in sorted_pieces[first:last] if _inside(piece, table)]
        if table.pieces:
            table.cells = _cells(table, group)
            found.append(table)
    return found


def _down(rule: Rule) -> bool:
    return rule[3] - rule[1] > rule[2] - rule[0]


def _bands(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that meet each other going down the page, from the top: no two tables stand beside each other."""
    found: list[list[Rule]] = []
    bottom = 0.0
    for rule in sorted(rules, key=lambda r: -r[3]):
        if found and rule[3] >= bottom - _NEAR:
            found[-1].append(rule)
            bottom = min(bottom, rule[1])
        else:
            found.append([rule])
            bottom = rule[1]
    return found


def _edges(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _inside(piece: Piece, table: Table) -> bool:
    return bool(piece[3].strip()) and table.columns[0] - 1 <= piece[0] < table.columns[-1]


def _cells(table: Table, rules: Sequence[Rule]) -> list[tuple[str, ...]]:
    """Each row's texts. A cell over several columns stands in the first of them, one over several rows in each."""
    wide, high = len(table.columns) - 1, len(table.rows) - 1
    left_of, above = _borders(table, rules)
    held: dict[tuple[int, int], list[Piece]] = {}
    up = [-edge for edge in table.rows]
    for piece in table.pieces:
        row = min(max(bisect_right(up, -piece[1]) - 1, 0), high - 1)
        column = min(max(bisect_right(table.columns, piece[0] + 1) - 1, 0), wide - 1)
        while column and (row, column) not in left_of:
            column -= 1
        while row and (row, column) not in above:
            row -= 1
        held.setdefault((row, column), []).append(piece)
    found: list[list[str]] = []
    for row in range(high):
        cells = [_text(held.get((row, column), ())) for column in range(wide)]
        for column in range(wide):
            if found and not cells[column] and (row, column) not in above:
                cells[column] = found[-1][column]
        found.append(cells)
    return [tuple(cells) for cells in found]


def _borders(table: Table, rules: Sequence[Rule]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """(row, column) of the cells that have a line to their left, and of those that have one above."""
    left_of: set[tuple[int, int]] = set()
    above: set[tuple[int, int]] = set()
    middles = [(top + bottom) / 2 for top, bottom in pairwise(table.rows)]
    centres = [(left + right) / 2 for left, right in pairwise(table.columns)]
    up = [-edge for edge in table.rows]
    for rule in rules:
        if _down(rule):
            column = bisect_right(table.columns, rule[0] + 0.01) - 1
            left_of |= {(row, column) for row, at in enumerate(middles) if rule[1] <= at <= rule[3]}
        else:
            row = bisect_right(up, -rule[1] + _NEAR) - 1
            above |= {(row, column) for column, at in enumerate(centres) if rule[0] <= at <= rule[2]}
    return left_of, above


def _text(pieces: Iterable[Piece]) -> str:
    """Line by line from the top, each from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p[1]):
        if lines and abs(lines[-1][0][1] - piece[1]) <= 0.35 * max(piece[2], 6):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    out = ""
    for line in lines:
        text = "".join(piece[3].strip("\n") for piece in sorted(line, key=lambda p: p[0])).strip()
        latin = out[-1:].isascii() and out[-1:].isalpha() and text[:1].isascii() and text[:1].isalpha()
        out += f" {text}" if latin else text
    return out
