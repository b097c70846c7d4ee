"""Saving a call through the client, without scripts: what is kept, what has to be put right, and nothing is lost."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from supplychains.survey.models import Attempt, Callback, Case, Skip
from tests.survey.forms import about, filled, text

pytestmark = pytest.mark.django_db


# ---- recording


def test_a_whole_call_is_recorded_without_scripts(caller, held, world, fieldworker):
    answers = about(
        held, part_of_it="still", role="1+2", delivering="not-yet", referrals="none", client_groups=["young"]
    )
    sent = filled(
        held,
        "answered",
        reached="yes",
        sector="mixed",
        sector_words="A company owned by a charity",
        role="Operations manager",
        chain0_words="Also in Ellan Vale",
        recontact="yes",
        note="Friendly",
        **answers,
    )
    response = caller.post(held.get_absolute_url(), sent, follow=True)
    assert response.redirect_chain == [("/survey/", 302)]
    assert "Saved: Larkhill Skills, answered our questions. Complete. No further call in this round." in text(response)
    attempt = Attempt.objects.get()
    assert (attempt.caller, attempt.role, attempt.note, attempt.late) == (
        fieldworker,
        "Operations manager",
        "Friendly",
        False,
    )
    assert attempt.answers.get(question="sector").in_their_words == "A company owned by a charity"
    world.larkhill_tallis.refresh_from_db()
    assert (world.larkhill_tallis.tier, world.larkhill_tallis.involvement) == ("1+2", "not-delivering")
    assert world.larkhill_tallis.statements.get(source="call").client_groups == ["young"]


def test_save_and_next_leads_to_the_next_case(caller, held, fieldworker):
    response = caller.post(held.get_absolute_url(), filled(held, then="next"))
    following = Case.objects.get(holder=fieldworker)
    assert following != held
    assert response.url == following.get_absolute_url()


def test_same_for_all_counts_where_a_position_was_left_alone(caller, held, world):
    avenmoor = held.targets.get(subcontract=world.larkhill_avenmoor)
    sent = filled(held, "answered", **{"all-part_of_it": "never", f"part_of_it-{avenmoor.pk}": "left"})
    caller.post(held.get_absolute_url(), sent)
    for position in (world.larkhill_avenmoor, world.larkhill_tallis):
        position.refresh_from_db()
    assert (world.larkhill_avenmoor.involvement, world.larkhill_tallis.involvement) == ("left", "never")


def test_the_reason_why_it_differs_is_kept(caller, held, world):
    target = held.targets.get(subcontract=world.larkhill_tallis)
    name = f"role-{target.pk}"
    caller.post(held.get_absolute_url(), filled(held, "answered", **{name: "2", f"because-{name}": "wrong"}))
    assert Attempt.objects.get().answers.get(question="role").because == "wrong"


def test_a_number_and_the_time_of_dialling_are_kept(caller, held, world):
    number = world.larkhill.numbers.get()
    dialled = timezone.now() - dt.timedelta(minutes=4)
    sent = filled(held, "voicemail", number=number.pk, dialled=dialled.timestamp(), new_number="0161 496 0700")
    caller.post(held.get_absolute_url(), sent)
    attempt = Attempt.objects.get()
    assert attempt.number == number
    assert abs(attempt.dialled_at - dialled) < dt.timedelta(seconds=2)
    assert attempt.ended_at > attempt.dialled_at
    assert world.larkhill.numbers.filter(text="0161 496 0700").exists()


@pytest.mark.parametrize("dialled", ["", "nonsense", "9999999999999", "-5", "nan", "inf"])
def test_a_clock_that_cannot_be_right_is_ignored_or_refused(caller, held, dialled):
    caller.post(held.get_absolute_url(), filled(held, dialled=dialled))
    for attempt in Attempt.objects.all():
        assert timezone.now() - attempt.dialled_at < dt.timedelta(minutes=1)


def test_the_same_form_twice_is_one_attempt_and_says_so(caller, held):
    sent = filled(held)
    caller.post(held.get_absolute_url(), sent)
    again = text(caller.post(held.get_absolute_url(), sent, follow=True))
    assert re.search(r"Larkhill Skills, no answer: it was sent and saved at \d+:\d\d\.", again)
    more = text(caller.post(held.get_absolute_url(), {**sent, "note": "More"}, follow=True))
    assert "What was typed since was not added to it." in more and "not added" not in again
    assert Attempt.objects.count() == 1


def test_whoever_lost_the_case_can_still_save_and_is_told(caller, held, administrator):
    Case.objects.filter(pk=held.pk).update(holder=administrator)
    response = caller.post(held.get_absolute_url(), filled(held, "answered", sector="third"), follow=True)
    assert "It is marked late: somebody else had the case by then." in text(response)
    assert Attempt.objects.get().late
    held.refresh_from_db()
    assert held.holder == administrator


# ---- what has to be put right


@pytest.mark.parametrize(
    ("sent", "sentences"),
    [
        ({"outcome": ""}, ["Did you reach a person?: Say so first"]),
        ({"outcome": "", "reached": "no"}, ["How did it go: Choose what the call came to."]),
        ({"outcome": "teapot"}, ["Did you reach a person?"]),
        ({"outcome": "no-answer", "reached": "yes"}, ["Choose one that fits whether you reached a person."]),
        ({"outcome": "no-answer", "sector": "third"}, ["this one says that nobody answered"]),
        ({"outcome": "answered"}, ["No answer is filled in."]),
        ({"outcome": "front-desk"}, ["Note: Say in a few words"]),
        ({"outcome": "call-back"}, ["Call back when?: Say when"]),
        ({"outcome": "call-back", "callback": "soon"}, ["“soon” is not a day and a time."]),
        ({"outcome": "call-back", "callback": "1/1/2020 10"}, ["Wednesday 1 January 2020, 10:00 to 10:30 is over."]),
        (
            {"outcome": "wrong-organisation", "new_number": "12"},
            ["“12” is not a whole phone number.", "Note: Say in a few"],
        ),
        ({"outcome": "answered", "sector": "tall"}, ["Which sector are they in?: Select a valid choice"]),
        ({"outcome": "answered", "sector_words": "A club"}, ["In their words: Choose the sector"]),
        ({"outcome": "no-answer", "client_id": "x"}, ["Id of the call: Enter a valid UUID."]),
    ],
)
def test_what_has_to_be_put_right_is_said_and_nothing_is_kept(caller, held, sent, sentences):
    response = caller.post(held.get_absolute_url(), filled(held, **sent))
    assert response.status_code == 200
    for sentence in sentences:
        assert sentence in text(response)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "ring 0161 496 0555",
        "(0161)4960555",
        "jo@example.org",
        "020-7946-0123",
        "0161/496/0123",
        "0161 – 496 – 0123",
        "2026, 01632 960",
    ],
)
def test_what_researchers_read_takes_no_number_and_no_address(caller, held, words):
    target = held.targets.first()
    for sent in ({"sector": "third", "sector_words": words}, {f"since-{target.pk}": words}):
        response = caller.post(held.get_absolute_url(), filled(held, "answered", **sent))
        assert "Leave out phone numbers and mail addresses: researchers read these words." in text(response)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    "words", ["12 March 2026", "12/3/2026", "2026-03-12", "2024-25", "2024 to 2025", "12.3.26", "about 10000 clients"]
)
def test_a_date_is_no_phone_number(caller, held, words):
    caller.post(held.get_absolute_url(), filled(held, "answered", sector="third", sector_words=words))
    assert Attempt.objects.get().answers.get(question="sector").in_their_words == words


def test_each_error_leads_to_a_place_that_is_on_the_page(caller, held):
    for sent in (
        {"outcome": ""},
        {"outcome": "", "reached": "yes"},
        {"outcome": "front-desk", "new_number": "1", "callback": "x"},
    ):
        html = caller.post(held.get_absolute_url(), filled(held, **sent)).content.decode()
        places = re.findall(r'<li><a href="#([^"]+)"', html)
        assert places
        assert all(f'id="{place}"' in html for place in places)


def test_nothing_typed_is_lost_to_an_error(caller, held, world):
    target = held.targets.get(subcontract=world.larkhill_tallis)
    sent = filled(
        held,
        "front-desk",
        reached="yes",
        sector="public",
        sector_words="A school",
        role="Bursar",
        callback="tomorrow 10",
        new_number="0161 496 0700",
        chain0_words="Also under Avenmoor",
        **{
            f"part_of_it-{target.pk}": "left",
            f"since-{target.pk}": "May 2026",
            f"client_groups-{target.pk}": ["young"],
        },
        **{f"because-part_of_it-{target.pk}": "changed"},
    )
    response = caller.post(held.get_absolute_url(), sent)
    html, form = response.content.decode(), response.context["form"]
    assert form["client_id"].value() == sent["client_id"]
    for written in ("A school", "Bursar", "tomorrow 10", "0161 496 0700", "Also under Avenmoor", "May 2026"):
        assert f'value="{written}"' in html
    assert re.search(r'value="front-desk"[^>]*checked', html)
    assert re.search(rf'name="part_of_it-{target.pk}"[^>]*data-because="changed"', html)
    assert re.search(r'<option value="left" selected', html)
    assert re.search(r'value="young"[^>]*checked', html)
    assert "<details open>" in html


def test_a_callback_that_an_outcome_leaves_no_room_for_is_let_go(caller, held):
    caller.post(held.get_absolute_url(), filled(held, "declined-for-good", callback="soon", note="No"))
    assert Attempt.objects.get().outcome.key == "declined-for-good"
    assert not Callback.objects.exists()


# ---- keeping longer, putting back


def test_keeping_it_longer_loses_nothing_that_was_typed(caller, held, fieldworker, world):
    Case.objects.filter(pk=held.pk).update(lease_until=timezone.now() + dt.timedelta(minutes=1))
    sent = filled(held, "call-back", reached="yes", callback="soon", sector="public", note="Half a sen")
    response = caller.post(f"{held.get_absolute_url()}extend/", sent)
    html, form = response.content.decode(), response.context["form"]
    assert form["client_id"].value() == sent["client_id"]
    assert "Half a sen" in html and 'value="soon"' in html
    assert re.search(r'<option value="public" selected', html)
    assert 'class="errors"' not in html
    held.refresh_from_db()
    assert held.lease_until > timezone.now() + dt.timedelta(minutes=19)


def test_a_script_is_told_until_when(caller, held):
    address = f"{held.get_absolute_url()}extend/"
    told = caller.post(address, headers={"accept": "application/json"}).json()
    held.refresh_from_db()
    assert told == {"held": True, "until": held.lease_until.timestamp(), "holder": ""}


def test_a_script_is_told_that_it_is_lost(caller, held, administrator):
    Case.objects.filter(pk=held.pk).update(holder=administrator)
    told = caller.post(f"{held.get_absolute_url()}extend/", headers={"accept": "application/json"}).json()
    assert told == {"held": False, "until": None, "holder": "administrator"}


def test_a_window_of_another_user_does_not_hold_a_case_for_this_one(caller, held, administrator):
    Case.objects.update(holder=None, lease_until=None)
    sent = {"caller": administrator.pk}
    told = caller.post(f"{held.get_absolute_url()}extend/", sent, headers={"accept": "application/json"}).json()
    assert not told["held"] and not Case.objects.exclude(holder=None).exists()


def test_what_was_typed_can_be_saved_after_the_case_was_lost(caller, held, administrator):
    Case.objects.filter(pk=held.pk).update(holder=administrator)
    response = caller.post(f"{held.get_absolute_url()}extend/", filled(held, note="Half a sen"))
    assert "administrator has this one" in text(response)
    assert "can still be saved. It will be marked late." in text(response)
    assert "Half a sen" in response.content.decode()


def test_putting_it_back_pauses(caller, held, fieldworker):
    response = caller.post(f"{held.get_absolute_url()}skip/", {"reason": "Lunch"}, follow=True)
    assert response.redirect_chain == [("/survey/", 302)]
    assert "Larkhill Skills is put back for 30 minutes." in text(response)
    assert Skip.objects.get().reason == "Lunch"
    assert not Case.objects.filter(holder=fieldworker).exists()


def test_without_a_reason_it_is_not_put_back_and_nothing_is_lost(caller, held, fieldworker):
    response = caller.post(f"{held.get_absolute_url()}skip/", filled(held, note="Half a sen", reason=""))
    assert "Say why this one is put back." in text(response)
    assert "Half a sen" in response.content.decode()
    assert Case.objects.get(holder=fieldworker) == held


def test_what_somebody_else_has_is_not_put_back(caller, held, administrator):
    Case.objects.filter(pk=held.pk).update(holder=administrator)
    response = caller.post(f"{held.get_absolute_url()}skip/", {"reason": "Lunch"}, follow=True)
    assert "Larkhill Skills was not with you any more." in text(response)
    assert not Skip.objects.exists()


def test_a_day_and_a_time_are_read_back(caller, round):
    assert caller.get("/survey/when/", {"text": "12/3/2099 14:30"}).json() == {
        "words": "Thursday 12 March 2099, 14:30 to 15:00",
        "clash": "",
    }
    assert "is not a day and a time" in caller.get("/survey/when/", {"text": "soon"}).json()["error"]
