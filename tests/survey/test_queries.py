"""How often the caller's pages ask the database: as often for many cases and positions as for few."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from providers.actions import add_number, register_provider
from supplychains.contracts.actions import award_contract
from supplychains.survey.actions import refresh_round
from supplychains.survey.models import Case
from supplychains.survey.queue import claim_next
from tests.survey.forms import filled

pytestmark = pytest.mark.django_db


def grown(world, positions):
    """Larkhill Skills in so many more chains."""
    for number in range(positions):
        prime = register_provider(name=f"Prime {number}")
        contract = award_contract(area=world.westmere, prime=prime)[0]
        position = world.listed(world.larkhill, contract, "2")
        world.said(position, dt.date(2026, 3, 1), involvement="delivering")
        add_number(provider=world.larkhill, text=f"0161 496 09{number:02}")


def asked(client, address, **more):
    with CaptureQueriesContext(connection, **more) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_call_page_asks_the_database_as_often_for_many_positions(caller, held, world, round):
    caller.get(held.get_absolute_url())
    few = asked(caller, held.get_absolute_url())
    grown(world, 25)
    refresh_round(round=round)
    many = asked(caller, held.get_absolute_url())
    assert held.targets.count() == 27
    assert few == many
    assert many <= 20


def test_today_asks_the_database_as_often_for_many_cases(caller, round, world, fieldworker):
    caller.get("/survey/")
    few = asked(caller, "/survey/")
    for number in range(25):
        world.listed(register_provider(name=f"Organisation {number}"), world.avenmoor_1, "2")
    refresh_round(round=round)
    for case in list(round.cases.all())[:6]:
        caller.post(case.get_absolute_url(), filled(case, "call-back", callback="tomorrow 10"))
    caller.get("/survey/")
    assert asked(caller, "/survey/") == few


def test_the_next_call_asks_the_database_as_often_for_many_cases(caller, round, world, fieldworker):
    def next_call():
        with CaptureQueriesContext(connection) as queries:
            assert caller.post("/survey/next/").status_code == 302
        Case.objects.update(holder=None, lease_until=None)
        return len(queries)

    next_call()
    few = next_call()
    grown(world, 25)
    refresh_round(round=round)
    assert next_call() == few
    assert claim_next(by=fieldworker, at=timezone.now())
