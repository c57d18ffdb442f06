from activities.urls import exporting, logging, materials, overview, public, reviewing, uploads

app_name = "activities"
urlpatterns = [
    *materials.urlpatterns,  # before what is public, whose addresses begin with any word
    *public.urlpatterns,
    *logging.urlpatterns,
    *reviewing.urlpatterns,
    *overview.urlpatterns,
    *exporting.urlpatterns,
    *uploads.urlpatterns,
]
