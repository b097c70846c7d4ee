"""The answers of a call in a real browser: keys within a list, what the page foresees, why something differs."""

import pytest

from supplychains.survey.models import Attempt

pytestmark = [pytest.mark.browser, pytest.mark.page_alone, pytest.mark.django_db(transaction=True)]
NARROW = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_within_a_list_of_answers_letters_choose_and_alt_acts(start):
    page = start().page
    press(page, "y", "1")
    row = page.locator("[data-position='Area 1, Tallis and Rowe']")
    row.get_by_label("Part of it now?").focus()
    assert "Alt A" in row.get_by_role("button").inner_text()
    press(page, "Alt+a")
    assert row.get_by_label("Part of it now?").input_value() == "still"
    assert row.get_by_label("Role").input_value() == "1"
    same = page.locator(".grid .all").get_by_label("Delivering?")
    same.select_option("yes")
    same.focus()
    press(page, "Alt+f")
    assert row.get_by_label("Delivering?").input_value() == "yes"
    page.locator("main h1").click()
    press(page, "?")
    assert "from within a list of answers" in page.get_by_role("dialog").inner_text()


WHOLE = {"part_of_it": "still", "role": "2", "delivering": "yes", "referrals": "none"}
MIXES = {
    "whole": ({}, "The case is complete.", "complete"),
    "role not known": ({"role": "dont-know"}, "The case is complete.", "complete"),
    "delivering not known": ({"delivering": "dont-know"}, "so the case ends as partly answered.", "partial"),
    "rather not say": (
        {"part_of_it": "would-not-say", "role": "", "delivering": "", "referrals": ""},
        "so the case ends as partly answered.",
        "partial",
    ),
    "not known whether": (
        {"part_of_it": "dont-know", "role": "", "delivering": "", "referrals": ""},
        "still open",
        "partial",
    ),
    "left": ({"part_of_it": "left"}, "The case is complete.", "complete"),
    "referrals not asked": ({"referrals": ""}, "2 of 2 positions still open.", "partial"),
}


@pytest.mark.parametrize("mix", MIXES)
def test_the_page_foresees_what_the_save_comes_to(start, case, mix):
    changed, foreseen, disposition = MIXES[mix]
    page = start().page
    press(page, "y", "1")
    page.get_by_label("Which sector are they in?").select_option("third")
    for row in page.locator("[data-position]").all():
        for question, value in {**WHOLE, **changed}.items():
            select = row.locator(f"[data-question={question}]")
            if select.is_visible():
                select.select_option(value)
    assert foreseen in page.locator("[data-open]").inner_text()
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("Saved: Larkhill Skills").wait_for()
    case.refresh_from_db()
    assert (case.disposition, case.is_final) == (disposition, "ends" in foreseen or "complete" in foreseen)


def test_why_the_sector_differs_is_asked_and_kept(start, world):
    caller = start()
    page = caller.page
    press(page, "y", "1")
    believed = page.locator("[name=sector]").get_attribute("data-believed")
    page.get_by_label("Which sector are they in?").select_option("mixed")
    if believed and believed != "mixed":
        page.get_by_label("They changed").check()
        when = page.get_by_role("textbox", name="About when, Sector")
        when.fill("May 2024")
        page.get_by_text("May 2024, from 1 May 2024 on").wait_for()
        assert page.get_by_label("Which sector are they in?").input_value() == "mixed"
    caller.look()
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("Saved: Larkhill Skills").wait_for()
    assert Attempt.objects.get().answers.get(question="sector").because == ("changed" if believed else "")


def test_further_lines_and_boxes(start):
    caller = start(**NARROW)
    page = caller.page
    page.locator("label.choice", has_text="Yes, somebody answered").click()
    page.locator("label.choice", has_text="Answered our questions").click()
    page.get_by_text("If there is time").click()
    page.get_by_role("button", name="One more line").click()
    assert page.get_by_text("Other chain 2").is_visible() and not page.get_by_text("Other chain 3").is_visible()
    groups = page.get_by_role("group", name="Client groups, Area 1, Avenmoor Group")
    groups.get_by_label("Young people").check()
    groups.get_by_label("Don’t know").check()
    assert not groups.get_by_label("Young people").is_checked()
    caller.look()
