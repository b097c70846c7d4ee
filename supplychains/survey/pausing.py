"""Putting a case back, and pausing: whoever puts one back is not given another until they ask for it."""

from django.db import transaction
from django.utils import timezone

from . import queue
from .models import Case, OpenCall, Pause, Skip
from .standing import refresh
from .wording import clock


@transaction.atomic
def skip_case(*, case, by, at, reason):
    """Put a case back without a call; it stays back for a while, and the caller pauses.

    None where `by` does not hold it. ValueError without a reason, and where a call of it was begun: that one came to
    something, if only to a fault of the line.
    """
    if not reason.strip():
        raise ValueError("Say why this one is put back.")
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not case.is_held_by(by, at):
        return None
    begun = OpenCall.objects.filter(case=case, caller=by).first()
    if begun:
        dialled = clock(timezone.localtime(begun.dialled_at))
        raise ValueError(f"You dialled at {dialled}. Record what that call came to. Nothing was put back.")
    skip = Skip.objects.create(case=case, by=by, at=at, reason=reason.strip()[:160])
    queue.release(case=case, by=by)
    refresh(Case.objects.filter(pk=case.pk), at=at)
    pause(by=by, at=at, reason=skip.reason)
    return skip


def pause(*, by, at, reason=""):
    """Take no call for a while; what is held stays held. The pause; of a caller who pauses already, that one."""
    return Pause.objects.get_or_create(
        caller=by, ended_at=None, defaults={"since": at, "reason": reason.strip()[:160]}
    )[0]


def resume(*, by, at):
    """End a pause, if there is one."""
    Pause.objects.filter(caller=by, ended_at=None).update(ended_at=at)


def pause_of(user):
    """The pause a caller is in, or None."""
    return Pause.objects.filter(caller=user, ended_at=None).first()
