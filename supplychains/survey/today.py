"""A caller's day: callbacks, what is ready, what they did, and when nothing is ready, why and when it will be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from supplychains.contracts.wording import count

from . import queue
from .models import Answer, Attempt, Callback, Case, Pause, Round
from .pausing import pause_of
from .unfinished import NOT_RECORDED, unfinished
from .vocabulary import WorkStatus
from .wording import moment

SHOWN = 8


@dataclass(frozen=True)
class Today:
    rounds: list
    held: Case | None
    due: int
    later: int
    missed: int
    agreed: int
    ready: int
    attempts: int
    spoken: int
    settled: int
    callbacks: list[Callback]
    unfinished: list[Attempt]
    pause: Pause | None
    log: list[tuple[Attempt, bool]]
    why_nothing: str


def today_of(user, *, at, whole=False):
    """The day of `user` at `at`: figures, the next callbacks and the calls made so far, each with whether they may
    take it back; SHOWN of either, or the `whole` of both."""
    shown = slice(None if whole else SHOWN)
    morning = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    evening = morning + timedelta(days=1)
    cases = queue.open_cases(at=at)
    promised = _promised(cases)
    callbacks = list(promised.select_related("case__provider", "attempt").order_by("window_end")[shown])
    for callback in callbacks:
        callback.is_missed = callback.window_end < at
    made = Attempt.objects.live().filter(caller=user, entered_at__gte=morning, entered_at__lt=evening)
    made = made.exclude(outcome__key=NOT_RECORDED)
    answers = Answer.objects.filter(attempt__in=made).exclude(statement=None)
    ready = queue.ready(at=at, by=user).count()
    return Today(
        rounds=_rounds(at),
        held=queue.held_by(user, at=at),
        ready=ready,
        **_callbacks(promised, at, evening),
        attempts=made.count(),
        spoken=made.filter(outcome__is_contact=True).count(),
        settled=answers.aggregate(positions=Count("target", distinct=True))["positions"],
        callbacks=callbacks,
        unfinished=list(unfinished(by=user).select_related("case__provider", "case__round").order_by("dialled_at")),
        pause=pause_of(user),
        log=[(attempt, attempt.may_be_voided_by(user, at)) for attempt in _newest(made)[shown]],
        why_nothing="" if ready else why_nothing(cases, user, at=at),
    )


def clash(window, *, by, case):
    """Whom `by` promised another call in the same window, in words; "" where nobody. `case`: the one it is for, or
    None."""
    promised = Callback.objects.to_keep().filter(
        attempt__caller=by, window_start__lt=window.end, window_end__gt=window.start
    )
    others = promised.exclude(case=case).select_related("case__provider")[:3]
    return f"You promised {', '.join(str(each.case.provider) for each in others)} a call then too" if others else ""


def _newest(made):
    return made.select_related("case__provider", "outcome").order_by("-entered_at", "-pk")


def _promised(cases):
    return Callback.objects.to_keep().filter(case__in=cases.exclude(work_status=WorkStatus.CLOSED))


def _callbacks(promised, at, evening):
    """How many callbacks are agreed, are due now, come later today, and were missed."""
    return promised.aggregate(
        agreed=Count("pk"),
        due=Count("pk", filter=Q(window_start__lte=at, window_end__gte=at)),
        later=Count("pk", filter=Q(window_start__gt=at, window_start__lt=evening)),
        missed=Count("pk", filter=Q(window_end__lt=at)),
    )


def _rounds(at):
    """The open rounds, each with how many of its organisations are done."""
    return list(
        Round.objects.open_on(timezone.localdate(at))
        .select_related("programme")
        .annotate(organisations=Count("cases"), done=Count("cases", filter=Q(cases__is_final=True)))
        .order_by("programme__name", "number")
    )


def why_nothing(cases, user, *, at: datetime) -> str:
    """Why no call is ready, and when one will be, in short sentences."""
    waiting = Q(work_status__in=queue.CALLABLE)
    figures = cases.aggregate(
        all=Count("pk"),
        held=Count("pk", filter=Q(lease_until__gt=at) & ~Q(holder=user)),
        later=Count("pk", filter=waiting & Q(next_at__gt=at)),
        first=Min("next_at", filter=waiting & Q(next_at__gt=at)),
        declined=Count("pk", filter=Q(work_status__in=queue.REFUSED, next_at__lte=at)),
        assigned=Count("pk", filter=waiting & ~Q(preferred_caller=None) & ~Q(preferred_caller=user)),
        numbers=Count("pk", filter=Q(work_status=WorkStatus.NEEDS_NUMBER)),
        sending=Count("pk", filter=Q(work_status=WorkStatus.TO_SEND)),
        supervisor=Count("pk", filter=Q(work_status=WorkStatus.SUPERVISOR)),
    )
    if not figures["all"]:
        return "No round of calls is open. An administrator opens one."
    told = [*_hours(at), *_sentences(figures, timezone.localtime(at))]
    return " ".join(told) or "Every organisation of the open rounds is done."


def _hours(at):
    """Where no round calls at this hour, when the first of them does again."""
    calendars = [each.rules.calendar for each in Round.objects.open_on(timezone.localdate(at))]
    if calendars and not any(calendar.is_open(at) for calendar in calendars):
        first = min(calendar.next_open(at) for calendar in calendars)
        day, _, hour = moment(timezone.localtime(first), now=timezone.localtime(at)).rpartition(" ")
        yield f"No calls are made now. Calling starts again {day} at {hour}."


def _sentences(figures, now):
    if figures["later"]:
        first = moment(timezone.localtime(figures["first"]), now=now)
        yield f"{count(figures['later'], 'organisation')} to call later, the first {first}."
    for key, what in (
        ("held", "with another caller now"),
        ("declined", "left to another caller, having declined you"),
        ("assigned", "assigned to another caller"),
        ("numbers", "without a number that works"),
        ("sending", "waiting for information to be sent"),
        ("supervisor", "with the supervisor"),
    ):
        if figures[key]:
            yield f"{figures[key]} {what}."
