"""What waits for a caller on the morning the demonstration is made for: organisations nobody tried yet with one, two or
three positions, callbacks due now, later today and missed, and a retry for each part of the day."""

import uuid
from datetime import datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from providers.models import PhoneNumber
from supplychains.survey.actions import catch_up, hold_case, record_attempt, unhold_case
from supplychains.survey.models import Outcome
from supplychains.survey.queue import extend_lease, release
from supplychains.survey.when import Window

ASIDE = "Kept for the morning"
TRIED_AT = {
    "morning": (time(12, 15), time(14, 5)),
    "midday": (time(9, 35), time(14, 20)),
    "afternoon": (time(9, 50), time(12, 40)),
}
"""When one was tried in vain that is kept for each part of the day."""
PROMISED = {"due": (-10, 120), "later": (180, 210), "missed": (-190, -160)}
"""From when until when a call was promised, in minutes from the moment the demonstration is made for."""
NEW = {3: 3, 2: 2, 1: 2 + len(TRIED_AT) + len(PROMISED)}
"""How many organisations of so many positions are kept aside: those of one are tried, or promised a call, but two."""


def keep_aside(round, *, by, at):
    """Keep some cases of a round from being called while the days before are played."""
    with_number = round.cases.filter(provider__in=PhoneNumber.objects.values("provider"))
    cases = with_number.annotate(positions=Count("targets")).order_by("pk")
    for positions, number in NEW.items():
        for case in cases.filter(positions=positions)[:number]:
            hold_case(case=case, reason=ASIDE, by=by, at=at)


def leave_for_the_day(round, *, by, caller, at):
    """What was kept aside is there to be called; of those with one position some were tried, or promised a call."""
    at = at.replace(second=0, microsecond=0)
    aside = list(round.cases.filter(hold_reason=ASIDE).annotate(positions=Count("targets")).order_by("pk"))
    for case in aside:
        unhold_case(case=case, by=by, at=at)
    single = iter([case for case in aside if case.positions == 1])
    day = _working_day_before(timezone.localdate(at))
    for times in TRIED_AT.values():
        case = next(single)
        for hour in times:
            _call(case, caller, timezone.make_aware(datetime.combine(day, hour)), "no-answer")
    for number, (start, end) in enumerate(PROMISED.values()):
        window = Window(_on_the_day(at, start, spare=30), _on_the_day(at, end))
        spoken_at = timezone.make_aware(datetime.combine(day, time(15, 10 + number)))
        _call(next(single), caller, spoken_at, "call-back", callback=window, role="operations manager")
    catch_up(at=at)


def _on_the_day(at, minutes, spare=0):
    """So many minutes after `at`, or what comes first: the end of that day, with some minutes to spare."""
    evening = timezone.localtime(at).replace(hour=23, minute=59, second=0, microsecond=0)
    return min(at + timedelta(minutes=minutes), evening - timedelta(minutes=spare))


def _call(case, caller, at, key, **more):
    extend_lease(case=case, by=caller, at=at)
    record_attempt(
        case=case,
        by=caller,
        at=at,
        dialled_at=at - timedelta(seconds=50),
        ended_at=at,
        client_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{case.pk} {at.isoformat()}"),
        outcome=Outcome.objects.get(key=key),
        number=case.provider.numbers.first(),
        **more,
    )
    release(case=case, by=caller)


def _working_day_before(day):
    day -= timedelta(days=1)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day
