"""The page of two editions compared, and its files.

edition of 31 March 2026                      edition of 30 September 2026
1 Westmere    Avenmoor  Hope Trust      1     1 Westmere    Avenmoor  Hope Trust      2   private: moved, recoded
              Avenmoor  Larkhill Skills 2                   Avenmoor  LARKHILL SKILLS 2   spelt otherwise
              Tallis    Larkhill Skills 1                   (left)
2 Ellan Vale  Avenmoor  Quill College   2     2 Ellan Vale  Avenmoor  Quill College   2
                                                            Avenmoor  Ostler Works    1   entered
"""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from providers.actions import state_sector
from supplychains.contracts.wording import day
from supplychains.lists.actions import roll_back_list
from supplychains.lists.models import ListRow, ProviderList

from .making import csv_of

MARCH, SEPTEMBER = dt.date(2026, 3, 31), dt.date(2026, 9, 30)
BEFORE = [
    ["Westmere", "Avenmoor Group", "Hope Trust", "1", "charity"],
    ["Westmere", "Avenmoor Group", "Larkhill Skills", "2", "charity"],
    ["Westmere", "Tallis and Rowe", "Larkhill Skills", "1", "charity"],
    ["Ellan Vale", "Avenmoor Group", "Quill College", "2", "statutory"],
]
AFTER = [
    ["Westmere", "Avenmoor Group", "Hope Trust", "2", "private"],
    ["Westmere", "Avenmoor Group", "LARKHILL SKILLS", "2", "charity"],
    ["Ellan Vale", "Avenmoor Group", "Quill College", "2", "statutory"],
    ["Ellan Vale", "Avenmoor Group", "Ostler Works", "1", "private"],
]
PAGE, CSV, XLSX = (reverse(f"lists:{name}") for name in ("compare", "compare-csv", "compare-xlsx"))
PARTS = ["summary", "primes", "areas", "sectors", "changes"]


@pytest.fixture
def editions(bring):
    return bring(csv_of(*BEFORE), published_on=MARCH), bring(csv_of(*AFTER), published_on=SEPTEMBER)


@pytest.fixture
def pair(editions):
    return {"first": editions[0].public_id, "second": editions[1].public_id}


@pytest.fixture
def reading(client, researcher):
    client.force_login(researcher)
    return client


def said(client, address, **params):
    response = client.get(address, params)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def rows(client, **params):
    return list(csv.DictReader(io.StringIO(client.get(CSV, params).content.decode("utf-8-sig"))))


def test_the_summary_counts_in_three_units(reading, pair):
    page = said(reading, PAGE, **pair)
    assert (
        "Of 3 organisations on the earlier list, 0 left it and 3 stayed; 1 of the 4 on the later one entered." in page
    )
    assert "Counted as organisation × contract, 1 of 4 left and 1 of 4 entered." in page
    counted = reading.get(PAGE, pair).context["counted"]
    assert [(unit.value, t.before, t.left, t.stayed, t.entered, t.after) for unit, t in counted] == [
        ("organisation", 3, 0, 3, 1, 4),
        ("prime", 4, 1, 3, 1, 4),
        ("contract", 4, 1, 3, 1, 4),
    ]
    assert [(t.tier, t.sector, t.renamed, t.respelt) for _, t in counted] == [(2, 1, 0, 1), (1, 1, 0, 1), (1, 1, 0, 1)]
    assert "25.0 %" in page and "1 of 4" in page and "2 of 8" in page


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_its_page(reading, pair, part):
    assert 'aria-current="page"' in said(reading, PAGE, **pair, part=part)


def test_by_prime_by_area_and_by_sector(reading, pair):
    def lines(part, **more):
        return reading.get(PAGE, {**pair, "part": part, **more}).context

    assert [(place.prime_name, t.before, t.after) for place, t in lines("primes")["lines"]] == [
        ("Avenmoor Group", 3, 4),
        ("Tallis and Rowe", 1, 0),
    ]
    assert [(place.area, t.left, t.entered) for place, t in lines("areas")["lines"]] == [(1, 1, 0), (2, 0, 1)]
    sectors = lines("sectors")
    assert [(words, t.before, t.went, t.entered, t.came, t.after) for words, t in sectors["sectors"]] == [
        ("Private", 0, 0, 1, 1, 2),
        ("Public", 1, 0, 0, 0, 1),
        ("Third", 2, 1, 0, 0, 1),
    ]
    assert (sectors["total"], sectors["drifted"]) == (3, 1)
    assert [(cause.value, number) for cause, number, _ in sectors["causes"]] == [
        ("call", 0),
        ("sources", 0),
        ("recoded", 1),
    ]


def test_a_call_that_says_otherwise_is_the_cause_and_is_heard_at_once(reading, world, pair):
    assert {row["sector_cause"] for row in rows(reading, **pair, kind="sector")} == {"List recoded"}
    call = {"source": "call", "speaks_for": "subcontractor", "stated_on": MARCH, "by": world.by}
    state_sector(provider=world.hope, sector="third", **call)
    assert {row["sector_cause"] for row in rows(reading, **pair, kind="sector")} == {"Call contradicts"}
    assert "(call contradicts)" in said(reading, PAGE, **pair, part="changes")


def test_a_list_of_another_publisher_that_says_otherwise_is_a_cause(reading, bring, pair):
    bring(csv_of(BEFORE[0]), publisher_name="Somebody else", published_on=MARCH)
    assert {row["sector_cause"] for row in rows(reading, **pair, kind="sector")} == {"Sources disagree"}


# ---- every change, on the page and as files


def test_the_changes_are_filtered_by_kind_prime_and_area(reading, world, pair):
    def found(**more):
        return [(row["organisation"], row["change"]) for row in rows(reading, **pair, **more)]

    assert found() == [
        ("Hope Trust", "stayed; tier; sector"),
        ("Larkhill Skills", "stayed; respelt"),
        ("Larkhill Skills", "left"),
        ("Ostler Works", "entered"),
    ]
    assert found(kind="same") == [("Quill College", "stayed; same")]
    assert len(found(kind="stayed")) == 3
    assert found(prime=world.tallis.public_id) == [("Larkhill Skills", "left")]
    assert found(area="2") == [("Ostler Works", "entered")]
    assert found(kind="left", area="2") == []
    assert found(unit="organisation", kind="tier") == [
        ("Hope Trust", "stayed; tier; sector"),
        ("Larkhill Skills", "stayed; tier; respelt"),
    ]


def test_the_page_shows_what_the_file_holds(reading, pair):
    page = said(reading, PAGE, **pair, part="changes")
    assert "4 of 5 organisation × contract" in page
    for words in ("Tier 1 → Tier 2", "Third → Private (list recoded)", "“Larkhill Skills” → “LARKHILL SKILLS”"):
        assert words in page
    assert "Quill College" not in page


def test_a_file_says_what_it_counts(reading, pair):
    row = rows(reading, **pair, kind="tier")[0]
    assert (row["unit"], row["prime"], row["area_numbers"], row["areas"]) == (
        "organisation × contract",
        "Avenmoor Group",
        "1",
        "Westmere",
    )
    assert (row["tier_before"], row["tier_after"], row["sector_before"], row["sector_after"]) == (
        "1",
        "2",
        "third",
        "private",
    )


def test_the_spreadsheet_has_every_figure_with_its_unit(reading, pair):
    response = reading.get(XLSX, pair)
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == "about totals rates primes areas sectors drift causes changes".split()
    assert [row[0].value for row in book["totals"].rows] == [
        "unit",
        "organisations",
        "organisation × prime",
        "organisation × contract",
    ]
    assert book["changes"].max_row == 5 and f"compare-{pair['first']}" in response["Content-Disposition"]
    assert all(sheet["A1"].value == "unit" for sheet in book if sheet.title != "about")


def test_the_table_is_paged_and_sorted(reading, bring, pair, world):
    many = [["Westmere", "Avenmoor Group", f"Body {n:03}", "1", "private"] for n in range(120)]
    third = bring(csv_of(*many), published_on=dt.date(2026, 12, 31))
    params = {"first": pair["second"], "second": third.public_id, "part": "changes", "kind": "entered"}
    page = said(reading, PAGE, **params)
    assert "Body 000" in page and "Body 049" in page and "Body 050" not in page
    assert "Body 119" in said(reading, PAGE, **params, page="3")
    assert "Body 119" in said(reading, PAGE, **params, sort="-organisation")
    assert said(reading, PAGE, **params, page="none", sort="nothing")


# ---- what cannot be compared


def test_an_edition_that_was_rolled_back_is_said_to_be(reading, pair, world):
    gone = ProviderList.objects.get(public_id=pair["second"])
    roll_back_list(provider_list=gone, by=world.by, reason="A draft.")
    when = day(timezone.localtime(gone.rolled_back_at).date())
    sentence = f"The edition of 30 September 2026 of Employment Support Office was rolled back on {when}"
    assert sentence in said(reading, PAGE, **pair)


@pytest.mark.parametrize("address", [PAGE, CSV, XLSX])
def test_bad_input_is_a_sentence_on_the_page_and_leads_there_from_a_file(reading, pair, stage, bring, address):
    other = bring(csv_of(BEFORE[0]), publisher_name="Somebody else", published_on=MARCH)
    staged = stage(csv_of(BEFORE[3]), published_on=SEPTEMBER)
    cases = [
        ({"first": "nothing!", "second": pair["second"]}, "There is no applied edition “nothing!”."),
        ({"first": pair["first"], "second": staged.public_id}, "is not applied yet."),
        ({"first": pair["first"], "second": pair["first"]}, "Both are the same edition."),
        ({"first": pair["first"]}, "One edition is chosen; the other is missing."),
        ({"second": pair["first"]}, "No edition of this publisher before it is in the map."),
        ({"first": pair["first"], "second": other.public_id}, "different publishers or programmes"),
    ]
    for params, sentence in cases:
        response = reading.get(address, params, follow=True)
        assert response.status_code == 200 and sentence in response.content.decode()
        assert len(response.redirect_chain) == (address != PAGE)
    assert "Two editions compared" in reading.get(address, follow=True).content.decode()


def test_what_narrows_and_is_not_known_is_left_out_and_said(reading, pair):
    page = said(reading, PAGE, **pair, part="changes", unit="lots", kind="odd", prime="nobody", area="99x")
    for words in ("“lots” is not counted here", "kind of change “odd”", "prime “nobody”", "area “99x”"):
        assert words in page
    assert "4 of 5" in page
    assert "has no part “whole”" in said(reading, PAGE, **pair, part="whole")
    assert "“organisation” is not counted here" in said(reading, PAGE, **pair, part="areas", unit="organisation")


def test_without_two_editions_there_is_nothing_to_choose(reading, bring):
    bring(csv_of(*BEFORE), published_on=MARCH)
    assert "Nothing to compare yet" in said(reading, PAGE)


def test_the_earlier_edition_comes_first_whatever_the_address_says(reading, pair):
    turned = {"first": pair["second"], "second": pair["first"]}
    assert rows(reading, **turned) == rows(reading, **pair)


def test_an_edition_alone_is_compared_with_the_one_before(reading, editions, pair):
    assert reading.get(PAGE, {"second": pair["second"]}).context["asked"].pair == editions
    page = said(reading, editions[1].get_absolute_url())
    assert f"{PAGE}?second={pair['second']}" in page and reverse("lists:errata", args=[pair["second"]]) in page
    assert PAGE in said(reading, reverse("lists:index"))


def test_what_was_withdrawn_is_not_on_the_list(reading, world, editions, pair):
    assert len(rows(reading, **pair, kind="same")) == 1
    quill = editions[1].rows.get(number=4)
    quill.statement.subcontract.statements.filter(edition=pair["second"]).withdraw(by=world.by, reason="a slip")
    assert rows(reading, **pair, kind="same") == [] and len(rows(reading, **pair, kind="left")) == 2


def test_a_merged_organisation_is_the_one_it_became(reading, world, pair):
    world.ostler.merged_into = world.larkhill
    world.ostler.save()
    entered = rows(reading, **pair, kind="entered")
    assert [(row["organisation"], row["name_after"]) for row in entered] == [("Larkhill Skills", "Ostler Works")]
    assert rows(reading, **pair, kind="entered", unit="organisation") == []


def test_stated_coverage_bounds_who_can_have_left(reading, editions, pair):
    ProviderList.objects.filter(pk=editions[1].pk).update(coverage={"areas": [2], "primes": "all", "tiers": "all"})
    assert rows(reading, **pair, kind="left") == []
    assert "1 organisation × contract of 31 March 2026 are left out" in said(reading, PAGE, **pair)


def test_a_row_that_is_not_placed_is_not_counted_and_that_is_said(reading, bring, pair):
    third = bring(
        csv_of(*AFTER, ["Norhaven", "Avenmoor Group", "Lost Body", "1", "private"]), published_on=dt.date(2026, 10, 1)
    )
    assert ListRow.objects.filter(provider_list=third, resolution="problem").count() == 1
    page = said(reading, PAGE, first=pair["second"], second=third.public_id)
    assert "1 of 5 rows of 1 October 2026 are not placed" in page


@pytest.mark.parametrize("part", PARTS)
def test_the_questions_do_not_grow_with_the_lists(reading, bring, pair, part, django_assert_max_num_queries):
    many = [["Westmere", "Avenmoor Group", f"Body {n:03}", "1", "private"] for n in range(60)]
    third = bring(csv_of(*many), published_on=dt.date(2026, 12, 31))
    with django_assert_max_num_queries(14):
        reading.get(PAGE, {"first": pair["second"], "second": third.public_id, "part": part})
