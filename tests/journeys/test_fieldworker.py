"""A fieldworker: the next call, what was said of every position, and the map that shows it."""

import datetime as dt

import pytest
from django.utils import timezone

from supplychains.survey.actions import open_round
from supplychains.survey.models import Attempt, Case
from supplychains.survey.policy import AT_ANY_TIME


@pytest.fixture
def opened(world):
    opens_on = timezone.localdate() - dt.timedelta(days=1)
    return open_round(programme=world.programme, opens_on=opens_on, policy=AT_ANY_TIME, by=world.by)


def test_from_the_next_call_to_the_drawing(client, fieldworker, world, opened):
    client.force_login(fieldworker)
    page = client.post("/survey/next/", follow=True)
    case = Case.objects.get(holder=fieldworker)
    html = page.content.decode()
    assert page.redirect_chain[-1][0] == case.get_absolute_url()
    assert case.provider.name in html and case.provider.numbers.first().text in html

    form = page.context["form"]
    answers = {
        "client_id": str(form["client_id"].value()),
        "reached": "yes",
        "outcome": "answered",
        "right_organisation": "yes",
        "sector": "mixed",
        "role": "manager",
        "then": "stop",
    }
    for target in case.targets.all():
        answers |= {
            f"part_of_it-{target.pk}": "still",
            f"role-{target.pk}": "2",
            f"delivering-{target.pk}": "yes",
            f"referrals-{target.pk}": "none",
        }
    saved = client.post(case.get_absolute_url(), answers, follow=True)
    assert saved.status_code == 200
    assert Attempt.objects.get().outcome.key == "answered"

    position = case.targets.first().subcontract
    area = position.prime_contract.area
    drawing = client.get(area.get_absolute_url()).content.decode()
    assert f"{case.provider.name}. Tier 2 under" in drawing
    assert "mixed, no referrals so far" in drawing

    history = client.get(case.provider.get_absolute_url()).content.decode()
    assert "Tier 2, delivering, no referrals so far" in history and "Phone call" in history


def test_two_fieldworkers_are_never_given_the_same_organisation(client, fieldworker, administrator, world, opened):
    given = set()
    for user in (fieldworker, administrator):
        client.force_login(user)
        given.add(client.post("/survey/next/", follow=True).redirect_chain[-1][0])
    assert len(given) == 2


def test_when_nothing_is_left_the_page_says_why(client, fieldworker, world):
    client.force_login(fieldworker)
    page = client.post("/survey/next/", follow=True)
    assert [str(message) for message in page.context["messages"]] == ["No call is ready."]
