"""The queue of lists that are applied behind the requests: putting one in, taking it out, and what the worker does.

On the list itself stands that somebody put it there, and when. The task beside it may be lost, be there twice or come
late: one whose list is not in the queue any more does nothing, and a list is applied once.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ..actions import BeingApplied, NotApplied, Outdated, apply_list, hold_to_stamp, is_open, renew_preview, under_way
from ..models import ProviderList
from .progress import Progress, look

FAULT = "A fault of the software stopped it, and nothing was applied. The log of the server says more."


def is_long(provider_list) -> bool:
    """Whether applying a list may take longer than somebody should wait for a page."""
    return provider_list.counts.get("rows", 0) > settings.LIST_ROWS_AT_ONCE


def apply_later(*, provider_list, by, seen, at=None) -> bool:
    """Put a list in the queue to be applied; whether that was done. One whose worker is gone is put there again.

    As of `apply_list`: False where it was applied before, Outdated where the preview `seen` was staged again since,
    NotApplied where it cannot be; BeingApplied where it is in the queue. That the map moved shows only in its turn.
    `at` is now unless told otherwise.
    """
    at = at or timezone.now()
    if not is_open(provider_list):
        return False
    before, in_queue = provider_list.applying_since, look(provider_list, at)
    if in_queue and not in_queue.is_over:
        raise BeingApplied(under_way(provider_list))
    hold_to_stamp(seen, provider_list)
    if provider_list.obstacle():
        raise NotApplied(provider_list.obstacle())
    said = {"applying_by": by, "applying_since": at, "apply_failure": ""}
    if not _as_it_was(provider_list, before).update(**said):
        raise BeingApplied("Somebody else was quicker. Nothing was changed.")
    apply_in_turn.enqueue(provider_list.pk)
    return True


def call_off(*, provider_list) -> bool:
    """Take a list out of the queue, unless a worker has it; whether that was done. It waits staged as before."""
    in_queue = look(provider_list)
    if in_queue is None or in_queue.stage == "running":
        return False
    said = {"applying_by": None, "applying_since": None}
    return bool(_as_it_was(provider_list, provider_list.applying_since).update(**said))


def _as_it_was(provider_list, since):
    """The list, if it is still staged and in the queue since then. No lock is asked for: it would come too late."""
    return ProviderList.objects.filter(pk=provider_list.pk, state=ProviderList.State.STAGED, applying_since=since)


@task
def apply_in_turn(list_id: int) -> str:
    """Apply a list of the queue for the one who put it there; what became of it, in words, for the record of tasks."""
    lists = ProviderList.objects.select_related("applying_by", "publisher", "programme")
    provider_list = lists.filter(pk=list_id).first()
    if provider_list is None or provider_list.applying_since is None:
        return "It is not in the queue any more."
    by, since = provider_list.applying_by, provider_list.applying_since
    with Progress(provider_list.public_id, since, provider_list.rows.count()) as progress:
        try:
            apply_list(provider_list=provider_list, by=by, seen=provider_list.stamp, since=since, progress=progress)
            return "It is applied."
        except BeingApplied as error:
            return str(error)
        except NotApplied as error:
            _give_up(provider_list, since, str(error), by if isinstance(error, Outdated) else None)
            return str(error)
        except Exception:
            _give_up(provider_list, since, FAULT)
            raise  # the backend keeps and logs it


@transaction.atomic
def _give_up(provider_list, since, why, renewed_by=None):
    """Take a list out of the queue, and keep in a sentence why it was not applied."""
    said = {"applying_by": None, "applying_since": None, "apply_failure": why}
    if _as_it_was(provider_list, since).update(**said) and renewed_by:
        renew_preview(provider_list=provider_list, by=renewed_by)
