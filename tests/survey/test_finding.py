"""Finding an organisation to call, and the one that calls us."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from providers.actions import add_number, register_provider
from supplychains.survey.actions import refresh_round
from supplychains.survey.models import Attempt, Case
from tests.survey.forms import about, filled, text

pytestmark = pytest.mark.django_db
FIND = "/survey/find/"


@pytest.mark.parametrize("looked_for", ["larkhill", "LARK", "0161 496 0001", "+44 161 496 0001", "4960001"])
def test_an_organisation_is_found_by_name_and_by_number(caller, held, looked_for):
    page = caller.get(FIND, {"text": looked_for})
    assert "Larkhill Skills" in text(page) and "Hope Trust" not in text(page)
    assert f'href="{held.get_absolute_url()}"' in page.content.decode()


def test_nothing_is_shown_before_anything_is_looked_for(caller, held):
    assert "Larkhill" not in text(caller.get(FIND))


def test_a_name_nobody_has_is_said_so(caller, held):
    assert "No organisation is known as “Zzz”" in text(caller.get(FIND, {"text": "Zzz"}))


def test_one_that_is_in_no_open_round_says_so(caller, held, world):
    assert "In no open round of calls." in text(caller.get(FIND, {"text": "Avenmoor"}))


def test_it_asks_the_database_as_often_for_many(caller, held, world, round):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            caller.get(FIND, {"text": "larkhill"})
        return len(queries)

    asked()
    few = asked()
    for number in range(15):
        one = register_provider(name=f"Larkhill {number}")
        add_number(provider=one, text=f"0161 496 09{number:02}")
        world.listed(one, world.avenmoor_1, "2")
    refresh_round(round=round)
    assert asked() == few


# ---- they called us


def test_whoever_calls_us_is_recorded_whether_or_not_it_is_their_turn(caller, held, administrator):
    Case.objects.filter(pk=held.pk).update(holder=administrator)
    page = caller.get(FIND, {"text": "larkhill", "in": "1"}).content.decode()
    assert f'href="{held.get_absolute_url()}?in"' in page
    form = caller.get(f"{held.get_absolute_url()}?in").content.decode()
    assert 'name="way" value="in"' in form and "Nobody answered" not in form
    caller.post(held.get_absolute_url(), filled(held, "answered", way="in", **about(held, part_of_it="still")))
    attempt = Attempt.objects.get()
    assert (attempt.direction, attempt.late) == ("in", False)


def test_whoever_was_not_to_be_called_may_call_us(caller, held, world):
    caller.post(held.get_absolute_url(), filled(held, "declined-for-good", note="Asked for it"))
    sent = filled(held, "answered", way="in", **about(held, part_of_it="still"))
    caller.post(held.get_absolute_url(), sent)
    assert Attempt.objects.filter(direction="in").exists()


def test_they_called_us_only_by_a_person(caller, held):
    response = caller.post(held.get_absolute_url(), filled(held, "no-answer", way="in", reached="yes"))
    assert "Choose one that fits whether you reached a person." in text(response)
