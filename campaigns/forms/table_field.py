"""A table as an own field of a request: lines of cells in a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaigns.fielding import Given
from campaigns.own_fields import ROWS
from campaigns.words import tidy

SPARE = 3  # blank lines below what a table holds
CELL = 200  # characters


class TableInput(forms.Widget):
    """Lines of cells; blank ones below for more. A script may add lines, the server takes as many as come (50)."""

    template_name = "campaigns/widgets/table.html"

    def __init__(self, columns: list[str]):
        super().__init__()
        self.columns = columns

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        rows = [list(row)[: len(self.columns)] for row in value or []]
        rows += [[""] * len(self.columns) for _ in range(min(SPARE, ROWS - len(rows)))]
        lines = [
            [(f"{name}-{y}-{x}", cell, self.columns[x]) for x, cell in enumerate(row)] for y, row in enumerate(rows)
        ]
        context = super().get_context(name, value, attrs)
        return context | {"columns": self.columns, "lines": lines, "most": ROWS, "name": name, "cell": CELL}

    def value_from_datadict(self, data, files, name: str) -> list[list[str]]:
        across = range(len(self.columns))
        rows = [[data.get(f"{name}-{y}-{x}", "") for x in across] for y in range(ROWS)]
        return [[tidy(cell.replace("\0", "")) for cell in row] for row in rows if any(cell.strip() for cell in row)]

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        return False

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-0-0"

    use_fieldset = True


class TableField(forms.Field):
    def clean(self, value) -> Given:
        super().clean(value)
        long = [(y, row) for y, row in enumerate(value, start=1) if any(len(cell) > CELL for cell in row)]
        if long:
            raise ValidationError(f"第{long[0][0]}行有一格超过{CELL}个字，请精简。")
        pasted = next((y for y, row in enumerate(value, start=1) if any("\t" in cell for cell in row)), 0)
        if pasted:  # a browser puts all that was copied from a sheet into the one cell it was pasted in
            raise ValidationError(f"第{pasted}行有一格粘贴了多格内容，请分别填入各格；合并的单元格只填一格。")
        return Given(value or None)
