"""The back-checks of a round with what both calls heard, in a number of queries that does not grow with them."""

from collections import defaultdict
from dataclasses import dataclass, field

from supplychains.survey.models import Answer, Attempt, BackCheck
from supplychains.survey.vocabulary import AnswerState

from .comparing import ASKED, Pair

OPEN, DONE, OFF, TAKEN_BACK = "still to be asked", "asked again", "called off", "its first call was taken back"


@dataclass
class Checked:
    """One back-check: `second` is the attempt that answered it, or None; `pairs` what both calls heard."""

    check: BackCheck
    second: Attempt | None
    state: str
    tries: int
    pairs: list[Pair] = field(default_factory=list)

    @property
    def is_open(self):
        return self.state == OPEN

    @property
    def compared(self):
        return [pair for pair in self.pairs if pair.is_answered_twice]

    @property
    def differ(self):
        return sum(pair.first != pair.second for pair in self.compared)


def checks_of(round, *, at):
    """Every back-check of a round, the newest first."""
    checks = BackCheck.objects.with_second().filter(case__round=round)
    checks = list(
        checks.select_related("case__provider", "first__caller", "override", "by").order_by("-drawn_at", "pk")
    )
    seconds = Attempt.objects.select_related("caller").in_bulk([each.second for each in checks if each.second])
    heard = _heard([*(each.first_id for each in checks), *seconds])
    tried = _tried(checks)
    return [
        Checked(
            check=each,
            second=seconds.get(each.second),
            state=_state(each, at),
            tries=sum(dialled > each.drawn_at for dialled in tried[each.case_id]),
            pairs=_pairs(each.first, heard[each.first_id], heard[each.second]) if each.second else [],
        )
        for each in checks
    ]


def _state(check, at):
    if check.first.voided_at:
        return TAKEN_BACK
    if check.second:
        return DONE
    return OFF if check.override.until and check.override.until <= at else OPEN


def _tried(checks):
    found = defaultdict(list)
    made = Attempt.objects.live().filter(case__in=[each.case_id for each in checks])
    for case, dialled in made.values_list("case", "entered_at"):
        found[case].append(dialled)
    return found


def _heard(attempts):
    """{id of an attempt: {(position, question): code}} of what was answered in these."""
    found = defaultdict(dict)
    answers = Answer.objects.filter(
        attempt__in=attempts, question__in=ASKED, state=AnswerState.ANSWERED, under_them=None
    )
    for attempt, target, question, value in answers.values_list("attempt", "target", "question", "value"):
        found[attempt][target, question] = value
    return found


def _pairs(first, one, other):
    return [
        Pair(question, first.caller_id, one.get((target, question)), other.get((target, question)))
        for target, question in sorted(one.keys() | other.keys(), key=str)
    ]
