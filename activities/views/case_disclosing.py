"""The 公开属性 of one case, with what in its words looks like personal data."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from activities import case_disclosing
from activities.casework import PARTS, StaleCase
from activities.forms.cases import CaseDisclosureForm
from activities.models import Case
from activities.scoping import case_for
from orgs.scoping import UserRequest

RIGHT = "activities.disclose_case"


class Disclose(LoginRequiredMixin, View):
    """One case at a time: its words stand on the page that makes them public."""

    http_method_names = ["get", "post"]

    def get(self, request: UserRequest, pk: int) -> HttpResponse:
        case = case_for(request, pk, RIGHT)
        return _page(request, case, CaseDisclosureForm(initial=CaseDisclosureForm.of(case)))

    def post(self, request: UserRequest, pk: int) -> HttpResponse:
        case, form = case_for(request, pk, RIGHT), CaseDisclosureForm(request.POST)
        if not form.is_valid():
            return _page(request, case, form, status=422)
        try:
            case_disclosing.disclose(case=case, by=request.user, **form.decision())
        except ValidationError as error:
            form.add_error(None, error)
            return _page(request, case, form, status=422)
        except StaleCase as stale:
            return _page(request, case, form.seeing(case, str(stale)), status=409)
        messages.success(request, f"已登记公开属性：{case.get_openness_display()}。")
        return redirect("activities:case", pk)


def _page(request: UserRequest, case: Case, form: CaseDisclosureForm, status: int = 200) -> HttpResponse:
    parts = [(label, getattr(case, name)) for name, label in PARTS]
    context = {"case": case, "form": form, "parts": parts, "finds": case_disclosing.found_in(case)}
    return render(request, "activities/cases/disclose.html", context | {"cleared": form.cleared()}, status=status)
