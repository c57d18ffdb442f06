"""修改报送要求: dates, words, own fields, units, and 撤销, each a form of one page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from campaigns import changing
from campaigns.ask_words import by_rows
from campaigns.changing import StaleRequest, seen_of
from campaigns.choices import AWAITED
from campaigns.fielding import begun, specs_of
from campaigns.forms.asking import ChangeForm, MoreUnitsForm, ReasonForm
from campaigns.forms.own_fields import FieldEditor
from campaigns.models import Request
from campaigns.summary_due import asked_of, remarks
from orgs.scoping import UserRequest, number

STALE = "在您填写期间，其他人修改了这项要求：现在的截止日期、用途等见下方“现在的内容”。您填写的都还在，核对后再保存。"
WORDS = ("title", "why", "due_on", "locks_on", "minutes", "wants_seal")


class RequestDesk:
    def __init__(self, request: UserRequest, asked: Request):
        self.request, self.asked = request, asked
        given, handed_in = begun(asked)
        self.frozen, self.wish_stands = given or handed_in, handed_in or by_rows(asked)

    def page(self, status: int = 200, **more) -> HttpResponse:
        start = {name: getattr(self.asked, name) for name in WORDS} | {"seen": seen_of(self.asked)}
        open_ones = self.asked.obligations.counted().filter(state__in=AWAITED).select_related("unit")
        context = {
            "asked": self.asked,
            "form": self._form(initial=start),
            "editor": None if self.frozen else FieldEditor(specs=specs_of(self.asked)),
            "more_units": MoreUnitsForm(request=self.asked),
            "withdrawing": ReasonForm(prefix="withdraw"),
            "open_ones": open_ones.order_by("unit__region__path", "unit__order", "unit"),
            "stale": False,
        }
        return render(self.request, "campaigns/request_change.html", context | more, status=status)

    def changed(self) -> HttpResponse:
        data = self.request.POST
        form, editor = self._form(data), None if self.frozen else FieldEditor(data)
        reshaped = editor.reshaped(data.get("do", "")) if editor else None
        if reshaped is not None:
            return self.page(form=self._form(initial=form.typed()), editor=reshaped)
        try:
            if form.is_valid() & (editor is None or editor.is_valid()):
                return self._write(form, editor)
        except StaleRequest:
            return self._stale(editor)
        except ValidationError as refused:
            form.add_error(None, refused)
        return self.page(422, form=form, editor=editor)

    def _stale(self, editor: FieldEditor | None) -> HttpResponse:
        """Both: what stands there now, and what was typed, to be saved over it."""
        self.asked.refresh_from_db()
        data = self.request.POST.copy()
        data["seen"] = seen_of(self.asked)
        messages.error(self.request, STALE)
        return self.page(409, form=self._form(data), editor=editor, stale=True)

    def _form(self, data=None, **more) -> ChangeForm:
        return ChangeForm(data, wish_stands=self.wish_stands, **more)

    def _write(self, form: ChangeForm, editor: FieldEditor | None) -> HttpResponse:
        fields = editor.specs() if editor and editor.was_posted else None
        moved = changing.change(request=self.asked, by=self.request.user, fields=fields, **form.cleaned_data)
        told = "，已通知尚未报送的单位新的截止日期" if moved else ""
        messages.success(self.request, f"已修改{told}。")
        for remark in remarks(form.cleaned_data["due_on"], asked_of(self.asked.unit, self.asked.campaign)):
            messages.warning(self.request, remark)
        return redirect("campaigns:request", pk=self.asked.pk)

    def added(self) -> HttpResponse:
        form = MoreUnitsForm(self.request.POST, request=self.asked)
        try:
            if form.is_valid():
                count = changing.add_units(request=self.asked, units=form.wanted, by=self.request.user)
                messages.success(self.request, f"已增加{count}个单位，并通知对方。")
                return redirect("campaigns:request", pk=self.asked.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
        return self.page(422, more_units=form)

    def taken_away(self) -> HttpResponse:
        chosen = [number(each) for each in self.request.POST.getlist("owed")]
        why, by = self.request.POST.get("why", "")[:200], self.request.user
        try:
            count = changing.take_away(request=self.asked, obligations=chosen, why=why, by=by)
        except ValidationError as refused:
            messages.error(self.request, refused.messages[0])
            return self.page(422)
        said = f"已不再要求{count}个单位报送，并告知对方。" if count else "没有勾选尚未报送的单位，没有变动。"
        messages.success(self.request, said) if count else messages.error(self.request, said)
        return redirect("campaigns:request", pk=self.asked.pk)

    def withdrawn(self) -> HttpResponse:
        form = ReasonForm(self.request.POST, prefix="withdraw")
        if not form.is_valid():
            return self.page(422, withdrawing=form)
        changing.withdraw(request=self.asked, reason=form.cleaned_data["reason"], by=self.request.user)
        messages.success(self.request, "已撤销这项要求，并告知尚未报送的单位。已报送的内容保留。")
        return redirect("campaigns:request", pk=self.asked.pk)
