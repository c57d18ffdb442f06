from activities.urls import exporting, finding, logging, overview, public, reviewing

app_name = "activities"
urlpatterns = [
    *public.urlpatterns,
    *finding.urlpatterns,
    *logging.urlpatterns,
    *reviewing.urlpatterns,
    *overview.urlpatterns,
    *exporting.urlpatterns,
]
