from django.urls import path

from . import export_views, programme_views, views

app_name = "graphs"
urlpatterns = [
    path("programmes/", views.programmes, name="programmes"),
    path("compare/", programme_views.compare, name="compare"),
    path("programmes/<slug:slug>/", programme_views.programme, name="programme"),
    path("programmes/<slug:slug>/drawings/", programme_views.drawings, name="drawings"),
    path("programmes/<slug:slug>/map/", programme_views.tile_map, name="tile_map"),
    path("programmes/<slug:slug>/shared/", programme_views.shared, name="shared"),
    path("programmes/<slug:slug>/primes/", programme_views.primes, name="primes"),
    path("programmes/<slug:slug>/organisations/", programme_views.organisations, name="organisations"),
    path("programmes/<slug:slug>/areas/<int:number>/", views.area, name="area"),
    *export_views.paths("programmes/<slug:slug>/areas/<int:number>/"),
]
