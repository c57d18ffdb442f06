from django.urls import path

from campaigns.views import answer_links, answers, asking, attachments, choosing, gathering, gathering_links, reporting

urlpatterns = [
    path("work/campaign/", choosing.choose_campaign, name="choose_campaign"),
    path("work/reports/", reporting.reports, name="reports"),
    path("work/reports/<int:pk>/", reporting.obligation, name="obligation"),
    path("work/reports/<int:pk>/write/", reporting.write, name="report_write"),
    path("work/reports/<int:pk>/hand-in/", reporting.hand_in_existing, name="report_hand_in"),
    path("work/reports/<int:pk>/nil/", reporting.declare_nil, name="report_nil"),
    path("work/reports/<int:pk>/accept/", reporting.accept, name="report_accept"),
    path("work/reports/<int:pk>/return/", reporting.send_back, name="report_return"),
    path("work/reports/ask/", asking.request_new, name="request_new"),
    path("work/reports/collect/", gathering.collect, name="collect"),
    path("work/reports/<int:pk>/answer/", answers.answer_write, name="answer_write"),
    path("work/reports/answers/<str:public_id>/", answers.answer_file, name="answer_file"),
    path("work/reports/answers/<str:public_id>/remove/", answers.answer_file_remove, name="answer_file_remove"),
    path("work/reports/requests/<int:pk>/links/", gathering_links.links, name="answer_links"),
    path("work/reports/links/<int:pk>/revoke/", gathering_links.revoke, name="revoke_link"),
    path("answer/<str:token>/", answer_links.answer_link, name="answer_link"),
    path("answer/<str:token>/files/<str:public_id>/", answer_links.answer_link_file, name="answer_link_file"),
    path("work/reports/requests/<int:pk>/", reporting.request_detail, name="request"),
    path("work/reports/files/<str:public_id>/", attachments.report_file, name="report_file"),
    path("work/reports/files/<str:public_id>/remove/", attachments.report_file_remove, name="report_file_remove"),
]
