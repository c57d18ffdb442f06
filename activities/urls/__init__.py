from activities.urls import exporting, logging, overview, public, reviewing, uploads

app_name = "activities"
urlpatterns = [
    *public.urlpatterns,
    *logging.urlpatterns,
    *reviewing.urlpatterns,
    *overview.urlpatterns,
    *exporting.urlpatterns,
    *uploads.urlpatterns,
]
