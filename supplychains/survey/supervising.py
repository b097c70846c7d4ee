"""What supervisors decide about cases and rounds. Each decision has somebody who took it; those against the rules, a
reason."""

from django.db import transaction

from .models import Case, Override, Sending
from .policy import Policy
from .standing import refresh
from .vocabulary import Disposition


@transaction.atomic
def override_case(*, case, disposition, reason, by, at, until=None):
    """A case counts as `disposition`, whatever its attempts say, until a time or for good.

    ValueError without a reason, or for a disposition there is not.
    """
    if disposition not in list(Disposition):
        raise ValueError(f"“{disposition}” is no way a case can stand.")
    decision = Override.objects.create(
        case=_locked(case), disposition=disposition, reason=_reason(reason), by=by, at=at, until=until
    )
    _again(case, at)
    return decision


@transaction.atomic
def reopen_case(*, case, reason, by, at):
    """A case is called again, whatever it had come to; attempts are counted anew. What was answered stays answered.

    ValueError without a reason, for a case that is open, and where nothing is left to be asked about.
    """
    case = _locked(case)
    if not case.is_final:
        raise ValueError(f"{case.provider} is still open in this round.")
    if not case.targets.filter(given_up="").exists():
        raise ValueError(f"{case.provider} has no position in this round that could be asked about.")
    decision = Override.objects.create(case=case, reopens=True, reason=_reason(reason), by=by, at=at)
    _again(case, at)
    return decision


@transaction.atomic
def lift_override(*, override, by, at):
    """An override or a reopening ends now; what the attempts say counts again."""
    case = _locked(override.case)
    override.refresh_from_db()
    if override.until is None or override.until > at:
        override.until, override.lifted_by = at, by
        override.save(update_fields=["until", "lifted_by"])
        _again(case, at)
    return override


@transaction.atomic
def release_case(*, case, by, at):
    """Take a case from whoever holds it. Who that was, or None. What they still send is kept, and marked late."""
    case = _locked(case)
    holder = case.holder
    if holder:
        case.holder = case.lease_until = None
        case.save(update_fields=["holder", "lease_until"])
    return holder


@transaction.atomic
def reassign_case(*, case, to, by, at):
    """A case is given to `to` and to nobody else from now on (None: to anybody); another holder gives it back."""
    case = _locked(case)
    case.preferred_caller = to
    if case.holder_id and to and case.holder_id != to.pk:
        case.holder = case.lease_until = None
    case.save(update_fields=["preferred_caller", "holder", "lease_until"])
    return case


@transaction.atomic
def hold_case(*, case, reason, by, at):
    """A case waits for the supervisor, who may be asked to by a caller; whoever holds it gives it back. ValueError
    without a reason."""
    case = _locked(case)
    case.hold_reason, case.holder, case.lease_until = _reason(reason)[:160], None, None
    case.save(update_fields=["hold_reason", "holder", "lease_until"])
    _again(case, at)
    return case


@transaction.atomic
def unhold_case(*, case, by, at):
    """A case that waited for the supervisor goes back to the queue."""
    case = _locked(case)
    case.hold_reason = ""
    case.save(update_fields=["hold_reason"])
    _again(case, at)
    return case


@transaction.atomic
def give_up_position(*, target, reason, by, at):
    """A position is not asked about any more. ValueError without a reason."""
    case = _locked(target.case)
    target.given_up, target.given_up_by = _reason(reason)[:160], None
    target.save(update_fields=["given_up", "given_up_by"])
    _again(case, at)
    return target


@transaction.atomic
def change_policy(*, round, by, at, **settings):
    """Other settings for a round that is under way, say `attempts=8`; where each of its cases stands is decided anew.

    ValueError, in a sentence, for a setting that makes no sense.
    """
    changed = {**round.policy, **settings}
    Policy.of(changed)
    round.policy, round._history_user = changed, by
    round.save(update_fields=["policy"])
    refresh(round.cases.all(), at=at)
    return round


@transaction.atomic
def close_round(*, round, on, by):
    """A round ends with the day `on`. ValueError where that is before it opened."""
    if on < round.opens_on:
        raise ValueError("A round cannot close before it opens.")
    round.closes_on, round._history_user = on, by
    round.save(update_fields=["closes_on"])
    return round


@transaction.atomic
def mark_sent(*, sending, by, at):
    """The information somebody asked for was sent; the call that was promised after it comes once its delay is over."""
    case = _locked(sending.case)
    if Sending.objects.filter(pk=sending.pk, sent_at=None).update(sent_at=at, sent_by=by):
        _again(case, at)
    sending.refresh_from_db()
    return sending


def _locked(case):
    return Case.objects.select_for_update().get(pk=case.pk)


def _again(case, at):
    refresh(Case.objects.filter(pk=case.pk), at=at)
    case.refresh_from_db()


def _reason(text):
    if not text.strip():
        raise ValueError("Say why.")
    return text.strip()
