"""The call page in a real browser: a call by keyboard alone, what the scripts add, and that it works without them."""

import datetime as dt

import pytest
from django.utils import timezone

from supplychains.survey.actions import refresh_round
from supplychains.survey.models import Attempt, Case

pytestmark = [pytest.mark.browser, pytest.mark.page_alone, pytest.mark.django_db(transaction=True)]
NARROW = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def answers(attempt):
    return {
        (a.target and a.target.subcontract.prime_contract.provider.name, a.question): a.value
        for a in attempt.answers.select_related("target__subcontract__prime_contract__provider")
    }


def test_a_no_answer_takes_three_key_presses(start, case):
    page = start().page
    press(page, "n", "1", "Control+Enter")
    page.get_by_text("Saved: Larkhill Skills, no answer.").wait_for()
    assert Attempt.objects.get().outcome.key == "no-answer"
    assert Case.objects.exclude(holder=None).get() != case


def test_a_whole_call_about_three_positions_without_a_mouse(start, world, case):
    world.listed(world.larkhill, world.avenmoor_2, "2")
    refresh_round(round=case.round)
    page = start().page
    press(page, "y", "1", "a", "a", "a", "Tab", "y", "Tab", "m", "Control+Enter")
    page.get_by_text("Saved: Larkhill Skills, answered our questions.").wait_for()
    attempt = Attempt.objects.get()
    assert attempt.answers.filter(question="part_of_it", value="still").count() == 3
    assert answers(attempt) == {
        (None, "right_organisation"): "yes",
        (None, "sector"): "mixed",
        ("Avenmoor Group", "part_of_it"): "still",
        ("Avenmoor Group", "role"): "2",
        ("Tallis and Rowe", "part_of_it"): "still",
        ("Tallis and Rowe", "role"): "1",
    }


def test_save_and_stop_by_keys_leads_to_today(start):
    page = start().page
    press(page, "n", "1", "Control+Shift+Enter")
    page.wait_for_url("**/survey/")
    assert not Case.objects.exclude(holder=None).exists()


def test_single_keys_keep_quiet_while_something_is_typed_and_when_switched_off(start):
    page = start().page
    press(page, "y")
    page.get_by_label("Note").type("no 1")
    assert page.locator("[name=reached]:checked").get_attribute("value") == "yes"
    page.get_by_label("Note").blur()
    press(page, "?")
    page.get_by_role("heading", name="Keys").wait_for()
    page.get_by_role("button", name="Switch them off").click()
    press(page, "Escape", "n")
    assert page.locator("[name=reached]:checked").get_attribute("value") == "yes"
    page.reload()
    press(page, "n")
    assert page.locator("[name=reached]:checked").get_attribute("value") == "yes"
    page.get_by_role("button", name="All keys").click()
    page.get_by_role("button", name="They are off. Switch them on").click()
    press(page, "Escape")
    page.locator("main h1").click()
    press(page, "n")
    assert page.locator("[name=reached]:checked").get_attribute("value") == "no"


def test_single_keys_act_among_outcomes_and_on_the_page_and_on_no_link(start):
    page = start().page
    page.get_by_role("link", name="Today").focus()
    press(page, "n")
    assert page.locator("[name=reached]:checked").count() == 0
    page.locator("#id_reached").focus()
    press(page, "n")
    assert page.locator("[name=reached]:checked").get_attribute("value") == "no"


def test_the_question_mark_lists_the_keys(start):
    caller = start()
    page = caller.page
    press(page, "?")
    dialog = page.get_by_role("dialog")
    assert "as listed, for this position" in dialog.inner_text() and "save and stop" in dialog.inner_text()
    caller.look()
    press(page, "Escape")
    assert not dialog.is_visible()


def test_dialling_starts_the_clock_and_quietens_what_was_read(start, case):
    caller = start()
    page = caller.page
    page.evaluate("document.addEventListener('click', (e) => e.target.closest('a[href^=tel]') && e.preventDefault())")
    assert page.get_by_text("People", exact=True).is_visible()
    with page.expect_response("**/dialled/"):
        press(page, "d")
    page.get_by_text("On the line").wait_for()
    assert not page.get_by_text("People", exact=True).is_visible()
    assert page.get_by_text("Larkhill Skills, 0161 496 0001").is_visible()
    assert page.locator("blockquote.said").first.is_visible(), "what to say stays until they answer"
    assert case.open_calls.get().number.text == "0161 496 0001"
    press(page, "y", "1")
    assert not page.locator("blockquote.said").first.is_visible()
    caller.look()
    page.locator("summary", has=page.get_by_role("heading", name="Who", exact=True)).click()
    assert page.get_by_text("People", exact=True).is_visible()


def test_a_branch_that_is_not_asked_is_hidden_and_comes_back(start):
    page = start().page
    press(page, "y", "1")
    row = page.locator("[data-position='Area 1, Avenmoor Group']")
    row.get_by_label("Role").select_option("2")
    row.get_by_label("Part of it now?").select_option("never")
    assert not row.locator("[data-question=role]").is_visible()
    assert not row.locator("[data-question=referrals]").is_visible()
    row.get_by_label("Part of it now?").select_option("still")
    assert row.get_by_label("Role").input_value() == "2"


def test_enter_in_a_field_sends_nothing(start):
    page = start().page
    press(page, "y")
    page.get_by_label("What are they there?").fill("manager")
    press(page, "Enter")
    page.wait_for_timeout(200)
    assert page.get_by_label("What are they there?").input_value() == "manager"
    assert not Attempt.objects.exists()


def test_only_what_fits_is_shown(start):
    page = start().page
    answered, silent = page.get_by_text("Answered our questions"), page.get_by_text("Line fault, our side")
    assert not answered.is_visible() and not silent.is_visible()
    press(page, "y", "1")
    assert answered.is_visible() and not silent.is_visible()
    assert page.get_by_role("heading", name="Answers").is_visible()
    press(page, "n")
    assert silent.is_visible() and not answered.is_visible()
    assert page.locator("[name=outcome]:checked").count() == 0
    assert not page.get_by_role("heading", name="Answers").is_visible()


def test_the_review_tells_same_from_different_and_asks_why(start, world):
    caller = start()
    page = caller.page
    press(page, "y")
    same_for_all = page.locator(".grid .all")
    same_for_all.get_by_label("Part of it now?").select_option("still")
    same_for_all.get_by_label("Delivering?").select_option("yes")
    press(page, "Escape")
    page.get_by_role("button", name="Fill down").click()
    assert page.locator("[name=outcome]:checked").get_attribute("value") == "answered"
    avenmoor = page.locator("[data-position='Area 1, Avenmoor Group']")
    avenmoor.get_by_label("Role").select_option("1")
    page.get_by_label("Which sector are they in?").select_option("third")
    review = page.locator("#review").inner_text()
    assert "New, 2 facts." in review and "Same as before, 3 facts." in review and "Different, 1 fact." in review
    assert "Area 1, Avenmoor Group: role" in review and "Tier 2 → Tier 1, whole" in review
    assert "Employment Support Office, 28 February 2026" in review
    assert "2 of 2 positions still open." in review
    page.get_by_text("Same as before, 3 facts.").click()
    assert "Area 1, Tallis and Rowe: part of it now, Yes, still" in page.locator("#review").inner_text()
    page.get_by_label("They changed").check()
    page.get_by_role("textbox", name="About when, Area 1, Avenmoor Group: role").fill("May 2025")
    assert avenmoor.locator("[name^=since]").input_value() == "May 2025"
    page.get_by_label("The earlier was wrong").check()
    caller.look()
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("Saved: Larkhill Skills").wait_for()
    role = Attempt.objects.get().answers.get(question="role")
    assert (role.value, role.because) == ("1", "wrong")
    world.larkhill_avenmoor.refresh_from_db()
    assert (world.larkhill_avenmoor.tier, world.larkhill_avenmoor.verification) == ("1", "corrected")


def test_whoever_misheard_goes_back_to_the_answer(start):
    page = start().page
    press(page, "y")
    role = page.locator("[data-position='Area 1, Avenmoor Group']").get_by_label("Role")
    role.select_option("1")
    page.get_by_role("button", name="I misheard, go back").click()
    assert role.input_value() == ""
    assert role.evaluate("element => element === document.activeElement")
    assert not page.locator("#review").is_visible()


def test_a_time_is_read_back_before_it_is_saved(start):
    page = start().page
    press(page, "y", "2")
    when = page.get_by_label("Call back when?")
    when.fill("12/3/2099 14:30")
    press(page, "Tab")
    page.get_by_text("Thursday 12 March 2099, 14:30 to 15:00").wait_for()
    when.fill("soon")
    press(page, "Tab")
    page.get_by_text("“soon” is not a day and a time.").wait_for()


def test_it_is_kept_longer_with_one_key_and_nothing_typed_is_lost(start, case):
    page = start().page
    Case.objects.filter(pk=case.pk).update(lease_until=timezone.now() + dt.timedelta(minutes=2))
    press(page, "y")
    page.get_by_label("Note").fill("Half a sen")
    page.get_by_label("Note").blur()
    with page.expect_response("**/extend/"):
        press(page, "e")
    case.refresh_from_db()
    assert case.lease_until > timezone.now() + dt.timedelta(minutes=18)
    assert page.get_by_label("Note").input_value() == "Half a sen"


def test_it_is_kept_longer_by_itself_while_somebody_works(start, case):
    page = start().page
    Case.objects.filter(pk=case.pk).update(lease_until=timezone.now() + dt.timedelta(seconds=100))
    page.clock.install()
    page.reload()
    page.get_by_text("It is held for less than two more minutes.").wait_for()
    press(page, "y")
    with page.expect_response("**/extend/"):
        page.clock.fast_forward("01:01")
    case.refresh_from_db()
    assert case.lease_until > timezone.now() + dt.timedelta(minutes=18)
    page.get_by_text("It is held for less than two more minutes.").wait_for(state="hidden")


def test_an_error_takes_the_caller_to_it_with_everything_as_typed(start):
    caller = start(**NARROW)
    page = caller.page
    page.locator("label.choice", has_text="Yes, somebody answered").click()
    page.locator("label.choice", has_text="Front desk only").click()
    page.get_by_label("Another number").fill("12")
    page.locator(".dock .primary").click()
    page.get_by_text("to put right").wait_for()
    assert page.get_by_label("Another number").evaluate("element => element === document.activeElement")
    assert page.get_by_label("Another number").input_value() == "12"
    caller.look()
    page.get_by_role("link", name="Note: Say in a few words").click()
    assert page.get_by_label("Note").evaluate("element => element === document.activeElement")


def test_axe_finds_nothing_in_any_state_of_a_call(start, case, administrator):
    for window in ({"viewport": {"width": 1280, "height": 900}}, NARROW):
        Case.objects.update(holder=None, lease_until=None)
        caller = start(**window)
        caller.look()
        page = caller.page
        page.locator("label.choice", has_text="Yes, somebody answered").click()
        for summary in page.locator(".call .block:not(.before) summary:visible").all():
            summary.click()
        caller.look()
        page.locator(".choice", has_text="No").filter(has=page.locator("[name=reached]")).last.click()
        caller.look()
        Case.objects.filter(pk=case.pk).update(holder=administrator)
        page.goto(case.get_absolute_url())
        page.get_by_text("administrator has this one").wait_for()
        caller.look()
        Case.objects.update(holder=None, lease_until=None)
        page.reload()
        page.get_by_role("button", name="Take this call").wait_for()
        caller.look()


def test_a_call_is_recorded_without_scripts(start, world):
    page = start(java_script_enabled=False).page
    page.locator("label.choice", has_text="Yes, somebody answered").click()
    page.locator("label.choice", has_text="Answered our questions").click()
    page.locator(".grid .all").get_by_label("Part of it now?").select_option("never")
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("Saved: Larkhill Skills").wait_for()
    world.larkhill_tallis.refresh_from_db()
    assert world.larkhill_tallis.involvement == "never"


def test_without_scripts_keeping_it_longer_loses_nothing(start):
    page = start(java_script_enabled=False).page
    page.locator("label.choice", has_text="Yes, somebody answered").click()
    page.get_by_label("Note").fill("Half a sen")
    page.get_by_role("button", name="Keep longer").click()
    page.wait_for_url("**/extend/")
    assert page.get_by_label("Note").input_value() == "Half a sen"
    page.locator("label.choice", has_text="Front desk only").click()
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("Saved: Larkhill Skills, front desk only.").wait_for()


@pytest.mark.parametrize("window", [{}, NARROW], ids=["wide", "narrow"])
def test_a_call_is_taken_back_from_the_day_s_calls(start, window):
    caller = start(**window)
    page = caller.page
    page.get_by_text("No", exact=True).first.click()
    page.get_by_text("No answer").first.click()
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("Take this call back").click()
    caller.look()
    page.get_by_label("Why is it taken back?").fill("The wrong organisation")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Taken back: Larkhill Skills, no answer.").wait_for()
    caller.look()
    assert Attempt.objects.get().voided_reason == "The wrong organisation"
