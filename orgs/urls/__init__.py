from orgs.urls import desk, people, robots

app_name = "orgs"
urlpatterns = [*desk.urlpatterns, *people.urlpatterns, *robots.urlpatterns]
