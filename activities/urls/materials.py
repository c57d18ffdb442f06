from django.urls import path

from activities.views import links, materials

urlpatterns = [
    path("work/activities/paste/", materials.Paste.as_view(), name="paste"),
    path("work/activities/enter-for/", materials.EnterFor.as_view(), name="enter_for"),
    path("work/activities/materials/<str:public_id>/", materials.material, name="material"),
    path("work/activities/materials/<str:public_id>/<int:pk>/confirm/", materials.confirm, name="confirm_draft"),
    path("work/activities/materials/<str:public_id>/<int:pk>/sort/", materials.sort, name="sort_draft"),
    path("work/activities/material-files/<str:public_id>/", materials.material_file, name="material_file"),
    path("work/activities/links/", links.links, name="links"),
    path("work/activities/links/<int:pk>/revoke/", links.revoke, name="revoke_link"),
    path("contact/<str:token>/", links.contact, name="contact_link"),
]
