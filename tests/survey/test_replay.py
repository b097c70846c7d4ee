"""The stored columns of cases equal what the rules make of everything that happened, after any sequence of events."""

import random

import pytest

from supplychains.survey.actions import refresh_round, skip_case, void_attempt
from supplychains.survey.dispositions import decide
from supplychains.survey.models import Attempt, Case, Outcome, Override
from supplychains.survey.queue import claim_next
from supplychains.survey.script import FACTS, closed, together
from supplychains.survey.standing import _read, record_of, replies_in
from supplychains.survey.when import Window

pytestmark = pytest.mark.django_db
CODES = {
    "part_of_it": ["still", "left", "never", "dont-know", "would-not-say", None],
    "role": ["1", "2", "other", "dont-know", None],
    "delivering": ["yes", "paused", None],
    "referrals": ["some", "none", "would-not-say", None],
}


class Morning:
    """Random events on the cases of a round: calls of every outcome, putting back, taking back, a new position."""

    def __init__(self, calls, seed):
        self.calls, self.random, self.minutes = calls, random.Random(seed), 0
        self.outcomes = list(Outcome.objects.order_by("pk"))

    def go_on(self):
        self.minutes += self.random.choice([1, 15, 200, 3000])
        self.random.choice([self.call, self.call, self.call, self.put_back, self.take_back])()

    def call(self):
        world, outcome = self.calls.world, self.random.choice(self.outcomes)
        provider = self.random.choice([world.hope, world.larkhill, world.ostler, world.quill])
        number = self.random.choice([None, provider.numbers.get()])
        start = self.minutes + self.random.choice([30, 600])
        callback = Window(self.calls.at(start), self.calls.at(start + 30)) if outcome.needs_callback else None
        answers = self.answers(provider) if outcome.speaks_with == "informant" else {}
        self.calls.call(provider, outcome.key, self.minutes, answers=answers, callback=callback, number=number)

    def answers(self, provider):
        positions = [target.subcontract for target in self.calls.case(provider).targets.all()]
        told = {p: {q: self.random.choice(codes) for q, codes in CODES.items()} for p in positions}
        return {None: {"sector": self.random.choice(["third", "dont-know", None])}, **told}

    def put_back(self):
        at = self.calls.at(self.minutes)
        case = claim_next(by=self.calls.by, at=at)
        if case:
            skip_case(case=case, by=self.calls.by, at=at, reason="Not now")

    def take_back(self):
        attempt = Attempt.objects.live().order_by("pk").last()
        if attempt:
            void_attempt(attempt=attempt, by=self.calls.by, at=self.calls.at(self.minutes), reason="The wrong person")


def replayed(calls, at):
    """{case: (its columns as stored, its columns out of its history)}, in the order of the rules' own words."""
    found = {}
    for case in _read([case.pk for case in calls.round.cases.all()]):
        standing = decide(record_of(case, at), policy=case.round.rules, now=at)
        stored = (case.disposition, case.is_final, case.work_status, case.next_at, case.next_reason)
        again = (standing.disposition, standing.is_final, standing.work_status, standing.next_at, standing.next_reason)
        found[case.pk] = (stored, again)
    return found


def settled_of(target):
    """What a target has settled, out of the live calls with somebody who could answer."""
    heard = Attempt.objects.live().filter(case=target.case, spoke_to="informant").order_by("dialled_at", "pk")
    return closed(together(replies_in(attempt).get(target.pk, {}) for attempt in heard))


@pytest.mark.parametrize("seed", range(6))
def test_after_many_events_nothing_but_the_hour_may_differ(calls, seed):
    morning = Morning(calls, seed)
    for _ in range(14):
        morning.go_on()
    for stored, again in replayed(calls, calls.at(morning.minutes)).values():
        assert (stored[:2], stored[3]) == (again[:2], again[3])
    for case in calls.round.cases.all():
        for target in case.targets.all():
            assert (target.settled, target.untold) == settled_of(target)


@pytest.mark.parametrize("seed", range(6, 10))
def test_every_event_leaves_its_own_case_as_the_rules_have_it(calls, seed):
    morning = Morning(calls, seed)
    for _ in range(14):
        before = {case.pk: case.attempts.count() for case in calls.round.cases.all()}
        morning.go_on()
        now = replayed(calls, calls.at(morning.minutes))
        touched = [pk for pk, count in before.items() if Case.objects.get(pk=pk).attempts.count() != count]
        for pk in touched:
            assert now[pk][0] == now[pk][1]


def test_a_claim_writes_no_derived_column(calls):
    def columns():
        return list(Case.objects.order_by("pk").values_list(*Case.DERIVED))

    before = columns()
    claim_next(by=calls.by, at=calls.at())
    assert columns() == before


def test_a_supervisor_s_word_stands_while_it_is_in_force(calls, world):
    case = calls.case(world.ostler)
    Override.objects.create(case=case, disposition="other", reason="Ill", by=calls.by, until=calls.at(60))
    refresh_round(round=calls.round, at=calls.at(59))
    assert calls.standing(world.ostler) == ("other", True, "closed")
    refresh_round(round=calls.round, at=calls.at(61))
    assert calls.standing(world.ostler) == ("not-started", False, "ready")


def test_the_facts_a_target_settles_are_those_of_the_script(calls, world):
    calls.answer_all(world.hope)
    assert calls.target(world.hope_1).settled == list(FACTS)
    case = calls.case(world.hope)
    assert (case.settled, case.rule_version) == (["sector"], "2026-1")
