"""A whole answer on one page: lines of proposals, opinions on the circulated draft, or a report's text, with files and
its version.

The kinds are used alike by the ways to answer: from a seat (but for a report's text), through a link, 代录.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File

from campaigns.answer_rows import MOST, opinion_row
from campaigns.ask_words import by_rows, is_collecting
from campaigns.circulating import quotes, with_opinions
from campaigns.forms.answers import BLANK, HeadForm, LineSet, PasteForm, SealedHeadForm, TextForm
from campaigns.forms.fielding import FieldsForm
from campaigns.models import Obligation, Report
from campaigns.reader.lines import Unreadable
from campaigns.reader.whole import text_of
from campaigns.splitting import split
from campaigns.words import tidy

OPINION = 1000  # characters


class Sheet:
    """What both kinds share; `data` and `files` are a POST's."""

    template = ""
    told = ""

    def __init__(self, owed: Obligation, data=None, files=None, rows: list[dict] | None = None, *, blank: bool = False):
        self.owed, self.data, self.files, self.blank = owed, data, files, blank
        report = owed.report
        self.start = report.rows if report and not blank else []
        head = SealedHeadForm if owed.request.wants_seal else HeadForm
        self.head = head(data, files, initial={"version": report.version if report else 0})

    @property
    def is_bound(self) -> bool:
        return self.data is not None

    @property
    def version(self) -> int:
        return self.head.cleaned_data["version"]

    @property
    def good_files(self) -> list:
        """The files that are fine, whatever else is wrong."""
        self.head.is_valid()
        return self.head.fields["attach"].good

    @property
    def good_scans(self) -> list:
        self.head.is_valid()
        return self.head.fields["seal"].good if "seal" in self.head.fields else []

    def carried_over(self, report: Report) -> "Sheet":
        """The same words, to be saved over the version of `report` that the person has now been shown."""
        data = self.data.copy()
        data["version"] = report.version
        return type(self)(self.owed, data, self.files, blank=self.blank)

    def reshaped(self, do: str) -> "Sheet | None":
        """The sheet with a line more or less, when that was the button; nothing is saved."""
        return None

    @property
    def own_files(self) -> dict[int, File]:
        """Field id → file, for the request's own fields."""
        return {}

    def content(self) -> dict[str, Any]:
        """What the verbs take."""
        return {"rows": self.rows(), "version": self.version}

    def is_valid(self) -> bool:
        raise NotImplementedError

    def rows(self) -> list[dict]:
        raise NotImplementedError


class ProposalSheet(Sheet):
    template = "campaigns/_answer_proposals.html"

    def __init__(self, owed: Obligation, data=None, files=None, rows: list[dict] | None = None, *, blank: bool = False):
        super().__init__(owed, data, files, blank=blank)
        self.wants = owed.request.wants
        self.paste = PasteForm(wants=self.wants)
        self.fresh = 0  # how many lines were just pasted; they are the last of the form
        shown = rows if rows is not None else self.start or self._blank(BLANK)
        self.lines = LineSet(data, prefix="line") if data is not None else LineSet(initial=shown, prefix="line")

    def is_valid(self) -> bool:
        lines_good, head_good = self.lines.is_valid(), self.head.is_valid()
        for sentence in self.lines.non_form_errors():
            self.head.add_error(None, sentence)
        for number, form in enumerate(self.lines.forms, start=1):
            for sentence in [each for errors in form.errors.values() for each in errors]:
                self.head.add_error(None, f"第{number}条：{sentence}")
        return lines_good and head_good

    def rows(self) -> list[dict]:
        return [row for row in self.lines.rows() if row["kind"] in self.wants]

    def reshaped(self, do: str) -> "Sheet | None":
        what, _, which = do.partition("-")
        if what not in ("add", "drop", "split"):
            return None
        rows, fresh = self._raw(), []
        if what == "drop":
            rows = [row for number, row in enumerate(rows) if str(number) != which]
        elif what == "add" and which in self.wants:
            fresh = self._blank({which: 1})
        elif what == "split":
            rows = [row for row in rows if any(str(value or "").strip() for name, value in row.items()
                                               if name not in ("kind", "pk"))]  # fmt: skip
            kind = self.data.get("paste_kind", "")
            fresh = [{"kind": kind, "text": text[:500]} for text in split(self.data.get("paste", "")[:20000])
                     if kind in self.wants]  # fmt: skip
        return self._again((rows + fresh)[:MOST], len(fresh), what == "split")

    def _again(self, rows: list[dict], fresh: int, pasted: bool) -> "ProposalSheet":
        sheet = ProposalSheet(self.owed, rows=rows, blank=self.blank)
        version = self.data.get("version", "")
        sheet.head = HeadForm(initial={"version": version if version.isdecimal() else sheet.head["version"].value()})
        sheet.fresh = fresh
        if pasted:
            sheet.told = (
                f"已拆分为{fresh}条，排在最后，请核对；尚未保存。" if fresh else "没有可以拆分的文字，请先粘贴。"
            )
        return sheet

    def _raw(self) -> list[dict[str, Any]]:
        return [{name: form[name].value() for name in form.fields} for form in self.lines.forms]

    def _blank(self, wanted: dict[str, int]) -> list[dict]:
        return [{"kind": kind} for kind in BLANK if kind in self.wants for _ in range(wanted.get(kind, 0))]


class OpinionSheet(Sheet):
    template = "campaigns/_answer_opinions.html"

    def __init__(self, owed: Obligation, data=None, files=None, rows: list[dict] | None = None, *, blank: bool = False):
        super().__init__(owed, data, files, blank=blank)
        self.quotes = quotes(owed.request.circulated)
        stored = {row["key"]: row["text"] for row in self.start}
        self.texts = stored if data is None else {key: _plain(data.get(f"op-{key}", "")) for key in self.quotes}

    @property
    def paper(self) -> dict:
        return with_opinions(self.owed.request.circulated, self.texts)

    @property
    def whole(self) -> str:
        return self.texts.get("", "")

    def is_valid(self) -> bool:
        good = self.head.is_valid()
        for key, text in self.texts.items():
            if len(text) > OPINION:
                words = self.quotes[key][:20] or "总体意见"
                self.head.add_error(
                    None, ValidationError(f"“{words}”的意见有{len(text)}个字，最多{OPINION}个字，请精简。")
                )
                good = False
        return good

    def rows(self) -> list[dict]:
        return [opinion_row(key, text, self.quotes[key]) for key, text in self.texts.items() if text]


class TextSheet(Sheet):
    """A report's text and the request's own fields; for 代录 the text is read from the file it came in."""

    template = "campaigns/_answer_text.html"

    def __init__(self, owed: Obligation, data=None, files=None, rows: list[dict] | None = None, *, blank: bool = False):
        super().__init__(owed, data, files, blank=blank)
        stored = owed.report.text if owed.report and not blank else ""
        self.form = TextForm(data, initial={"text": stored})
        finish = data is not None and data.get("do") == "hand_in"
        self.own = FieldsForm(owed, data, files, finish=finish, blank=blank)

    def carried_over(self, report: Report) -> "Sheet":
        sheet: TextSheet = super().carried_over(report)  # type: ignore[assignment]  # of its own kind
        sheet.own.beside_theirs()
        return sheet

    @property
    def own_files(self) -> dict[int, File]:
        self.own.is_valid()
        return self.own.new_files

    def is_valid(self) -> bool:
        good = self.own.is_valid() and self.head.is_valid()
        for sentence in [each for errors in self.form.errors.values() for each in errors]:
            self.head.add_error(None, sentence)
        return good and self.form.is_valid()

    def rows(self) -> list[dict]:
        return []

    def content(self) -> dict[str, Any]:
        return super().content() | {"text": self.form.cleaned_data["text"], "given": self.own.given}

    def reshaped(self, do: str) -> "Sheet | None":
        """With the text of the first file that can be read, when that was the button; nothing is handed in."""
        if do != "read":
            return None
        text, told = "", "请先选择对方发来的Word、WPS或PDF文件，再读取文字。"
        for file in self.good_files:
            text, told = _read(file)
            if text:
                break
        data = self.data.copy()
        data["text"] = text or data.get("text", "")
        sheet = TextSheet(self.owed, data, blank=self.blank)
        sheet.told = told
        return sheet


def _read(file) -> tuple[str, str]:
    """The file's text, and what is said about it."""
    file.seek(0)
    try:
        text = text_of(file.read(), file.name)
    except Unreadable as why:
        return "", str(why)
    return text, f"已从“{file.name}”读出{len(text)}字，请与原件核对；尚未报送。"


def _plain(text: str) -> str:
    """Without NULs, which PostgreSQL takes in no text; form fields refuse them by themselves."""
    return tidy(text.replace("\0", ""))


def sheet_of(owed: Obligation, data=None, files=None, *, blank: bool = False) -> Sheet:
    """`blank`: without what is stored, for those who must not read it."""
    if not by_rows(owed.request):
        return TextSheet(owed, data, files, blank=blank)
    kind = ProposalSheet if is_collecting(owed.request) else OpinionSheet
    return kind(owed, data, files, blank=blank)
