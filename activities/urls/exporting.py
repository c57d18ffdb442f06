from django.urls import path

from activities.views import exporting

urlpatterns = [
    path("work/exports/", exporting.exports, name="exports"),
    path("work/exports/<str:public_id>/", exporting.export_file, name="export_file"),
    path("work/exports/<str:public_id>/cancel/", exporting.export_cancel, name="export_cancel"),
    path("work/exports/<str:public_id>/again/", exporting.export_again, name="export_again"),
]
