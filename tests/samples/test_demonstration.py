"""The invented programme has the shape of the paper's: two areas, five primes, a messy list, calls to about 65 per
cent."""

import datetime as dt
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.utils import timezone

from providers.models import PhoneNumber
from supplychains.contracts.models import Subcontract
from supplychains.lists.models import ProviderList
from supplychains.samples.demonstration import load_demonstration
from supplychains.samples.invention import invent
from supplychains.survey.models import Callback, Round

TODAY = dt.date(2026, 11, 24)


def test_the_same_seed_invents_the_same_programme():
    assert invent(1) == invent(1)
    assert invent(1).rows != invent(2).rows


@pytest.mark.parametrize("seed", range(1, 6))
def test_an_invention_is_shaped_like_the_paper(seed):
    invention = invent(seed)
    chains = Counter(prime for body in invention.bodies for prime in body.truths)
    assert (len(invention.areas), len(invention.primes)) == (2, 5)
    assert 80 <= len(invention.bodies) <= 100
    assert (min(chains.values()), max(chains.values())) == (4, 28)
    assert {body.sector for body in invention.bodies} == {"private", "public", "third", "mixed"}
    assert {truth.tier for body in invention.bodies for truth in body.truths.values()} == {"1", "2"}
    assert all(body.number.startswith(("0161 496 0", "0113 496 0")) for body in invention.bodies)


def test_an_invented_list_has_the_errors_of_real_ones():
    rows = invent(1).rows
    primes = {row[1] for row in rows}
    assert any(row[0] == "" for row in rows) and any(row[1] == "" for row in rows)
    assert any(row[2] in primes for row in rows)
    assert any(rows.count(row) > 1 for row in rows)
    assert any("Ctr" in row[2] or "(Westmere)" in row[2] for row in rows)
    words = {}
    for row in rows:
        words.setdefault(row[2], set()).add(row[4])
    assert any({"Private", "Voluntary"} <= said for said in words.values()) or any(len(s) > 1 for s in words.values())


@pytest.fixture
def programme(administrator, fieldworker):
    return load_demonstration(by=administrator, caller=fieldworker, on=TODAY)


def test_the_list_is_imported_and_the_calls_are_made_through_the_actions(programme, administrator, fieldworker):
    edition = ProviderList.objects.get(programme=programme)
    assert edition.state == "applied" and edition.counts["problems"] >= 4
    present = Round.objects.filter(programme=programme).latest("number")
    share = present.cases.filter(disposition__in=["complete", "partial"]).count() / present.cases.count()
    assert 0.60 <= share <= 0.70
    positions = Subcontract.objects.on_map().in_programme(programme)
    assert {"confirmed", "corrected", "disputed", "unlisted", "unverified"} == set(
        positions.values_list("verification", flat=True)
    )
    assert positions.exclude(via=None).exists()
    chains = Counter(positions.values_list("prime_contract__provider__name", flat=True))
    assert len(chains) == 5 and (min(chains.values()), max(chains.values())) == (4, 30)
    assert 85 <= positions.values("provider").distinct().count() <= 95
    assert set(positions.values_list("tier", flat=True)) >= {"1", "2", "unknown"}
    load_demonstration(by=administrator, caller=fieldworker, on=TODAY)
    assert ProviderList.objects.filter(programme=programme).count() == 1


def test_a_morning_has_all_that_may_wait_for_a_caller(programme):
    cases = Round.objects.filter(programme=programme).latest("number").cases.annotate(asked=Count("targets"))
    new = Counter(cases.filter(work_status="ready", disposition="not-started").values_list("asked", flat=True))
    assert {1: 2, 2: 2, 3: 3}.items() <= new.items()
    at = timezone.make_aware(dt.datetime.combine(TODAY, dt.time(10)))
    promised = [(c.window_start, c.window_end) for c in Callback.objects.to_keep()]
    assert any(start <= at <= end for start, end in promised)
    assert any(at < start and start.date() == TODAY for start, _ in promised)
    assert any(end < at and end.date() == TODAY for _, end in promised)
    retries = cases.filter(next_until__gt=at).values_list("next_reason", flat=True)
    assert {part for part in ("morning", "midday", "afternoon") if any(f" {part} " in each for each in retries)} == {
        "morning",
        "midday",
        "afternoon",
    }
    assert {"to-send", "supervisor"} <= set(cases.values_list("work_status", flat=True))


def test_every_number_is_from_a_range_reserved_for_drama(programme):
    numbers = PhoneNumber.objects.values_list("normalised", flat=True)
    assert numbers and all(number.startswith(("+441614960", "+441134960")) for number in numbers)


def test_the_demonstration_runs_under_its_own_settings_only(db):
    with pytest.raises(CommandError, match="SUPPLYCHAINS_DEMO"):
        call_command("demo")
