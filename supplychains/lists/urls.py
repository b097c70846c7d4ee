from django.urls import path

from . import views
from .checks import views as checks_views
from .comparing import views as compare_views
from .errata import views as errata_views
from .steps import views as steps_views
from .under_way import views as queue_views
from .what_changes import views as plan_views
from .who import views as who_views

app_name = "lists"
urlpatterns = [
    path("", views.index, name="index"),
    path("upload/", views.upload, name="upload"),
    path("compare/", compare_views.compare, name="compare"),
    path("compare/changes.csv", compare_views.changes_csv, name="compare-csv"),
    path("compare/changes.xlsx", compare_views.changes_xlsx, name="compare-xlsx"),
    path("<slug:public_id>/errata/", errata_views.errata, name="errata"),
    path("<slug:public_id>/errata.csv", errata_views.errata_csv, name="errata-csv"),
    path("<slug:public_id>/errata.xlsx", errata_views.errata_xlsx, name="errata-xlsx"),
    path("<slug:public_id>/checks/", checks_views.checks, name="checks"),
    path("<slug:public_id>/checks.csv", checks_views.checks_csv, name="checks-csv"),
    path("<slug:public_id>/checks.xlsx", checks_views.checks_xlsx, name="checks-xlsx"),
    path("<slug:public_id>/what-changes/", plan_views.what_changes, name="what-changes"),
    path("<slug:public_id>/", views.edition, name="edition"),
    path("<slug:public_id>/sheets/", steps_views.sheets, name="sheets"),
    path("<slug:public_id>/columns/", steps_views.columns, name="columns"),
    path("<slug:public_id>/values/", steps_views.values, name="values"),
    path("<slug:public_id>/apply/", views.apply, name="apply"),
    path("<slug:public_id>/progress/", queue_views.progress, name="progress"),
    path("<slug:public_id>/call-off/", queue_views.call_off, name="call-off"),
    path("<slug:public_id>/discard/", views.discard, name="discard"),
    path("<slug:public_id>/roll-back/", views.roll_back, name="roll-back"),
    path("<slug:public_id>/rows.csv", views.rows, name="rows"),
    path("<slug:public_id>/who/", who_views.who, name="who"),
    path("<slug:public_id>/who/answer/", who_views.answer, name="who-answer"),
    path("<slug:public_id>/who/contest/", who_views.contest, name="who-contest"),
    path("<slug:public_id>/who/later/", who_views.later, name="who-later"),
    path("<slug:public_id>/who/decisions/", who_views.decisions, name="who-decisions"),
    path("<slug:public_id>/who/withdraw/", who_views.withdraw, name="who-withdraw"),
    path("<slug:public_id>/renew/", who_views.renew, name="renew"),
    path("<slug:public_id>/changes.csv", views.changes, name="changes"),
]
