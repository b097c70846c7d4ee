"""A real browser for the journeys: Debian's Chromium, driven by Playwright. What it reports as wrong fails the test."""

import datetime as dt
import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import sync_playwright

from supplychains.survey.actions import open_round
from supplychains.survey.policy import AT_ANY_TIME

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_CHROMIUM = "no Chromium; apt-get install chromium"
OPTIONS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.skip(NO_CHROMIUM)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox does not work for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*OPTIONS, *root])
        yield browser
        browser.close()


class Person:
    """Somebody at the browser. Errors of scripts and violations of the Content-Security-Policy are kept in `wrong`."""

    def __init__(self, browser, address, **context):
        self.context = browser.new_context(base_url=address, locale="en-GB", **context)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.wrong = []
        self.page.on("pageerror", lambda error: self.wrong.append(f"script error: {error}"))
        self.page.on("console", lambda message: message.type == "error" and self.wrong.append(message.text))

    def log_in(self, name, password="an unlikely password"):
        self.page.goto("/accounts/login/")
        self.page.get_by_label("Name or e-mail address").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url("**/")

    def look(self):
        """Fails where axe finds anything on the page, the page is wider than the window, or at a desk a table does not
        stand as one, its heads over its columns."""
        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        wider = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, f"{self.page.url} is {wider} px wider than the window"
        kinds = "[...document.querySelectorAll('table')].map((table) => getComputedStyle(table).display)"
        if self.page.evaluate("innerWidth") > 800:
            assert set(self.page.evaluate(kinds)) <= {"table"}, f"{self.page.url} has a table that is none"


@pytest.fixture
def person(chromium, live_server, policy):
    """Makes people at browsers; at the end nothing may have gone wrong in any of them."""
    people = []

    def make(**context):
        people.append(Person(chromium, live_server.url, **context))
        return people[-1]

    yield make
    for one in people:
        one.context.close()
    wrong = [line for one in people for line in one.wrong]
    assert not wrong, wrong


@pytest.fixture
def case(world, fieldworker):
    """The case of Larkhill Skills (listed as Tier 2 under Avenmoor, Tier 1 under Tallis), first in line."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    opened = open_round(programme=world.programme, opens_on=yesterday, policy=AT_ANY_TIME, by=world.by)
    opened.cases.filter(provider=world.larkhill).update(priority=1)
    return opened.cases.get(provider=world.larkhill)


@pytest.fixture
def start(person, case):
    """A fieldworker at the page of that call, in a browser with these settings."""

    def start_(**context):
        caller = person(**context)
        caller.log_in("fieldworker")
        caller.page.goto("/survey/")
        caller.page.get_by_role("button", name="Next call").click()
        caller.page.wait_for_url(f"**{case.get_absolute_url()}")
        return caller

    return start_
