from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from . import views

# One door for all: with the second step, and counted tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("account/", views.account, name="account"),
    path("", include("supplychains.contracts.urls")),
    path("", include("supplychains.graphs.urls")),
    path("lists/", include("supplychains.lists.urls")),
    path("survey/", include("supplychains.survey.urls")),
    path("accounts/", include("supplychains.accounts_urls")),
    path("admin/", admin.site.urls),
]
