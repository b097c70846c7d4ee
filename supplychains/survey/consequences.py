"""What follows from an attempt besides its answers: promises, the state of numbers, whether they may be called."""

from providers.actions import add_number
from providers.vocabulary import NumberState

from .answering import reference_of
from .models import Attempt, Callback


def draw(attempt, *, callback, new_number, by):
    """Keep and make promises, and learn about numbers, from an attempt. `callback`: a `when.Window` or None."""
    _keep_promises(attempt)
    if callback:
        _promise(attempt, callback)
    if new_number:
        add_number(provider=attempt.case.provider, text=new_number, source=f"call, {reference_of(attempt)}")
    if attempt.number:
        _set_state(attempt.number, state_after(attempt.number.state, attempt.outcome.leaves_number), by)
    if attempt.outcome.ends_contact and not attempt.case.provider.do_not_contact:
        _set_contact(attempt.case.provider, _why_not(attempt), by)


def undo(attempt, *, by):
    """Take back what followed from an attempt that is voided now, and from nothing else since. A number somebody gave
    stays: it is no answer."""
    attempt.kept_callbacks.update(done_by=None)
    if attempt.number and attempt.number.state == attempt.outcome.leaves_number:
        state = NumberState.UNTRIED
        for earlier in attempt.number.attempts.live().select_related("outcome"):
            state = state_after(state, earlier.outcome.leaves_number)
        _set_state(attempt.number, state, by)
    if attempt.outcome.ends_contact and attempt.case.provider.do_not_contact_reason == _why_not(attempt):
        refusals = Attempt.objects.live().filter(case__provider=attempt.case.provider, outcome__ends_contact=True)
        other = refusals.select_related("outcome").first()
        _set_contact(attempt.case.provider, _why_not(other) if other else "", by)


def state_after(state, left):
    """The state of a number after a call that leaves it in state `left`. One silence does not unsay that it works."""
    return state if not left or (left == NumberState.NO_ANSWER and state == NumberState.WORKS) else left


def _keep_promises(attempt):
    """A promise is kept by calling once it is due, and by reaching somebody before that."""
    promised = Callback.objects.to_keep().filter(case=attempt.case)
    if not attempt.outcome.is_contact:
        promised = promised.filter(window_start__lte=attempt.dialled_at)
    if attempt.outcome.counts_as_attempt:
        promised.update(done_by=attempt)


def _promise(attempt, window):
    Callback.objects.create(
        attempt=attempt,
        case=attempt.case,
        number=attempt.number,
        window_start=window.start,
        window_end=window.end,
        as_given=window.as_given[:80],
    )


def _set_state(number, state, by):
    if state != number.state:
        number.state, number._history_user = state, by
        number.save(update_fields=["state"])


def _set_contact(provider, reason, by):
    provider.do_not_contact, provider.do_not_contact_reason, provider._history_user = bool(reason), reason, by
    provider.save(update_fields=["do_not_contact", "do_not_contact_reason"])


def _why_not(attempt):
    return f"{attempt.outcome.label}, {reference_of(attempt)}"
