from django.urls import path

from . import views

app_name = "lists"
urlpatterns = [
    path("", views.index, name="index"),
    path("upload/", views.upload, name="upload"),
    path("<slug:public_id>/", views.edition, name="edition"),
    path("<slug:public_id>/apply/", views.apply, name="apply"),
    path("<slug:public_id>/discard/", views.discard, name="discard"),
    path("<slug:public_id>/rows.csv", views.rows, name="rows"),
]
