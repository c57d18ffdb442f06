from django.urls import path

from activities.views import case_disclosing, cases

urlpatterns = [
    path("work/cases/", cases.cases, name="cases"),
    path("work/cases/new/", cases.New.as_view(), name="new_case"),
    path("work/cases/<int:pk>/", cases.case, name="case"),
    path("work/cases/<int:pk>/edit/", cases.Edit.as_view(), name="edit_case"),
    path("work/cases/<int:pk>/disclosure/", case_disclosing.Disclose.as_view(), name="disclose_case"),
    path("work/cases/<int:pk>/put-forward/", cases.put_forward, name="put_forward_case"),
    path("work/cases/received/<int:pk>/answer/", cases.answer, name="answer_case"),
    path("work/cases/received/<int:pk>/forward/", cases.forward, name="forward_case"),
]
