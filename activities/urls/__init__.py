from activities.urls import exporting, finding, logging, overview, public, reviewing, uploads

app_name = "activities"
urlpatterns = [
    *public.urlpatterns,
    *finding.urlpatterns,
    *logging.urlpatterns,
    *reviewing.urlpatterns,
    *overview.urlpatterns,
    *exporting.urlpatterns,
    *uploads.urlpatterns,
]
