"""A long list is applied behind the page: it is watched in a browser, with and without scripts."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from supplychains.lists.actions import stage_list
from supplychains.lists.models import ProviderList
from tests.lists.making import csv_of
from tests.lists.queue import DATABASE, tell, work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staged(world, settings, tmp_path):
    """A list of three rows, which are many here."""
    settings.TASKS, settings.LIST_ROWS_AT_ONCE = DATABASE, 2
    files = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {**settings.CACHES, "progress": {"BACKEND": files, "LOCATION": tmp_path / "progress"}}
    said = {"programme": world.programme, "publisher_name": "A", "published_on": dt.date(2026, 3, 31), "by": world.by}
    rows = (["Westmere", "Avenmoor Group", f"Body {n}", "1", "VCS"] for n in range(3))
    return stage_list(content=csv_of(*rows), file_name="list.csv", **said)


def test_a_long_list_is_watched_until_its_receipt(person, staged):
    administrator = person()
    administrator.log_in("administrator")
    page = administrator.page
    page.goto(staged.get_absolute_url())
    page.get_by_role("button", name="Apply the list").click()
    expect(page.get_by_role("heading", name="In the queue")).to_be_visible()
    administrator.look()

    tell(staged, "writing names", 12_400, 100_000)
    expect(page.get_by_text("12,400 of 100,000 rows, writing names")).to_be_visible()
    expect(page.get_by_role("progressbar", name="Rows done")).to_have_attribute("value", "12400")
    administrator.look()
    tell(staged, "writing positions", 40_000, 100_000)
    expect(page.get_by_text("40,000 of 100,000 rows, writing positions")).to_be_visible()

    tell(staged, "writing positions", 40_000, 100_000, ago=dt.timedelta(minutes=1))
    expect(page.get_by_role("heading", name="It stopped")).to_be_visible()
    administrator.look()
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_role("heading", name="In the queue")).to_be_visible()
    work()
    expect(page.get_by_role("link", name="Roll back")).to_be_visible()
    assert ProviderList.objects.get().state == "applied"


def test_without_scripts_one_looks_again(person, staged):
    administrator = person(java_script_enabled=False, viewport={"width": 390, "height": 800})
    administrator.log_in("administrator")
    page = administrator.page
    page.goto(staged.get_absolute_url())
    page.get_by_role("button", name="Apply the list").click()
    tell(staged, "writing names", 1, 3)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("1 of 3 rows, writing names")).to_be_visible()
    work()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("link", name="Roll back")).to_be_visible()
