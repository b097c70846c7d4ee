"""The rates of a round on its page and in its files, from calls made through the actions.

round 1, programme of the tests' world       called                                            case       positions
Hope Trust       Avenmoor 1 (Tier 1)         still, Tier 1, delivering, some                   complete   complete
                 Avenmoor 2 (no tier)        left                                                         complete
Larkhill Skills  Avenmoor 1 (Tier 2)         still, Tier 1, delivering, no referrals; private  partial    complete
                 Tallis 1 (Tier 1)           nothing said                                                 reached
Ostler Works     Tallis 1 (Tier 2)           declined                                          refused    refused
Quill College    Avenmoor 2 (Tier 2)         nobody yet                                        not started

Besides, Tallis said that Hope Trust works for it, and no list has that; and Avenmoor that Hope Trust never left.
"""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from providers.actions import register_provider
from providers.models import Provider
from supplychains.contracts.actions import award_contract, place
from supplychains.survey.actions import open_round, refresh_round, void_attempt
from supplychains.survey.measuring.asked import Asked
from supplychains.survey.measuring.records import Records
from supplychains.survey.measuring.report import Report
from supplychains.survey.models import Override
from supplychains.survey.standing import refresh

from .conftest import NOW

pytestmark = pytest.mark.django_db
SECRET = "Odile Marchbank, 0161 496 0777"
LATER = NOW + dt.timedelta(days=4)


@pytest.fixture
def called(calls, world):
    """The calls of the picture above, on three days."""
    whole = {"part_of_it": "still", "role": "1", "delivering": "yes", "referrals": "some"}
    hope = {None: {"sector": "third"}, world.hope_1: whole, world.hope_2: {"part_of_it": "left"}}
    larkhill = {None: {"sector": "private"}, world.larkhill_avenmoor: whole | {"referrals": "none"}}
    calls.call(world.larkhill, "no-answer", 0)
    calls.call(world.hope, "answered", 1440, answers=hope, note=SECRET)
    calls.call(world.larkhill, "broke-off", 1460, answers=larkhill)
    calls.call(world.ostler, "declined", 2880, note=SECRET)
    unlisted, _ = place(provider=world.hope, prime_contract=world.tallis_1)
    world.said(unlisted, NOW.date(), "prime", involvement="delivering", tier="2")
    world.said(world.hope_2, NOW.date(), "prime", involvement="delivering")
    return calls


def report_of(round, at=LATER, **asked):
    records = Records(round, at)
    return Report(records, Asked.of(asked, records.lines))


def letters(counts):
    return {str(letter): number for letter, number in counts.letters.items()}


def page(client, round, **asked):
    return client.get(reverse("survey:rates", args=[round.pk]), asked)


# ---- figures worked by hand


def test_both_units_are_counted_by_their_own_rules(called):
    report = report_of(called.round)
    assert letters(report.organisations) == {"I": 1, "P": 1, "R": 1, "U": 1}
    assert letters(report.positions) == {"I": 3, "NC": 1, "R": 1, "U": 1}
    rates = {one.name: (one.per_cent, other.per_cent) for one, other in report.rates}
    assert (rates["RR1"], rates["RR2"], rates["RR6"]) == ((25.0, 50.0), (50.0, 50.0), (66.7, 60.0))
    assert (rates["Settled"], rates["e"]) == ((50.0, 50.0), (100.0, 100.0))


def test_lists_are_right_or_wrong_for_these_reasons(called):
    whole = report_of(called.round).whole
    assert (whole.checks.checked, whole.as_listed, whole.differ, whole.added) == (3, 1, 1, 1)
    assert {reason.value: n for reason, n in whole.checks.reasons.items() if n} == {
        "tier": 1, "sector": 1, "no-referrals": 1
    }  # fmt: skip


def test_the_groups_of_a_narrowing_add_up_to_its_positions(called):
    report = report_of(called.round)
    for groups in report.groups.values():
        assert sum(len(group.lines) for group in groups) == report.positions.whole == 6
        assert sum(group.checks.checked for group in groups) == 3
    by_prime = {group.words: group for group in report.groups["By prime"]}
    assert by_prime["Avenmoor Group"].as_listed == 1 and by_prime["Tallis and Rowe"].added == 1
    assert [(g.words, len(g.lines)) for g in report.groups["By tier on the list"]] == [
        ("Tier 1", 2), ("Tier 2", 3), ("No tier, or several", 1)
    ]  # fmt: skip


def test_an_organisation_counts_where_one_of_its_positions_is(called, world):
    avenmoor, tallis = (report_of(called.round, prime=p.public_id) for p in (world.avenmoor, world.tallis))
    assert (letters(avenmoor.organisations), letters(avenmoor.positions)) == (
        {"I": 1, "P": 1, "U": 1},
        {"I": 3, "U": 1},
    )
    assert (letters(tallis.organisations), letters(tallis.positions)) == ({"P": 1, "R": 1}, {"NC": 1, "R": 1})
    assert letters(report_of(called.round, area="2", tier="2").positions) == {"U": 1}


def test_the_two_ends_and_the_list_agree_so_far(called):
    found = {(one.who[:4], one.fact): one.found for one in report_of(called.round).reliability}
    assert (found["List", "In the chain, or not"].agree, found["List", "In the chain, or not"].pairs) == (2, 3)
    assert (found["List", "Tier"].agree, found["List", "Tier"].pairs) == (1, 2)
    assert (found["List", "Sector"].agree, found["List", "Sector"].pairs) == (1, 2)
    assert (found["The ", "Involvement"].agree, found["The ", "Involvement"].pairs) == (0, 1)


def test_the_days_say_who_was_reached_and_settled_by_then(called):
    days = report_of(called.round).progress
    found = {day.on: (day.reached, day.settled) for day in days}
    assert (days[0].on, days[-1].on) == (dt.date(2026, 3, 1), LATER.date())
    assert [found[dt.date(2026, 3, day)] for day in (10, 11, 12, 14)] == [(0, 0), (2, 2), (3, 2), (3, 2)]


def test_a_call_taken_back_moves_every_figure(called, world):
    attempt = called.case(world.hope).attempts.get()
    void_attempt(attempt=attempt, by=called.by, at=called.at(1445), reason="Another body.")
    report = report_of(called.round)
    assert letters(report.organisations) == {"U": 2, "P": 1, "R": 1}
    assert report.whole.checks.checked == 2 and report.progress[-1].settled == 1


def test_a_decision_about_a_case_holds_for_its_positions(called, world):
    Override.objects.create(case=called.case(world.quill), disposition="other", reason="Ill", by=world.by, at=LATER)
    refresh(called.round.cases.all(), at=LATER)
    assert letters(report_of(called.round).positions) == {"I": 3, "NC": 1, "R": 1, "O": 1}


def test_a_round_counts_what_was_said_in_it_and_not_before(called, world):
    following = open_round(programme=world.programme, opens_on=dt.date(2026, 6, 1), by=world.by, at=LATER)
    report = report_of(following, at=LATER + dt.timedelta(days=90))
    assert report.whole.checks.checked == report.whole.added == 0
    assert letters(report.organisations) == {"U": report.organisations.whole} and report.organisations.whole > 1
    assert {one.found.pairs for one in report.reliability} == {0}


def test_a_round_of_one_area_finds_additions_there_only(called, world):
    there = open_round(
        programme=world.programme, opens_on=dt.date(2026, 3, 1), areas=[world.ellan_vale], by=world.by, at=LATER
    )
    assert report_of(there).whole.added == 0 and report_of(called.round).whole.added == 1


# ---- the page


def test_a_researcher_reads_the_rates_and_nothing_of_a_person(client, researcher, called):
    client.force_login(researcher)
    said = page(client, called.round).content.decode()
    assert "2 of 4 organisations answered, all or in part; 25.0 per cent in full (RR1: 1 of 4)." in said
    assert "Of 3 listed positions that calls spoke of, 1 is as listed; 1 more position was found by calling." in said
    assert "1 organisation nobody has called yet counts as unknown" in said
    assert "Marchbank" not in said and "0161" not in said
    assert "I / (I+P+R+NC+O+U)" in said and "1 of 4" in said


def test_an_e_of_ones_own_is_used_and_said(client, researcher, called):
    client.force_login(researcher)
    said = page(client, called.round, e="50").content.decode()
    assert "e is 50.0 per cent, as given above" in said and "1 of 3.5" in said
    assert 'aria-invalid="true"' in page(client, called.round, e="many").content.decode()


def test_a_round_nobody_was_called_in_has_a_page(client, researcher, calls):
    client.force_login(researcher)
    said = page(client, calls.round).content.decode()
    assert "Nobody has been called yet." in said and "No call so far" in said
    assert "Nobody has spoken of a listed position yet" in said and "no pair yet" in said


def test_a_narrowing_without_positions_and_a_round_without_any_say_so(client, researcher, calls, world):
    client.force_login(researcher)
    assert "No position here" in page(client, calls.round, area="2", prime=world.tallis.public_id).content.decode()
    empty = open_round(programme=world.programme, opens_on=NOW.date(), publishers=["Nobody"], by=world.by)
    assert "Nobody to call in this round" in page(client, empty).content.decode()
    for name in ("rates-csv", "rates-xlsx", "progress-svg"):
        assert client.get(reverse(f"survey:{name}", args=[empty.pk])).status_code == 200


def test_the_rounds_stand_with_their_headline_rates(client, researcher, called):
    client.force_login(researcher)
    said = client.get(reverse("survey:rounds"), {"programme": "demonstration"}).content.decode()
    assert "Demonstration programme, round 1" in said and "2 of 4" in said and ">25.0<" in said
    assert "No round yet" in client.get(reverse("survey:rounds"), {"programme": "other"}).content.decode()
    assert client.get(reverse("survey:rates", args=[10**6])).status_code == 404


# ---- the files


def figures(client, round, **asked):
    response = client.get(reverse("survey:rates-csv", args=[round.pk]), asked)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_every_row_of_the_file_has_its_unit_and_what_it_is_of(client, researcher, called):
    client.force_login(researcher)
    rows = figures(client, called.round)
    found = {(row["unit"], row["figure"]): row for row in rows if row["section"] == "rates"}
    rr1 = found["organisations", "RR1"]
    assert (rr1["numerator"], rr1["denominator"], rr1["value"], rr1["value_in"]) == ("1", "4", "25.0", "per cent")
    assert rr1["formula"] == "I / (I+P+R+NC+O+U)" and rr1["in_words"].startswith("Interviews, of all")
    assert found["positions", "RR1"]["value"] == "50.0"
    assert all(row["unit"] in ("organisations", "positions") for row in rows)
    assert {row["section"] for row in rows} >= {"dispositions", "rates", "list accuracy", "agreement"}


def test_the_files_hold_the_figures_of_the_page_of_the_same_address(client, researcher, called, world):
    client.force_login(researcher)
    asked = {"prime": world.tallis.public_id}
    report = page(client, called.round, **asked).context["report"]
    rows = figures(client, called.round, **asked)
    rates = {(r["unit"], r["figure"]): r["value"] for r in rows if r["section"] == "rates"}
    for one, other in report.rates:
        for unit, rate in (("organisations", one), ("positions", other)):
            assert rates[unit, rate.name] == ("" if rate.per_cent is None else str(rate.per_cent))
    assert {row["prime"] for row in rows} == {"Tallis and Rowe"}
    response = client.get(reverse("survey:rates-xlsx", args=[called.round.pk]), asked)
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["about", "figures", "progress"]
    assert book["figures"].max_row == len(rows) + 1
    assert book["progress"].max_row == len(report.progress) + 1
    assert "prime-" in response["Content-Disposition"]


def test_a_name_that_begins_like_a_formula_is_text_in_the_files(client, researcher, calls, world):
    world.listed(world.quill, award_contract(area=world.westmere, prime=register_provider(name="=1+1"))[0], "1")
    refresh_round(round=calls.round)
    client.force_login(researcher)
    assert {row["group"] for row in figures(client, calls.round) if "1+1" in row["group"]} == {"'=1+1"}
    response = client.get(reverse("survey:rates-xlsx", args=[calls.round.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["figures"]
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value == "=1+1"} == {"s"}


def test_the_picture_is_a_file_too(client, researcher, called):
    client.force_login(researcher)
    response = client.get(reverse("survey:progress-svg", args=[called.round.pk]), {"area": "1"})
    assert response["Content-Type"] == "image/svg+xml"
    assert b"Demonstration programme, round 1" in response.content and b"1 Westmere" in response.content


# ---- questions to the database


@pytest.mark.parametrize("name", ["rates", "rates-csv", "rates-xlsx", "progress-svg"])
def test_a_large_round_asks_the_database_as_often_as_a_small_one(name, client, researcher, called, world):
    client.force_login(researcher)
    address = reverse(f"survey:{name}", args=[called.round.pk])
    client.get(address)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = asked()
    for number in range(20):
        provider = register_provider(name=f"Organisation {number}")
        world.listed(provider, world.avenmoor_1, "2")
        world.listed(provider, world.tallis_1, "1")
    refresh_round(round=called.round)
    for number in range(20):
        called.answer_all(Provider.objects.get(name=f"Organisation {number}"), 5000 + number * 30)
    assert asked() == few
    assert few <= 14
