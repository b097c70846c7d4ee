"""The edge cases of the phone survey, ticked off: each with the tests that hold it, and here those without a home.

| edge case | held by |
|---|---|
| caller logs out mid-call; a browser is killed | test_unfinished.py, test_processes.py (killed process) |
| two tabs | test_claim.py (one caller on several pages) |
| page refresh after save, the same save again | test_attempts.py (posted three times), test_processes.py |
| back button after a save | test_unfinished.py (a page that is sent again opens nothing) |
| case taken by the supervisor during a call | test_supervising.py (taken from its caller), test_attempts.py (late) |
| callback in the past, on a holiday, outside the hours | test_order.py, test_policy.py |
| callback clash | test_dispositions.py (of two promises), below |
| the nights the clocks change | test_policy.py, test_dispositions.py |
| number shared by two organisations | below |
| organisation with no number | test_catching_up.py (waits for one) |
| extension numbers | below |
| contact left the organisation | test_found.py |
| renamed, merged bodies | below |
| split bodies: ask another office | test_one_organisation.py |
| prime listed as own subcontractor | below, test_two_ends.py (two hats) |
| same organisation twice in one chain under two names | below |
| listing removed in a newer list | test_catching_up.py, test_rounds.py (off the map) |
| Tier 1 in one area, Tier 2 in another, for one prime | below |
| refusal for one prime only | test_one_organisation.py |
| refusal, then they ring back | test_dispositions.py, below |
| answers of somebody who turns out to be the wrong person | test_voiding.py, test_found.py (taken back) |
| attempt recorded a day late | below |
| names with quotes, ampersands, right-to-left text | below |
"""

import datetime as dt

import pytest

from providers.actions import add_number, register_provider
from providers.models import PhoneNumber, Provider
from supplychains.contracts.actions import place
from supplychains.survey.actions import catch_up, refresh_round
from supplychains.survey.queue import in_order, ready
from supplychains.survey.when import Window

pytestmark = pytest.mark.django_db
DAY = 24 * 60


def test_two_callbacks_at_the_same_time_are_both_kept_one_after_the_other(calls, world):
    window = Window(calls.at(60), calls.at(90))
    calls.call(world.hope, "call-back", callback=window)
    calls.call(world.ostler, "call-back", 1, callback=window)
    promised, _ = in_order(ready(at=calls.at(65), by=calls.by), at=calls.at(65))
    assert [case.provider for case in promised] == [world.hope, world.ostler]


def test_a_number_that_two_organisations_share_has_a_state_for_each(calls, world):
    shared = [add_number(provider=each, text="020 7946 0123") for each in (world.hope, world.ostler)]
    calls.call(world.ostler, "wrong-organisation", number=shared[1])
    assert [PhoneNumber.objects.get(pk=number.pk).state for number in shared] == ["untried", "wrong"]


def test_an_extension_is_part_of_the_number(calls, world):
    calls.call(world.ostler, "front-desk", new_number="0161 496 0142 ext 12")
    kept = PhoneNumber.objects.get(provider=world.ostler, text="0161 496 0142 ext 12")
    assert kept.normalised == "+441614960142;ext=12"


def test_a_body_that_was_merged_into_another_leaves_the_round(calls, world):
    Provider.objects.filter(pk=world.ostler.pk).update(merged_into=world.larkhill)
    catch_up(at=calls.at(1))
    assert calls.standing(world.ostler)[1:] == (True, "closed")


def test_a_body_that_is_renamed_answers_for_itself(calls, world):
    answers = {None: {"right_organisation": "renamed"}, world.ostler_1: {"part_of_it": "left"}}
    calls.call(world.ostler, "answered", answers=answers)
    world.ostler_1.refresh_from_db()
    assert world.ostler_1.involvement == "left"


def test_a_prime_that_is_listed_under_itself_is_asked_as_any_other(calls, world):
    own = world.listed(world.avenmoor, world.avenmoor_1, "1")
    refresh_round(round=calls.round, at=calls.at())
    calls.call(world.avenmoor, "answered", answers={own: {"part_of_it": "never"}})
    own.refresh_from_db()
    assert own.involvement == "never"


def test_an_organisation_twice_in_a_chain_under_two_names_is_one_position_and_one_question(calls, world):
    world.listed(world.ostler, world.tallis_1, "1", tier_as_written="T1")
    refresh_round(round=calls.round, at=calls.at())
    assert place(provider=world.ostler, prime_contract=world.tallis_1) == (world.ostler_1, False)
    assert calls.case(world.ostler).targets.count() == 1


def test_tier_1_in_one_area_and_tier_2_in_another_for_one_prime(calls, world):
    answers = {world.hope_1: {"part_of_it": "still", "role": "1"}, world.hope_2: {"part_of_it": "still", "role": "2"}}
    calls.call(world.hope, "answered", answers=answers)
    for position, tier in ((world.hope_1, "1"), (world.hope_2, "2")):
        position.refresh_from_db()
        assert position.tier == tier


def test_who_declined_and_rings_back_is_heard(calls, world):
    calls.call(world.ostler, "declined-for-good")
    calls.answer_all(world.ostler, DAY, direction="in", held=False)
    assert calls.standing(world.ostler) == ("complete", True, "closed")


def test_an_attempt_that_is_recorded_a_day_late_is_dated_as_it_was(calls, world):
    attempt = calls.call(
        world.ostler,
        "answered",
        DAY,
        dialled_at=calls.at(),
        answers={world.ostler_1: {"part_of_it": "left"}},
        held=False,
    )
    assert (attempt.late, attempt.dialled_at, attempt.entered_at) == (True, calls.at(), calls.at(DAY))
    assert world.ostler_1.statements.get(source="call").stated_on == dt.date(2026, 3, 10)


@pytest.mark.parametrize("name", ['O\'Brien & "Sons" <Ltd>', "עמותת תקווה", "مؤسسة الأمل", "Tŷ Cymru – Ynys Môn"])
def test_names_are_kept_as_they_are_written(calls, world, name):
    provider = register_provider(name=name)
    add_number(provider=provider, text="0161 496 0808")
    world.listed(provider, world.avenmoor_1, "2")
    refresh_round(round=calls.round, at=calls.at())
    calls.answer_all(provider)
    assert str(calls.case(provider)).startswith(name)
