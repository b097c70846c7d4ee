"""A fieldworker works a morning of the demonstration programme by keyboard alone, the network is cut in the middle of a
call, and the map and the rates say what the calls said.

Each call is one that "Next call" serves; what it comes to is told by keys, an interview by A in every position. Every
organisation of the programme is invented.
"""

import pytest
from django.utils import timezone

from supplychains.contracts.models import Subcontract
from supplychains.samples.demonstration import load_demonstration
from supplychains.survey.models import Attempt, Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WITHOUT_ANSWER = (("n", "1"), ("n", "2"), ("n", "3"))  # no answer, busy, a message left


@pytest.fixture
def programme(administrator, fieldworker):
    return load_demonstration(by=administrator, caller=fieldworker, on=timezone.localdate())


@pytest.fixture
def morning(person, programme):
    """The fieldworker at the start of the day, no finger on the mouse."""
    caller = person()
    caller.log_in("fieldworker")
    caller.page.goto("/survey/")
    caller.look()
    return caller


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def case_at(page):
    page.wait_for_url("**/survey/cases/*/")
    page.wait_for_load_state()
    return Case.objects.get(pk=int(page.url.rstrip("/").rpartition("/")[2]))


def answer(page, case):
    """An interview: as listed in every position, and third sector."""
    press(page, "y", "1")
    press(page, *["a"] * case.targets.filter(given_up="").count())
    page.get_by_label("Which sector are they in?").focus()
    press(page, "t")


def of_round(person, case, name):
    return person.context.request.get(f"/survey/rounds/{case.round_id}/{name}").text()


def test_a_morning_by_keyboard_alone(morning, programme):
    page, done = morning.page, []
    before = Attempt.objects.count()
    press(page, "n")
    for keys in WITHOUT_ANSWER:
        done.append(case_at(page))
        press(page, *keys, "Control+Enter")
        page.get_by_text(f"Saved: {done[-1].provider.name}").wait_for()
    assert len({case.pk for case in done}) == 3
    assert Attempt.objects.count() == before + 3
    told = case_at(page)
    rates = of_round(morning, told, "rates.csv")
    drawings = drawings_of(morning, told)
    answer(page, told)
    morning.context.set_offline(True)
    press(page, "Control+Enter")
    page.locator("#outbox").get_by_text("1 not sent.").wait_for()
    assert Attempt.objects.count() == before + 3
    morning.look()
    morning.context.set_offline(False)
    page.get_by_text(f"Saved: {told.provider.name}").wait_for()
    assert Attempt.objects.filter(case=told, outcome__asks_questions=True, late=False).count() == 1
    positions = Subcontract.objects.filter(targets__case=told)
    assert all(position.verification in ("confirmed", "corrected", "disputed") for position in positions)
    assert drawings_of(morning, told) != drawings and of_round(morning, told, "rates.csv") != rates
    morning.wrong[:] = [line for line in morning.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


def drawings_of(person, case):
    areas = Subcontract.objects.filter(targets__case=case).values_list("prime_contract__area__number", flat=True)
    base = "/programmes/demonstration/areas"
    names = ("chain.svg", "positions.csv")
    return [person.context.request.get(f"{base}/{area}/{name}").text() for area in sorted(set(areas)) for name in names]
