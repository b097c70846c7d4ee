from django.urls import path

from . import views
from .board import views as board
from .callers import views as callers
from .checking import views as checking
from .finding import views as finding
from .measuring import views as measuring
from .paper import views as paper
from .rounds import views as rounds

app_name = "survey"
urlpatterns = [
    path("", views.today, name="today"),
    path("next/", views.next_call, name="next"),
    path("when/", views.when, name="when"),
    path("find/", finding.find, name="find"),
    path("pause/", views.pause, name="pause"),
    path("keying/", paper.keying, name="keying"),
    path("cases/<int:pk>/", views.call, name="call"),
    path("cases/<int:pk>/sheet/", paper.sheet, name="sheet"),
    path("cases/<int:pk>/dialled/", views.dialled, name="dialled"),
    path("cases/<int:pk>/extend/", views.extend, name="extend"),
    path("cases/<int:pk>/skip/", views.skip, name="skip"),
    path("attempts/<int:pk>/void/", views.void, name="void"),
    path("board/", board.board, name="board"),
    path("board/cases/<int:pk>/", board.decide, name="decide"),
    path("board/cases/<int:pk>/disputes/", board.disputes, name="disputes"),
    path("rounds/", measuring.rounds, name="rounds"),
    path("rounds/new/", rounds.new, name="new-round"),
    path("rounds/<int:round>/settings/", rounds.settings, name="settings"),
    path("rounds/<int:round>/plan/", rounds.plan, name="plan"),
    path("rounds/<int:round>/checks/", checking.checks, name="checks"),
    path("rounds/<int:round>/callers/", callers.callers, name="callers"),
    path("rounds/<int:round>/rates/", measuring.rates, name="rates"),
    path("rounds/<int:round>/rates.csv", measuring.rates_csv, name="rates-csv"),
    path("rounds/<int:round>/rates.xlsx", measuring.rates_xlsx, name="rates-xlsx"),
    path("rounds/<int:round>/progress.svg", measuring.progress_svg, name="progress-svg"),
]
