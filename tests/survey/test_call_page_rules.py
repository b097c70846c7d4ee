"""What the call page keeps, refuses and offers: why a sector differs, when something changed, hours, one case at a
time, taking back, and what is left to ask. In the present."""

import datetime as dt

import pytest
from django.utils import timezone

from supplychains.survey.models import Attempt, Case, Skip
from tests.survey.forms import about, filled, text

pytestmark = pytest.mark.django_db


def test_why_the_sector_differs_is_kept_with_about_when(caller, held):
    sent = {"sector": "mixed", "because-sector": "changed", "sector_since": "May 2024"}
    wrong = caller.post(held.get_absolute_url(), filled(held, "front-desk", **sent))
    assert wrong.context["form"]["sector"].field.widget.attrs["data-because"] == "changed", "after an error too"
    assert 'value="May 2024"' in wrong.content.decode()
    caller.post(held.get_absolute_url(), filled(held, "answered", **sent))
    answers = Attempt.objects.get().answers
    assert answers.get(question="sector").because == "changed"
    assert answers.get(question="since", target=None).value == "May 2024"


@pytest.mark.parametrize(("said", "why"), [("soon", "names no time"), ("1/1/2099", "is still to come")])
def test_about_when_is_a_time_that_was(caller, held, world, said, why):
    target = held.targets.get(subcontract=world.larkhill_tallis)
    sent = {f"part_of_it-{target.pk}": "left", f"since-{target.pk}": said}
    page = text(caller.post(held.get_absolute_url(), filled(held, "answered", **sent)))
    assert why in page and not Attempt.objects.exists()
    assert why in caller.get("/survey/when/", {"about": said}).json()["error"]


def test_about_when_is_read_back(caller, held):
    assert caller.get("/survey/when/", {"about": "May 2024"}).json() == {"words": "May 2024, from 1 May 2024 on"}
    assert caller.get("/survey/when/", {"about": "Don’t know"}).json() == {}


# ---- one case at a time


@pytest.fixture
def other(round, world):
    return round.cases.get(provider=world.hope)


def test_whoever_holds_another_case_is_told_which(caller, held, other):
    response = caller.get(other.get_absolute_url())
    assert "You hold Larkhill Skills until" in text(response)
    assert f'href="{held.get_absolute_url()}"' in response.content.decode()
    assert "Put it back and take this one" in text(response)


def test_it_is_put_back_for_this_one(caller, held, other, fieldworker):
    page = caller.post(f"{other.get_absolute_url()}extend/", {"instead": "yes"}, follow=True)
    assert "Larkhill Skills is put back for 30 minutes." in text(page) and 'id="call"' in page.content.decode()
    assert Case.objects.get(holder=fieldworker) == other
    assert Skip.objects.get().reason == "Took Hope Trust instead"
    assert "You are paused" not in text(caller.get("/survey/"))


def test_one_that_was_dialled_is_not_put_back_for_another(caller, held, other, fieldworker):
    sent = {"client_id": "0b2a4a52-8c1a-4b1e-9a43-0e0c5a6f1d11"}
    caller.post(f"{held.get_absolute_url()}dialled/", sent)
    page = text(caller.post(f"{other.get_absolute_url()}extend/", {"instead": "yes"}, follow=True))
    assert "Larkhill Skills: You dialled at" in page
    assert Case.objects.get(holder=fieldworker) == held


# ---- hours


@pytest.fixture
def closed_now(round):
    """The round calls only on a weekday that is not today's."""
    day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[(timezone.localdate().weekday() + 3) % 7]
    round.policy = {**round.policy, "hours": {day: "09:00-17:00"}, "holidays": "none", "weekdays": 1}
    round.save()
    return (timezone.localdate().weekday() + 3) % 7


def test_outside_the_hours_it_says_so_and_lets_them(caller, held, closed_now, fieldworker):
    assert "No calls are made now: today is a" in text(caller.get(held.get_absolute_url()))
    Case.objects.update(holder=None, lease_until=None)
    page = text(caller.get(held.get_absolute_url()))
    assert "They called us, or you agreed a time? Go on." in page and "Take this call" in page
    caller.post(f"{held.get_absolute_url()}extend/")
    assert Case.objects.get(holder=fieldworker) == held


def test_a_callback_outside_the_hours_is_put_right_at_its_field(caller, held, closed_now):
    response = caller.post(held.get_absolute_url(), filled(held, "call-back", callback="in 7 days"))
    assert "o calls are made" in response.context["form"].errors["callback"][0]
    assert 'id="id_callback_error"' in response.content.decode()
    yesterday = timezone.localtime() - dt.timedelta(days=1)
    sent = {"case": held.pk, "called_on": f"{yesterday.day}/{yesterday.month} 10", "outcome": "call-back"}
    sent |= {"client_id": "0b2a4a52-8c1a-4b1e-9a43-0e0c5a6f1d11", "callback": "in 8 days"}
    assert "callback" in caller.post("/survey/keying/", sent).context["form"].errors


# ---- from paper, and back to today


def test_save_and_next_of_a_paper_call_leads_to_keying(caller, held, fieldworker):
    yesterday = timezone.localtime() - dt.timedelta(days=1)
    sent = filled(held, way="paper", called_on=f"{yesterday.day}/{yesterday.month} 10", then="next")
    assert caller.post(held.get_absolute_url(), sent).url == "/survey/keying/"
    assert not Case.objects.filter(holder=fieldworker).exclude(pk=held.pk).exists()


def test_keying_begins_with_the_sheet_and_after_an_error_with_the_errors(caller, held):
    html = caller.get("/survey/keying/").content.decode()
    assert "autofocus" in html.split('name="case"')[1].split(">")[0]
    html = caller.post("/survey/keying/", {"case": held.pk}).content.decode()
    assert html.count("autofocus") == 1 and 'tabindex="-1" autofocus' in html


def test_taking_back_without_a_reason_stays_on_today(caller, held):
    caller.post(held.get_absolute_url(), filled(held))
    attempt = Attempt.objects.get()
    response = caller.post(f"/survey/attempts/{attempt.pk}/void/", {"today": "yes"}, follow=True)
    assert response.redirect_chain == [("/survey/", 302)]
    assert "Say why this call is taken back." in text(response)


def test_today_says_how_many_of_its_calls_it_shows(caller, held):
    for _ in range(9):
        caller.post(held.get_absolute_url(), filled(held))
    assert "8 of 9 shown. See all 9" in text(caller.get("/survey/"))
    page = text(caller.get("/survey/?all"))
    assert "shown." not in page and page.count("Larkhill Skills , no answer") == 9


# ---- as the page lays it out


def test_a_closed_case_has_nothing_to_dial(caller, held):
    caller.post(held.get_absolute_url(), filled(held, "declined-for-good", note="Asked for it"))
    html = caller.get(held.get_absolute_url()).content.decode()
    assert "0161 496 0001" in html and 'href="tel:' not in html and "<kbd>D</kbd>" not in html


def test_outcomes_stand_in_the_order_of_their_keys(caller, held):
    sheet = caller.get(held.get_absolute_url()).context["sheet"]
    keys = [offer.outcome.shortcut for offer in sheet.outcomes if not offer.is_contact]
    assert keys == sorted(keys)


def test_a_promise_without_a_post_ends_without_a_stray_space(caller, held):
    caller.post(held.get_absolute_url(), filled(held, "call-back", callback="in 9 days"))
    why = caller.get(held.get_absolute_url()).context["sheet"].why
    assert why[0].endswith(".") and why[1] == ""


def test_a_bare_figure_of_a_list_is_said_in_words(caller, held, world):
    for statement in world.larkhill_tallis.statements.all():
        type(statement).objects.filter(pk=statement.pk).update(tier_as_written="1")
    assert "listed as Tier 1" in text(caller.get(held.get_absolute_url()))


def test_what_was_told_before_stands_on_its_control(caller, held):
    caller.post(held.get_absolute_url(), filled(held, "answered", **about(held, part_of_it="still", role="2")))
    form = caller.get(f"{held.get_absolute_url()}?kept").context["form"]
    target = held.targets.first()
    attrs = form[f"part_of_it-{target.pk}"].field.widget.attrs
    assert attrs["data-told"] == "still"
    assert "data-told" not in form[f"delivering-{target.pk}"].field.widget.attrs
