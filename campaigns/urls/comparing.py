from django.urls import path

from campaigns.views import adoption, comparing

urlpatterns = [
    path("work/editions/<int:pk>/compare/", comparing.compare, name="compare"),
    path("work/editions/<int:pk>/compare/word/", comparing.compare_word, name="compare_word"),
    path("work/editions/<int:pk>/compare/excel/", comparing.compare_excel, name="compare_excel"),
    path("work/editions/<int:pk>/adoption/", adoption.adoption, name="adoption"),
    path("work/editions/<int:pk>/adoption/units/", adoption.adoption_units, name="adoption_units"),
    path("work/editions/<int:pk>/adoption/excel/", adoption.adoption_excel, name="adoption_excel"),
    path("work/editions/<int:pk>/adoption/<uuid:key>/", adoption.adoption_item, name="adoption_item"),
]
