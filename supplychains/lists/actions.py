"""What people and commands do with lists: stage one, apply it, roll it back. The web and the command share these."""

import hashlib
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from supplychains.contracts.models import Programme

from .applying import write
from .applying.writing import Writing
from .comparing.records import forget_comparisons, keep_comparison
from .models import ProviderList, Publisher
from .parsing import no_collector
from .parsing.columns import NoColumn
from .placing.coverage import normalise
from .previewing import keep_preview
from .rolling_back import roll_back_plan
from .rolling_back.taking_back import take_back
from .rolling_back.undoing import RollBack
from .staging import entries_of, has_moved, keep, plan_of, stage, take
from .steps.opening import open_list
from .versions import keep_guess

AGAIN = "Nothing was applied; look again at what it would do now."


class NotApplied(ValueError):  # noqa: N818 - the list may be sound
    """Why a list was not brought into the map, in a sentence or two. Nothing was written."""


class ThrownAway(NotApplied):
    """The list is gone: it was staged by mistake, and somebody else was quicker to say so."""


class BeingApplied(NotApplied):
    """Somebody put the list in the queue to be applied: until that is done or called off, it stays as it is."""


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
    coverage=None,
    title="",
    web_address="",
    licence="",
    captured_on=None,
    keep_unread=False,
) -> ProviderList:
    """Read a file and keep it with all its rows and what they would do; nothing reaches the map.

    `coverage` is what the list claims to be complete for, see placing/coverage.py; without it the list closes nothing.
    ValueError, in a sentence, where it is none. With `keep_unread` a table in which no list is found is kept without
    rows, for somebody to say where it stands.

    A file that waits staged is staged afresh. A file of this publisher and programme that was applied before comes
    back as that list, in state "applied", and nothing is written; so does one that is being applied just now.
    Unreadable, in a sentence, where it is no list.
    """
    whose = {"programme": programme, "publisher_name": publisher_name}
    about = {"file_name": file_name, "published_on": published_on, "captured_on": captured_on, "title": title}
    about |= {"web_address": web_address, "licence": licence, "coverage": normalise(coverage)}
    how = {"create_contracts": create_contracts, "doubtful": doubtful, "keep_unread": keep_unread}
    return _in_queue(content, **whose) or stage(content=content, by=by, **whose, **about, **how)


def _in_queue(content, programme, publisher_name) -> ProviderList | None:
    """The list of this file that is being applied; seen without a lock, which would be given only when that is done."""
    waiting = ProviderList.objects.exclude(applying_since=None).filter(publisher__name__iexact=publisher_name)
    return waiting.filter(programme=programme, checksum=hashlib.sha256(content).hexdigest()).first()


@transaction.atomic
def read_list_again(*, provider_list, said, seen, by, before_columns=False) -> bool:
    """Read the kept file of a staged list with something else told, {field of Instructions: value}, and stage it anew;
    whether that made any difference.

    What was told stays as a version of the publisher's mapping. `seen` names the version that was looked at, "" for
    none. Unreadable, in a sentence, where the file cannot be read so; only that a column is not known is no matter
    `before_columns` are told: then the list waits without rows. Outdated where somebody else told something
    meanwhile, NotApplied where the list is not staged any more. Nothing is changed then.
    """
    # versions are made one at a time; no_key, or a list that is applied meanwhile could not name its publisher
    Publisher.objects.select_for_update(no_key=True).get(pk=provider_list.publisher_id)
    _one_at_a_time(provider_list)
    if provider_list.state != ProviderList.State.STAGED:
        raise NotApplied("The list is not staged any more, so how it was read stays as it is.")
    if seen != str(provider_list.mapping_id or ""):
        raise Outdated("Somebody else told how the list is read since you looked. Nothing was saved; look again.")
    told = provider_list.told()
    wanted = replace(told, **said)
    if wanted == told and not provider_list.unread:
        return False
    file = provider_list.file
    reading = open_list(
        bytes(file.content),
        provider_list.file_name,
        provider_list,
        told=wanted,
        keep=(NoColumn,) if before_columns else (),
    )
    provider_list.staged_by, provider_list.staged_at = by, timezone.now()
    take(provider_list, reading, by=by)
    file.looks = reading.looks
    file.save(update_fields=["looks"])
    return True


@transaction.atomic
@no_collector()
def apply_list(*, provider_list, by, seen=None, at=None, since=None, progress=None) -> bool:
    """Bring a staged list into the map as the map is now, all of it or nothing; whether that was done.

    False where it was applied before: then nothing is done. `provider_list` is brought up to date, its counts are
    the receipt's. `seen` is the stamp of the preview somebody decided on; Outdated where it no longer holds.
    NotApplied where the list was rolled back or places nothing. `at` is now unless told otherwise.

    `since` is when it was put in the queue, None where it was not, see under_way/queueing.py; BeingApplied where the
    queue says otherwise. `progress(step in words, rows done)` is told how far it is, the rows never fewer than before.
    """
    progress = progress or (lambda step, rows_done: None)
    _one_at_a_time(provider_list, since)
    if not is_open(provider_list):
        return False
    at = at or timezone.now()
    progress("reading its rows", 0)
    entries = entries_of(provider_list)
    progress("comparing the rows with the map", 0)
    plan, counts = plan_of(provider_list, entries)
    if seen is not None:
        hold_to_stamp(seen, provider_list)
        progress("seeing whether the map has moved", 0)
        _hold_to_plan(provider_list, plan, counts)
    provider_list.counts = counts
    if provider_list.obstacle():
        raise NotApplied(provider_list.obstacle())
    is_held = seen is not None  # to what the rows were staged to become
    write(Writing(provider_list=provider_list, plan=plan, by=by, at=at, progress=progress, is_as_staged=is_held))
    provider_list.state, provider_list.applied_by, provider_list.applied_at = ProviderList.State.APPLIED, by, at
    provider_list.applying_by, provider_list.applying_since, provider_list.apply_failure = None, None, ""
    keep_guess(provider_list, by=by)
    provider_list.save()
    keep_comparison(provider_list)
    return True


def is_open(provider_list) -> bool:
    """Whether a list waits to be applied; not where it was applied before. NotApplied where it was rolled back."""
    if provider_list.state == ProviderList.State.ROLLED_BACK:
        raise NotApplied("The list was rolled back; stage its file again.")
    return provider_list.state == ProviderList.State.STAGED


def hold_to_stamp(seen, provider_list):
    """Outdated where a list is not staged any more as it was when somebody looked."""
    if seen != provider_list.stamp:
        raise Outdated("The list was staged again since you looked. " + AGAIN)


def _hold_to_plan(provider_list, plan, counts):
    if has_moved(provider_list, plan, counts):
        is_decided = "decided_since" in provider_list.counts  # see who/deciding.py
        moved = "Somebody decided who is meant" if is_decided else "The map has moved"
        raise Outdated(f"{moved} since this list was staged. {AGAIN}")


@transaction.atomic
def renew_preview(*, provider_list, by):
    """Work out again what a staged list would do, as the map is now; kept, as staged by `by`, if the figures moved. One
    that is being applied is left alone."""
    try:
        _one_at_a_time(provider_list)
    except BeingApplied:
        return
    if provider_list.state != ProviderList.State.STAGED:
        return
    plan, counts = plan_of(provider_list, entries_of(provider_list))
    if has_moved(provider_list, plan, counts):
        provider_list.counts, provider_list.staged_by, provider_list.staged_at = counts, by, timezone.now()
        keep(provider_list, plan)
    else:
        keep_preview(provider_list, provider_list.rows.order_by("pk"))


@transaction.atomic
@no_collector()
def roll_back_list(*, provider_list, by, reason, seen=None) -> RollBack:
    """Take a list out of the map again, all of it or nothing: what was done, as it was planned.

    What the list says is withdrawn, and what only it knew leaves the pages; what people built on it since is kept (see
    `roll_back_plan`). `seen` is the stamp of the plan somebody decided on; Outdated where the map has moved since.
    NotApplied where the list is not in the map, or no reason is given.
    """
    _one_at_a_time(provider_list)
    plan = roll_back_plan(provider_list)
    reason = " ".join(reason.split())
    if plan.blocked or not reason:
        raise NotApplied(plan.blocked or "Say why the list is rolled back.")
    if seen is not None and seen != plan.stamp:
        raise Outdated("The map has moved since you looked. Nothing was rolled back; look again at what it would do.")
    at = timezone.now()
    take_back(plan, by=by, reason=reason, at=at)
    provider_list.state = ProviderList.State.ROLLED_BACK
    provider_list.rolled_back_by, provider_list.rolled_back_at = by, at
    provider_list.rolled_back_reason = reason
    provider_list.rolled_back_figures = {**plan.figures, "reasons": plan.reasons}
    provider_list.save()
    forget_comparisons(provider_list)
    return plan


@transaction.atomic
def discard_list(*, provider_list):
    """Throw a staged list away: it never reached the map. NotApplied, in a sentence, where it has been applied."""
    _one_at_a_time(provider_list)
    if provider_list.state != ProviderList.State.STAGED:
        raise NotApplied("The list is in the map; it is kept with what became of its rows.")
    provider_list.delete()


def _one_at_a_time(provider_list, since=None):
    """Lock this list, to be applied once, and the programmes: two lists must not make the same organisation.
    BeingApplied where it is in the queue, unless for what was put there at `since`."""
    list(Programme.objects.order_by("pk").select_for_update(no_key=True))
    try:
        provider_list.refresh_from_db(from_queryset=ProviderList.objects.select_for_update())
    except ProviderList.DoesNotExist:
        raise ThrownAway("Somebody else has thrown this list away. Nothing was changed.") from None
    if provider_list.applying_since != since:
        raise BeingApplied(under_way(provider_list))


def under_way(provider_list) -> str:
    """Why a list that is in the queue is left as it is, in sentences."""
    if provider_list.applying_since is None:
        return "It was called off that this list be applied. Nothing was changed."
    local = timezone.localtime(provider_list.applying_since)
    who = f"{provider_list.applying_by} started applying this list at {local:%H:%M}."
    return f"{who} Nothing was changed, and the list stays as it is until that is done."
