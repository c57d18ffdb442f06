"""提出报送要求: the form with the editor of own fields beside it. Whatever is refused, nothing typed is lost."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from campaigns import asking
from campaigns.choices import Ask
from campaigns.forms.asking import RequestForm
from campaigns.forms.own_fields import FieldEditor
from campaigns.minutes import estimate
from campaigns.models import Campaign
from campaigns.summary_due import asked_of, hint, proposed_due, remarks
from campaigns.workdays import today
from orgs.models import Unit
from orgs.scoping import UserRequest


class AskDesk:
    def __init__(self, request: UserRequest, unit: Unit, campaign: Campaign):
        self.request, self.unit, self.campaign = request, unit, campaign
        self.upward = asked_of(unit, campaign)

    def fresh(self) -> HttpResponse:
        proposed = proposed_due(self.upward)
        start = {"due_on": proposed} if proposed and proposed >= today() else {}
        return self.page(self._form(initial=start), FieldEditor())

    def posted(self) -> HttpResponse:
        data = self.request.POST
        form, editor = self._form(data), FieldEditor(data)
        reshaped = editor.reshaped(data.get("do", ""))
        if reshaped is not None:
            return self._again(form, reshaped)
        try:
            if form.is_valid() & editor.is_valid():
                return self._asked(form, editor)
        except ValidationError as refused:
            form.add_error(None, refused)
        return self.page(form, editor, 422)

    def page(self, form: RequestForm, editor: FieldEditor, status: int = 200) -> HttpResponse:
        context = {"form": form, "editor": editor, "unit": self.unit}
        return render(self.request, "campaigns/report_ask.html", context, status=status)

    def _again(self, form: RequestForm, editor: FieldEditor) -> HttpResponse:
        """With a field more or less, and the minutes reckoned anew; nothing is asked yet."""
        typed = form.typed()
        kind = typed["kind"] if typed.get("kind") in Ask.values else Ask.SUMMARY
        return self.page(self._form(initial=typed, estimated=estimate(kind, editor.sketched())), editor)

    def _asked(self, form: RequestForm, editor: FieldEditor) -> HttpResponse:
        fields = editor.specs()
        made = asking.ask(campaign=self.campaign, unit=self.unit, by=self.request.user, fields=fields, **form.wanted)
        count = made.obligations.count()
        messages.success(self.request, f"已向{count}个单位提出报送要求，预计每个单位用时约{made.minutes}分钟。")
        for remark in remarks(made.due_on, self.upward):
            messages.warning(self.request, remark)
        return redirect("campaigns:request", pk=made.pk)

    def _form(self, data=None, *, initial: dict | None = None, estimated: int | None = None) -> RequestForm:
        estimated = estimated or estimate(Ask.SUMMARY)
        return RequestForm(data, unit=self.unit, upward=hint(self.upward), estimated=estimated, initial=initial)
