"""The table of back-checks (django-tables2)."""

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from supplychains.contracts.wording import day
from supplychains.survey.board.tables import EMPTY


class CheckTable(tables.Table):
    """A row a `records.Checked`."""

    organisation = tables.Column("Organisation", **EMPTY)
    first = tables.Column("First asked by", **EMPTY)
    drawn = tables.Column("Drawn", **EMPTY)
    how = tables.Column("Share, seed", **EMPTY)
    state = tables.Column("Stands", **EMPTY)
    second = tables.Column("Asked again by", **EMPTY)
    differ = tables.Column("Answers that differ", **EMPTY)
    off = tables.Column("Decide", **EMPTY)

    caption = "Back-checks"
    unit = "back-checks"

    class Meta:
        attrs = {"class": "board"}
        orderable = False

    def render_organisation(self, record):
        case = record.check.case
        return format_html('<a href="{}">{}</a>', reverse("survey:decide", args=[case.pk]), case.provider)

    def render_first(self, record):
        return record.check.first.caller

    def render_drawn(self, record):
        return f"{day(record.check.drawn_at.date())}, {record.check.by}"

    def render_how(self, record):
        return f"{record.check.share} per cent, {record.check.seed}"

    def render_state(self, record):
        tried = f", called {record.tries} times" if record.is_open and record.tries else ""
        return f"{record.state}{tried}"

    def render_second(self, record):
        return record.second.caller if record.second else "–"

    def render_differ(self, record):
        return f"{record.differ} of {len(record.compared)}" if record.second else "–"

    def render_off(self, record):
        if not record.is_open:
            return "–"
        context = {"check": record.check, "csrf_token": get_token(self.request)}
        return render_to_string("survey/checking/_off.html", context)
