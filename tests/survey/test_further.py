"""What a call may bring besides answers, through the form: promises of one's own, people, other chains, other offices,
a refusal under one prime; and the answers that are written in words."""

import datetime as dt

import pytest
from django.utils import timezone

from providers.models import Contact
from supplychains.survey.controls import reply
from supplychains.survey.models import Attempt, Callback
from supplychains.survey.questions import QUESTION
from tests.survey.forms import about, filled, text

pytestmark = pytest.mark.django_db


def save(caller, case, outcome, **sent):
    return caller.post(case.get_absolute_url(), filled(case, outcome, **sent), follow=True)


@pytest.mark.parametrize("words", ["Don’t know", "don't know", "Dont know.", "do not know"])
def test_dont_know_in_words_is_that_answer(words):
    said = reply(QUESTION["other_chains"], words)
    assert (said.state, said.value) == ("dont-know", None)


@pytest.mark.parametrize("words", ["Rather not say", "would rather not say", "Would not say"])
def test_would_rather_not_say_in_words_is_that_answer(words):
    assert reply(QUESTION["since"], words).state == "would-not-say"


def test_other_words_are_an_answer_and_none_are_none():
    assert reply(QUESTION["other_chains"], "I don’t know many").value == "I don’t know many"
    assert reply(QUESTION["other_chains"], "").state == "not-asked"


def test_among_boxes_what_is_unsaid_stands_alone():
    groups = QUESTION["client_groups"]
    assert reply(groups, ["dont-know"]).state == "dont-know"
    assert reply(groups, ["young", "dont-know"]).value == ["young"]
    assert reply(groups, []).state == "not-asked"


def test_a_callback_may_be_for_whoever_promised_it(caller, held):
    save(caller, held, "call-back", callback="in 3 weeks", only_me="on")
    found = Callback.objects.get()
    assert found.only_me_until == found.window_end


def test_whom_to_ask_next_time_becomes_a_contact(caller, held, world):
    sent = {"best_name": "Odile Marchbank", "best_role": "Director", "best_number": "0161 496 0777"}
    save(caller, held, "answered", sector="third", **sent)
    contact = Contact.objects.get(provider=world.larkhill)
    assert (contact.name, contact.role) == ("Odile Marchbank", "Director")
    assert contact.numbers.get().text == "0161 496 0777"


def test_a_number_without_anybody_is_put_right(caller, held):
    page = text(save(caller, held, "answered", sector="third", best_number="0161 496 0777"))
    assert "Say whom: a name, a post or an office, or a mail address." in page
    assert not Attempt.objects.exists()


def test_a_number_of_theirs_that_is_none_is_put_right(caller, held):
    page = text(save(caller, held, "answered", sector="third", best_name="O. M.", best_number="12"))
    assert "“12” is not a whole phone number." in page


def test_another_chain_they_work_in_is_found_by_calling(caller, held, world):
    sent = {"chain0_area": world.ellan_vale.pk, "chain0_prime": world.avenmoor.pk}
    save(caller, held, "answered", sector="third", **sent)
    found = world.larkhill.subcontracts.get(prime_contract=world.avenmoor_2)
    assert found.verification == "unlisted"


def test_positions_may_be_for_another_office(caller, held, world):
    target = held.targets.get(subcontract=world.larkhill_tallis)
    save(caller, held, "answered", sector="third", elsewhere=[target.pk], instead_role="Leeds office")
    target.refresh_from_db()
    assert target.ask.role == "Leeds office"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"instead_role": "Leeds office"}, "Tick the positions they are to be asked about."),
        ({"elsewhere": "TARGET"}, "Say who is to be asked: a name, a post or an office."),
    ],
)
def test_another_office_needs_both_ends(caller, held, world, sent, sentence):
    pk = held.targets.get(subcontract=world.larkhill_tallis).pk
    sent = {name: pk if value == "TARGET" else value for name, value in sent.items()}
    assert sentence in text(save(caller, held, "answered", sector="third", **sent))
    assert not Attempt.objects.exists()


def test_a_refusal_may_be_about_one_prime_only(caller, held, world):
    save(caller, held, "declined-for-good", note="Not about Tallis", prime=world.tallis.pk)
    world.larkhill.refresh_from_db()
    assert not world.larkhill.do_not_contact
    assert held.targets.get(subcontract=world.larkhill_tallis).given_up
    assert not held.targets.get(subcontract=world.larkhill_avenmoor).given_up


def test_whom_to_ask_is_not_lost_where_nobody_answered(caller, held):
    page = text(save(caller, held, "no-answer", best_name="O. M."))
    assert "Answers are filled in, but this one says that nobody answered." in page
    save(caller, held, "no-answer", only_me="on")
    assert Attempt.objects.count() == 1 and not Contact.objects.exists()


@pytest.mark.parametrize("kind", ["best", "instead"])
def test_a_mail_address_is_one_and_nothing_else_is_lost(caller, held, kind):
    page = save(caller, held, "answered", sector="third", **{f"{kind}_role": "Director", f"{kind}_email": "odile@"})
    assert "This is no mail address. Write it like name@example.org." in text(page)
    assert 'value="odile@"' in page.content.decode() and 'value="Director"' in page.content.decode()
    assert not Attempt.objects.exists()


def test_what_is_not_known_of_other_chains_and_people_is_an_answer(caller, held):
    save(caller, held, "answered", sector="third", chain0_words="Don’t know", best_name="Rather not say")
    told = dict(Attempt.objects.get().answers.values_list("question", "state"))
    assert (told["other_chains"], told["best_contact"]) == ("dont-know", "would-not-say")
    assert not Contact.objects.exists() and not Attempt.objects.get().leads.exists()


def test_other_chains_and_people_are_asked_once_each(caller, held):
    form = caller.get(held.get_absolute_url()).context["form"]
    assert not {"other_chains", "best_contact"} & set(form.fields)
    sent = {f"chain{n}_words": f"Chain {n}" for n in range(6)}
    save(caller, held, "answered", sector="third", **sent)
    assert Attempt.objects.get().leads.count() == 6
    assert Attempt.objects.get().answers.get(question="other_chains").value.startswith("Chain 0. Chain 1.")


def test_dont_know_beside_a_group_is_put_right(caller, held):
    page = save(caller, held, "answered", **about(held, part_of_it="still", client_groups=["young", "dont-know"]))
    assert "“Don’t know” stands alone. Untick it, or the others." in text(page)
    assert not Attempt.objects.exists()


# ---- what a browser kept


def test_a_call_the_browser_kept_is_dated_when_it_was(caller, held):
    ended = timezone.now() - dt.timedelta(hours=30)
    dialled = ended - dt.timedelta(minutes=5)
    sent = {"dialled": dialled.timestamp(), "ended": ended.timestamp(), **about(held, part_of_it="never")}
    save(caller, held, "answered", **sent)
    attempt = Attempt.objects.get()
    assert abs((attempt.dialled_at - dialled).total_seconds()) < 1
    assert abs((attempt.ended_at - ended).total_seconds()) < 1


def test_a_script_is_told_where_to_go_or_what_is_wrong(caller, held):
    address, script = held.get_absolute_url(), {"headers": {"accept": "application/json"}}
    wrong = caller.post(address, filled(held, "front-desk"), **script)
    assert "note" in wrong.json()["errors"]
    assert caller.post(address, filled(held), **script).json() == {"then": "/survey/"}


def test_what_somebody_else_typed_is_not_kept_as_mine(caller, held, administrator):
    script = {"headers": {"accept": "application/json"}}
    answer = caller.post(held.get_absolute_url(), filled(held, caller=administrator.pk), **script)
    assert answer.json()["errors"]["caller"]
    assert not Attempt.objects.exists()
