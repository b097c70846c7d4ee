"""Drawing back-checks, and calling them off."""

from collections import Counter, defaultdict

from django.db import transaction

from supplychains.survey.models import Attempt, BackCheck, Case, Override
from supplychains.survey.standing import refresh
from supplychains.survey.supervising import lift_override
from supplychains.survey.vocabulary import Disposition, SpokeTo

from .draw import draw

REASON = "Back-check: asked again by another caller, blind"


def interviews(round):
    """The interviews of a round that may be drawn: of each complete case that was never drawn, the last one."""
    cases = Case.objects.filter(
        round=round,
        disposition=Disposition.COMPLETE,
        is_final=True,
        provider__do_not_contact=False,
        checks=None,
        targets__given_up="",
    )
    held = Attempt.objects.live().filter(case__in=cases, outcome__asks_questions=True, spoke_to=SpokeTo.INFORMANT)
    last = {attempt.case_id: attempt for attempt in held.select_related("case__provider").order_by("dialled_at", "pk")}
    return list(last.values())


@transaction.atomic
def draw_checks(*, round, share, seed, by, at):
    """Draw `share` per cent of each caller's interviews that are complete, and open their cases for other callers. The
    back-checks that were drawn now.

    ValueError for a share that is none. Drawing again draws what came since, up to the share.
    """
    if not 1 <= share <= 100:
        raise ValueError("A share is a whole number from 1 to 100 per cent.")
    found = {attempt.pk: attempt for attempt in interviews(round)}
    by_caller = defaultdict(list)
    for attempt in found.values():
        by_caller[attempt.caller_id].append(attempt.pk)
    earlier = BackCheck.objects.filter(case__round=round).values_list("first__caller", flat=True)
    chosen = [found[pk] for _, pk in draw(by_caller, drawn=Counter(earlier), share=share, seed=seed)]
    overrides = _open(chosen, by=by, at=at)
    return BackCheck.objects.bulk_create(
        BackCheck(case_id=each.case_id, first=each, override=override, drawn_at=at, by=by, seed=seed, share=share)
        for each, override in zip(chosen, overrides, strict=True)
    )


def _open(attempts, *, by, at):
    """Their cases go back to the queue, for anybody but whoever asked first. The overrides that do so, in order."""
    cases = Case.objects.filter(pk__in=[each.case_id for each in attempts])
    list(cases.order_by("pk").select_for_update())
    overrides = Override.objects.bulk_create(
        Override(case_id=each.case_id, reopens=True, reason=REASON, by=by, at=at) for each in attempts
    )
    theirs = [each.case_id for each in attempts if each.case.preferred_caller_id == each.caller_id]
    cases.filter(pk__in=theirs).update(preferred_caller=None)
    refresh(cases, at=at)
    return overrides


def call_off(*, check, by, at):
    """A back-check is not asked any more; what its first interview says stays."""
    lift_override(override=check.override, by=by, at=at)
