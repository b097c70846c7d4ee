"""A call while the connection is bad, in a real browser: nothing typed is lost, and nothing is sent twice or as another
user's."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from supplychains.survey.models import Attempt, Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def forgive(*callers):
    """Forget the lines a browser writes where it found no connection or was refused."""
    for caller in callers:
        caller.wrong[:] = [line for line in caller.wrong if "Failed to load resource" not in line]


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def kept(page, start=""):
    """{name: text} of what this browser keeps under names that begin so."""
    held = page.evaluate("Object.fromEntries(Object.entries(localStorage))")
    return {name: text for name, text in held.items() if name.startswith(start)}


def test_the_network_is_cut_mid_call_and_the_call_goes_out_once_by_itself(start, case, world):
    caller = start()
    page = caller.page
    press(page, "y", "1")
    caller.context.set_offline(True)
    press(page, "a", "a")
    page.get_by_label("Note").fill("Friendly")
    press(page, "Control+Enter")
    line = page.locator("#outbox")
    line.get_by_text("1 not sent.").wait_for()
    assert re.search(r"No connection since \d+:\d\d\. It is kept here and goes out by itself\.", line.inner_text())
    assert not Attempt.objects.exists()
    caller.look()
    caller.context.set_offline(False)
    page.wait_for_url("**/survey/")
    page.get_by_text("Saved: Larkhill Skills, answered our questions.").wait_for()
    attempt = Attempt.objects.get()
    assert (attempt.note, attempt.late, attempt.answers.filter(question="role").count()) == ("Friendly", False, 2)
    assert kept(page, "unsent:") == kept(page, "draft:") == {}
    forgive(caller)


def test_what_could_not_be_sent_goes_out_from_another_page_and_is_marked_late(start, case, administrator):
    caller = start()
    page = caller.page
    page.route(f"**{case.get_absolute_url()}", lambda r: r.abort() if r.request.method == "POST" else r.continue_())
    press(page, "n", "1", "Control+Enter")
    page.get_by_text("1 not sent.").wait_for()
    told = timezone.now()
    Case.objects.filter(pk=case.pk).update(holder=administrator)
    page.goto("/survey/find/")
    page.locator("#outbox").get_by_text("1 not sent.").wait_for()
    caller.look()
    page.unroute_all()
    page.goto("/survey/")
    page.get_by_text("Sent.", exact=True).wait_for()
    attempt = Attempt.objects.get()
    assert attempt.late and attempt.dialled_at <= told
    page.reload()
    page.get_by_text("It is marked late: somebody else had the case by then.").wait_for()
    assert Case.objects.get(pk=case.pk).holder == administrator
    forgive(caller)


def test_an_answer_that_got_lost_is_not_saved_twice(start, case):
    caller = start()
    page = caller.page
    seen = []

    def lose_the_answer(route):
        if route.request.method == "POST" and not seen:
            seen.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route(f"**{case.get_absolute_url()}", lose_the_answer)
    press(page, "n", "1", "Control+Enter")
    page.get_by_text("1 not sent.").wait_for()
    assert Attempt.objects.count() == 1
    page.evaluate("Outbox.flush()")
    page.wait_for_url("**/survey/")
    page.get_by_text("it was sent and saved at").wait_for()
    assert Attempt.objects.count() == 1
    forgive(caller)


def test_a_reload_brings_back_what_was_typed(start):
    caller = start()
    page = caller.page
    press(page, "y", "1", "a")
    page.get_by_label("Which sector are they in?").select_option("mixed")
    page.get_by_label("The earlier was wrong").check()
    page.get_by_label("Note").fill("Half a sen")
    id_before = page.locator("[name=client_id]").input_value()
    page.reload()
    page.get_by_text("Restored.").wait_for()
    assert page.get_by_label("Note").input_value() == "Half a sen"
    assert page.locator("[name=outcome]:checked").get_attribute("value") == "answered"
    assert page.locator("[data-position] select").first.input_value() == "still"
    assert page.get_by_label("The earlier was wrong").is_checked()
    assert page.locator("[name=client_id]").input_value() == id_before
    caller.look()
    page.get_by_role("button", name="Start afresh").click()
    page.wait_for_function("!document.querySelector('[name=note]').value")
    assert page.locator("#restored").is_hidden()
    assert page.locator("[name=client_id]").input_value() != id_before


def test_a_draft_holds_what_was_typed_and_no_name_or_number_of_the_page(start):
    page = start().page
    press(page, "y")
    page.get_by_label("Note").fill("try mornings")
    held = " ".join(kept(page, "draft:").values())
    assert "try mornings" in held and "496" not in held


def test_log_out_clears_what_was_being_typed(start):
    page = start().page
    press(page, "y")
    page.get_by_label("Note").fill("secret")
    assert "secret" in " ".join(kept(page).values())
    page.goto("/account/")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/**")
    assert kept(page, "draft:") == {}


def test_a_session_that_ended_while_saving_loses_nothing(start, case):
    caller = start()
    page = caller.page
    press(page, "n", "1")
    Session.objects.all().delete()
    press(page, "Control+Enter")
    page.get_by_text("You are logged out.").wait_for()
    assert not Attempt.objects.exists()
    caller.look()
    page.locator("#outbox").get_by_role("link", name="Log in").click()
    page.get_by_label("Name or e-mail address").fill("fieldworker")
    page.get_by_label("Password").fill("an unlikely password")
    page.get_by_role("button", name="Log in").click()
    page.get_by_text("Sent.", exact=True).wait_for()
    assert Attempt.objects.get().caller.username == "fieldworker"


def test_nobody_sees_or_sends_what_another_user_typed(start, case, administrator):
    caller = start()
    page = caller.page
    press(page, "y")
    page.get_by_label("Note").fill("said to the fieldworker")
    other = caller.context.new_page()
    Session.objects.all().delete()
    other.goto("/accounts/login/")
    other.get_by_label("Name or e-mail address").fill("administrator")
    other.get_by_label("Password").fill("an unlikely password")
    other.get_by_role("button", name="Log in").click()
    other.wait_for_url("**/")
    assert kept(other, "draft:") == {}
    other.goto(f"{case.get_absolute_url()}?kept")
    assert other.get_by_label("Note").input_value() == ""
    page.get_by_label("Note").blur()
    press(page, "3", "Control+Enter")  # the first window still is the fieldworker's
    page.get_by_text("Somebody else is logged in by now.").wait_for()
    assert not Attempt.objects.exists()
    other.goto("/survey/")
    other.get_by_text("1 of somebody else").wait_for()
    assert "said to the fieldworker" not in other.content()


def test_two_windows_of_one_call_are_one_attempt(start, case):
    caller = start()
    page = caller.page
    second = caller.context.new_page()
    second.goto(case.get_absolute_url())
    press(page, "n", "1", "Control+Enter")
    page.get_by_text("Saved: Larkhill Skills, no answer.").wait_for()
    second.get_by_text("Saved or closed in another window.").wait_for()
    press(second, "n", "1", "Control+Enter")
    second.get_by_text("it was sent and saved at").wait_for()
    assert Attempt.objects.count() == 1


def test_the_back_button_and_a_refresh_after_saving_add_nothing(start, case):
    page = start().page
    press(page, "n", "1")
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("Saved: Larkhill Skills, no answer.").wait_for()
    page.reload()
    assert Attempt.objects.count() == 1
    page.go_back()
    page.get_by_text("Nobody has this one.").wait_for()
    assert page.locator("#call").count() == 0
    assert Attempt.objects.count() == 1


def test_a_case_taken_by_somebody_else_during_a_call_does_not_go_blank(start, case, administrator):
    caller = start()
    page = caller.page
    press(page, "y")
    page.get_by_label("Note").fill("what they said")
    Case.objects.filter(pk=case.pk).update(holder=administrator)
    page.get_by_label("Note").blur()
    press(page, "e")
    page.get_by_text("administrator has this one now. What you typed is kept here").wait_for()
    caller.look()
    page.reload()
    page.get_by_text("Not saved yet.").wait_for()
    page.get_by_role("link", name="Go on with it").click()
    page.get_by_text("Restored.").wait_for()
    assert page.get_by_label("Note").input_value() == "what they said"
    caller.look()
    press(page, "3")
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("It is marked late").wait_for()
    assert Attempt.objects.get().late


def test_what_turns_out_wrong_when_it_is_sent_comes_back_to_be_put_right(start, case):
    caller = start()
    page = caller.page
    press(page, "y", "2")
    page.get_by_label("Call back when?").fill("soon")
    caller.context.set_offline(True)
    press(page, "Control+Enter")
    page.get_by_text("1 not sent.").wait_for()
    caller.context.set_offline(False)
    page.get_by_text("Restored.").wait_for()
    assert not Attempt.objects.exists()
    page.goto("/survey/")
    page.get_by_role("link", name="Go on with it").click()
    page.get_by_label("Call back when?").fill("tomorrow 10")
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("Saved: Larkhill Skills, asked us to call back.").wait_for()
    forgive(caller)


def test_an_unfinished_form_is_not_queued_and_says_what_is_missing(start):
    caller = start()
    page = caller.page
    press(page, "y", "3")
    caller.context.set_offline(True)
    press(page, "Control+Enter")
    page.get_by_text("Not saved, there is no connection. Say in a few words what was said.").wait_for()
    assert page.get_by_label("Note").evaluate("element => element === document.activeElement")
    assert kept(page, "unsent:") == {}
    forgive(caller)


def test_what_is_typed_in_two_windows_is_kept_in_both(start, case):
    caller = start()
    page = caller.page
    press(page, "y", "3")
    page.get_by_label("Note").fill("typed in the first")
    second = caller.context.new_page()
    second.goto(case.get_absolute_url())
    second.get_by_text("This call is open in another window.").wait_for()
    page.get_by_text("This call is open in another window.").wait_for()
    second.get_by_label("Note").fill("typed in the second")
    page.get_by_role("button", name="Save and stop").click()
    page.get_by_text("Saved: Larkhill Skills").wait_for()
    assert Attempt.objects.get().note == "typed in the first"
    second.get_by_text("Saved in another window, without what you typed here.").wait_for()
    second.goto("/survey/")
    second.get_by_role("link", name="Go on with it").click()
    second.get_by_text("Restored.").wait_for()
    assert second.get_by_label("Note").input_value() == "typed in the second"


def test_the_newer_of_two_drafts_is_restored_and_the_other_is_one_press_away(start, case):
    caller = start()
    page = caller.page
    press(page, "y", "3")
    second = caller.context.new_page()
    second.goto(case.get_absolute_url())
    page.get_by_label("Note").fill("the older")
    second.get_by_label("Note").fill("the newer")
    page.goto("about:blank")
    second.close()
    third = caller.context.new_page()
    third.goto(case.get_absolute_url())
    third.get_by_text("Restored.").wait_for()
    assert third.get_by_label("Note").input_value() == "the newer"
    for text in ("the older", "the newer"):
        third.get_by_role("button", name="Show that one").click()
        third.wait_for_function(f"document.querySelector('[name=note]').value === '{text}'")


def test_what_is_missing_without_a_connection_is_said_in_view(start):
    caller = start(viewport={"width": 390, "height": 800})
    page = caller.page
    page.locator("label.choice", has_text="Yes, somebody answered").click()
    page.locator("label.choice", has_text="Front desk only").click()
    caller.context.set_offline(True)
    page.locator(".dock .primary").click()
    said = page.get_by_text("Not saved, there is no connection. Say in a few words what was said.")
    said.wait_for()
    box = said.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] < 800
    forgive(caller)
