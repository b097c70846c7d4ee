"""The stored columns of cases equal what the rules make of everything that happened, after any sequence of events."""

import datetime as dt
import random

import pytest

from supplychains.survey.actions import (
    hold_case,
    lift_override,
    mark_sent,
    override_case,
    refresh_round,
    reopen_case,
    skip_case,
    unhold_case,
    void_attempt,
)
from supplychains.survey.dispositions import decide
from supplychains.survey.models import Attempt, Case, Outcome, Override, Sending
from supplychains.survey.queue import claim_next, out_of_date
from supplychains.survey.script import FACTS, closed, together
from supplychains.survey.standing import _read, record_of, refresh, replies_in
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
        often = [self.call] * 4 + [self.decide] * 2
        self.random.choice(
            [*often, self.put_back, self.take_back, self.decline_for_one, self.ask_leeds, self.name_another]
        )()

    def call(self):
        world, outcome = self.calls.world, self.random.choice(self.outcomes)
        provider = self.random.choice([world.hope, world.larkhill, world.ostler, world.quill])
        number = self.random.choice([None, provider.numbers.first()])
        start = self.minutes + self.random.choice([30, 600])
        opening = self.calls.round.rules.calendar.next_open(self.calls.at(start))
        callback = Window(opening, opening + dt.timedelta(minutes=30)) if outcome.needs_callback else None
        answers = self.answers(provider) if outcome.speaks_with == "informant" else {}
        self.calls.call(provider, outcome.key, self.minutes, answers=answers, callback=callback, number=number)

    def decide(self):
        """Something a supervisor does: hold or let go, override or lift, open again, send what is to be sent."""
        case, at = self.random.choice(list(self.calls.round.cases.all())), self.calls.at(self.minutes)
        told = {"case": case, "by": self.calls.by, "at": at}
        what = self.random.choice(["hold", "unhold", "override", "lift", "reopen", "send"])
        if what == "hold":
            hold_case(reason="Ask first", **told)
        elif what == "unhold":
            unhold_case(**told)
        elif what == "override":
            override_case(disposition="other", reason="Ill", **told)
        elif what == "lift" and (override := case.overrides.first()):
            lift_override(override=override, by=self.calls.by, at=at)
        elif what == "reopen" and case.is_final:
            reopen_case(reason="Once more", **told)
        elif what == "send" and (sending := Sending.objects.to_do().filter(case=case).first()):
            mark_sent(sending=sending, by=self.calls.by, at=at)

    def decline_for_one(self):
        """Larkhill Skills declines for one of its two primes."""
        world, prime = self.calls.world, self.random.choice([self.calls.world.avenmoor, self.calls.world.tallis])
        self.calls.call(world.larkhill, "prime-forbids", self.minutes, prime=prime)

    def ask_leeds(self):
        """One position of Hope Trust is to be asked of another office, and that office may be called at once."""
        world, target = self.calls.world, self.calls.target(self.calls.world.hope_2)
        elsewhere = {"targets": [target.pk], "name": "Leeds office", "number": "0113 496 0123"}
        self.calls.call(world.hope, "front-desk", self.minutes, elsewhere=elsewhere)
        self.minutes += 1
        target.refresh_from_db()
        self.calls.call(world.hope, "no-answer", self.minutes, contact=target.ask)

    def name_another(self):
        world = self.calls.world
        chain = {"area": world.ellan_vale, "prime": world.avenmoor}
        self.calls.call(world.ostler, "answered", self.minutes, chains=[chain])

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
        names = ("disposition", "is_final", "work_status", "next_at", "next_reason", "rank")
        names += ("promised_until", "next_until")
        stored, again = (tuple(getattr(each, name) for name in names) for each in (case, standing))
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
    now = calls.at(morning.minutes)
    refresh(out_of_date(at=now), at=now)  # a part of the day that passed is asked for before a next call
    for stored, again in replayed(calls, now).values():
        assert (stored[:2], stored[3], stored[5:]) == (again[:2], again[3], again[5:])
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
    assert (case.settled, case.rule_version) == (["sector"], "2026-3")
