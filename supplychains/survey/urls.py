from django.urls import path

from . import views

app_name = "survey"
urlpatterns = [
    path("", views.today, name="today"),
    path("next/", views.next_call, name="next"),
    path("when/", views.when, name="when"),
    path("cases/<int:pk>/", views.call, name="call"),
    path("cases/<int:pk>/extend/", views.extend, name="extend"),
    path("cases/<int:pk>/skip/", views.skip, name="skip"),
    path("attempts/<int:pk>/void/", views.void, name="void"),
]
