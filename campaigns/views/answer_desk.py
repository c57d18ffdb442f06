"""One posted answer by rows, whichever way it comes; the three ways differ in who answers and in the page around it."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from campaigns import answer_files, answer_links, handing
from campaigns.forms.answers import SourceForm
from campaigns.forms.sheets import Sheet, sheet_of
from campaigns.handing import Hand
from campaigns.models import AnswerLink, Obligation
from campaigns.reporting import StaleReport
from orgs.moves import StaleState

WITHOUT_SOURCE = "代录须附来源：请上传对方的来文、表格或截图，或者把对方发来的文字粘贴到“来源文字”。"
OVERTAKEN = "{}在您填写期间自己保存了答复，没有代录。请先与其联系，确需代录的再提交一次。"
Page = Callable[..., HttpResponse]  # (sheet, status=200, **more)


class AnswerDesk:
    """`page` draws the sheet; `done` says what happened (saved, handed_in) and leads on."""

    def __init__(self, request: HttpRequest, owed: Obligation, hand: Hand, page: Page, done: Callable):
        self.request, self.owed, self.hand, self.page, self.done = request, owed, hand, page, done
        self.do = request.POST.get("do", "")

    def posted(self) -> HttpResponse:
        """Save, hand in, or reshape the lines. Whatever is refused, nothing typed is lost and good files are kept."""
        sheet = sheet_of(self.owed, self.request.POST, self.request.FILES)
        try:
            if answer := self._done_with(sheet):
                return answer
        except StaleReport as stale:
            return self.page(sheet.carried_over(stale.report), 409, stale=stale)
        except StaleState as stale:
            sheet.head.add_error(None, str(stale))
            return self.page(sheet, 409)
        except ValidationError as refused:
            sheet.head.add_error(None, refused)
        return self.page(sheet, 422)

    def _done_with(self, sheet: Sheet) -> HttpResponse | None:
        kept = [self.attach(file) for file in sheet.good_files]
        if (reshaped := sheet.reshaped(self.do)) is not None:
            return self.page(reshaped, kept=kept)
        if not sheet.is_valid():
            return None
        self.answer(sheet)
        return self.done("handed_in" if self.finish else "saved")

    @property
    def finish(self) -> bool:
        return self.do == "hand_in"

    def attach(self, file) -> str:
        return answer_files.attach(obligation=self.owed, file=file, hand=self.hand).name

    def answer(self, sheet: Sheet) -> None:
        rows, version = sheet.rows(), sheet.version
        handing.answer(obligation=self.owed, rows=rows, version=version, hand=self.hand, finish=self.finish)


class LinkDesk(AnswerDesk):
    """Through a link: each step asks again whether the link still holds (LinkGone), and handing in uses it up."""

    def __init__(self, request: HttpRequest, link: AnswerLink, address: str, page: Page, done: Callable):
        super().__init__(request, link.obligation, answer_links.hand(link, address), page, done)
        self.link, self.address = link, address

    def attach(self, file) -> str:
        return answer_links.attach(link=self.link, file=file, address=self.address).name

    def answer(self, sheet: Sheet) -> None:
        answer_links.answer(link=self.link, rows=sheet.rows(), version=sheet.version, address=self.address,
                            finish=self.finish)  # fmt: skip


class ForDesk(AnswerDesk):
    """代录: with the paper it is entered from, at once handed in. What the unit was writing itself is not shown."""

    def __init__(self, request: HttpRequest, owed: Obligation, hand: Hand, page: Page, done: Callable):
        super().__init__(request, owed, hand, page, done)
        self.source = SourceForm(request.POST, owed=owed)

    def answer(self, sheet: Sheet) -> None:
        self._keep_source()
        if self.do == "nil":
            handing.declare_nil(obligation=self.owed, hand=self.hand)
            return
        try:
            handing.enter(obligation=self.owed, rows=sheet.rows(), version=sheet.version, hand=self.hand)
        except StaleReport:
            raise ValidationError(OVERTAKEN.format(self.owed.unit)) from None

    @property
    def finish(self) -> bool:
        return True

    def _keep_source(self) -> None:
        """The pasted words become a file of their own; without them or a file there is nothing to prove it by."""
        if not self.source.is_valid():
            raise ValidationError([words for errors in self.source.errors.values() for words in errors])
        if words := self.source.cleaned_data["source"]:
            self.attach(answer_files.source_text(words))
        elif not self.owed.files.filter(added_by=self.hand.user).exists():
            raise ValidationError(WITHOUT_SOURCE)
