from campaigns.urls import comparing, drafting, public, reporting

app_name = "campaigns"
urlpatterns = [*public.urlpatterns, *drafting.urlpatterns, *comparing.urlpatterns, *reporting.urlpatterns]
