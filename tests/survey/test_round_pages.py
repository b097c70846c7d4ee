"""The pages on which supervisors open a round, change it and close it, and plan the next one."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from providers.actions import register_provider
from supplychains.contracts.models import Programme
from supplychains.survey.models import Case, Round, Target
from supplychains.survey.policy import Policy
from supplychains.survey.rounds.changing import change_round
from supplychains.survey.rounds.forms import OpeningForm, publishers_of
from supplychains.survey.rounds.preview import preview_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 7, 1)
NEW = "/survey/rounds/new/"


@pytest.fixture
def supervisor(client, administrator):
    client.force_login(administrator)
    return client


def filled(programme, **more):
    """The form as the page fills it in."""
    form = OpeningForm(programme=programme, today=timezone.localdate())
    usual = {name: form.initial[name] for name in form.fields if form.initial.get(name) not in (None, "")}
    return {"programme": programme.slug, **usual, **more}


# ---- settings


def test_every_setting_of_a_policy_has_a_control_with_its_default(world):
    from dataclasses import fields

    form = OpeningForm(programme=world.programme, today=TODAY)
    shown = {name.partition("-")[0] for _, _, controls, _ in form.groups for name in [c.name for c in controls]}
    plural = {"interval": "intervals", "delay": "delays"}
    assert {plural.get(name, name) for name in shown} == {field.name for field in fields(Policy)}
    assert "Default: 6." in form["attempts"].help_text and "Default: 09:00-17:00." in form["hours-mon"].help_text
    assert "Default: 10080 (7 days)." in form["delay-declined"].help_text


def test_only_what_differs_is_kept(world):
    form = OpeningForm(filled(world.programme), programme=world.programme, today=TODAY)
    assert form.is_valid(), form.errors
    assert form.settings() == {}
    changed = {"attempts": 8, "hours-sat": "10:00-13:00", "hours-fri": "", "interval-tier": 6, "delay-busy": 30}
    form = OpeningForm(filled(world.programme, **changed), programme=world.programme, today=TODAY)
    assert form.is_valid(), form.errors
    policy = Policy.of(form.settings())
    assert (policy.attempts, policy.intervals["tier"], policy.delays) == (8, 6, {"busy": 30})
    assert policy.hours["sat"] == "10:00-13:00" and "fri" not in policy.hours


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hours-mon": "all day"}, "“all day” are no calling hours for mon"),
        ({"day_parts": "5"}, "5 parts of the day are asked for, and there are 3"),
        ({"parts": "morning"}, "“morning” are no parts of the day"),
        ({"zone": "Nowhere/Town"}, "There is no time zone “Nowhere/Town”"),
        ({"attempts": "0"}, "greater than or equal to 1"),
        ({"closes_on": "2020-01-01"}, "The last day comes before the first."),
    ],
)
def test_what_makes_no_sense_is_said_and_opens_nothing(supervisor, world, change, sentence):
    page = supervisor.post(NEW, filled(world.programme, then="open", **change))
    assert sentence in page.content.decode() and not Round.objects.exists()


# ---- opening


def test_a_preview_writes_nothing_and_says_why(supervisor, calls, world):
    calls.answer_all(world.ostler)
    world.said(world.hope_1, dt.date(2026, 3, 2), involvement="delivering")
    world.said(world.hope_1, dt.date(2026, 3, 3), speaks_for="prime", involvement="left")
    before = Round.objects.count(), Case.objects.count(), Target.objects.count(), Round.history.count()
    page = supervisor.post(NEW, filled(world.programme, then="preview", opens_on="2026-07-01"))
    said = page.content.decode()
    assert "4 organisations, about 6 of 6 positions" in said and "Open the round" in said
    after = Round.objects.count(), Case.objects.count(), Target.objects.count(), Round.history.count()
    assert before == after


def test_the_preview_counts_what_opening_asks(calls, world):
    from supplychains.survey.actions import open_round

    calls.answer_all(world.ostler)
    calls.call(world.quill, "answered", 5, answers={None: {"sector": "public"}, world.quill_2: {"part_of_it": "left"}})
    world.said(world.hope_1, dt.date(2026, 3, 2), involvement="delivering")
    world.said(world.hope_1, dt.date(2026, 3, 3), speaks_for="prime", involvement="left")
    found = preview_of(programme=world.programme, opens_on=TODAY)
    reasons = {fact: dict(why) for fact, why in found.reasons.items()}
    assert reasons["involvement"] == {"missing": 3, "disputed": 1, "stale": 2}
    assert reasons["sector"] == {"missing": 2}
    opened = open_round(programme=world.programme, opens_on=TODAY, by=world.by)
    asked = [fact for target in Target.objects.filter(case__round=opened) for fact in target.asks]
    assert found.facts == len(asked) + sum(len(case.asks) for case in opened.cases.all())
    assert (found.organisations, found.positions) == (opened.cases.count(), 6)


def test_nothing_to_ask_is_said(calls, world):
    for provider in (world.hope, world.larkhill, world.ostler, world.quill):
        calls.answer_all(provider)
    found = preview_of(programme=world.programme, opens_on=dt.date(2026, 3, 20))
    assert (found.positions, found.positions_in_all, found.facts) == (0, 6, 0)


def test_a_round_is_opened_over_its_scope(supervisor, world, administrator):
    said = {"areas": [world.ellan_vale.pk], "publishers": ["Employment Support Office"], "attempts": "8"}
    page = supervisor.post(NEW, filled(world.programme, then="open", **said), follow=True)
    opened = Round.objects.get()
    assert page.redirect_chain[-1][0] == reverse("survey:settings", args=[opened.pk])
    assert "2 organisations to call" in page.content.decode()
    assert (list(opened.areas.all()), opened.publishers) == ([world.ellan_vale], ["Employment Support Office"])
    assert (opened.policy, opened.history.first().history_user) == ({"attempts": 8}, administrator)


def test_of_several_programmes_one_is_chosen_first(supervisor, world):
    Programme.objects.create(slug="other", name="Other programme")
    assert "A round is of one programme." in supervisor.get(NEW).content.decode()
    assert "Preview what it asks" in supervisor.get(NEW, {"programme": "other"}).content.decode()
    assert publishers_of(world.programme) == ["Employment Support Office"]


def test_without_a_programme_there_is_nothing_to_open(supervisor):
    assert "No programme yet" in supervisor.get(NEW).content.decode()


# ---- changing and closing


def changing(round, **more):
    from supplychains.survey.rounds.forms import ChangeForm

    form = ChangeForm(round=round)
    usual = {name: form.initial[name] for name in form.fields if form.initial.get(name) not in (None, "")}
    usual["areas"] = [area.pk for area in usual.get("areas", [])]
    return {**usual, "then": "change", **more}


def test_the_limit_is_raised_and_the_scope_narrowed(supervisor, world, calls):
    change = changing(calls.round, attempts="9", areas=[world.westmere.pk])
    page = supervisor.post(reverse("survey:settings", args=[calls.round.pk]), change, follow=True)
    assert "Changed." in page.content.decode()
    calls.round.refresh_from_db()
    assert calls.round.policy == {"attempts": 9} and list(calls.round.areas.all()) == [world.westmere]
    assert calls.standing(world.quill)[0] == "out-of-round"


def test_the_ages_a_round_was_opened_with_stay(supervisor, world):
    from supplychains.survey.actions import open_round

    opened = open_round(
        programme=world.programme, opens_on=TODAY, policy={"intervals": {"tier": 6}, "attempts": 4}, by=world.by
    )
    supervisor.post(reverse("survey:settings", args=[opened.pk]), changing(opened, attempts="5"))
    opened.refresh_from_db()
    assert opened.policy == {"intervals": {"tier": 6}, "attempts": 5}


def test_a_round_is_closed_with_today(supervisor, round):
    page = supervisor.post(reverse("survey:settings", args=[round.pk]), {"then": "close"}, follow=True)
    assert "closes with" in page.content.decode()
    round.refresh_from_db()
    assert round.closes_on == timezone.localdate()


def test_a_round_does_not_close_before_it_opens(calls, world):
    with pytest.raises(ValueError, match="cannot close before it opens"):
        change_round(
            round=calls.round,
            by=world.by,
            at=calls.at(),
            closes_on=dt.date(2026, 2, 1),
            areas=[],
            publishers=[],
            policy={},
        )


# ---- the next one


def test_the_plan_stands_on_the_page_with_its_assumptions(supervisor, calls, world):
    calls.call(world.ostler, "no-answer")
    page = supervisor.get(reverse("survey:plan", args=[calls.round.pk]), {"organisations": "100", "limit": "3"})
    said = page.content.decode()
    assert page.context["plan"].calls.middle == 231 and "for 100 organisations" in said
    assert "Of 1 calls no rate can be made" in said and "An interview: 12 minutes" in said


def test_a_plan_of_nonsense_is_the_usual_one(supervisor, calls):
    page = supervisor.get(reverse("survey:plan", args=[calls.round.pk]), {"limit": "many", "organisations": "-1"})
    assert page.status_code == 200 and len(page.context["plan"].steps) == 6
    assert 'aria-invalid="true"' in page.content.decode()


@pytest.mark.parametrize("name", ["settings", "plan", "new-round"])
def test_pages_ask_the_database_as_often_for_a_large_round(supervisor, calls, world, name):
    from supplychains.survey.actions import refresh_round

    def asked():
        arguments = [] if name == "new-round" else [calls.round.pk]
        with CaptureQueriesContext(connection) as queries:
            if name == "new-round":
                supervisor.post(NEW, filled(world.programme, then="preview"))
            else:
                supervisor.get(reverse(f"survey:{name}", args=arguments))
        return len(queries)

    asked()
    few = asked()
    for number in range(25):
        world.listed(register_provider(name=f"Organisation {number}"), world.avenmoor_1, "2")
    refresh_round(round=calls.round)
    assert asked() == few
