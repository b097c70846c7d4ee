"""The next call: which cases may be called now, in which order, and taking exactly one of them for a while."""

from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from providers.models import PhoneNumber, Provider

from .models import Attempt, Callback, Case, Round
from .vocabulary import UNUSABLE, Disposition, NextStep, WorkStatus

CALLABLE = (
    WorkStatus.READY,
    WorkStatus.SCHEDULED,
    WorkStatus.MISSED,
    WorkStatus.WAITING,
    WorkStatus.COOLING,
    WorkStatus.CONVERT,
)
"""What a case stands at that is called once its time has come. The column is of the last write, the hour asked here."""
REFUSED = (WorkStatus.COOLING, WorkStatus.CONVERT)
CANDIDATES = 20


def open_cases(*, at, round=None):
    """Cases of the rounds that are open on the day of `at`, or of one of these."""
    cases = Case.objects.filter(_is_in_open_round(at))
    return cases if round is None else cases.filter(round=round)


def out_of_date(*, at):
    """Cases of open rounds that no longer stand as their organisation does: whether it may be called, and on a number
    that works, changes outside of calls too."""
    usable = Exists(PhoneNumber.objects.filter(provider=OuterRef("provider")).exclude(state__in=UNUSABLE))
    return open_cases(at=at).filter(
        (~_may_be_called() & ~Q(work_status=WorkStatus.CLOSED))
        | (_may_be_called() & Q(work_status=WorkStatus.CLOSED, is_final=False))
        | (usable & Q(work_status=WorkStatus.NEEDS_NUMBER))
        | (~usable & Q(work_status__in=CALLABLE))
    )


def ready(*, at, by, round=None):
    """Cases `by` could be given at `at`, in no order. Whoever was declined is left to another caller."""
    declined = Attempt.objects.live().filter(case=OuterRef("pk"), caller=by, outcome__next_step=NextStep.CONVERT)
    return (
        open_cases(at=at, round=round)
        .filter(_may_be_called(), _is_due(at), _is_free(at))
        .exclude(Q(work_status__in=REFUSED) & Exists(declined))
    )


def in_order(cases, *, at):
    """First a callback that is due, the one that ends soonest; then one missed, half answered, never tried, to be tried
    again, and last whoever declined."""
    promised = Callback.objects.to_keep().filter(case=OuterRef("pk")).order_by("window_end").values("window_end")
    rank = models.Case(
        When(promised_until__gte=at, then=Value(0)),
        When(promised_until__lt=at, then=Value(1)),
        When(work_status__in=REFUSED, then=Value(5)),
        When(disposition=Disposition.PARTIAL, then=Value(2)),
        When(disposition=Disposition.NOT_STARTED, then=Value(3)),
        default=Value(4),
    )
    return (
        cases.annotate(promised_until=Subquery(promised[:1]))
        .annotate(rank=rank)
        .order_by(
            "rank", "-priority", F("promised_until").asc(nulls_first=True), F("next_at").asc(nulls_first=True), "pk"
        )
    )


def held_by(user, *, at):
    """The case a caller holds and may call about, or None."""
    held = open_cases(at=at).filter(_may_be_called(), holder=user, lease_until__gt=at)
    return held.select_related("round", "provider").first()


def claim_next(*, by, at, round=None):
    """One case for `by`, held for the time of the round's policy, or None. Nobody else is given it meanwhile.

    A caller who holds a case is given that one again. No row is locked: a case is taken by an update that fits only
    while it is free and due, which works on every database, and whoever is second takes the next one.
    """
    while True:
        held = held_by(by, at=at)
        if held:
            return held
        waiting = in_order(ready(at=at, by=by, round=round), at=at).select_related("round")[:CANDIDATES]
        candidates = list(waiting)
        if not candidates:
            return None
        for case in candidates:
            if _take(Case.objects.filter(_is_due(at), _is_free(at), pk=case.pk), case, by, at):
                break


def extend_lease(*, case, by, at):
    """Hold a case for the whole time again, or take it if nobody does. Whether `by` holds it now."""
    mine = Q(holder=by) | _is_free(at)
    return _take(Case.objects.filter(mine, pk=case.pk).exclude(work_status=WorkStatus.CLOSED), case, by, at)


def release(*, case, by):
    """Give a case back, if `by` holds it."""
    Case.objects.filter(pk=case.pk, holder=by).update(holder=None, lease_until=None)


def _take(cases, case, by, at):
    """Whether `case` became the caller's, if it is among `cases`. Another one that they held too long, or may not call
    any more, is let go first.

    No table is joined here: PostgreSQL looks again at the row it updates, not at what was joined to it.
    """
    over = Q(lease_until__lte=at) | ~_may_be_called() | ~_is_in_open_round(at)
    Case.objects.filter(over, holder=by).exclude(pk=case.pk).update(holder=None, lease_until=None)
    cases = cases.filter(_may_be_called(), _is_in_open_round(at))
    try:
        with transaction.atomic():
            return cases.update(holder=by, lease_until=at + timedelta(minutes=case.round.rules.lease_minutes)) == 1
    except IntegrityError:  # they hold another one: a second page of theirs was quicker
        return False


def _may_be_called():
    return ~Q(provider__in=Provider.objects.filter(do_not_contact=True))


def _is_in_open_round(at):
    return Q(round__in=Round.objects.open_on(timezone.localdate(at)))


def _is_due(at):
    return Q(work_status__in=CALLABLE) & (Q(next_at=None) | Q(next_at__lte=at))


def _is_free(at):
    return Q(holder=None) | Q(lease_until__lte=at)
