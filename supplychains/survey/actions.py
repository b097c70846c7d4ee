"""What callers and supervisors do: rounds, attempts, putting back, taking back. Every write of theirs is here."""

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from . import answering, consequences, queue
from .dispositions import OFF_THE_MAP, OUT_OF_ROUND, Policy
from .models import Attempt, Case, Round, Skip, Target
from .questions import SCRIPT_VERSION
from .standing import refresh

RETURNING = (OFF_THE_MAP, OUT_OF_ROUND)


# ---- rounds


@transaction.atomic
def open_round(*, programme, opens_on, by, areas=(), publishers=(), closes_on=None, policy=None, at=None):
    """A new round of calls over the positions now on the map, with a case for each organisation that holds one.

    `areas` and `publishers` (names) narrow it; `policy` holds the settings that differ from `dispositions.Policy`.
    ValueError for a setting no policy has.
    """
    Policy.of(policy or {})
    number = (programme.rounds.aggregate(last=Max("number"))["last"] or 0) + 1
    opened = Round(programme=programme, number=number, opens_on=opens_on, closes_on=closes_on)
    opened.script_version, opened.publishers, opened.policy = SCRIPT_VERSION, list(publishers), policy or {}
    opened._history_user = by  # type: ignore[attr-defined]
    opened.save()
    opened.areas.set(areas)
    refresh_round(round=opened, at=at)
    return opened


@transaction.atomic
def refresh_round(*, round, at=None):
    """Take up positions that came into the round since, and give up those that left it. How many were taken up.

    A case that was complete is asked about its new position only.
    """
    scope = round.positions()
    positions = dict(scope.values_list("pk", "provider_id"))
    Case.objects.bulk_create(
        (Case(round=round, provider_id=provider) for provider in sorted(set(positions.values()))),
        ignore_conflicts=True,
        batch_size=500,
    )
    # The cases are locked before their targets are touched, as a call does it.
    cases = dict(round.cases.order_by("pk").select_for_update().values_list("provider_id", "pk"))
    known = set(Target.objects.filter(case__round=round).values_list("subcontract", flat=True))
    new = [Target(case_id=cases[positions[pk]], subcontract_id=pk) for pk in sorted(set(positions) - known)]
    Target.objects.bulk_create(new, batch_size=500)
    _follow_the_map(round, scope)
    refresh(round.cases.all(), at=at or timezone.now())
    return len(new)


def _follow_the_map(round, scope):
    targets, inside = Target.objects.filter(case__round=round), Q(subcontract__in=scope)
    targets.filter(inside, given_up__in=RETURNING).update(given_up="")
    gone = targets.filter(~inside, given_up__in=("", *RETURNING))
    gone.filter(subcontract__stated=False).update(given_up=OFF_THE_MAP)
    gone.filter(subcontract__stated=True).update(given_up=OUT_OF_ROUND)


def catch_up(*, at):
    """Bring the rounds that are open at `at` up to the map where it moved: a list was applied or taken back, say; and
    the cases of organisations that were marked as not to be called, or whose numbers changed.

    Lists know nothing of the survey, so the survey looks when somebody asks for work. Cheap where nothing moved.
    """
    for round in Round.objects.open_on(timezone.localdate(at)).select_related("programme").prefetch_related("areas"):
        if _has_moved(round):
            refresh_round(round=round, at=at)
    refresh(queue.out_of_date(at=at), at=at)


def _has_moved(round):
    targets, scope = Target.objects.filter(case__round=round), round.positions()
    inside = Q(subcontract__in=scope)
    moved = Q(inside, given_up__in=RETURNING) | Q(~inside, given_up="")
    return scope.exclude(pk__in=targets.values("subcontract")).exists() or targets.filter(moved).exists()


# ---- calls


@transaction.atomic
def record_attempt(*, case, by, at, client_id, outcome, answers=None, callback=None, new_number="", **call):
    """Keep one attempt, what was answered and what follows from it. The same `client_id` again is the same attempt.

    `answers`: {None: {question: code or `script.Reply`}, id of a target: {...}}; `callback`: a `when.Window`; `call`:
    any of number, spoke_to, role (what the person is there, never a name), note, dialled_at, ended_at, direction.
    Whoever lost the case meanwhile is heard all the same, and marked late; so is a call of a round that is not open.
    ValueError, in a sentence, for what the policy or the script does not allow; nothing is kept then.
    """
    case = _locked(case)
    earlier = Attempt.objects.filter(client_id=client_id).first()
    if earlier:
        return earlier
    _allow(case, outcome, call.get("number"), call.get("note", ""), callback)
    _allow_contact(case, by, call.get("direction"))
    heard = answering.check(case, answers or {})
    attempt = _attempt(case, by, at, outcome, client_id=client_id, recontact=_said(heard, "recontact"), **call)
    answering.keep(attempt, heard, by=by, at=at)
    consequences.draw(attempt, callback=callback, new_number=new_number, by=by)
    queue.release(case=case, by=by)
    refresh(Case.objects.filter(provider=case.provider), at=at)
    return attempt


def _locked(case):
    """The case as it is now, locked with those of its organisation in other rounds, in one order for everybody.

    What it belongs to is read after the lock, not with it: a join is not read again by who had to wait.
    """
    cases = Case.objects.filter(provider=case.provider_id).order_by("pk").select_for_update()
    return next(each for each in list(cases) if each.pk == case.pk)


def _attempt(case, by, at, outcome, *, dialled_at=None, ended_at=None, spoke_to="", direction="out", **call):
    """The row of an attempt. A clock that runs ahead does not date a call later than it was entered."""
    dialled_at = min(dialled_at or at, at)
    return Attempt.objects.create(
        case=case,
        caller=by,
        outcome=outcome,
        dialled_at=dialled_at,
        ended_at=max(ended_at, dialled_at) if ended_at else None,
        entered_at=at,
        spoke_to=spoke_to or outcome.speaks_with,
        direction=direction,
        consent=outcome.consent,
        script_version=case.round.script_version,
        late=direction == Attempt.Direction.OUT
        and not (case.is_held_by(by, at) and case.round.is_open_on(timezone.localdate(at))),
        **call,
    )


def _allow(case, outcome, number, note, callback):
    if outcome.needs_note and not note.strip():
        raise ValueError(f"“{outcome.label}” needs a note.")
    if outcome.needs_callback and callback is None:
        raise ValueError(f"“{outcome.label}” needs a day and a time.")
    if number is not None and number.provider_id != case.provider_id:
        raise ValueError(f"{number} is not a number of {case.provider}.")


def _allow_contact(case, by, direction):
    """Whoever had taken the case before they asked not to be called is still heard."""
    if case.provider.do_not_contact and direction != Attempt.Direction.IN and case.holder_id != by.pk:
        raise ValueError(f"{case.provider} is not to be contacted, so no call to it can be recorded.")


def _said(heard, question):
    reply = heard.get(None, {}).get(question)
    return reply.value if reply and reply.is_answered else ""


@transaction.atomic
def skip_case(*, case, by, at, reason):
    """Put a case back without a call; it stays back for a while. None where `by` does not hold it.

    ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Say why this one is put back.")
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not case.is_held_by(by, at):
        return None
    skip = Skip.objects.create(case=case, by=by, at=at, reason=reason.strip()[:160])
    queue.release(case=case, by=by)
    refresh(Case.objects.filter(pk=case.pk), at=at)
    return skip


@transaction.atomic
def void_attempt(*, attempt, by, at, reason):
    """Take an attempt back: it stays to be seen, its statements are withdrawn, and what followed from it is undone.

    How many statements were withdrawn. ValueError without a reason; voiding twice does nothing.
    """
    if not reason.strip():
        raise ValueError("Say why this call is taken back.")
    case = _locked(attempt.case)
    attempt.refresh_from_db()
    if attempt.voided_at:
        return 0
    attempt.voided_at, attempt.voided_by, attempt.voided_reason = at, by, reason.strip()
    attempt.save(update_fields=["voided_at", "voided_by", "voided_reason"])
    withdrawn = answering.withdraw(attempt, by=by, at=at)
    consequences.undo(attempt, by=by)
    refresh(Case.objects.filter(provider_id=case.provider_id), at=at)
    return withdrawn
