from campaigns.urls import drafting, public, reporting, working

app_name = "campaigns"
urlpatterns = [*public.urlpatterns, *drafting.urlpatterns, *working.urlpatterns, *reporting.urlpatterns]
