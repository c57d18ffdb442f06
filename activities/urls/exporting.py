from django.urls import path

from activities.views import exporting

urlpatterns = [
    path("work/exports/", exporting.exports, name="exports"),
    path("work/exports/<str:public_id>/", exporting.export_file, name="export_file"),
]
