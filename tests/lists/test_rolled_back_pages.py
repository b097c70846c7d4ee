"""What pages say of a list that was rolled back or thrown away, and of one that is the first of its publisher."""

import datetime as dt

import pytest

from supplychains.lists.actions import discard_list, roll_back_list
from tests.lists.making import GOOD, csv_of
from tests.pages import faults

BEFORE = "Compare with the edition before"


def html(response, status=200):
    assert response.status_code == status and faults(response) == []
    return " ".join(response.content.decode().split())


def test_the_rows_of_a_list_that_was_rolled_back_are_struck_through(client, researcher, world, bring):
    client.force_login(researcher)
    gone = bring(csv_of(GOOD))
    assert "struck" not in html(client.get(gone.get_absolute_url()))
    roll_back_list(provider_list=gone, by=world.by, reason="A draft.")
    shown = html(client.get(gone.get_absolute_url()))
    for words in (
        "struck",
        "Withdrawn: the list was rolled back.",
        "Were placed, and are withdrawn",
        "were placed",
    ):
        assert words in shown
    assert "those that no other source speaks of" in shown


def test_only_an_edition_with_one_before_is_compared(client, researcher, bring):
    client.force_login(researcher)
    first = bring(csv_of(GOOD))
    second = bring(csv_of(GOOD, GOOD), published_on=dt.date(2026, 6, 30))
    assert BEFORE not in html(client.get(first.get_absolute_url()))
    assert BEFORE in html(client.get(second.get_absolute_url()))


@pytest.mark.parametrize("page", ["", "sheets/", "columns/", "checks/", "what-changes/", "errata/", "rows.csv"])
def test_a_list_that_was_thrown_away_gets_a_sentence(client, administrator, stage, page):
    client.force_login(administrator)
    gone = stage(csv_of(GOOD))
    address = gone.get_absolute_url()
    discard_list(provider_list=gone)
    shown = html(client.get(address + page), 404)
    assert "There is no list here any more. It may have been thrown away." in shown and "See the lists" in shown


def test_saving_a_step_of_a_list_that_was_thrown_away_gets_the_sentence(client, administrator, stage):
    client.force_login(administrator)
    gone = stage(csv_of(GOOD))
    discard_list(provider_list=gone)
    assert "There is no list here any more" in html(client.post(f"{gone.get_absolute_url()}columns/", {}), 404)


def test_the_steps_before_the_one_looked_at_are_done(client, administrator, stage):
    client.force_login(administrator)
    address = stage(csv_of(GOOD)).get_absolute_url()
    steps = ["Upload", "Sheets", "Columns", "Values", "Checks", "Who is this?", "What changes"]
    for page, number in (("checks/", 4), ("who/", 5), ("what-changes/", 6), ("", 7)):
        shown = html(client.get(address + page)).partition('<ol class="steps"')[2].partition("</ol>")[0]
        lines = shown.split("</li>")
        assert [step in line and 'class="done"' in line for step, line in zip(steps, lines, strict=False)] == [
            place < number for place in range(len(steps))
        ]


def test_large_numbers_are_grouped(client, researcher, stage):
    client.force_login(researcher)
    many = stage(csv_of(*[["Nowhere", "Avenmoor Group", f"Body {n}", "1", ""] for n in range(1_100)]))
    shown = html(client.get(many.get_absolute_url()))
    assert "1,100 have a problem" in shown and "Rows 1 to 50 of 1,100 rows" in shown
