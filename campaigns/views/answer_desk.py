"""One posted answer by rows, whichever way it comes; the three ways differ in who answers and in the page around it."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from campaigns import answer_files, handing
from campaigns.forms.sheets import Sheet, sheet_of
from campaigns.handing import Hand
from campaigns.models import Obligation
from campaigns.reporting import StaleReport
from orgs.moves import StaleState

Page = Callable[..., HttpResponse]  # (sheet, status=200, **more)


class AnswerDesk:
    """`page` draws the sheet; `done` says what happened (saved, handed_in, nil) and leads on."""

    def __init__(self, request: HttpRequest, owed: Obligation, hand: Hand, page: Page, done: Callable):
        self.request, self.owed, self.hand, self.page, self.done = request, owed, hand, page, done
        self.do = request.POST.get("do", "")

    def posted(self) -> HttpResponse:
        """Save, hand in, or reshape the lines. Whatever is refused, nothing typed is lost and good files are kept."""
        sheet = sheet_of(self.owed, self.request.POST, self.request.FILES)
        try:
            kept = answer_files.attach_all(obligation=self.owed, files=sheet.good_files, hand=self.hand)
            if (reshaped := sheet.reshaped(self.do)) is not None:
                return self.page(reshaped, kept=kept)
            if sheet.is_valid():
                return self._written(sheet)
        except StaleReport as stale:
            return self.page(sheet.carried_over(stale.report), 409, stale=stale)
        except StaleState as stale:
            sheet.head.add_error(None, str(stale))
            return self.page(sheet, 409)
        except ValidationError as refused:
            sheet.head.add_error(None, refused)
        return self.page(sheet, 422)

    def _written(self, sheet: Sheet) -> HttpResponse:
        finish = self.do == "hand_in"
        handing.answer(obligation=self.owed, rows=sheet.rows(), version=sheet.version, hand=self.hand, finish=finish)
        return self.done("handed_in" if finish else "saved")
