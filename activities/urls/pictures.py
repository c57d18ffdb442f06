from django.urls import path, re_path

from activities.views import films, photos, retouching

urlpatterns = [
    path("work/photos/<int:pk>/edit/", retouching.EditPhoto.as_view(), name="photo_edit"),
    path("work/photos/<int:pk>/replace/", retouching.photo_replace, name="photo_replace"),
    path("work/photos/<int:pk>/full.jpg", photos.photo_full, name="photo_full"),
    re_path(r"^films/(?P<public_id>[\w-]{16})/film$", films.film, name="film"),
    re_path(r"^films/(?P<public_id>[\w-]{16})/poster\.(?P<extension>jpg|webp)$", films.poster, name="film_poster"),
]
