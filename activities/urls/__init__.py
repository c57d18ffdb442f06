from activities.urls import exporting, importing, logging, overview, public, reviewing

app_name = "activities"
urlpatterns = [
    *public.urlpatterns,
    *importing.urlpatterns,
    *logging.urlpatterns,
    *reviewing.urlpatterns,
    *overview.urlpatterns,
    *exporting.urlpatterns,
]
