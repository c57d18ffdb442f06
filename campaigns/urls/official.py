from django.urls import path

from campaigns.views import official, report_paper

urlpatterns = [
    path("plans/<slug:public_id>/paper.pdf", official.plan_paper, {"kind": "pdf"}, name="plan_pdf"),
    path("plans/<slug:public_id>/paper.docx", official.plan_paper, {"kind": "docx"}, name="plan_docx"),
    path(
        "plans/<slug:public_id>/<int:number>/paper.pdf", official.plan_paper, {"kind": "pdf"}, name="plan_edition_pdf"
    ),
    path(
        "plans/<slug:public_id>/<int:number>/paper.docx",
        official.plan_paper,
        {"kind": "docx"},
        name="plan_edition_docx",
    ),
    path("work/editions/<int:pk>/paper/", official.edition_paper, name="edition_paper"),
    path("work/papers/<str:public_id>/", report_paper.report_paper, name="report_paper"),
    path("work/papers/<str:public_id>/bulletin/", report_paper.report_bulletin, name="report_bulletin"),
]
