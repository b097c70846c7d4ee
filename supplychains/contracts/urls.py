from django.urls import path

from . import views

app_name = "contracts"
urlpatterns = [
    path("organisations/", views.providers, name="providers"),
    path("organisations/<slug:public_id>/", views.provider, name="provider"),
]
