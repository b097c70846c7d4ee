"""The two ends of a tie: an organisation speaks for itself and, where it is a prime, of its own subcontractors.

Avenmoor Group, prime of areas 1 and 2, is listed under Tallis and Rowe too: one organisation with two hats.
"""

import datetime as dt

import pytest

from supplychains.contracts.settling import settle
from supplychains.survey.actions import refresh_round, void_attempt

pytestmark = pytest.mark.django_db
STILL = {"part_of_it": "still", "role": "2", "delivering": "yes", "referrals": "some"}


@pytest.fixture
def two_hats(calls, world):
    from providers.actions import add_number

    add_number(provider=world.avenmoor, text="020 7946 0300")
    world.own = world.listed(world.avenmoor, world.tallis_1, "1")
    refresh_round(round=calls.round, at=calls.at())
    return world


def test_prime_and_subcontractor_who_differ_are_disputed_and_nobody_wins(calls, two_hats):
    world = two_hats
    calls.call(world.hope, "answered", answers={world.hope_1: STILL})
    calls.call(
        world.avenmoor, "answered", 5, answers={world.own: STILL}, as_prime={world.hope_1: {"part_of_it": "left"}}
    )
    world.hope_1.refresh_from_db()
    assert (world.hope_1.verification, world.hope_1.disputed) == ("disputed", ["involvement"])
    said = {s.speaks_for: s.involvement for s in world.hope_1.statements.filter(source="call")}
    assert said == {"subcontractor": "delivering", "prime": "left"}


def test_a_later_word_of_one_end_does_not_settle_the_dispute(calls, two_hats):
    world = two_hats
    calls.call(world.hope, "answered", answers={world.hope_1: STILL})
    calls.call(world.avenmoor, "answered", 5, as_prime={world.hope_1: {"part_of_it": "left"}})
    calls.call(world.hope, "answered", 9000, answers={world.hope_1: STILL})
    world.hope_1.refresh_from_db()
    assert world.hope_1.verification == "disputed"


def test_both_hats_are_kept_apart(calls, two_hats):
    world = two_hats
    attempt = calls.call(
        world.avenmoor, "answered", answers={world.own: STILL}, as_prime={world.quill_2: {"part_of_it": "never"}}
    )
    mine, theirs = attempt.answers.get(question="role"), attempt.answers.get(under_them=world.quill_2)
    assert (mine.target, mine.statement.speaks_for) == (calls.target(world.own), "subcontractor")
    assert (theirs.target, theirs.statement.speaks_for) == (None, "prime")
    assert calls.target(world.quill_2).settled == []


def test_what_a_prime_said_is_taken_back_with_its_call(calls, two_hats):
    world = two_hats
    attempt = calls.call(world.avenmoor, "answered", as_prime={world.quill_2: {"part_of_it": "never"}})
    world.quill_2.refresh_from_db()
    assert world.quill_2.involvement == "never"
    assert void_attempt(attempt=attempt, by=calls.by, at=calls.at(5), reason="The wrong person") == 1
    world.quill_2.refresh_from_db()
    assert (world.quill_2.involvement, world.quill_2.verification) == ("unknown", "unverified")


def test_nobody_speaks_as_the_prime_of_another_s_contract(calls, two_hats):
    world = two_hats
    with pytest.raises(ValueError, match="Avenmoor Group is not the prime of Ostler Works under Tallis and Rowe"):
        calls.call(world.avenmoor, "answered", as_prime={world.ostler_1: {"part_of_it": "left"}})


# ---- changed, or wrong before


def said_of(position, replies, because, since=None):
    from supplychains.survey.script import Reply

    told = {key: Reply.of(value, because=because) for key, value in replies.items()}
    return {position: told | ({"since": Reply.of(since)} if since else {})}


def involvement(position, on):
    claims = [statement.as_claim() for statement in position.statements.all()]
    return settle(claims, on=on).involvement


def test_what_changed_is_so_since_the_day_they_told(calls, world):
    calls.call(world.ostler, "answered", answers={world.ostler_1: STILL})
    later = 200 * 24 * 60
    answers = said_of(world.ostler_1, {"part_of_it": "left"}, "changed", "June 2026")
    calls.call(world.ostler, "answered", later, answers=answers)
    position = world.ostler_1
    assert involvement(position, dt.date(2026, 5, 31)) == "delivering"
    assert involvement(position, dt.date(2026, 6, 1)) == "left"
    position.refresh_from_db()
    assert position.checked_on == dt.date(2026, 9, 26)


def test_what_was_wrong_is_otherwise_since_the_earlier_word(calls, world):
    calls.call(world.ostler, "answered", answers={world.ostler_1: STILL})
    answers = said_of(world.ostler_1, {"part_of_it": "never"}, "wrong")
    attempt = calls.call(world.ostler, "answered", 100 * 24 * 60, answers=answers)
    assert involvement(world.ostler_1, dt.date(2026, 3, 10)) == "never"
    assert attempt.answers.get().dated_back.stated_on == dt.date(2026, 3, 10)


def test_a_list_that_was_wrong_was_so_from_its_day_on(calls, world):
    calls.call(world.ostler, "answered", answers=said_of(world.ostler_1, {"part_of_it": "never"}, "wrong"))
    assert involvement(world.ostler_1, dt.date(2026, 2, 28)) == "never"


def test_where_sources_differ_or_no_day_is_told_nothing_is_dated_back(calls, world):
    calls.call(world.ostler, "answered", answers=said_of(world.ostler_1, {"part_of_it": "left"}, "differ"))
    calls.call(world.quill, "answered", 5, answers=said_of(world.quill_2, {"part_of_it": "left"}, "changed"))
    for position in (world.ostler_1, world.quill_2):
        assert position.statements.filter(source="call").count() == 1


def test_what_is_dated_back_is_taken_back_too(calls, world):
    answers = said_of(world.ostler_1, {"part_of_it": "never"}, "wrong")
    attempt = calls.call(world.ostler, "answered", answers=answers)
    assert void_attempt(attempt=attempt, by=calls.by, at=calls.at(5), reason="The wrong person") == 2
    assert involvement(world.ostler_1, dt.date(2026, 12, 1)) == "unknown"


def test_misheard_is_never_kept(calls, world):
    answers = said_of(world.ostler_1, {"part_of_it": "left"}, "misheard")
    with pytest.raises(
        ValueError, match="“Part of it now\\?” was misheard. Correct the answer first: nothing was saved."
    ):
        calls.call(world.ostler, "answered", answers=answers)
    assert not calls.case(world.ostler).attempts.exists()


# ---- sources differ, each fact for itself, the sector


def reply(value, because=""):
    from supplychains.survey.script import Reply

    return Reply.of(value, because=because)


def test_where_sources_differ_both_are_kept_and_neither_wins(calls, world):
    """The list has Ostler Works at Tier 2."""
    position = world.ostler_1
    calls.call(world.ostler, "answered", answers={position: {"role": reply("1", "differ"), "referrals": "none"}})
    position.refresh_from_db()
    assert (position.verification, position.disputed) == ("disputed", ["tier"])
    calls.call(world.ostler, "answered", 5, answers={position: {"role": "1"}})
    position.refresh_from_db()
    assert (position.verification, position.disputed) == ("corrected", [])


def test_of_one_position_one_fact_may_have_changed_and_another_have_been_wrong(calls, world):
    calls.call(world.ostler, "answered", answers={world.ostler_1: STILL | {"referrals": "none"}})
    told = {
        "part_of_it": reply("left", "changed"),
        "referrals": reply("stopped", "wrong"),
        "since": reply("June 2026"),
    }
    attempt = calls.call(world.ostler, "answered", 200 * 24 * 60, answers={world.ostler_1: told})
    back = {a.question: a.dated_back and a.dated_back.stated_on for a in attempt.answers.all()}
    assert back["part_of_it"] == dt.date(2026, 6, 1)
    assert back["referrals"] == dt.date(2026, 3, 10)


def test_a_change_at_no_time_anybody_can_read_is_refused(calls, world):
    answers = said_of(world.ostler_1, {"part_of_it": "left"}, "changed", "a while ago")
    with pytest.raises(ValueError, match="“a while ago” names no time"):
        calls.call(world.ostler, "answered", answers=answers)


@pytest.mark.parametrize(
    ("because", "since", "day"),
    [("changed", "2025", dt.date(2025, 1, 1)), ("wrong", None, dt.date(2026, 2, 28)), ("differ", None, None)],
)
def test_the_sector_is_dated_back_as_positions_are(calls, world, because, since, day):
    """The list of 28 February 2026 has Ostler Works as private."""
    told = {"sector": reply("third", because), **({"since": reply(since)} if since else {})}
    attempt = calls.call(world.ostler, "answered", answers={None: told})
    back = attempt.answers.get(question="sector").sector_dated_back
    assert (back and back.stated_on) == day
    world.ostler.refresh_from_db()
    assert world.ostler.sector_verification == ("disputed" if because == "differ" else "corrected")
    void_attempt(attempt=attempt, by=calls.by, at=calls.at(5), reason="The wrong person")
    world.ostler.refresh_from_db()
    assert world.ostler.sector == "private"
