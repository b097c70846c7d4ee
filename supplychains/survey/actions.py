"""What callers and supervisors do. Rounds, attempts and taking back are here; what else there is, in modules named for
it, is offered here too, so that every write of theirs is one import away."""

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from supplychains.contracts.wording import day

from . import answering, consequences, found, queue, splitting, unfinished
from .dispositions import OFF_THE_MAP, OUT_OF_ROUND, Policy
from .found import drop_lead, place_lead
from .models import Attempt, Case, Outcome, Round, Target
from .pausing import pause, resume, skip_case
from .questions import SCRIPT_VERSION
from .scope import asks, positions, sector_asked
from .splitting import ask_elsewhere
from .standing import refresh
from .supervising import (
    change_policy,
    close_round,
    give_up_position,
    hold_case,
    lift_override,
    mark_sent,
    override_case,
    reassign_case,
    release_case,
    reopen_case,
    unhold_case,
)
from .unfinished import open_call
from .vocabulary import AnswerState, Letter, NextStep
from .when import words
from .wording import clock

__all__ = [
    "ask_elsewhere",
    "catch_up",
    "catch_up_seldom",
    "change_policy",
    "close_round",
    "drop_lead",
    "give_up_position",
    "hold_case",
    "lift_override",
    "mark_sent",
    "open_call",
    "open_round",
    "override_case",
    "pause",
    "place_lead",
    "reassign_case",
    "record_attempt",
    "refresh_round",
    "release_case",
    "reopen_case",
    "resume",
    "skip_case",
    "unhold_case",
    "void_attempt",
]

FOLLOWS = ("new_number", "only_me_until", "send_to", "best_contact")
RETURNING = (OFF_THE_MAP, OUT_OF_ROUND)
CAUGHT_UP, SELDOM = "survey-caught-up", 60  # key in the cache, seconds


# ---- rounds


@transaction.atomic
def open_round(*, programme, opens_on, by, areas=(), publishers=(), closes_on=None, policy=None, at=None):
    """A new round of calls over the positions now on the map, with a case for each organisation that holds one.

    `areas` and `publishers` (names) narrow it, and it asks only what is missing, disputed or stale (again.py); `policy`
    holds the settings that differ from `policy.Policy`. ValueError, in a sentence, for one that makes no sense.
    """
    _check_outcomes(Policy.of(policy or {}))
    number = (programme.rounds.aggregate(last=Max("number"))["last"] or 0) + 1
    opened = Round(programme=programme, number=number, opens_on=opens_on, closes_on=closes_on)
    opened.script_version, opened.publishers, opened.policy = SCRIPT_VERSION, list(publishers), policy or {}
    opened._history_user = by  # type: ignore[attr-defined]
    opened.save()
    opened.areas.set(areas)
    refresh_round(round=opened, at=at)
    return opened


def _check_outcomes(policy):
    strange = set(policy.delays) - set(Outcome.objects.values_list("key", flat=True))
    if strange:
        raise ValueError(f"No call comes to “{', '.join(sorted(strange))}”.")


@transaction.atomic
def refresh_round(*, round, at=None):
    """Take up positions that came into the round since, and give up those that left it. How many were taken up.

    A case that was complete is asked about its new position only.
    """
    scope = positions(round)
    inside = {position.pk: position for position in scope}
    _open_cases(round, {position.provider_id for position in inside.values()})
    # The cases are locked before their targets are touched, as a call does it.
    cases = dict(round.cases.order_by("pk").select_for_update().values_list("provider_id", "pk"))
    known = set(Target.objects.filter(case__round=round).values_list("subcontract", flat=True))
    new = [inside[pk] for pk in sorted(set(inside) - known)]
    wanted = asks(round, new)
    Target.objects.bulk_create(
        (Target(case_id=cases[each.provider_id], subcontract=each, asks=wanted[each.pk]) for each in new),
        batch_size=500,
    )
    _follow_the_map(round, scope)
    refresh(round.cases.all(), at=at or timezone.now())
    return len(new)


def _open_cases(round, providers):
    """A case for each of these organisations (ids) that has none in the round yet."""
    new = providers - set(round.cases.values_list("provider_id", flat=True))
    asked = sector_asked(round, new)
    cases = [Case(round=round, provider_id=pk, asks=["sector"] if pk in asked else []) for pk in sorted(new)]
    Case.objects.bulk_create(cases, ignore_conflicts=True, batch_size=500)


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
    _lapse(at)


def catch_up_seldom(*, at):
    """The same before a next call, and no oftener than once a minute for all callers together: it looks at every
    position, and what is not noticed for a minute does no harm. Calls nobody recorded are looked for each time, so
    that their cases are given to nobody else, and who is not to be contacted is asked by the queue itself."""
    if cache.get(CAUGHT_UP) is None and cache.add(CAUGHT_UP, True, timeout=SELDOM):
        catch_up(at=at)
    else:
        _lapse(at)


def _lapse(at):
    if lapsed := unfinished.lapse(at=at):
        refresh(Case.objects.filter(pk__in=lapsed), at=at)


def _has_moved(round):
    targets, scope = Target.objects.filter(case__round=round), positions(round)
    inside = Q(subcontract__in=scope)
    moved = Q(inside, given_up__in=RETURNING) | Q(~inside, given_up="")
    return scope.exclude(pk__in=targets.values("subcontract")).exists() or targets.filter(moved).exists()


# ---- calls


@transaction.atomic
def record_attempt(
    *, case, by, at, client_id, outcome, answers=None, as_prime=None, chains=(), elsewhere=None, on_paper=False, **call
):
    """Keep one attempt, what was answered and what follows from it. The same `client_id` again is the same attempt.

    `answers`: {None: {question: code or `script.Reply`}, id of a target: {...}}; `as_prime`: {subcontract under a
    contract of theirs: {...}}; `chains`: what else they work in, as `found.keep` takes it; `elsewhere`: whom some
    positions are to be asked of, as `splitting.ask_elsewhere` takes it; `callback`: a `when.Window`; `on_paper`: it was
    made from a printed sheet and is keyed afterwards, so that nobody held the case for it. `call`: any of
    number, contact, spoke_to, role (what the person is there, never a name), note, dialled_at, connected_at, ended_at,
    direction, prime (a provider: the refusal is about positions under it, and no others), new_number, only_me_until,
    send_to (where information goes) and best_contact (see `consequences.draw`).
    Whoever lost the case meanwhile is heard all the same, and marked late; so is a call from paper where another
    caller has the case or called since, and a call of a round that is not open.
    ValueError, in a sentence, for what the policy or the script does not allow; nothing is kept then.
    """
    case = _locked(case)
    earlier = Attempt.objects.filter(client_id=client_id).first()
    if earlier:
        return earlier
    follows = {name: call.pop(name) for name in FOLLOWS if name in call}
    callback = _allow(case, outcome, call, call.pop("callback", None), at)
    _allow_contact(case, by, call.get("direction"))
    heard = answering.check(case, answers or {}, on=timezone.localdate(call.get("dialled_at") or at))
    _allow_little(outcome, call, heard, follows)
    if on_paper:
        _allow_once(case, outcome, call.get("dialled_at"))
    call["late"] = _is_late(case, by, at, call, on_paper)
    of_others = answering.check_as_prime(case, as_prime or {})
    attempt = _attempt(case, by, at, outcome, client_id=client_id, recontact=_said(heard, "recontact"), **call)
    answering.keep(attempt, heard, as_prime=of_others, by=by, at=at)
    found.keep(attempt, chains or found.of_words(attempt, _said(heard, "other_chains")), by=by, at=at)
    consequences.draw(attempt, callback=callback, by=by, **follows)
    if elsewhere:
        splitting.ask_elsewhere(case=case, attempt=attempt, by=by, at=at, **elsewhere)
    _close(attempt, by, at)
    return attempt


def _close(attempt, by, at):
    """What is over once a call is recorded: it being open, its case being held; and where its cases stand now."""
    unfinished.finish(attempt, by=by, at=at)
    queue.release(case=attempt.case, by=by)
    refresh(Case.objects.filter(provider=attempt.case.provider), at=at)


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
        **call,
    )


def _is_late(case, by, at, call, on_paper):
    """Whether a call of ours came after somebody else got the case, or the round was over."""
    if call.get("direction") == Attempt.Direction.IN:
        return False
    if not case.round.is_open_on(timezone.localdate(at)):
        return True
    if not on_paper:
        return not case.is_held_by(by, at)
    others = case.attempts.live().exclude(caller=by).filter(entered_at__gt=call.get("dialled_at") or at)
    is_taken = case.holder_id not in (None, by.pk) and case.lease_until > at
    return is_taken or others.exists()


def _allow_once(case, outcome, dialled_at):
    """A sheet is keyed once, though every page makes an id of its own."""
    if case.attempts.live().filter(outcome=outcome, dialled_at=dialled_at).exists():
        when = timezone.localtime(dialled_at)
        raise ValueError(
            f"This call is recorded already: {case.provider}, {outcome.label.lower()}, {day(when)}, {clock(when)}."
        )


def _allow_little(outcome, call, heard, follows):
    """What an outcome needs one of, at least: broken off with nothing said, or nowhere to send it, helps nobody."""
    if call.get("note", "").strip():
        return
    answered = any(reply.state != AnswerState.NOT_ASKED for part in heard.values() for reply in part.values())
    if outcome.asks_questions and outcome.next_step == NextStep.RETRY and not answered:
        raise ValueError(f"“{outcome.label}” needs an answer, or a note that says how far you came.")
    if outcome.next_step == NextStep.SEND and not follows.get("send_to", "").strip():
        raise ValueError(f"“{outcome.label}” needs to know where to send it, or a note.")


def _allow(case, outcome, call, callback, at):
    """The window a callback was promised in, cut to the calling hours, or None."""
    number = call.get("number")
    if outcome.needs_note and not call.get("note", "").strip():
        raise ValueError(f"“{outcome.label}” needs a note.")
    if outcome.needs_callback and callback is None:
        raise ValueError(f"“{outcome.label}” needs a day and a time.")
    if number is not None and number.provider_id != case.provider_id:
        raise ValueError(f"{number} is not a number of {case.provider}.")
    if call.get("prime") and outcome.letter != Letter.R:
        raise ValueError(f"“{outcome.label}” is no refusal, so it cannot be about one prime.")
    if callback is None:
        return None
    if callback.end <= min(call.get("dialled_at") or at, at):
        raise ValueError(f"{words(callback)} is over. Write a time that is still to come.")
    return case.round.rules.calendar.agreed(callback)


def _allow_contact(case, by, direction):
    """Whoever had taken the case before they asked not to be called is still heard."""
    if case.provider.do_not_contact and direction != Attempt.Direction.IN and case.holder_id != by.pk:
        raise ValueError(f"{case.provider} is not to be contacted, so no call to it can be recorded.")


def _said(heard, question):
    reply = heard.get(None, {}).get(question)
    return reply.value if reply and reply.is_answered else ""


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
    withdrawn = answering.withdraw(attempt, by=by, at=at) + found.withdraw(attempt, by=by, at=at)
    consequences.undo(attempt, by=by)
    refresh(Case.objects.filter(provider_id=case.provider_id), at=at)
    return withdrawn
