"""What follows from an attempt besides its answers: promises, the state of numbers, whether they may be called."""

from providers.actions import add_number
from providers.vocabulary import NumberState

from .answering import reference_of
from .models import Attempt, Callback, Sending
from .splitting import keep_contact
from .vocabulary import NextStep


def draw(attempt, *, callback, by, new_number="", only_me_until=None, send_to="", best_contact=None):
    """Keep and make promises, and learn about numbers and people, from an attempt. `callback`: a `when.Window` or None;
    `best_contact`: any of name, role, email, number, prefers."""
    _keep_promises(attempt)
    if callback:
        _promise(attempt, callback, only_me_until)
    if attempt.outcome.next_step == NextStep.SEND:
        Sending.objects.create(attempt=attempt, case=attempt.case, to=send_to[:255])
    if best_contact:
        _keep_contact(attempt, best_contact)
    if attempt.prime:
        _give_up(attempt)
    if new_number:
        add_number(provider=attempt.case.provider, text=new_number, source=f"call, {reference_of(attempt)}")
    if attempt.number:
        _set_state(attempt.number, state_after(attempt.number.state, attempt.outcome.leaves_number), by)
    if attempt.outcome.ends_contact and not attempt.prime and not attempt.case.provider.do_not_contact:
        _set_contact(attempt.case.provider, _why_not(attempt), by)


def undo(attempt, *, by):
    """Take back what followed from an attempt that is voided now, and from nothing else since. A number somebody gave
    stays: it is no answer. A person they named goes, with the number of theirs that nobody else dialled since."""
    attempt.kept_callbacks.update(done_by=None)
    attempt.case.targets.filter(given_up_by=attempt).update(given_up="", given_up_by=None)
    attempt.case.targets.filter(ask_by=attempt).update(ask=None, ask_by=None)
    if attempt.best_contact:
        attempt.best_contact.numbers.exclude(attempts__in=Attempt.objects.live()).delete()
        attempt.best_contact.delete()
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


def _give_up(attempt):
    """A refusal under one prime covers what is still to be asked under that prime."""
    covered = attempt.case.targets.filter(given_up="", subcontract__prime_contract__provider=attempt.prime)
    open_ones = [target.pk for target in covered if not set(target.asks) <= {*target.settled, *target.untold}]
    why = f"{attempt.outcome.label}: {attempt.prime}"[:160]
    attempt.case.targets.filter(pk__in=open_ones).update(given_up=why, given_up_by=attempt)


def _keep_contact(attempt, best):
    """Whom to ask next time. One who was known already is not this call's to take back."""
    contact, is_new = keep_contact(provider=attempt.case.provider, source=f"call, {reference_of(attempt)}", **best)
    if is_new:
        attempt.best_contact = contact
        attempt.save(update_fields=["best_contact"])


def _promise(attempt, window, only_me_until):
    Callback.objects.create(
        attempt=attempt,
        case=attempt.case,
        contact=attempt.contact,
        only_me_until=only_me_until,
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
