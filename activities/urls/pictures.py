from django.urls import path

from activities.views import films, photos, retouching

urlpatterns = [
    path("work/activities/photos/<int:pk>/edit/", retouching.EditPhoto.as_view(), name="photo_edit"),
    path("work/activities/photos/<int:pk>/replace/", retouching.photo_replace, name="photo_replace"),
    path("work/activities/photos/<int:pk>/full.jpg", photos.photo_full, name="photo_full"),
    path("films/<slug:public_id>/film", films.film, name="film"),
    path("films/<slug:public_id>/poster.jpg", films.poster, name="film_poster"),
]
