"""The whole main job in a real browser: log in, import a list, open the area, see the drawing, make a call, see it
change.

Every page on the way, and every other page of the project, is looked at by axe, in both themes and at 320 px.
"""

import datetime as dt

import pytest
from django.utils import timezone

from supplychains.survey.actions import open_round
from supplychains.survey.policy import AT_ANY_TIME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = """Area;Prime;Organisation;Tier;Sector;Telephone
Westmere;Tallis and Rowe;Ellan Vale Carers;Tier 2;Charity;0161 496 0400
Westmere;;Wendmoor Debt Advice;Tier 2;VCS;
"""


@pytest.fixture
def csv_file(tmp_path):
    path = tmp_path / "march.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_list_becomes_a_drawing_and_a_call_changes_it(person, world, administrator, fieldworker, csv_file):
    office = person()
    office.log_in("administrator")
    page = office.page
    page.get_by_role("link", name="Upload a list").click()
    office.look()
    page.get_by_label("File").set_input_files(csv_file)
    page.get_by_label("Programme", exact=True).select_option(label="Demonstration programme")
    page.get_by_label("Publisher", exact=True).fill("Employment Support Office")
    page.get_by_label("Published on").fill("2026-03-31")
    page.get_by_role("button", name="Stage the list").click()
    page.get_by_text("Wendmoor Debt Advice").wait_for()
    office.look()
    page.get_by_role("button", name="Apply the list").click()
    page.get_by_text("Applied").first.wait_for()
    office.look()

    page.goto("/programmes/demonstration/areas/1/")
    node = page.locator("svg.drawing a.node", has_text="Ellan Vale Carers")
    assert node.get_attribute("aria-label").endswith("third sector, referrals not known, on lists only.")
    assert "listed" in node.get_attribute("class")
    office.look()

    today = timezone.localdate()
    open_round(programme=world.programme, opens_on=today - dt.timedelta(days=1), policy=AT_ANY_TIME, by=administrator)
    phone = person()
    phone.log_in("fieldworker")
    called = call_until(phone, "Ellan Vale Carers")
    phone.look()
    answer(called, outcome="Answered our questions")
    phone.look()
    called.get_by_role("button", name="Save and stop").click()
    called.get_by_role("heading", name="Your calls today").wait_for()
    phone.look()

    page.reload()
    assert "confirmed" in node.get_attribute("class")
    assert "receiving referrals, confirmed" in node.get_attribute("aria-label")
    row = page.locator("table tr", has_text="Ellan Vale Carers")
    assert "Confirmed" in row.inner_text() and "Receiving" in row.inner_text()


def call_until(phone, name):
    """Take calls, with nobody answering, until the one for `name` is there."""
    page = phone.page
    page.get_by_role("button", name="Next call").click()
    for _ in range(10):
        page.get_by_role("heading", name="Why this one").wait_for()
        if page.locator(".big", has_text=name).count():
            return page
        page.locator("[name=reached][value=no]").check()
        page.locator("label.choice", has_text="Voicemail, message left").click()
        with page.expect_navigation():  # saved without leaving the page first
            page.locator("#save").click()
    raise AssertionError(f"{name} was never served")


def answer(page, outcome):
    page.locator("label.choice", has_text="Yes, somebody answered").click()
    page.locator("label.choice", has_text=outcome).click()
    page.get_by_label("Which sector are they in?").select_option("third")
    row = page.locator(".grid [data-position]").first
    row.get_by_label("Part of it now?").select_option("still")
    row.get_by_label("Role").select_option("2")
    row.get_by_label("Delivering?").select_option("yes")
    row.get_by_label("Referrals?").select_option("some")


OUTSIDE = ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"]
PAGES = [
    "/",
    "/account/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/logout/",
    "/programmes/",
    "/programmes/demonstration/",
    "/programmes/demonstration/areas/1/",
    "/programmes/demonstration/areas/1/?tier=2&sector=third",
    "/programmes/demonstration/areas/1/?text=zzz",
    "/programmes/demonstration/areas/9/",
    "/organisations/",
    "/organisations/?text=zzz",
    "/lists/",
    "/lists/upload/",
    "/survey/",
    "/admin/",
]


@pytest.mark.parametrize(
    "window",
    [
        {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
        {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
        {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
        {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    ],
    ids=["light", "dark", "narrow", "narrow and dark"],
)
def test_axe_finds_nothing_on_any_page(person, world, administrator, window):
    office = person(**window)
    for address in OUTSIDE:
        office.page.goto(address)
        office.look()
    office.log_in("administrator")
    for address in [*PAGES, world.hope.get_absolute_url()]:
        office.page.goto(address)
        office.look()
    assert all("404" in line for line in office.wrong), office.wrong
    office.wrong.clear()


def test_the_map_is_readable_without_scripts(person, world, researcher):
    reader = person(java_script_enabled=False)
    reader.log_in("researcher")
    reader.page.goto("/programmes/demonstration/areas/1/")
    assert reader.page.locator("svg.drawing a.node").count() == 6  # two primes, and four places of three organisations
    reader.page.locator("svg.drawing a.node", has_text="Hope Trust").click()
    reader.page.get_by_role("heading", name="What sources say").wait_for()
