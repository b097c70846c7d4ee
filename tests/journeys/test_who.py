"""An administrator says who is meant, by keyboard alone: a staged list is worked through and applied, and the next
edition asks nothing again.

row 2  Westmere    Tallis and Rowe  Larkhil Skills Ltd     the same as Larkhill Skills, in this area
row 3  Westmere    Avenmoor Group   Hope Trust Westmere    a branch of Hope Trust
row 4  Ellan Vale  Avenmoor Group   Larkhil Skills Ltd     unsure at first
row 5  Ellan Vale  Avenmoor Group   Quil College           not the one it looks like: new
row 6  Ellan Vale  Avenmoor Group   Hope Trust             settled without a word
"""

import datetime as dt

import pytest

from providers.actions import register_provider
from providers.models import MatchDecision, Provider
from supplychains.contracts.models import Subcontract
from supplychains.lists.actions import stage_list
from tests.lists.making import csv_of

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = (
    ["Westmere", "Tallis and Rowe", "Larkhil Skills Ltd", "1", "VCS"],
    ["Westmere", "Avenmoor Group", "Hope Trust Westmere", "2", "VCS"],
    ["Ellan Vale", "Avenmoor Group", "Larkhil Skills Ltd", "2", "private"],
    ["Ellan Vale", "Avenmoor Group", "Quil College", "2", "VCS"],
    ["Ellan Vale", "Avenmoor Group", "Hope Trust", "2", "VCS"],
)
SIZES = [(1280, 900), (390, 844), (320, 640)]


def staged(world, *rows, on=dt.date(2026, 3, 31)):
    return stage_list(
        content=csv_of(*rows),
        file_name="list.csv",
        programme=world.programme,
        publisher_name="Employment Support Office",
        published_on=on,
        by=world.by,
    )


def answer_all(page):
    """The four questions by single keys: same, branch, unsure and back to it at last, new."""
    told = page.locator(".notice[role=status]")
    page.keyboard.press("s")
    page.get_by_text("Question 2 of 4. 3 to decide.").wait_for()
    assert "Same organisation, Larkhill Skills," in told.inner_text()
    page.keyboard.press("1")
    assert page.evaluate("document.activeElement.value.split(':')[0]") == "same"
    page.keyboard.press("b")
    page.get_by_text("Question 3 of 4. 2 to decide.").wait_for()
    page.keyboard.press("k")
    page.get_by_text("Question 4 of 4. 2 to decide.").wait_for()
    page.keyboard.press("ArrowLeft")
    page.get_by_text("Question 3 of 4.").wait_for()
    page.keyboard.press("u")
    page.get_by_text("Question 4 of 4. 1 to decide, 1 left as unsure.").wait_for()
    page.keyboard.press("w")
    page.get_by_text("administrator was unsure on").wait_for()
    assert page.get_by_text("0 to decide, 1 left as unsure.").is_visible()
    page.keyboard.press("s")
    page.get_by_text("All 4 questions are decided.").wait_for()


def apply(page):
    for name in ("See what it would do", "Apply the list"):
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
    page.get_by_text("Applied. The map now holds what this list says.").wait_for()


def test_a_list_is_worked_through_by_keyboard_and_the_next_edition_asks_nothing(person, world):
    edition = staged(world, *ROWS)
    one = person()
    one.log_in("administrator")
    one.page.goto(f"/lists/{edition.public_id}/who/")
    assert one.page.get_by_text("Question 1 of 4. 4 to decide.").is_visible()
    answer_all(one.page)
    verdicts = list(MatchDecision.objects.order_by("pk").values_list("verdict", flat=True))
    assert verdicts == ["same", "branch", "unsure", "different", "same"]

    apply(one.page)
    assert Provider.objects.get(name="Hope Trust Westmere").parent == world.hope
    assert Subcontract.objects.filter(provider=world.larkhill).count() == 3
    assert Provider.objects.filter(name="Quil College").exists()

    later = staged(world, *ROWS[::-1], on=dt.date(2026, 6, 30))
    one.page.goto(f"/lists/{later.public_id}/who/")
    assert one.page.get_by_text("Nothing waits for a decision").is_visible()
    assert one.page.get_by_role("link", name="5 rows settled").is_visible()


def test_the_keys_can_be_switched_off_and_leave_the_choice_of_reach_alone(person, world):
    edition = staged(world, *ROWS)
    one = person()
    one.log_in("administrator")
    one.page.goto(f"/lists/{edition.public_id}/who/")
    everywhere = one.page.get_by_label("This name everywhere")
    everywhere.focus()
    one.page.keyboard.press("ArrowUp")
    assert one.page.get_by_label("This name in area 1 Westmere").is_checked()
    one.page.get_by_role("button", name="Switch them off").click()
    one.page.keyboard.press("s")
    one.page.wait_for_timeout(200)
    assert not MatchDecision.objects.exists()
    assert not one.page.locator("main kbd:visible").count()
    one.page.reload()
    assert one.page.get_by_role("button", name="They are off. Switch them on").is_visible()


def test_it_works_without_javascript(person, world):
    edition = staged(world, *ROWS)
    one = person(java_script_enabled=False)
    one.log_in("administrator")
    one.page.goto(f"/lists/{edition.public_id}/who/")
    one.page.get_by_label("This name everywhere").check()
    one.page.get_by_role("button", name="Same organisation as Larkhill Skills").click()
    assert one.page.get_by_text("2 rows followed.").is_visible()
    one.page.get_by_role("link", name="Decisions", exact=True).click()
    one.page.get_by_role("button", name="Withdraw the decision on Larkhil Skills Ltd").click()
    assert one.page.get_by_text("Withdrawn. 2 rows followed.").is_visible()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_every_lane_is_sound_at_every_width(person, world, size):
    edition = staged(world, *ROWS)
    one = person(viewport={"width": size[0], "height": size[1]})
    one.log_in("administrator")
    for path in ("", "?lane=settled", "?lane=new", "decisions/"):
        one.page.goto(f"/lists/{edition.public_id}/who/{path}")
        one.look()
    one.page.goto(f"/lists/{edition.public_id}/who/")
    one.page.get_by_role("button", name="Same organisation as Larkhill Skills").click()
    one.page.goto(f"/lists/{edition.public_id}/who/decisions/")
    one.look()


# ---- several it may be


def test_among_several_a_letter_alone_decides_nothing(person, world):
    register_provider(name="Larkhill Skils")
    edition = staged(world, *ROWS[:1])
    one = person()
    one.log_in("administrator")
    page = one.page
    page.goto(f"/lists/{edition.public_id}/who/")
    for letter in "snb":
        page.keyboard.press(letter)
        page.get_by_text(f"Which one? Press 1 to 2, then {letter.upper()}.").wait_for()
        assert page.evaluate("document.activeElement.id") == "maybe"
    one.look()
    assert not MatchDecision.objects.exists()
    page.keyboard.press("2")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("s")
    page.get_by_text("The one question is decided.").wait_for()
    assert second == f"Same organisation as {MatchDecision.objects.get().provider}"


# ---- primes, and what settled itself

PRIMES = (
    ["Westmere", "Avenmor Group", "Hope Trust", "1", "VCS"],
    ["Westmere", "Avenmor Group", "Larkhil Skills Ltd", "2", "VCS"],
    ["Ellan Vale", "Avenmoor Group", "Quill College", "2", "public"],
)


def test_a_prime_is_said_by_keyboard_and_a_settled_name_opened_again(person, world):
    edition = staged(world, *PRIMES)
    one = person()
    one.log_in("administrator")
    page = one.page
    page.goto(f"/lists/{edition.public_id}/who/")
    assert page.get_by_text("Who is “Avenmor Group”, as prime of area 1 Westmere?").is_visible()
    one.look()
    page.keyboard.press("s")
    page.get_by_text("Question 2 of 2. 1 to decide.").wait_for()
    assert "Same organisation, Avenmoor Group, for “Avenmor Group”; 2 rows followed." in page.content()
    page.keyboard.press("s")
    page.get_by_text("All 2 questions are decided.").wait_for()

    page.get_by_role("link", name="3 rows settled").click()
    page.get_by_role("button", name="Open who Quill College in row 4 is").click()
    page.get_by_text("This settled itself").wait_for()
    one.look()
    page.keyboard.press("n")
    page.get_by_text("Not the same, Quill College, for “Quill College”; 1 row followed.").wait_for()
    apply(page)
    assert Provider.objects.filter(name="Quill College").count() == 2
    assert Subcontract.objects.get(provider=world.larkhill, prime_contract=world.avenmoor_1).listed


def test_rows_held_back_are_decided_and_brought_in_when_the_list_is_in_the_map(person, world):
    edition = staged(world, *ROWS)
    one = person()
    one.log_in("administrator")
    page = one.page
    page.goto(f"/lists/{edition.public_id}/who/")
    apply(page)
    page.goto(f"/lists/{edition.public_id}/who/")
    page.keyboard.press("s")
    page.get_by_text("1 row was decided since the list was applied").wait_for()
    one.look()
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("1 row decided since brought in.").wait_for()
    one.look()
    assert Subcontract.objects.get(provider=world.larkhill, prime_contract=world.tallis_1).tier == "1"
