from activities.urls import exporting, logging, overview, pictures, public, reviewing

app_name = "activities"
urlpatterns = [
    *public.urlpatterns,
    *logging.urlpatterns,
    *pictures.urlpatterns,
    *reviewing.urlpatterns,
    *overview.urlpatterns,
    *exporting.urlpatterns,
]
