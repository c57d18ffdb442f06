"""What an own field of a request may be like: checked here, whoever makes it. Plain values, no database."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from campaigns.choices import FieldKind

MOST = 12  # relief for the grass roots: what needs more is no longer one request
COLUMNS = 8
OPTIONS = 30
ROWS = 50
WORDS = 2000  # characters of a text
TOO_MANY = f"填报项最多{MOST}个。报得越多，基层负担越重：请只留确需的，其余写在总结里即可。"


@dataclass(frozen=True, slots=True)
class Spec:
    """A field as the asking office describes it; `options` are a choice's options or a table's columns."""

    kind: str
    label: str
    hint: str = ""
    unit: str = ""
    required: bool = False
    options: tuple[str, ...] = ()
    known: str = ""


def check(specs: Sequence[Spec]) -> None:
    """Raise ValidationError, naming the field, when the fields cannot be asked for."""
    wrong = [TOO_MANY] if len(specs) > MOST else []
    labels = [spec.label for spec in specs]
    wrong += [
        f"填报项“{label}”重名，请改成不同的名称。" for label in sorted({x for x in labels if labels.count(x) > 1})
    ]
    wrong += [sentence for spec in specs if (sentence := _wrong(spec))]
    if wrong:
        raise ValidationError(wrong)


def _wrong(spec: Spec) -> str:
    if spec.kind == FieldKind.CHOICE and not 2 <= len(set(spec.options)) == len(spec.options) <= OPTIONS:
        return f"填报项“{spec.label}”是选择：请在“选项”中每行写一个，2至{OPTIONS}个，不要重复。"
    if spec.kind == FieldKind.TABLE and not 1 <= len(set(spec.options)) == len(spec.options) <= COLUMNS:
        return f"填报项“{spec.label}”是表格：请在“表格的列”中每行写一个列名，1至{COLUMNS}列，不要重复。"
    if spec.known and spec.kind != FieldKind.NUMBER:
        return f"填报项“{spec.label}”：只有数字可以取用已有数据。"
    return ""
