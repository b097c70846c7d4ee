"""What people and commands do with lists: stage one, then apply it. The web and the command share these."""

from django.db import transaction
from django.utils import timezone

from supplychains.contracts.models import Programme

from .applying import write
from .models import ProviderList
from .staging import entries_of, plan_of, stage
from .writing import Writing


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
def apply_list(*, provider_list, by) -> bool:
    """Bring a staged list into the map as the map is now, all of it or nothing; whether that was done.

    False where it was applied before: then nothing is done. `provider_list` is brought up to date, its counts are
    the receipt's. ValueError where it was rolled back.
    """
    _one_at_a_time(provider_list)
    if provider_list.state == ProviderList.State.ROLLED_BACK:
        raise ValueError("The list was rolled back; stage its file again.")
    if provider_list.state == ProviderList.State.APPLIED:
        return False
    at = timezone.now()
    plan, counts = plan_of(provider_list, entries_of(provider_list))
    write(Writing(provider_list=provider_list, plan=plan, by=by, at=at))
    provider_list.counts = counts
    provider_list.state, provider_list.applied_by, provider_list.applied_at = ProviderList.State.APPLIED, by, at
    provider_list.save()
    return True


def _one_at_a_time(provider_list):
    """Lock this list, to be applied once, and the programmes: two lists must not make the same organisation."""
    list(Programme.objects.order_by("pk").select_for_update(no_key=True))
    provider_list.refresh_from_db(from_queryset=ProviderList.objects.select_for_update())
