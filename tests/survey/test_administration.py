"""Administration: a round that is saved there has its cases at once, what callers recorded is only looked at."""

import re

import pytest

from supplychains.survey.models import Outcome, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def test_a_new_round_has_its_cases_at_once(office, world, administrator):
    sent = {
        "programme": world.programme.pk,
        "number": 1,
        "opens_on": "2026-03-01",
        "areas": [world.ellan_vale.pk],
        "publishers": "[]",
        "policy": '{"attempts": 4}',
    }
    assert office.post("/admin/survey/round/add/", sent).status_code == 302
    opened = Round.objects.get()
    assert opened.cases.count() == 2
    assert opened.script_version
    assert opened.history.first().history_user == administrator


def test_a_setting_that_does_not_exist_is_said(office, world):
    sent = {
        "programme": world.programme.pk,
        "number": 1,
        "opens_on": "2026-03-01",
        "publishers": "[]",
        "policy": '{"a": 1}',
    }
    response = office.post("/admin/survey/round/add/", sent)
    assert "A round has no setting “a”." in response.content.decode()
    assert not Round.objects.exists()


def test_areas_of_another_programme_are_refused(office, world):
    from supplychains.contracts.actions import define_area, define_programme

    other = define_programme(slug="other", name="Other programme")[0]
    sent = {
        "programme": world.programme.pk,
        "number": 1,
        "opens_on": "2026-03-01",
        "areas": [world.westmere.pk, define_area(programme=other, number=7, name="Saltmarsh")[0].pk],
        "publishers": "[]",
        "policy": "{}",
    }
    page = office.post("/admin/survey/round/add/", sent).content.decode()
    assert re.search(r"Not of Demonstration programme: [^<]*Saltmarsh", page)
    assert not Round.objects.exists()


def test_a_round_that_is_narrowed_asks_about_less_at_once(office, calls, world):
    sent = {
        "programme": world.programme.pk,
        "number": 1,
        "opens_on": "2026-03-01",
        "areas": [world.ellan_vale.pk],
        "publishers": "[]",
        "policy": "{}",
    }
    assert office.post(f"/admin/survey/round/{calls.round.pk}/change/", sent).status_code == 302
    assert calls.standing(world.ostler) == ("out-of-round", True, "closed")


def test_an_outcome_is_a_row_of_policy_to_edit(office):
    outcome = Outcome.objects.get(key="no-answer")
    page = office.get(f"/admin/survey/outcome/{outcome.pk}/change/")
    assert 'name="delay_minutes"' in page.content.decode()


@pytest.mark.parametrize("table", ["case", "attempt", "answer", "callback", "skip", "override"])
def test_what_callers_recorded_is_looked_at_only(office, calls, world, table):
    calls.answer_all(world.hope)
    assert office.get(f"/admin/survey/{table}/").status_code == 200
    assert office.get(f"/admin/survey/{table}/add/").status_code == 403


@pytest.mark.parametrize("table", ["case", "attempt"])
def test_a_row_is_shown_without_a_field_to_fill_in(office, calls, world, table):
    attempt = calls.answer_all(world.hope)
    pk = attempt.pk if table == "attempt" else attempt.case_id
    page = office.get(f"/admin/survey/{table}/{pk}/change/")
    assert page.status_code == 200
    assert "Hope Trust" in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
