"""The tables of the board (django-tables2). What can be decided at once stands in its row; the rest on the page of the
case."""

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from supplychains.survey.wording import moment, stretch

from .decisions import DECISIONS
from .ruling import disputes_of

SAYS = {"td": {"class": "says"}}
EMPTY: dict = {"empty_values": (), "orderable": False}


class BoardTable(tables.Table):
    """A row a case, or something of one. `case_of(record)` is that case; `people`: [(id, name)] of callers; `narrowed`:
    the round the board is narrowed to, or ""."""

    organisation = tables.Column("Organisation", **EMPTY)

    unit = "organisations"

    def __init__(self, rows, *, at, people=(), narrowed="", **kwargs):
        self.at, self.now, self.people, self.narrowed = at, timezone.localtime(at), people, narrowed
        super().__init__(rows, attrs={"class": "board"}, orderable=False, **kwargs)

    def case_of(self, record):
        return record

    def render_organisation(self, record):
        case = self.case_of(record)
        return format_html('<a href="{}">{}</a>', reverse("survey:decide", args=[case.pk]), case.provider)

    def when(self, at):
        return moment(timezone.localtime(at), now=self.now) if at else "–"

    def do(self, key, record, options=(), **hidden):
        """The form of a decision in one line."""
        case, kind = self.case_of(record), DECISIONS[key]
        said = {f"{key}-{name}": value for name, value in hidden.items()}
        context = {
            "case": case,
            "key": key,
            "verb": kind.verb,
            "hidden": said,
            "options": options,
            "section": self.prefix.rstrip("-"),
        }
        context |= {"csrf_token": get_token(self.request), "narrowed": self.narrowed}
        return render_to_string("survey/board/_do.html", context)


class HeldTable(BoardTable):
    caller = tables.Column("Caller", accessor="holder")
    since = tables.Column("Held for", **EMPTY)
    until = tables.Column("Held until", **EMPTY)
    dialling = tables.Column("On the line since", **EMPTY)
    release = tables.Column("Take it back", **EMPTY)
    caption = "Held by callers"

    def render_since(self, record):
        if not record.held_since:
            return "–"
        return stretch(max(int((self.at - record.held_since).total_seconds() // 60), 0))

    def render_until(self, record):
        return self.when(record.lease_until)

    def render_dialling(self, record):
        return self.when(record.dialled)

    def render_release(self, record):
        return self.do("release", record)


class OfAttempt(BoardTable):
    unit = "calls"

    def case_of(self, record):
        return record.case

    def render_dialled(self, record):
        return self.when(record.dialled_at)


class UnrecordedTable(OfAttempt):
    caller = tables.Column("Caller", accessor="caller")
    dialled = tables.Column("Begun", **EMPTY)
    finish = tables.Column("Say what it came to", **EMPTY)
    caption = "Calls without an outcome"

    def render_finish(self, record):
        return format_html(
            '<a href="{}?kept">Record it<span class="unseen">, {}</span></a>',
            record.case.get_absolute_url(),
            record.case.provider,
        )


class LateTable(OfAttempt):
    caller = tables.Column("Caller", accessor="caller")
    dialled = tables.Column("Called", **EMPTY)
    entered = tables.Column("Arrived", **EMPTY)
    outcome = tables.Column("What it came to", accessor="outcome")
    caption = "Late saves"

    def render_entered(self, record):
        return self.when(record.entered_at)


class MissedTable(OfAttempt):
    promised = tables.Column("Promised by", accessor="attempt__caller")
    window = tables.Column("For", **EMPTY)
    whom = tables.Column("With", accessor="attempt__role", default="–")
    assign = tables.Column("Give it to", **EMPTY)
    caption = "Callbacks that were missed"
    unit = "callbacks"

    def render_window(self, record):
        return self.when(record.window_start)

    def render_assign(self, record):
        return self.do("assign", record, options=self.people)


class RefusalTable(BoardTable):
    declined = tables.Column("Declined", **EMPTY)
    note = tables.Column("What they said", attrs=SAYS, **EMPTY)
    may = tables.Column("May be called", **EMPTY)
    assign = tables.Column("Give it to", **EMPTY)
    caption = "Refusals to convert"

    def render_declined(self, record):
        last = record.refusals[-1] if record.refusals else None
        return f"{last.caller}, {self.when(last.dialled_at)}" if last else "–"

    def render_note(self, record):
        return record.refusals[-1].note if record.refusals else ""

    def render_may(self, record):
        return "now" if record.next_at is None or record.next_at <= self.at else self.when(record.next_at)

    def render_assign(self, record):
        declined = {attempt.caller_id for attempt in record.refusals}
        others = [each for each in self.people if each[0] not in declined]
        if record.preferred_caller:
            return f"given to {record.preferred_caller}"
        return self.do("assign", record, options=others) if others else "No other caller has an account"


class NumberTable(BoardTable):
    known = tables.Column("Numbers so far", **EMPTY)
    add = tables.Column("A number that works", **EMPTY)
    caption = "Numbers to find"

    def render_known(self, record):
        known = ((each.text, each.get_state_display().lower()) for each in record.provider.numbers.all())
        return format_html_join("; ", "{}, {}", known) or "none"

    def render_add(self, record):
        return self.do("number", record)


class SendingTable(BoardTable):
    to = tables.Column("Where to", accessor="to", default="not said", attrs=SAYS)
    asked = tables.Column("Asked for", **EMPTY)
    sent = tables.Column("Done", **EMPTY)
    caption = "Information to send"

    def case_of(self, record):
        return record.case

    def render_asked(self, record):
        return self.when(record.attempt.dialled_at)

    def render_sent(self, record):
        return self.do("sent", record, sending=record.pk)


class KeptTable(BoardTable):
    why = tables.Column("Why", accessor="hold_reason", attrs=SAYS)
    back = tables.Column("Decide", **EMPTY)
    caption = "Kept back"

    def render_back(self, record):
        return self.do("unhold", record)


class DisputeTable(BoardTable):
    differs = tables.Column("Who says what", attrs=SAYS, **EMPTY)
    rule = tables.Column("Decide", **EMPTY)
    caption = "Disputed facts"

    def render_differs(self, record):
        lines = ((f"{each.about}, {each.words.lower()}", _said(each)) for each in disputes_of(record))
        return format_html('<ul class="differs">{}</ul>', format_html_join("", "<li><b>{}</b>: {}</li>", lines))

    def render_rule(self, record):
        address = reverse("survey:disputes", args=[record.pk])
        return format_html('<a href="{}">Weigh them<span class="unseen">, {}</span></a>', address, record.provider)


def _said(dispute):
    return "; ".join(f"{value} ({who})" for value, who in dispute.voices)


class LeadTable(BoardTable):
    said = tables.Column("Chain they told of", attrs=SAYS, **EMPTY)
    told = tables.Column("Told", **EMPTY)
    place = tables.Column("Decide", **EMPTY)
    caption = "Chains that could not be placed"
    unit = "chains"

    def case_of(self, record):
        return record.attempt.case

    def render_said(self, record):
        return str(record)

    def render_told(self, record):
        return self.when(record.attempt.dialled_at)

    def render_place(self, record):
        address = reverse("survey:decide", args=[record.attempt.case_id])
        return format_html(
            '<a href="{}#lead-{}">Place or drop it<span class="unseen">: {}</span></a>', address, record.pk, record
        )


class SkipTable(BoardTable):
    by = tables.Column("By", accessor="by")
    at_ = tables.Column("When", **EMPTY)
    reason = tables.Column("Why", accessor="reason", attrs=SAYS)
    caption = "Put back without a call"
    unit = "times"

    def case_of(self, record):
        return record.case

    def render_at_(self, record):
        return self.when(record.at)


class OverrideTable(BoardTable):
    what = tables.Column("Counts as", **EMPTY)
    reason = tables.Column("Why", accessor="reason", attrs=SAYS)
    by = tables.Column("By", accessor="by")
    until = tables.Column("Until", **EMPTY)
    lift = tables.Column("End it", **EMPTY)
    caption = "Overrides in force"
    unit = "overrides"

    def case_of(self, record):
        return record.case

    def render_what(self, record):
        return "open again" if record.reopens else record.get_disposition_display()

    def render_until(self, record):
        return self.when(record.until) if record.until else "ended by somebody"

    def render_lift(self, record):
        return self.do("lift", record, override=record.pk)
