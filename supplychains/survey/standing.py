"""Where cases stand: read from all that happened to them, written to their derived columns here and nowhere else."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Prefetch

from .dispositions import RULE_VERSION, Part, Promise, Record, Try, decide
from .models import Attempt, Callback, Case, Sending, Target
from .script import Reply, closed, together
from .vocabulary import UNUSABLE, SpokeTo

BATCH = 400


@transaction.atomic
def refresh(cases, *, at):
    """Derive the columns of these cases (a queryset) and of their targets as they stand at `at`."""
    ids = list(cases.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        _write(list(_read(ids[start : start + BATCH])), at)


def _write(cases, at):
    targets = []
    for case in cases:
        heard = _heard(case)
        for target in case.targets.all():
            target.settled, target.untold = closed(heard[target.pk])
            targets.append(target)
        case.settled, case.untold = _sector(heard[None])
        standing = decide(record_of(case, at), policy=case.round.rules, now=at)
        case.disposition, case.is_final = standing.disposition, standing.is_final
        case.work_status, case.next_at = standing.work_status, standing.next_at
        case.next_reason, case.rule_version = standing.next_reason[:160], RULE_VERSION
        case.rank, case.promised_until = standing.rank, standing.promised_until
        case.next_until = standing.next_until
    Target.objects.bulk_update(targets, ["settled", "untold"], batch_size=BATCH)
    Case.objects.bulk_update(cases, Case.DERIVED, batch_size=100)


def _read(ids):
    """The cases with all that decides where they stand, locked, in a number of queries that does not grow."""
    attempts = Attempt.objects.select_related("outcome", "number").prefetch_related("answers")
    targets = Target.objects.select_related("ask", "given_up_by__outcome")
    return (
        Case.objects.filter(pk__in=ids)
        .order_by("pk")
        .select_for_update(of=("self",))
        .select_related("round", "provider")
        .prefetch_related(
            Prefetch("attempts", attempts.order_by("dialled_at", "pk")),
            Prefetch("callbacks", Callback.objects.to_keep()),
            Prefetch("targets", targets),
            Prefetch("sendings", Sending.objects.of_live_calls()),
            "skips",
            "overrides",
            "provider__numbers",
        )
    )


def record_of(case, at):
    """A case read by `_read`, as the rules see it."""
    skips, override = list(case.skips.all()), _in_force(case, at)
    numbers, targets, sendings = case.provider.numbers.all(), list(case.targets.all()), list(case.sendings.all())
    asks = {target.ask_id: str(target.ask) for target in targets if target.ask}
    return Record(
        tries=tuple(_try(attempt, asks) for attempt in case.attempts.all()),
        organisation=Part(tuple(case.asks), tuple(case.settled), tuple(case.untold)),
        positions=tuple(map(_part, targets)),
        promises=tuple(Promise(c.window_start, c.window_end) for c in case.callbacks.all()),
        skipped=(skips[-1].at, skips[-1].reason) if skips else None,
        sent_at=max((sending.sent_at for sending in sendings if sending.sent_at), default=None),
        to_send=any(sending.sent_at is None for sending in sendings),
        override=override.disposition if override else "",
        reopened=override.at if override and override.reopens else None,
        do_not_contact=case.provider.do_not_contact,
        has_number=any(number.state not in UNUSABLE for number in numbers),
        held_back=case.hold_reason,
    )


def _in_force(case, at):
    """The supervisor's newest decision about a case that still stands, or None."""
    return next((each for each in case.overrides.all() if each.until is None or each.until > at), None)


def _part(target):
    refusal = target.given_up_by
    return Part(
        wanted=tuple(target.asks),
        settled=tuple(target.settled),
        untold=tuple(target.untold),
        given_up=target.given_up,
        declined=refusal.outcome.disposition if refusal and refusal.voided_at is None else "",
        ask=str(target.ask) if target.ask else "",
    )


def _try(attempt, asks):
    """An attempt as the rules see it; `asks`: {id of a contact that is asked about some positions: its words}."""
    outcome, number = attempt.outcome, attempt.number
    asked = attempt.contact_id if attempt.contact_id in asks else number.contact_id if number else None
    return Try(
        at=attempt.dialled_at,
        outcome=outcome.key,
        label=outcome.label,
        next_step=outcome.next_step,
        is_contact=outcome.is_contact,
        letter=outcome.letter,
        disposition=outcome.disposition,
        delay_minutes=outcome.delay_minutes,
        in_working_days=outcome.in_working_days,
        seeks=outcome.seeks,
        most_a_day=outcome.most_a_day,
        leaves_message=outcome.leaves_message,
        counts=outcome.counts_as_attempt,
        voided=attempt.voided_at is not None,
        ask=asks.get(asked, ""),
        one_prime=attempt.prime_id is not None,
    )


def _heard(case):
    """{id of a target, or None for the organisation: replies} of those who could answer, over all live calls."""
    calls = defaultdict(list)
    for attempt in case.attempts.all():
        if attempt.voided_at is None and attempt.spoke_to == SpokeTo.INFORMANT:
            for target_id, replies in replies_in(attempt).items():
                calls[target_id].append(replies)
    heard = {target_id: together(replies) for target_id, replies in calls.items()}
    return defaultdict(dict, heard)


def replies_in(attempt):
    """The answers of one attempt as `script` takes them; none where another body turned out to be on the line."""
    replies = defaultdict(dict)
    for answer in attempt.answers.all():
        if answer.under_them_id:
            continue
        reply = Reply(answer.state, answer.value, answer.in_their_words, answer.because)
        replies[answer.target_id][answer.question] = reply
    right = replies[None].get("right_organisation")
    return {} if right and right.value == "other" else replies


def _sector(replies):
    reply = replies.get("sector", Reply())
    if reply.is_answered:
        return ["sector"], []
    return [], ["sector"] if reply.state in ("dont-know", "would-not-say") else []
