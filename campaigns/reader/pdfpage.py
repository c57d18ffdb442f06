"""A PDF page from its pieces: lines in reading order, and the cells of tables by the columns they stand in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from campaigns.reader import pdftable, tables
from campaigns.reader.joining import width
from campaigns.reader.lines import Line
from campaigns.reader.pdfflow import Set
from campaigns.reader.pdftable import Rule
from campaigns.reader.tidying import tidy

Piece = tuple[float, float, float, str]
_QUOTES = set("“”‘’")


@dataclass
class Cell:
    """Pieces that stand close together on one line."""

    left: float
    right: float
    y: float
    text: str
    size: float


def lines_of(text: str, pieces: list[Piece]) -> list[Line] | None:
    """The page's lines; None as `rows_of`."""
    found = rows_of(text, pieces)
    return None if found is None else [row.line for row in found]


def rows_of(text: str, pieces: list[Piece], rules: Sequence[Rule] = ()) -> list[Set] | None:
    """The page's lines with their places, tables by the lines drawn around them. None when the pieces do not carry
    the page's text, so that their places cannot be trusted."""
    if not pieces or Counter("".join(text.split())) != Counter("".join("".join(p[3] for p in pieces).split())):
        return None
    if any("\n" in piece[3].strip("\n") for piece in pieces):
        return None
    ruled = [table for table in pdftable.tables_of(rules, pieces) if _is_list(table.cells)]
    taken = {id(piece) for table in ruled for piece in table.pieces}
    rows = [_cells(row) for row in _rows([piece for piece in pieces if id(piece) not in taken])]
    found: list[Set] = []
    index = 0
    while index < len(rows):
        while ruled and ruled[0].top > rows[index][0].y:
            found += _grid_lines(ruled.pop(0).cells)
        roles = tables.header_of(tuple(tidy(cell.text) for cell in rows[index])) if len(rows[index]) > 2 else None
        grid = _grid(rows[index:]) if roles else None
        if grid:
            found += _grid_lines(grid[0])
            index += grid[1]
            continue
        above = rows[index - 1] if index else []
        gap = bool(above) and above[0].y - rows[index][0].y > 2.6 * (rows[index][0].size or 12)
        left = min((row[0].left for row in rows if row), default=0.0)
        indented = rows[index][0].left - left > 1.2 * rows[index][0].size and len(rows[index]) == 1
        line = Line(0, "  ".join(cell.text for cell in rows[index]), gap=gap or not index, indented=indented)
        found.append(Set(line, rows[index][0].left, rows[index][-1].right, rows[index][0].size))
        index += 1
    for table in ruled:
        found += _grid_lines(table.cells)
    return found


def _grid_lines(rows: Sequence[tuple[str, ...]]) -> list[Set]:
    filled = [cells for cells in rows if any(cells)]
    return [Set(Line(0, " ".join(filter(None, cells)), cells, gap=not n)) for n, cells in enumerate(filled)]


def _is_list(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether a table lists activities; others are read as the lines they hold."""
    return any(tables.header_of(tuple(tidy(cell) for cell in cells)) for cells in rows[:3])


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces by line, from the top, each from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p[1]):
        if rows and abs(rows[-1][0][1] - piece[1]) <= 0.35 * max(piece[2], 6):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    found = [_with_quotes(_with_blanks(sorted(row, key=lambda p: p[0]))) for row in rows]
    return [row for row in found if row]


def _with_blanks(row: list[Piece]) -> list[Piece]:
    """Blanks too may come from another font, as pieces of their own over the gap between two slogans' halves."""
    texts = [p for p in row if p[3].strip()]
    for x, _, _, _ in (p for p in row if not p[3].strip()):
        for index, (left, y, size, text) in enumerate(texts):
            at = _char_at(text, (x - left) / (size or 12.0))
            if at and text[at - 1] != " " and text[at] != " ":
                texts[index] = (left, y, size, f"{text[:at]} {text[at:]}")
                break
    return texts


def _char_at(text: str, ems: float) -> int:
    """The index of the character that stands so far from the start, 0 when none does."""
    reached = 0.0
    for index, char in enumerate(text):
        if index and abs(reached - ems) < 0.4:
            return index
        reached += 0.32 if char == " " else width(char) / 2
    return 0


def _with_quotes(row: list[Piece]) -> list[Piece]:
    """Quotation marks from another font come as a piece of their own (“ ”) over the blanks left for them."""
    marks = [p for p in row if set("".join(p[3].split())) <= _QUOTES]
    rest = [p for p in row if p not in marks]
    queue = [mark for piece in marks for mark in "".join(piece[3].split())]
    if not queue or not rest:
        return row
    blanks = sum(p[3].strip().count(" ") for p in rest)
    if blanks not in (len(queue), len(queue) - 1):
        return row
    filled: list[Piece] = []
    for x, y, size, text in rest:
        out = ""
        for char in text.strip():
            out += queue.pop(0) if char == " " and queue else char
        filled.append((x, y, size, out))
    if queue:
        x, y, size, text = filled[-1]
        filled[-1] = (x, y, size, text + "".join(queue))
    return filled


def _cells(row: list[Piece]) -> list[Cell]:
    cells: list[Cell] = []
    for x, y, given, text in row:
        size = given or 12.0
        right = x + width(text.strip()) * size / 2
        if cells and x - cells[-1].right <= 0.9 * size:
            cells[-1].text += text.strip("\n")
            cells[-1].right = max(cells[-1].right, right)
        else:
            cells.append(Cell(x, right, y, text.strip("\n").lstrip(), size))
    return cells


def _grid(rows: list[list[Cell]]) -> tuple[list[tuple[str, ...]], int] | None:
    """The table that begins with the header `rows[0]`, and how many lines it takes. None when the columns are not
    plain to see."""
    taken = _extent(rows)
    bands = _bands([cell for row in rows[:taken] for cell in row])
    if len(bands) != len(rows[0]) or taken < 2:
        return None
    starts = [row[0].y for row in rows[1:taken] if row[0].left < bands[0][1] and row[0].right <= bands[0][1] + 2]
    if not starts:
        return None
    middle = rows[1][0].y > starts[0] + 1  # numbers stand in the middle of their rows
    grid = [[""] * len(bands) for _ in starts]
    for row in rows[1:taken]:
        at = _row_of(row[0].y, starts, middle=middle)
        for cell in row:
            column = next(i for i, (left, right) in enumerate(bands) if left <= cell.left < right)
            grid[at][column] += cell.text
    return [tuple(cell.text for cell in rows[0]), *map(tuple, grid)], taken


def _extent(rows: list[list[Cell]]) -> int:
    """As far as lines fit between the header's outer edges, with more than one cell or near the line above."""
    left, right = rows[0][0].left, rows[0][-1].right
    for index in range(1, len(rows)):
        row, above = rows[index], rows[index - 1]
        wide = row[0].right - row[0].left > 0.7 * (right - left)
        far = above[0].y - row[0].y > 6 * row[0].size
        outside = row[0].left < left - 4 * row[0].size
        if far or outside or (len(row) == 1 and (wide or row[0].text.startswith(("附件", "注")))):
            return index
    return len(rows)


def _bands(cells: list[Cell]) -> list[tuple[float, float]]:
    """The columns: where cells overlap from line to line."""
    merged: list[list[float]] = []
    for cell in sorted(cells, key=lambda c: c.left):
        if merged and cell.left < merged[-1][1] - 1:
            merged[-1][1] = max(merged[-1][1], cell.right)
        else:
            merged.append([cell.left, cell.right])
    edges = [band[0] for band in merged] + [merged[-1][1] + 1000]
    return [(a, b) for a, b in pairwise(edges)]


def _row_of(y: float, starts: list[float], *, middle: bool) -> int:
    if middle:
        return min(range(len(starts)), key=lambda i: abs(starts[i] - y))
    return max((i for i, start in enumerate(starts) if start >= y - 2), default=0)
