"""One organisation in several chains: a refusal for one prime only, another office for one position, a later list.

Larkhill Skills stands under Avenmoor Group and under Tallis and Rowe in area 1; Hope Trust under Avenmoor Group twice.
"""

import pytest

from providers.models import Contact
from supplychains.survey.actions import ask_elsewhere, catch_up, void_attempt
from supplychains.survey.queue import claim_next, ready

pytestmark = pytest.mark.django_db
WHOLE = {"part_of_it": "still", "role": "2", "delivering": "yes", "referrals": "none"}
DAY = 24 * 60


# ---- a refusal that covers one prime


def refused(calls, world, outcome="prime-forbids", minutes=0):
    return calls.call(world.larkhill, outcome, minutes, prime=world.avenmoor)


def test_it_gives_up_the_positions_under_that_prime_with_its_reason(calls, world):
    attempt = refused(calls, world)
    target = calls.target(world.larkhill_avenmoor)
    assert (target.given_up, target.given_up_by) == ("The prime forbids it: Avenmoor Group", attempt)
    assert calls.target(world.larkhill_tallis).given_up == ""
    assert attempt.prime == world.avenmoor


def test_the_case_goes_on_with_the_others_and_ends_as_a_partial_interview(calls, world):
    refused(calls, world)
    assert calls.standing(world.larkhill)[:2] == ("refused-by-prime", False)
    answers = {None: {"sector": "third"}, world.larkhill_tallis: WHOLE}
    calls.call(world.larkhill, "answered", 60, answers=answers)
    assert calls.standing(world.larkhill) == ("partial", True, "closed")


def test_one_refusal_after_the_other_ends_it(calls, world):
    refused(calls, world)
    calls.call(world.larkhill, "prime-forbids", 60, prime=world.tallis)
    assert calls.standing(world.larkhill) == ("refused-by-prime", True, "closed")


def test_what_they_told_before_they_declined_stays_settled(calls, world):
    calls.call(world.larkhill, "answered", answers={world.larkhill_avenmoor: WHOLE})
    refused(calls, world, minutes=60)
    assert calls.target(world.larkhill_avenmoor).given_up == ""


def test_a_firm_refusal_about_one_prime_does_not_take_them_off_the_calls(calls, world):
    refused(calls, world, "declined-for-good")
    world.larkhill.refresh_from_db()
    assert not world.larkhill.do_not_contact
    assert calls.standing(world.larkhill)[2] != "closed"


def test_taken_back_the_positions_are_asked_about_again(calls, world):
    attempt = refused(calls, world)
    void_attempt(attempt=attempt, by=calls.by, at=calls.at(5), reason="It was the other prime")
    assert calls.target(world.larkhill_avenmoor).given_up == ""
    assert calls.standing(world.larkhill) == ("not-started", False, "ready")


def test_only_a_refusal_can_be_about_one_prime(calls, world):
    with pytest.raises(ValueError, match="“No answer” is no refusal, so it cannot be about one prime"):
        calls.call(world.larkhill, "no-answer", prime=world.avenmoor)


def test_without_a_prime_it_covers_the_organisation(calls, world):
    calls.call(world.larkhill, "prime-forbids")
    assert calls.standing(world.larkhill) == ("refused-by-prime", True, "closed")


# ---- another office for one position


@pytest.fixture
def split(calls, world):
    """The head office answers for Avenmoor Group and sends us to Leeds for Tallis and Rowe."""
    leeds = {"targets": [calls.target(world.larkhill_tallis).pk], "name": "Leeds office", "number": "0113 496 0123"}
    answers = {None: {"sector": "third"}, world.larkhill_avenmoor: WHOLE}
    return calls.call(world.larkhill, "answered", answers=answers, elsewhere=leeds)


def test_the_target_is_split_and_not_the_organisation(calls, world, split):
    contact = calls.target(world.larkhill_tallis).ask
    assert (contact.name, contact.numbers.get().normalised) == ("Leeds office", "+441134960123")
    assert calls.target(world.larkhill_avenmoor).ask is None
    assert calls.round.cases.filter(provider=world.larkhill).count() == 1


def test_the_case_is_due_at_once_for_the_other_office_and_waits_for_it(calls, world, split):
    case = calls.case(world.larkhill)
    assert (case.disposition, case.is_final, case.next_at) == ("partial", False, None)
    assert case.next_reason == "Ask Leeds office about 1 position"
    assert case in ready(at=calls.at(1), by=calls.by)


def test_its_next_time_is_its_own(calls, world, split):
    number = calls.target(world.larkhill_tallis).ask.numbers.get()
    calls.call(world.larkhill, "no-answer", 30, number=number)
    case = calls.case(world.larkhill)
    assert case.next_at == calls.at(210)  # three hours later, at Leeds; head office was not to be called for two days
    assert case.next_reason.startswith("Ask Leeds office about 1 position. For Tuesday afternoon")
    calls.call(world.larkhill, "answered", 240, number=number, answers={world.larkhill_tallis: WHOLE})
    assert calls.standing(world.larkhill) == ("complete", True, "closed")


def test_taken_back_it_is_asked_of_the_organisation_again(calls, world, split):
    void_attempt(attempt=split, by=calls.by, at=calls.at(5), reason="Another body")
    assert calls.target(world.larkhill_tallis).ask is None


@pytest.mark.parametrize(
    ("contact", "sentence"),
    [
        ({"number": "0113 496 0123"}, "Say whom to ask"),
        ({"name": "Leeds", "number": "113"}, "is not a whole phone number"),
    ],
)
def test_an_office_has_a_name_and_a_number_that_is_one(calls, world, contact, sentence):
    case, target = calls.case(world.larkhill), calls.target(world.larkhill_tallis)
    with pytest.raises(ValueError, match=sentence):
        ask_elsewhere(case=case, targets=[target.pk], by=calls.by, at=calls.at(), **contact)
    assert not Contact.objects.exists()


def test_a_position_of_another_organisation_cannot_be_split_off(calls, world):
    with pytest.raises(ValueError, match="Choose positions of Larkhill Skills"):
        targets = [calls.target(world.quill_2).pk]
        ask_elsewhere(case=calls.case(world.larkhill), targets=targets, name="Leeds", by=calls.by, at=calls.at())


# ---- three listings, one case; a later list


def test_a_later_list_reopens_only_its_own_row(calls, world):
    calls.answer_all(world.ostler)
    assert calls.standing(world.ostler) == ("complete", True, "closed")
    later = world.listed(world.ostler, world.avenmoor_2, "1", edition="jun26")
    catch_up(at=calls.at(DAY))
    assert calls.standing(world.ostler)[:2] == ("partial", False)
    open_targets = [t for t in calls.case(world.ostler).targets.all() if not t.settled]
    assert [target.subcontract for target in open_targets] == [later]
    assert claim_next(by=calls.by, at=calls.at(2 * DAY)).provider == world.ostler
