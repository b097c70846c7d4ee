"""What people and commands do with lists: stage one, then apply it. The web and the command share these."""

from django.db import transaction
from django.utils import timezone

from supplychains.contracts.models import Programme

from .applying import write
from .models import ProviderList
from .staging import entries_of, has_moved, keep, plan_of, stage
from .writing import Writing


class NotApplied(ValueError):  # noqa: N818 - the list may be sound
    """Why a list was not brought into the map, in a sentence or two. Nothing was written."""


class ThrownAway(NotApplied):
    """The list is gone: it was staged by mistake, and somebody else was quicker to say so."""


class Outdated(NotApplied):
    """The preview that was looked at no longer says what applying the list would do."""


def stage_list(
    *,
    content: bytes,
    file_name,
    programme,
    publisher_name,
    published_on,
    by,
    create_contracts=False,
    doubtful=ProviderList.Doubtful.HOLD,
    title="",
    web_address="",
    licence="",
) -> ProviderList:
    """Read a file and keep it with all its rows and what they would do; nothing reaches the map.

    A file that waits staged is staged afresh. A file of this publisher and programme that was applied before comes
    back as that list, in state "applied", and nothing is written. Unreadable, in a sentence, where it is no list.
    """
    return stage(
        content=content,
        file_name=file_name,
        programme=programme,
        publisher_name=publisher_name,
        published_on=published_on,
        by=by,
        create_contracts=create_contracts,
        doubtful=doubtful,
        title=title,
        web_address=web_address,
        licence=licence,
    )


@transaction.atomic
def apply_list(*, provider_list, by, seen=None) -> bool:
    """Bring a staged list into the map as the map is now, all of it or nothing; whether that was done.

    False where it was applied before: then nothing is done. `provider_list` is brought up to date, its counts are
    the receipt's. `seen` is the stamp of the preview somebody decided on; Outdated where it no longer holds.
    NotApplied where the list was rolled back or places nothing.
    """
    _one_at_a_time(provider_list)
    if provider_list.state == ProviderList.State.ROLLED_BACK:
        raise NotApplied("The list was rolled back; stage its file again.")
    if provider_list.state == ProviderList.State.APPLIED:
        return False
    at = timezone.now()
    plan, counts = plan_of(provider_list, entries_of(provider_list))
    if seen is not None:
        _hold_to(seen, provider_list, plan, counts)
    provider_list.counts = counts
    if provider_list.obstacle():
        raise NotApplied(provider_list.obstacle())
    write(Writing(provider_list=provider_list, plan=plan, by=by, at=at))
    provider_list.state, provider_list.applied_by, provider_list.applied_at = ProviderList.State.APPLIED, by, at
    provider_list.save()
    return True


def _hold_to(seen, provider_list, plan, counts):
    again = "Nothing was applied; look again at what it would do now."
    if seen != provider_list.stamp:
        raise Outdated(f"The list was staged again since you looked. {again}")
    if has_moved(provider_list, plan, counts):
        raise Outdated(f"The map has moved since this list was staged. {again}")


@transaction.atomic
def renew_preview(*, provider_list, by):
    """Work out again what a staged list would do, as the map is now; kept, as staged by `by`, if the figures moved."""
    _one_at_a_time(provider_list)
    if provider_list.state != ProviderList.State.STAGED:
        return
    plan, counts = plan_of(provider_list, entries_of(provider_list))
    if has_moved(provider_list, plan, counts):
        provider_list.counts, provider_list.staged_by, provider_list.staged_at = counts, by, timezone.now()
        keep(provider_list, plan)


@transaction.atomic
def discard_list(*, provider_list):
    """Throw a staged list away: it never reached the map. NotApplied, in a sentence, where it has been applied."""
    _one_at_a_time(provider_list)
    if provider_list.state != ProviderList.State.STAGED:
        raise NotApplied("The list is in the map; it is kept with what became of its rows.")
    provider_list.delete()


def _one_at_a_time(provider_list):
    """Lock this list, to be applied once, and the programmes: two lists must not make the same organisation."""
    list(Programme.objects.order_by("pk").select_for_update(no_key=True))
    try:
        provider_list.refresh_from_db(from_queryset=ProviderList.objects.select_for_update())
    except ProviderList.DoesNotExist:
        raise ThrownAway("Somebody else has thrown this list away. Nothing was changed.") from None
