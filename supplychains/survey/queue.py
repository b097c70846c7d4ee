"""The next call: which cases may be called now, in which order, and taking exactly one of them for a while."""

from datetime import timedelta

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Exists, F, OuterRef, Q, Value, When
from django.db.models.lookups import LessThan
from django.utils import timezone

from providers.models import PhoneNumber, Provider

from .dispositions import RULE_VERSION
from .models import Attempt, BackCheck, Callback, Case, Pause, Round
from .vocabulary import CALLABLE, UNUSABLE, NextStep, WorkStatus
from .waiting import Rank

REFUSED = (WorkStatus.COOLING, WorkStatus.CONVERT)


def open_cases(*, at, round=None):
    """Cases of the rounds that are open on the day of `at`, or of one of these."""
    cases = Case.objects.filter(_is_in_open_round(at))
    return cases if round is None else cases.filter(round=round)


def out_of_date(*, at):
    """Cases of open rounds that no longer stand as their organisation does: whether it may be called, and on a number
    that works, changes outside of calls too; those whose part of the day passed and nobody called; and those that
    older rules placed."""
    usable = Exists(PhoneNumber.objects.filter(provider=OuterRef("provider")).exclude(state__in=UNUSABLE))
    return open_cases(at=at).filter(
        (~_may_be_called() & ~Q(work_status=WorkStatus.CLOSED))
        | (_may_be_called() & Q(work_status=WorkStatus.CLOSED, is_final=False))
        | (usable & Q(work_status=WorkStatus.NEEDS_NUMBER))
        | (~usable & Q(work_status__in=CALLABLE))
        | (Q(next_until__lte=at, work_status__in=CALLABLE) & _is_free(at))
        | ~Q(rule_version=RULE_VERSION)
    )


def ready(*, at, by, round=None):
    """Cases `by` could be given at `at`, in no order; none outside the calling hours of their round. Whoever was
    declined is left to another caller, a callback to whoever promised to make it themselves, for as long as they
    said, and what is asked again to anybody but who asked first.

    What is not for this caller is told by the ids of its cases, which are few: PostgreSQL reads them once and then
    walks down the index of the queue. Asked of each case anew, it would join, and sort all that is due.
    """
    declined = Attempt.objects.live().filter(caller=by, outcome__next_step=NextStep.CONVERT)
    theirs = Callback.objects.to_keep().filter(only_me_until__gt=at).exclude(attempt__caller=by)
    asked_first = BackCheck.objects.open_at(at).filter(first__caller=by)
    return (
        Case.objects.filter(_is_due(at), _is_free(at), round__in=calling_rounds(at=at, round=round))
        .filter(Q(preferred_caller=None) | Q(preferred_caller=by), provider__do_not_contact=False)
        .exclude(Q(work_status__in=REFUSED) & Q(pk__in=declined.values("case")))
        .exclude(Q(promised_until__isnull=False) & Q(pk__in=theirs.values("case")))
        .exclude(pk__in=asked_first.values("case"))
    )


def calling_rounds(*, at, round=None):
    """The rounds that are open at `at` and in whose hours calls are made then, or the one of these asked for."""
    open_rounds = Round.objects.open_on(timezone.localdate(at))
    return [each for each in open_rounds if round in (None, each) and each.calls_at(at)]


def in_order(cases, *, at):
    """Two querysets, the second after the first: promised callbacks, first one that is due, the one that ends soonest,
    then one missed; and all else, as `waiting.Rank` has it: information was sent, half answered, never tried, to be
    tried again, and last whoever declined. Promises are few and are sorted, the rest lies in an index in this order."""
    promised = cases.filter(place=Rank.PROMISED)
    missed = LessThan(F("promised_until"), at)
    return (
        promised.order_by(missed, "-priority", "promised_until", "due_from", "pk"),
        cases.filter(place__gt=Rank.PROMISED).order_by("place", "-priority", "due_from", "pk"),
    )


def held_by(user, *, at):
    """The case a caller holds and may call about, or None."""
    case = _with(user)
    return case if case and _may_go_on(case, at) else None


def claim_next(*, by, at, round=None):
    """One case for `by`, held for the time of the round's policy, or None. Nobody else is given it meanwhile.

    A caller who holds a case is given that one again; one who pauses has ended that by asking. A case is taken by an
    update that fits only while it is free and due, which works on every database, and whoever is second takes the next
    one. What others are taking at this moment is passed over where the database can: fifty callers who ask at once
    would otherwise all run after the same case.
    """
    Pause.objects.filter(caller=by, ended_at=None).update(ended_at=at)
    while True:
        held = _with(by)
        if held and _may_go_on(held, at):
            return held
        if held:
            _let_go(by, at)
        try:
            with transaction.atomic():
                case = _first(in_order(ready(at=at, by=by, round=round), at=at))
                if case is None or _claim(case, by, at):
                    return case
        except IntegrityError:  # a second page of theirs was quicker: they are given what that one took
            pass


def _first(parts):
    """The first case of some querysets, or None, with its round and organisation; locked, and those that are locked
    passed over, where the database can."""
    for cases in parts:
        if connection.features.has_select_for_update_skip_locked:
            cases = cases.select_for_update(skip_locked=True, of=("self",))
        for case in cases.select_related("round", "provider")[:1]:
            return case
    return None


def _claim(case, by, at):
    """Whether a case that was found free and due became the caller's."""
    case.holder, case.held_since, case.lease_until = by, at, _until(case, at)
    taken = {"holder": by, "held_since": at, "lease_until": case.lease_until}
    return Case.objects.filter(_is_due(at), _is_free(at), pk=case.pk).update(**taken) == 1


def extend_lease(*, case, by, at):
    """Hold a case for the whole time again, or take it if nobody does. Whether `by` holds it now."""
    mine = Q(holder=by) | _is_free(at)
    _let_go(by, at, but=case.pk)
    return _take(Case.objects.filter(mine, pk=case.pk).exclude(work_status=WorkStatus.CLOSED), case, by, at)


def release(*, case, by):
    """Give a case back, if `by` holds it."""
    Case.objects.filter(pk=case.pk, holder=by).update(holder=None, lease_until=None)


def _take(cases, case, by, at):
    """Whether `case` became the caller's, if it is among `cases`.

    No table is joined here: PostgreSQL looks again at the row it updates, not at what was joined to it.
    """
    cases = cases.filter(_may_be_called(), _is_in_open_round(at))
    try:
        with transaction.atomic():
            return cases.update(holder=by, lease_until=_until(case, at), held_since=_since(by, at)) == 1
    except IntegrityError:  # they hold another one: a second page of theirs was quicker
        return False


def _until(case, at):
    return at + timedelta(minutes=case.round.rules.lease_minutes)


def _with(user):
    """The case that is with a caller, were it too long or no more to be called, or None."""
    return Case.objects.filter(holder=user).select_related("round", "provider").order_by().first()


def _may_go_on(case, at):
    """Whether a case that is with somebody is so rightly: what `_let_go` asks the database."""
    lasts = case.lease_until > at and case.round.is_open_on(timezone.localdate(at))
    return lasts and not case.provider.do_not_contact


def _let_go(by, at, but=None):
    """A case a caller held too long, or may not call any more, is theirs no longer."""
    over = Q(lease_until__lte=at) | ~_may_be_called() | ~_is_in_open_round(at)
    Case.objects.filter(over, holder=by).exclude(pk=but).update(holder=None, lease_until=None)


def _since(by, at):
    """When a case was taken by whoever takes it now: whoever had it already has not taken it anew."""
    mine = When(holder=by, lease_until__gt=at, held_since__isnull=False, then=F("held_since"))
    return models.Case(mine, default=Value(at), output_field=models.DateTimeField())


def _may_be_called():
    return ~Q(provider__in=Provider.objects.filter(do_not_contact=True))


def _is_in_open_round(at):
    return Q(round__in=Round.objects.open_on(timezone.localdate(at)))


def _is_due(at):
    return Q(place__gt=0, due_from__lte=at)


def _is_free(at):
    return Q(holder=None) | Q(lease_until__lte=at)
