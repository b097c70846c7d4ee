"""A caller's day: callbacks, what is ready, what they did, and when nothing is ready, why and when it will be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from supplychains.contracts.wording import count

from . import queue
from .models import Answer, Attempt, Callback, Case, Round
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
    ready: int
    attempts: int
    spoken: int
    settled: int
    callbacks: list[Callback]
    log: list[tuple[Attempt, bool]]
    why_nothing: str


def today_of(user, *, at):
    """The day of `user` at `at`: figures, the next callbacks and the calls made so far, each with whether they may
    take it back."""
    morning = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    evening = morning + timedelta(days=1)
    cases = queue.open_cases(at=at)
    promised = _promised(cases)
    callbacks = list(promised.select_related("case__provider", "attempt").order_by("window_end")[:SHOWN])
    for callback in callbacks:
        callback.is_missed = callback.window_end < at
    made = Attempt.objects.live().filter(caller=user, entered_at__gte=morning, entered_at__lt=evening)
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
        log=[(attempt, attempt.may_be_voided_by(user, at)) for attempt in _newest(made)],
        why_nothing="" if ready else why_nothing(cases, user, at=at),
    )


def _newest(made):
    return made.select_related("case__provider", "outcome").order_by("-entered_at", "-pk")[:SHOWN]


def _promised(cases):
    return Callback.objects.to_keep().filter(case__in=cases.exclude(work_status=WorkStatus.CLOSED))


def _callbacks(promised, at, evening):
    """How many callbacks are due now, come later today, and were missed."""
    return promised.aggregate(
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
        numbers=Count("pk", filter=Q(work_status=WorkStatus.NEEDS_NUMBER)),
        supervisor=Count("pk", filter=Q(work_status=WorkStatus.SUPERVISOR)),
    )
    if not figures["all"]:
        return "No round of calls is open. An administrator opens one."
    return " ".join(_sentences(figures, timezone.localtime(at))) or "Every organisation of the open rounds is done."


def _sentences(figures, now):
    if figures["later"]:
        first = moment(timezone.localtime(figures["first"]), now=now)
        yield f"{count(figures['later'], 'organisation')} to call later, the first {first}."
    for key, what in (
        ("held", "with another caller now"),
        ("declined", "left to another caller, having declined you"),
        ("numbers", "without a number that works"),
        ("supervisor", "with the supervisor"),
    ):
        if figures[key]:
            yield f"{figures[key]} {what}."
