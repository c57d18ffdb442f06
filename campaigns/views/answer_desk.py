"""One posted answer by rows, whichever way it comes; the three ways differ in who answers and in the page around it."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from campaigns import answer_files, answer_links, answering, handing
from campaigns.forms.answers import SourceForm
from campaigns.forms.sheets import Sheet, sheet_of
from campaigns.hands import Hand, is_entered
from campaigns.models import AnswerLink, Obligation
from campaigns.reporting import StaleReport
from orgs.moves import StaleState

WITHOUT_SOURCE = "代录须附来源：请上传对方的来文、表格或截图，或者把对方发来的文字粘贴到“来源文字”。"
OVERTAKEN = "{}在您填写期间自己保存了答复，没有代录。请先与其联系，确需代录的再提交一次。"
Page = Callable[..., HttpResponse]  # (sheet, status=200, **more)


class AnswerDesk:
    """`page` draws the sheet; `done` says what happened (saved, handed_in) and leads on."""

    reads = False  # whether files may be read for their text, which is costly: not for whoever holds a link

    def __init__(self, request: HttpRequest, owed: Obligation, hand: Hand, page: Page, done: Callable):
        self.request, self.owed, self.hand, self.page, self.done = request, owed, hand, page, done
        do = request.POST.get("do", "")
        self.do = do if self.reads or do != "read" else "save"
        self.kept: list[str] = []

    def posted(self) -> HttpResponse:
        """Save, hand in, or reshape the lines. Whatever is refused, nothing typed is lost and good files are kept."""
        sheet = sheet_of(self.owed, self.request.POST, self.request.FILES, blank=self.blank)
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
        return self.page(sheet, 422, kept=self.kept)

    def _done_with(self, sheet: Sheet) -> HttpResponse | None:
        self.kept = [self.attach(file) for file in sheet.good_files] + self.attach_own(sheet)
        self.kept += [self.attach(file, is_sealed=True) for file in sheet.good_scans]
        if (reshaped := sheet.reshaped(self.do)) is not None:
            return self.page(reshaped, kept=self.kept)
        if not sheet.is_valid():
            return None
        self.answer(sheet)
        return self.done("handed_in" if self.finish else "saved")

    @property
    def finish(self) -> bool:
        return self.do == "hand_in"

    @property
    def blank(self) -> bool:
        """Whether what is stored stays out of the page."""
        return False

    def attach(self, file, *, is_sealed: bool = False) -> str:
        return answer_files.attach(obligation=self.owed, file=file, hand=self.hand, is_sealed=is_sealed).name

    def attach_own(self, sheet: Sheet) -> list[str]:
        """Files for the request's own fields, whatever else is wrong; their names."""
        files = sheet.own_files
        if files:
            self.keep_own(files)
        return [file.name or "" for file in files.values()]

    def keep_own(self, files: dict) -> None:
        answering.keep_field_files(obligation=self.owed, files=files, by=self.hand.user)

    def answer(self, sheet: Sheet) -> None:
        handing.answer(obligation=self.owed, hand=self.hand, finish=self.finish, **sheet.content())


class LinkDesk(AnswerDesk):
    """Through a link: each step asks again whether the link still holds (LinkGone), and handing in uses it up."""

    def __init__(self, request: HttpRequest, link: AnswerLink, address: str, page: Page, done: Callable):
        super().__init__(request, link.obligation, answer_links.hand(link, address), page, done)
        self.link, self.address = link, address

    def attach(self, file, *, is_sealed: bool = False) -> str:
        return answer_links.attach(link=self.link, file=file, address=self.address, is_sealed=is_sealed).name

    def keep_own(self, files: dict) -> None:
        answer_links.attach_own(link=self.link, files=files)

    def answer(self, sheet: Sheet) -> None:
        answer_links.answer(link=self.link, address=self.address, finish=self.finish, **sheet.content())


class ForDesk(AnswerDesk):
    """代录: with the paper it is entered from, at once handed in. What the unit was writing itself is not shown."""

    reads = True

    def __init__(self, request: HttpRequest, owed: Obligation, hand: Hand, page: Page, done: Callable):
        super().__init__(request, owed, hand, page, done)
        self.source = SourceForm(request.POST, owed=owed)

    def attach_own(self, sheet: Sheet) -> list[str]:
        """Not before the unit has agreed: they take the place of what it gave itself."""
        return []

    def answer(self, sheet: Sheet) -> None:
        self._keep_source()
        super().attach_own(sheet)
        if self.do == "nil":
            handing.declare_nil(obligation=self.owed, hand=self.hand)
            return
        try:
            handing.enter(obligation=self.owed, hand=self.hand, **sheet.content())
        except StaleReport:
            raise ValidationError(OVERTAKEN.format(self.owed.unit)) from None

    @property
    def finish(self) -> bool:
        return True

    @property
    def blank(self) -> bool:
        return not is_entered(self.owed)

    def _keep_source(self) -> None:
        """The pasted words become a file of their own; without them or a file there is nothing to prove it by."""
        if not self.source.is_valid():
            raise ValidationError([words for errors in self.source.errors.values() for words in errors])
        if words := self.source.cleaned_data["source"]:
            self.attach(answer_files.source_text(words))
        elif not self.owed.files.filter(added_by=self.hand.user).exists():
            raise ValidationError(WITHOUT_SOURCE)
