"""What answers mean: the facts of a position, the sector, and what is left to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.contracts.settling import Position
from supplychains.survey.openings import openings, situation
from supplychains.survey.questions import OF_POSITION, QUESTION, QUESTIONS
from supplychains.survey.script import (
    FACTS,
    Reply,
    asks,
    believed,
    closed,
    meaning,
    position_facts,
    replies_of,
    together,
)

UNSAID = ("dont-know", "would-not-say", None)


def facts(**values):
    return position_facts(replies_of(values))


def left_to_ask(**values):
    settled, untold = closed(replies_of(values))
    return set(FACTS) - {*settled, *untold}


# ---- facts of a position


@pytest.mark.parametrize(
    ("answers", "involvement"),
    [
        ({"part_of_it": "still", "delivering": "yes"}, "delivering"),
        ({"part_of_it": "still", "delivering": "not-yet"}, "not-delivering"),
        ({"part_of_it": "still", "delivering": "paused"}, "not-delivering"),
        ({"part_of_it": "still", "delivering": "stopped"}, "not-delivering"),
        ({"part_of_it": "left"}, "left"),
        ({"part_of_it": "agreed"}, "not-delivering"),
        ({"part_of_it": "bid"}, "bid-only"),
        ({"part_of_it": "never"}, "never"),
        ({"delivering": "yes"}, "delivering"),
    ],
)
def test_the_involvement_follows_from_being_part_and_from_delivering(answers, involvement):
    assert facts(**answers) == {"involvement": involvement}


@pytest.mark.parametrize("delivering", UNSAID)
def test_being_in_the_chain_alone_invents_neither_delivering_nor_not_delivering(delivering):
    assert facts(part_of_it="still", delivering=delivering) == {}


@pytest.mark.parametrize("delivering", ["not-yet", "paused", "stopped"])
def test_not_delivering_says_nothing_of_who_was_not_asked_whether_they_are_part(delivering):
    assert facts(delivering=delivering) == {}


@pytest.mark.parametrize(("role", "tier"), [("1", "1"), ("2", "2"), ("1+2", "1+2")])
def test_the_role_gives_the_tier(role, tier):
    assert facts(role=role) == {"tier": tier}


def test_a_role_outside_the_two_tiers_is_an_answer_but_no_tier():
    assert facts(role="other") == {}
    assert "tier" not in left_to_ask(part_of_it="still", role="other")


@pytest.mark.parametrize(("referrals", "status"), [("some", "receiving"), ("none", "none"), ("stopped", "stopped")])
def test_referrals_give_a_status_and_never_a_number(referrals, status):
    assert facts(part_of_it="still", referrals=referrals) == {"referral_status": status}


def test_whoever_left_and_had_some_had_some_and_stopped():
    assert facts(part_of_it="left", referrals="some") == {"involvement": "left", "referral_status": "stopped"}


@pytest.mark.parametrize("part", ["bid", "never"])
def test_answers_down_a_branch_that_is_closed_state_nothing(part):
    said = facts(part_of_it=part, role="1", delivering="yes", referrals="some", client_groups=["young"])
    assert set(said) == {"involvement"}


def test_when_and_for_whom_come_with_a_fact():
    said = facts(part_of_it="left", since="June 2026", role="2", client_groups=["young", "homeless"])
    assert said == {
        "involvement": "left",
        "tier": "2",
        "changed_about": "June 2026",
        "client_groups": ["young", "homeless"],
    }


def test_when_and_for_whom_alone_state_nothing():
    assert facts(since="June 2026", client_groups=["young"]) == {}


@given(st.dictionaries(st.sampled_from([q.key for q in OF_POSITION]), st.sampled_from(UNSAID)))
def test_what_was_not_told_states_nothing(values):
    assert facts(**values) == {}


CODES = {
    q.key: st.sampled_from([*UNSAID, *[code for code, _ in q.choices]])
    for q in OF_POSITION
    if q.choices and not q.several
}


@given(st.fixed_dictionaries({}, optional=CODES))
def test_any_answers_state_words_of_the_vocabulary_only(values):
    said = facts(**values)
    assert set(said) <= {*FACTS, "changed_about", "client_groups"}
    assert said.get("involvement", "left") in ("delivering", "not-delivering", "bid-only", "left", "never")
    assert said.get("tier", "1") in ("1", "2", "1+2")
    assert said.get("referral_status", "none") in ("receiving", "none", "stopped")


@given(st.fixed_dictionaries({}, optional=CODES))
def test_a_fact_that_was_stated_is_settled(values):
    settled, untold = closed(replies_of(values))
    assert set(facts(**values)) <= {*settled}
    assert not {*settled} & {*untold}


# ---- the whole call


def test_a_call_states_the_sector_and_the_facts_of_each_position():
    said = meaning({None: replies_of({"sector": "third"}), 4: replies_of({"part_of_it": "never"}), 5: replies_of({})})
    assert said.sector == "third"
    assert said.positions == {4: {"involvement": "never"}, 5: {}}


@pytest.mark.parametrize("sector", UNSAID)
def test_a_sector_not_told_is_none(sector):
    assert meaning({None: replies_of({"sector": sector})}).sector is None


def test_what_another_body_said_states_nothing():
    said = meaning({None: replies_of({"right_organisation": "other", "sector": "third"}), 4: replies_of({"role": "1"})})
    assert said.sector is None
    assert said.positions == {}


@pytest.mark.parametrize("answers", [{"volumes": "12"}, {"role": "3"}, {"client_groups": ["young", "tall"]}])
def test_a_question_or_a_code_outside_the_script_is_refused(answers):
    with pytest.raises(ValueError, match="The script asks no question|is no answer to"):
        replies_of(answers)


def test_nothing_asks_for_how_many():
    assert not any("how many" in q.say.casefold() for q in QUESTIONS if "not how many" not in q.say)
    assert all(not choice.isdigit() for q in QUESTIONS if q.key == "referrals" for choice, _ in q.choices)


# ---- branches, and several calls together


def test_a_branch_is_open_until_an_answer_closes_it():
    delivering = QUESTION["delivering"]
    assert asks(delivering, {})
    assert asks(delivering, replies_of({"part_of_it": "dont-know"}))
    assert asks(delivering, replies_of({"part_of_it": "still"}))
    assert not asks(delivering, replies_of({"part_of_it": "left"}))


def test_a_later_answer_counts_and_a_later_dont_know_erases_nothing():
    merged = together(
        [replies_of({"role": "1", "referrals": "dont-know"}), replies_of({"role": "dont-know", "referrals": "none"})]
    )
    assert merged["role"].value == "1"
    assert merged["referrals"].value == "none"


# ---- what is left to ask


@pytest.mark.parametrize("part", ["left", "agreed", "bid", "never"])
def test_whoever_is_not_at_work_in_it_leaves_nothing_to_ask(part):
    assert left_to_ask(part_of_it=part) == set()


def test_whoever_would_rather_not_say_is_not_asked_the_rest():
    assert closed(replies_of({"part_of_it": "would-not-say"})) == ([], list(FACTS))


def test_whoever_does_not_know_leaves_it_to_somebody_who_does():
    assert left_to_ask(part_of_it="dont-know") == set(FACTS)


def test_still_in_it_leaves_the_rest_to_ask():
    assert left_to_ask(part_of_it="still") == set(FACTS)
    assert left_to_ask(part_of_it="still", delivering="yes", role="dont-know") == {"referral_status"}
    assert left_to_ask(part_of_it="still", delivering="yes", role="2", referrals="none") == set()


# ---- what is believed, and what is said


@pytest.mark.parametrize(
    ("position", "codes"),
    [
        (Position(), {"part_of_it": (), "role": (), "delivering": (), "referrals": ()}),
        (
            Position(listed=True, tier="2"),
            {"part_of_it": ("still",), "role": ("2",), "delivering": (), "referrals": ()},
        ),
        (
            Position(involvement="not-delivering", referral_status="none"),
            {
                "part_of_it": ("still", "agreed"),
                "role": (),
                "delivering": ("not-yet", "paused", "stopped"),
                "referrals": ("none",),
            },
        ),
        (
            Position(involvement="left", listed=True, referral_status="stopped"),
            {"part_of_it": ("left",), "role": (), "delivering": (), "referrals": ("stopped",)},
        ),
    ],
)
def test_what_is_believed_is_told_in_codes_of_the_answers(position, codes):
    assert believed(position) == codes


@given(st.fixed_dictionaries({}, optional=CODES))
def test_saying_what_is_believed_again_changes_nothing(values):
    said = facts(**values)
    held = Position(**{name: said[name] for name in FACTS if name in said})
    for question, codes in believed(held).items():
        for code in codes:
            again = (
                facts(part_of_it="still", **{question: code}) if question != "part_of_it" else facts(part_of_it=code)
            )
            assert all(getattr(held, name) == value for name, value in again.items())


def test_openings_name_the_organisation_and_its_chains():
    said = {each.key: each.text for each in openings(organisation="Hope Trust", programme="Back to Work", positions=3)}
    assert "Hope Trust is named on a published list, in 3 supply chains" in said["first"]
    assert set(said) == {"first", "callback", "gatekeeper", "voicemail", "called-us", "again"}
    assert all("{" not in text for text in said.values())


def test_a_promise_decides_the_opening_before_an_earlier_answer():
    assert situation(callback_agreed=True, spoken_before=True) == "callback"
    assert situation(callback_agreed=False, spoken_before=True) == "again"
    assert situation(callback_agreed=False, spoken_before=False) == "first"
    assert situation(callback_agreed=True, spoken_before=True, they_called=True) == "called-us"


def test_a_bare_value_becomes_the_reply_it_stands_for():
    assert Reply.of(None).state == "not-asked"
    assert Reply.of("dont-know").state == "dont-know"
    assert Reply.of("1") == Reply("answered", "1")
