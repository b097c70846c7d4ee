"""Calls that were begun and never recorded: a browser that died, a lease that ran out.

A call that is begun is kept as an open call. Where the lease ends first it becomes an attempt of the outcome “not
recorded”: its caller is asked to finish it, supervisors see it, and nobody else is given the case meanwhile. Recording
what it came to takes that attempt back.
"""

import uuid

from django.db import transaction
from django.db.models import F, Q

from .models import Attempt, OpenCall, Outcome

NOT_RECORDED = "unrecorded"


@transaction.atomic
def open_call(*, case, by, at, client_id, number=None):
    """Say that a call of a held case is begun; a caller has one open call, the newest. None where `by` does not hold
    the case, or the attempt is recorded already."""
    case = type(case).objects.select_for_update().get(pk=case.pk)
    if not case.is_held_by(by, at) or Attempt.objects.filter(client_id=client_id).exists():
        return None
    OpenCall.objects.filter(Q(case=case) | Q(caller=by)).delete()
    return OpenCall.objects.create(case=case, caller=by, client_id=client_id, number=number, dialled_at=at)


def unfinished(*, by=None):
    """The attempts whose outcome is not recorded, of one caller or of all."""
    attempts = Attempt.objects.live().filter(outcome__key=NOT_RECORDED)
    return attempts if by is None else attempts.filter(caller=by)


def lapse(*, at):
    """Open calls whose lease ran out by `at` become attempts that are not recorded. The ids of their cases."""
    over = ~Q(case__holder=F("caller")) | Q(case__lease_until=None) | Q(case__lease_until__lte=at)
    lapsed = list(OpenCall.objects.filter(over).select_related("case__round"))
    if not lapsed:
        return []
    outcome = Outcome.objects.get(key=NOT_RECORDED)
    for call in lapsed:
        _lapse(call, outcome, at)
    return [call.case_id for call in lapsed]


@transaction.atomic
def _lapse(call, outcome, at):
    """Of two who see it at once, whoever deletes it keeps the attempt."""
    deleted, _ = OpenCall.objects.filter(pk=call.pk).delete()
    if deleted and not Attempt.objects.filter(client_id=call.client_id).exists():
        Attempt.objects.create(
            client_id=uuid.uuid4(),  # the browser's own id is left to what it still may send
            case=call.case,
            caller=call.caller,
            number=call.number,
            outcome=outcome,
            dialled_at=call.dialled_at,
            entered_at=at,
            script_version=call.case.round.script_version,
            late=True,
        )


def finish(attempt, *, by, at):
    """What an attempt that is recorded now leaves no longer open: of its caller and its case."""
    if attempt.outcome.key == NOT_RECORDED:
        return
    OpenCall.objects.filter(Q(client_id=attempt.client_id) | Q(case=attempt.case, caller=attempt.caller)).delete()
    mine = Q(caller=attempt.caller)
    if by.has_perm("survey.supervise"):
        mine = Q()
    unfinished().filter(mine, case=attempt.case).update(
        voided_at=at, voided_by=by, voided_reason=f"Finished: {attempt.outcome.label}"
    )
