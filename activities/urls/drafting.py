from django.urls import path

from activities.views import drafting

urlpatterns = [path("work/reports/<int:pk>/draft/", drafting.draft_report, name="draft_report")]
