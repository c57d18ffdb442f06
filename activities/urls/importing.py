from django.urls import path

from activities.views import importing

ONE = "work/activities/import/<str:public_id>/"

urlpatterns = [
    path("work/activities/import/", importing.imports, name="imports"),
    path("work/activities/import/template/", importing.import_template, name="import_template"),
    path(ONE, importing.import_one, name="import_one"),
    path(f"{ONE}confirm/", importing.import_confirm, name="import_confirm"),
    path(f"{ONE}options/", importing.import_options, name="import_options"),
    path(f"{ONE}cancel/", importing.import_cancel, name="import_cancel"),
    path(f"{ONE}corrected/", importing.import_corrected, name="import_corrected"),
]
