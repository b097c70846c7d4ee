"""Chains found by asking (Q7) and whom to ask next time (Q8): positions, leads, contacts, and all of it taken back."""

import datetime as dt

import pytest

from providers.models import Contact, PhoneNumber
from supplychains.contracts.actions import award_contract
from supplychains.contracts.models import Subcontract
from supplychains.survey.actions import catch_up, drop_lead, open_round, place_lead, void_attempt
from supplychains.survey.found import words_of
from supplychains.survey.models import Lead, Target

pytestmark = pytest.mark.django_db
WHOLE = {"part_of_it": "still", "role": "2", "delivering": "yes", "referrals": "none"}
BEST = {"role": "operations manager", "email": "ops@example.org", "number": "0161 496 0999", "prefers": "mornings"}


def named(calls, world, minutes=0, provider=None, **chain):
    """An interview with Ostler Works, who name one more chain."""
    return calls.answer_all(provider or world.ostler, minutes, chains=[chain])


@pytest.fixture
def found(calls, world):
    return named(calls, world, area=world.ellan_vale, prime=world.avenmoor, words="Also out on the island")


def position(world):
    return Subcontract.objects.get(provider=world.ostler, prime_contract=world.avenmoor_2)


# ---- positions


def test_a_chain_whose_contract_is_known_becomes_a_position_found_by_calling(calls, world, found):
    made = position(world)
    assert (made.verification, made.listed, made.involvement) == ("unlisted", False, "delivering")
    statement = made.statements.get()
    assert (statement.source, statement.speaks_for) == ("call", "subcontractor")
    assert statement.reference == "10 March 2026, the organisation itself"


def test_it_enters_the_queue_with_its_source_call(calls, world, found):
    target = calls.target(position(world))
    assert (target.found_by, target.case.provider) == (found, world.ostler)
    assert calls.standing(world.ostler)[:2] == ("partial", False)


def test_what_they_do_there_may_be_said_at_once(calls, world):
    named(calls, world, area=world.ellan_vale, prime=world.avenmoor, involvement="not-delivering", tier="1")
    assert (position(world).involvement, position(world).tier) == ("not-delivering", "1")


def test_a_chain_that_is_asked_about_anyway_is_not_stated_twice(calls, world):
    named(calls, world, area=world.westmere, prime=world.tallis)
    assert world.ostler_1.statements.filter(source="call").count() == 1
    assert (Lead.objects.get().subcontract, Lead.objects.get().statement) == (world.ostler_1, None)


def test_a_round_over_lists_of_one_publisher_asks_what_its_calls_found(calls, world):
    calls.round.publishers = ["Employment Support Office"]
    calls.round.save()
    named(calls, world, area=world.ellan_vale, prime=world.avenmoor)
    catch_up(at=calls.at(5))
    assert calls.target(position(world)).given_up == ""


def test_outside_the_areas_of_the_round_it_stands_on_the_map_and_is_not_asked_now(calls, world):
    calls.round.areas.set([world.westmere])
    named(calls, world, area=world.ellan_vale, prime=world.avenmoor)
    assert position(world).stated
    assert not Target.objects.filter(subcontract=position(world)).exists()


def test_a_front_desk_that_names_a_chain_makes_no_position(calls, world):
    chain = {"area": world.ellan_vale, "prime": world.avenmoor}
    calls.call(world.ostler, "front-desk", chains=[chain])
    assert not Subcontract.objects.filter(provider=world.ostler, prime_contract=world.avenmoor_2).exists()
    assert Lead.to_decide().count() == 1


# ---- in their words


@pytest.mark.parametrize("words", ["Ellan Vale, under Avenmoor Group", "for the Avenmoor Group in CPA 2 as well"])
def test_an_area_and_a_prime_that_are_named_are_a_position(calls, world, words):
    attempt = named(calls, world, words=words)
    assert position(world).verification == "unlisted"
    assert words_of(attempt).startswith("1 position found: Ostler Works under Avenmoor Group")


def test_so_is_what_they_answer_to_the_question_itself(calls, world):
    told = {None: {"other_chains": "Yes, Avenmoor Group in Ellan Vale"}}
    calls.call(world.ostler, "answered", answers=told)
    assert position(world).stated
    calls.call(world.quill, "answered", 5, answers={None: {"other_chains": "No, that is all"}})
    assert not Lead.to_decide().exists()


def test_half_a_name_is_kept_for_the_supervisor_and_said_so(calls, world):
    attempt = named(calls, world, words="Something out in Ellan Vale")
    assert Lead.to_decide().get().area == world.ellan_vale
    assert words_of(attempt).startswith("Kept for the supervisor: ")


# ---- leads


@pytest.mark.parametrize(
    "chain",
    [{"words": "Something with the council"}, {"area": "ellan_vale"}, {"prime": "tallis", "area": "ellan_vale"}],
)
def test_what_is_not_known_to_be_one_contract_is_kept_for_the_supervisor(calls, world, chain):
    chain = {key: getattr(world, value, value) for key, value in chain.items()}
    named(calls, world, **chain)
    lead = Lead.to_decide().get()
    assert (lead.subcontract, lead.attempt.case.provider) == (None, world.ostler)


def test_of_two_contracts_of_one_prime_in_an_area_the_supervisor_chooses(calls, world):
    second = award_contract(area=world.ellan_vale, prime=world.avenmoor, reference="B")[0]
    named(calls, world, area=world.ellan_vale, prime=world.avenmoor)
    lead = Lead.to_decide().get()
    made = place_lead(lead=lead, prime_contract=second, by=world.by, at=calls.at(60))
    assert (made.prime_contract, made.verification) == (second, "unlisted")
    assert calls.target(made).found_by == lead.attempt
    with pytest.raises(ValueError, match="This was decided already"):
        place_lead(lead=lead, prime_contract=second, by=world.by, at=calls.at(61))


def test_a_lead_is_dropped_with_a_reason(calls, world):
    named(calls, world, words="Something with the council")
    lead = Lead.objects.get()
    with pytest.raises(ValueError, match="Say why nothing comes of it"):
        drop_lead(lead=lead, by=world.by, reason=" ")
    drop_lead(lead=lead, by=world.by, reason="Another programme")
    assert not Lead.to_decide().exists()


# ---- taken back


def test_taken_back_the_position_leaves_the_map_and_the_round(calls, world, found):
    void_attempt(attempt=found, by=calls.by, at=calls.at(5), reason="The wrong person")
    assert not position(world).stated
    assert calls.target(position(world)).given_up == "No longer on the map"
    assert calls.standing(world.ostler) == ("not-started", False, "ready")
    assert not Lead.to_decide().exists()


def test_a_lead_of_a_call_that_was_taken_back_is_not_placed(calls, world):
    attempt = named(calls, world, words="Something")
    void_attempt(attempt=attempt, by=calls.by, at=calls.at(5), reason="The wrong person")
    with pytest.raises(ValueError, match="was taken back"):
        place_lead(lead=Lead.objects.get(), prime_contract=world.avenmoor_2, by=world.by, at=calls.at(6))


def test_named_again_in_another_call_it_stays(calls, world, found):
    void_attempt(attempt=found, by=calls.by, at=calls.at(5), reason="The wrong person")
    again = named(calls, world, 60, area=world.ellan_vale, prime=world.avenmoor)
    target = calls.target(position(world))
    assert (target.given_up, target.found_by) == ("", again)


# ---- whom to ask next time


def test_the_best_person_becomes_a_contact_with_its_source_call(calls, world):
    attempt = calls.answer_all(world.ostler, best_contact=BEST)
    contact = Contact.objects.get()
    assert (contact.role, contact.email, contact.prefers) == ("operations manager", "ops@example.org", "mornings")
    assert contact.lawful_basis == "Given in a call, 10 March 2026, the organisation itself"
    number = contact.numbers.get()
    assert (number.text, number.source) == ("0161 496 0999", "call, 10 March 2026, the organisation itself")
    assert attempt.best_contact == contact


def test_a_person_who_is_known_is_not_kept_twice(calls, world):
    first = calls.answer_all(world.ostler, best_contact=BEST)
    second = calls.answer_all(world.ostler, 60, best_contact=BEST)
    assert Contact.objects.count() == 1
    void_attempt(attempt=second, by=calls.by, at=calls.at(61), reason="Twice")
    assert Contact.objects.get() == first.best_contact


def test_taken_back_the_person_and_the_number_go(calls, world):
    attempt = calls.answer_all(world.ostler, best_contact=BEST)
    void_attempt(attempt=attempt, by=calls.by, at=calls.at(5), reason="Another organisation")
    assert not Contact.objects.exists()
    assert not PhoneNumber.objects.filter(text="0161 496 0999").exists()
    assert PhoneNumber.objects.filter(provider=world.ostler).count() == 1


def test_what_is_no_number_keeps_nothing(calls, world):
    with pytest.raises(ValueError, match="is not a whole phone number"):
        calls.answer_all(world.ostler, best_contact={**BEST, "number": "0161"})
    assert not Contact.objects.exists() and not calls.case(world.ostler).attempts.exists()


def test_a_contact_who_left_stays_in_the_history_of_calls(calls, world):
    attempt = calls.answer_all(world.ostler, best_contact=BEST)
    Contact.objects.update(valid_to=dt.date(2026, 4, 1))
    calls.call(world.ostler, "no-answer", 9000, contact=attempt.best_contact)
    attempt.best_contact.delete()
    assert calls.case(world.ostler).attempts.filter(contact=None).count() == 2


def test_the_next_round_asks_about_what_this_one_found(calls, world, found):
    later = open_round(programme=world.programme, opens_on=dt.date(2026, 9, 1), by=world.by)
    assert later.cases.get(provider=world.ostler).targets.filter(subcontract=position(world)).exists()
