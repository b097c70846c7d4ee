"""A supervisor in a real browser: opens a round, watches the board, takes a case back, has a refusal converted by
another caller, draws a back-check, and reads the report of callers."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from supplychains.survey.actions import open_round, override_case, record_attempt
from supplychains.survey.models import Case, Outcome, Round
from supplychains.survey.policy import AT_ANY_TIME
from supplychains.survey.queue import claim_next

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}


@pytest.fixture
def opened(world):
    yesterday = timezone.localdate() - dt.timedelta(days=15)
    return open_round(programme=world.programme, opens_on=yesterday, policy=AT_ANY_TIME, by=world.by)


@pytest.fixture
def second_caller(django_user_model, fieldworker):
    user = django_user_model.objects.create_user("second", password="an unlikely password")
    user.groups.set(fieldworker.groups.all())
    return user


def said(round, provider, outcome, by, ago, **more):
    """A call some days ago."""
    case, at = round.cases.get(provider=provider), timezone.now() - dt.timedelta(days=ago)
    Case.objects.filter(pk=case.pk).update(holder=by, lease_until=at + dt.timedelta(minutes=20))
    answers = {target.pk: more["about"] for target in case.targets.all()} if "about" in more else {}
    record_attempt(
        case=case,
        by=by,
        at=at,
        outcome=Outcome.objects.get(key=outcome),
        client_id=uuid.uuid4(),
        note="Busy until the audit is over",
        answers={None: {"sector": "third"}, **answers} if answers else None,
    )


@pytest.fixture
def supervisor(person, administrator):
    def come(**context):
        one = person(**context)
        one.log_in("administrator")
        return one

    return come


def test_a_round_is_opened_and_closed(supervisor, world):
    one = supervisor()
    page = one.page
    page.goto("/survey/rounds/")
    page.get_by_role("link", name="Open a round").click()
    one.look()
    page.get_by_label("1 Westmere").check()
    page.get_by_label("Attempts before “not reached”").fill("8")
    page.get_by_role("button", name="Preview what it asks").click()
    page.get_by_text("3 organisations, about 4 of 4 positions: 15 facts.").wait_for()
    one.look()
    assert not Round.objects.exists()
    page.get_by_role("button", name="Open the round").click()
    page.get_by_text("3 organisations to call.").wait_for()
    one.look()
    assert Round.objects.get().policy == {"attempts": 8}
    page.get_by_role("button", name="Close it with today").click()
    page.get_by_text("closes with").wait_for()


def test_wrong_settings_are_said_and_nothing_is_lost(supervisor, world):
    one = supervisor(**NARROW)
    page = one.page
    page.goto("/survey/rounds/new/")
    page.get_by_label("Attempts before “not reached”").fill("7")
    page.locator("summary", has_text="Change them").first.click()
    page.get_by_label("Monday").fill("all day")
    page.get_by_role("button", name="Preview what it asks").click()
    page.get_by_text("“all day” are no calling hours for mon").wait_for()
    assert page.get_by_label("Attempts before “not reached”").input_value() == "7"
    one.look()


def test_a_case_is_released_and_a_refusal_converted(supervisor, opened, world, fieldworker, second_caller, person):
    said(opened, world.ostler, "declined", fieldworker, 10)
    held = claim_next(by=fieldworker, at=timezone.now())
    one = supervisor()
    page = one.page
    page.goto("/survey/board/")
    one.look()
    page.locator("#held").get_by_role("button", name="Release").click()
    page.get_by_text(f"{held.provider} is free.").wait_for()
    page.get_by_label("Caller for Ostler Works").select_option("second")
    page.locator("#refusals").get_by_role("button", name="Assign").click()
    page.get_by_text("Ostler Works goes to second.").wait_for()
    one.look()
    for case in opened.cases.exclude(provider=world.ostler):
        override_case(case=case, disposition="other", reason="Not needed", by=world.by, at=timezone.now())

    caller = person()
    caller.log_in("second")
    caller.page.goto("/survey/")
    caller.page.get_by_role("button", name="Next call").click()
    caller.page.wait_for_url(f"**{opened.cases.get(provider=world.ostler).get_absolute_url()}")
    for key in ("y", "1", "a", "a", "a", "Control+Enter"):
        caller.page.keyboard.press(key)
    caller.page.get_by_text("Saved: Ostler Works, answered our questions.").wait_for()

    page.goto(f"/survey/rounds/{opened.pk}/callers/")
    row = page.get_by_role("row", name="second").last
    assert "1 of 1" in row.inner_text()
    one.look()


def test_every_page_of_a_round_stands_on_a_phone_at_night(supervisor, opened, world, fieldworker, second_caller):
    said(opened, world.ostler, "declined", fieldworker, 10)
    said(opened, world.hope, "answered", fieldworker, 9, about={"part_of_it": "left"})
    world.said(world.hope_1, timezone.localdate(), speaks_for="prime", involvement="delivering")
    case = opened.cases.get(provider=world.hope)
    one = supervisor(**NARROW)
    for address in (
        "/survey/rounds/",
        "/survey/board/",
        f"/survey/board/?round={opened.pk}",
        f"/survey/board/cases/{case.pk}/",
        f"/survey/board/cases/{case.pk}/disputes/",
        f"/survey/rounds/{opened.pk}/settings/",
        f"/survey/rounds/{opened.pk}/callers/",
        f"/survey/rounds/{opened.pk}/plan/",
        f"/survey/rounds/{opened.pk}/checks/",
    ):
        one.page.goto(address)
        one.look()
    one.page.get_by_role("button", name="Draw").click()
    one.page.get_by_text("1 interview drawn.").wait_for()
    one.look()


def test_a_check_call_shows_nothing_that_was_answered(person, opened, world, fieldworker, second_caller, supervisor):
    said(opened, world.ostler, "answered", fieldworker, 9, about={"part_of_it": "left"})
    opened.cases.exclude(provider=world.ostler).update(work_status="closed")
    one = supervisor()
    one.page.goto(f"/survey/rounds/{opened.pk}/checks/")
    one.page.get_by_role("button", name="Draw").click()
    one.page.get_by_text("1 interview drawn.").wait_for()
    caller = person()
    caller.log_in("second")
    caller.page.goto("/survey/")
    caller.page.get_by_role("button", name="Next call").click()
    caller.page.get_by_text("Ask everything anew.").wait_for()
    caller.look()
    assert caller.page.get_by_text("not shown", exact=True).count() == 2
