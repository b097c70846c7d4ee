"""Where cases stand: read from all that happened to them, written to their derived columns here and nowhere else."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Prefetch

from .dispositions import RULE_VERSION, Part, Promise, Record, Try, decide
from .models import Attempt, Callback, Case, Target
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
    Target.objects.bulk_update(targets, ["settled", "untold"], batch_size=BATCH)
    Case.objects.bulk_update(cases, Case.DERIVED, batch_size=100)


def _read(ids):
    """The cases with all that decides where they stand, locked, in a number of queries that does not grow."""
    attempts = Attempt.objects.select_related("outcome").prefetch_related("answers").order_by("dialled_at", "pk")
    return (
        Case.objects.filter(pk__in=ids)
        .order_by("pk")
        .select_for_update(of=("self",))
        .select_related("round", "provider")
        .prefetch_related(
            Prefetch("attempts", attempts),
            Prefetch("callbacks", Callback.objects.to_keep()),
            "targets",
            "skips",
            "overrides",
            "provider__numbers",
        )
    )


def record_of(case, at):
    """A case read by `_read`, as the rules see it."""
    skips, overrides = list(case.skips.all()), [o for o in case.overrides.all() if o.until is None or o.until > at]
    numbers = case.provider.numbers.all()
    return Record(
        tries=tuple(_try(attempt) for attempt in case.attempts.all()),
        organisation=Part(("sector",), tuple(case.settled), tuple(case.untold)),
        positions=tuple(
            Part(settled=tuple(t.settled), untold=tuple(t.untold), given_up=t.given_up) for t in case.targets.all()
        ),
        promises=tuple(Promise(c.window_start, c.window_end) for c in case.callbacks.all()),
        skipped=(skips[-1].at, skips[-1].reason) if skips else None,
        override=overrides[0].disposition if overrides else "",
        do_not_contact=case.provider.do_not_contact,
        has_number=any(number.state not in UNUSABLE for number in numbers),
        held_back=case.hold_reason,
    )


def _try(attempt):
    outcome = attempt.outcome
    return Try(
        at=attempt.dialled_at,
        outcome=outcome.key,
        label=outcome.label,
        next_step=outcome.next_step,
        is_contact=outcome.is_contact,
        letter=outcome.letter,
        disposition=outcome.disposition,
        delay_minutes=outcome.delay_minutes,
        most_a_day=outcome.most_a_day,
        counts=outcome.counts_as_attempt,
        voided=attempt.voided_at is not None,
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
        reply = Reply(answer.state, answer.value, answer.in_their_words, answer.because)
        replies[answer.target_id][answer.question] = reply
    right = replies[None].get("right_organisation")
    return {} if right and right.value == "other" else replies


def _sector(replies):
    reply = replies.get("sector", Reply())
    if reply.is_answered:
        return ["sector"], []
    return [], ["sector"] if reply.state in ("dont-know", "would-not-say") else []
