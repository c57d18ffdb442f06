from activities.urls import cases, exporting, logging, overview, public, reviewing, uploads

app_name = "activities"
urlpatterns = [
    *public.urlpatterns,
    *logging.urlpatterns,
    *reviewing.urlpatterns,
    *overview.urlpatterns,
    *exporting.urlpatterns,
    *uploads.urlpatterns,
    *cases.urlpatterns,
]
