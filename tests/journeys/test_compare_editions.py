"""A researcher compares two editions in the browser and reads what calls have shown the newer one to have wrong."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from supplychains.lists.actions import apply_list, stage_list
from tests.lists.making import csv_of

BEFORE = [
    ["Westmere", "Avenmoor Group", "Hope Trust", "1", "charity"],
    ["Westmere", "Tallis and Rowe", "Larkhill Skills", "1", "charity"],
]
AFTER = [
    ["Westmere", "Avenmoor Group", "Hope Trust", "2", "private"],
    ["Westmere", "Avenmoor Group", "Ostler Works", "2", "private"],
]
WINDOWS = [
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
]


@pytest.fixture
def editions(world):
    """Two applied editions in the world of tests/conftest.py; since then Hope Trust has said that it left."""

    def bring(rows, day):
        said = {"programme": world.programme, "publisher_name": "Employment Support Office", "by": world.by}
        edition = stage_list(content=csv_of(*rows), file_name=f"{day}.csv", published_on=day, **said)
        apply_list(provider_list=edition, by=world.by)
        return edition

    found = bring(BEFORE, dt.date(2026, 3, 31)), bring(AFTER, dt.date(2026, 9, 30))
    world.said(world.hope_1, dt.date(2026, 10, 6), involvement="left")
    return found


@pytest.mark.parametrize("window", WINDOWS, ids=["desk, light", "narrow, dark"])
def test_every_part_of_a_comparison_is_read_and_taken_away(person, editions, researcher, window):
    reader = person(**window)
    reader.log_in("researcher")
    page = reader.page
    page.goto(editions[1].get_absolute_url())
    page.get_by_role("link", name="Compare with the edition before").click()
    reader.look()
    for part in ("By prime", "By area", "By sector", "Every change"):
        page.get_by_role("link", name=part, exact=True).click()
        reader.look()
    page.get_by_label("Change", exact=True).select_option("tier")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="1 of 3 organisation × contract").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the changes as CSV").click()
    (row,) = csv.DictReader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines())
    assert (row["organisation"], row["tier_before"], row["tier_after"]) == ("Hope Trust", "1", "2")
    page.goto("/lists/compare/?first=nothing&second=nobody")
    reader.look()
    page.goto(f"/lists/{editions[1].public_id}/errata/")
    page.get_by_role("heading", name="Every erratum").wait_for()
    reader.look()
