"""Register numbers a list brings along, in the world of tests/conftest.py: kept once, never guessed, taken back."""

import datetime as dt

import pytest

from providers.models import Identifier, MatchDecision, Provider
from supplychains.lists.actions import apply_list, read_list_again, roll_back_list
from supplychains.lists.checks.groups import check
from supplychains.lists.checks.page import lines_of
from supplychains.lists.parsing.instructions import Instructions
from supplychains.lists.parsing.telling import with_columns
from supplychains.lists.placing.register_numbers import is_sound, named, numbers_of, sound_numbers
from supplychains.lists.rolling_back import roll_back_plan
from supplychains.lists.staging import entries_of, has_moved, plan_of
from supplychains.lists.who.deciding import decide, withdraw_decision
from supplychains.lists.who.page import asking
from supplychains.lists.wording import sheets_read
from tests.lists.making import csv_of
from tests.lists.picturing import picture

HEADING = ["Area", "Prime", "Subcontractor", "Company number", "Charity no.", "UKPRN"]
JUNE = dt.date(2026, 6, 30)


def rows(*said):
    """Each (subcontractor, company number, charity number, ukprn), under one prime."""
    return csv_of(*[["Westmere", "Avenmoor Group", *row] for row in said], heading=HEADING)


def kept():
    return sorted(Identifier.objects.values_list("provider__name", "scheme", "value"))


def found(provider_list):
    findings = check(lines_of(provider_list, provider_list.rows.order_by("pk")))
    return {one.code: one.sentence for one in findings}


def test_numbers_are_kept_in_one_form_with_their_source(world, bring):
    provider_list = bring(
        rows(
            ["Hope Trust", "1234567", "1000001.0", ""],
            ["Hope Trust", "01234567", "1000001", ""],
            ["Kinder Works", "", "SC 012345", "10001234"],
            ["Ostler Works", "", "NIC100001", ""],
        )
    )
    assert kept() == [
        ("Hope Trust", "GB-CHC", "1000001"),
        ("Hope Trust", "GB-COH", "01234567"),
        ("Kinder Works", "GB-SC", "SC012345"),
        ("Kinder Works", "GB-UKPRN", "10001234"),
        ("Ostler Works", "GB-NIC", "100001"),
    ]
    one = Identifier.objects.get(scheme="GB-COH")
    assert (one.source, one.edition) == ("Employment Support Office, 31 March 2026, row 2", provider_list.public_id)
    assert one.history.get().history_user == world.by


def test_the_next_edition_knows_an_organisation_by_its_number(world, bring, stage):
    bring(rows(["Kinder Works", "", "1000001", ""]))
    again = stage(rows(["Kindr Works Ltd", "", "1000001", ""]), published_on=JUNE)
    row = again.rows.get()
    assert (row.known_by, row.provider) == ("number", Provider.objects.get(name="Kinder Works"))
    assert "number-other-name" not in found(again)


def test_a_number_with_quite_another_name_is_asked_about_and_warned_of(world, bring, stage):
    """List A: Hope Trust, charity 1144091; list B: Yak Mill Ltd with the same number."""
    bring(rows(["Hope Trust", "", "1144091", ""]))
    again = stage(rows(["Yak Mill Ltd", "", "1144091", ""], ["Larkhill Skills", "", "", ""]), published_on=JUNE)
    row = again.rows.get(number=2)
    assert (row.resolution, row.problem, row.known_by) == ("doubtful", "number-other-name", "other-name")
    assert found(again)["number-other-name"] == (
        "The number of “Yak Mill Ltd” is that of Hope Trust, quite another name; a person decides."
    )
    evidence = asking(again.questions.get(), True).candidates[0].evidence
    assert ("Register", "for", "Charity number 1144091 is its number") in evidence
    assert ("Name", "against", "quite another name than Hope Trust") in evidence


@pytest.mark.parametrize("verdict", ["same", "different", "branch", "unsure", "new"])
def test_rows_of_such_a_number_follow_as_the_whole_list_would_be_worked_out(world, bring, stage, verdict):
    bring(rows(["Hope Trust", "", "1144091", ""]))
    again = stage(rows(["Yak Mill Ltd", "", "1144091", ""], ["Yak Mill Ltd", "", "", ""]), published_on=JUNE)
    assert [row.known_by for row in again.rows.all()] == ["other-name", "nobody"]
    decide(question=again.questions.get(), verdict=verdict, provider=world.hope, by=world.by)
    for _ in range(2):
        again.refresh_from_db()
        plan, again.counts = plan_of(again, entries_of(again))
        assert not has_moved(again, plan, again.counts)
        for one in MatchDecision.objects.filter(withdrawn_at=None):
            withdraw_decision(decision=one, by=world.by)
    assert [row.known_by for row in again.rows.all()] == ["other-name", "nobody"]


# ---- which column they stand in


def test_the_column_of_a_number_is_named_and_may_be_any(world, stage):
    heading = ["Area", "Prime", "Subcontractor", "Charity no", "Our code"]
    staged = stage(csv_of(["Westmere", "Avenmoor Group", "Kinder Works", "1144091", "01234567"], heading=heading))
    (sheet,) = sheets_read(staged.was_read())
    assert ("Charity number", "Charity no") in sheet["columns"] and sheet["kept"] == ["Our code"]
    told = with_columns(staged.told(), staged.file.looks, {"company_number": "Our code"}, {}, {})
    told = Instructions.from_json(told)
    assert Instructions.from_json(told.to_json()) == told
    read_list_again(provider_list=staged, said={"columns": told.columns}, seen="", by=world.by)
    apply_list(provider_list=staged, by=world.by)
    assert kept() == [("Kinder Works", "GB-CHC", "1144091"), ("Kinder Works", "GB-COH", "01234567")]


def test_a_column_kept_as_it_is_is_not_used(world, stage):
    Identifier.objects.create(provider=world.hope, scheme="GB-CHC", value="1144091")
    staged = stage(rows(["Yak Mill Ltd", "", "1144091", ""]))
    told = with_columns(staged.told(), staged.file.looks, {"charity_number": ""}, {}, {})
    read_list_again(provider_list=staged, said={"columns": told["columns"]}, seen="", by=world.by)
    assert staged.rows.get().known_by == "nobody" and staged.rows.get().raw["Charity no."] == "1144091"
    assert "Charity no." in sheets_read(staged.was_read())[0]["kept"]
    assert "number-other-name" not in found(staged)


def test_a_number_of_no_register_is_not_kept_and_told(bring):
    provider_list = bring(rows(["Hope Trust", "12", "yes", "20001234"]))
    assert kept() == []
    assert found(provider_list).keys() >= {"company-number", "charity-number", "learning-provider-number"}


def test_a_number_of_two_organisations_is_nobodys(bring):
    provider_list = bring(rows(["Hope Trust", "01234567", "", ""], ["Kinder Works", "01234567", "", ""]))
    assert kept() == []
    said = found(provider_list)["number-shared"]
    assert said == "Company number 01234567 stands with “Hope Trust” and “Kinder Works”; it is not taken over."


def test_two_numbers_of_one_register_are_not_taken_over(bring):
    provider_list = bring(rows(["Hope Trust", "01234567", "", ""], ["Hope Trust", "01234568", "", ""]))
    assert kept() == []
    assert found(provider_list)["numbers-differ"] == (
        "“Hope Trust” has Company number 01234567 and Company number 01234568; neither is taken over."
    )


def test_what_the_map_knows_otherwise_stays(world, bring, stage):
    Identifier.objects.create(provider=world.hope, scheme="GB-COH", value="01234567")
    provider_list = bring(rows(["Hope Trust", "01234568", "1000001", ""]))
    assert kept() == [("Hope Trust", "GB-CHC", "1000001"), ("Hope Trust", "GB-COH", "01234567")]
    assert found(provider_list)["number-known"] == (
        "Its number is known as 01234567; Company number 01234568 is not taken over."
    )


def test_a_number_that_is_one_and_a_name_that_is_another_is_asked_about(world, stage):
    Identifier.objects.create(provider=world.hope, scheme="GB-COH", value="01234567")
    provider_list = stage(rows(["Quill College", "01234567", "", ""]))
    assert provider_list.rows.get().known_by == "conflict"
    apply_list(provider_list=provider_list, by=world.by) if not provider_list.obstacle() else None
    assert kept() == [("Hope Trust", "GB-COH", "01234567")]


# ---- rolling back


def test_the_map_is_as_before_byte_for_byte(world, bring):
    Identifier.objects.create(provider=world.hope, scheme="GB-COH", value="01234567")
    before = picture()
    provider_list = bring(rows(["Hope Trust", "01234567", "1000001", ""], ["Kinder Works", "OC123456", "", "10001234"]))
    assert picture() != before
    plan = roll_back_list(provider_list=provider_list, by=world.by, reason="The wrong file")
    assert picture() == before and plan.figures["register_numbers"] == 3


def test_what_another_list_gives_stays_and_goes_with_that_one(world, bring):
    first = bring(rows(["Kinder Works", "1234567", "", ""]))
    second = bring(rows(["Kinder Works", "01234567", "", "10001234"]), published_on=JUNE)
    reasons = {(one.kind, one.reasons) for one in roll_back_plan(first).kept}
    assert ("register number", ("another list gives it",)) in reasons
    roll_back_list(provider_list=first, by=world.by, reason="The wrong file")
    assert kept() == [("Kinder Works", "GB-COH", "01234567"), ("Kinder Works", "GB-UKPRN", "10001234")]
    roll_back_list(provider_list=second, by=world.by, reason="The wrong file")
    assert kept() == [] and not Provider.objects.standing().filter(name="Kinder Works").exists()


def test_the_page_of_rolling_back_names_it(client, administrator, world, bring):
    first = bring(rows(["Kinder Works", "1234567", "", ""]))
    bring(rows(["Kinder Works", "01234567", "", ""]), published_on=JUNE)
    client.force_login(administrator)
    html = client.get(f"/lists/{first.public_id}/roll-back/").content.decode()
    assert "GB-COH 01234567" in html and "1 register number" in html


# ---- forms


@pytest.mark.parametrize(
    ("scheme", "value", "is_one"),
    [
        *[("GB-COH", value, True) for value in ("01234567", "SC123456", "NI123456", "OC123456", "IP12345R")],
        *[("GB-COH", value, False) for value in ("XX123456", "00000000", "123", "N/A", "SC12345")],
        *[("GB-CHC", value, True) for value in ("123456", "1234567", "1234567-1")],
        *[("GB-CHC", value, False) for value in ("12345", "12345678", "")],
        *[("GB-SC", "SC012345", True), ("GB-SC", "SC12345", False)],
        *[("GB-NIC", "100001", True), ("GB-NIC", "10001", False)],
        *[("GB-UKPRN", "10001234", True), ("GB-UKPRN", "20001234", False), ("GB-UKPRN", "1000123", False)],
    ],
)
def test_the_forms_registers_give_their_numbers(scheme, value, is_one):
    assert is_sound(scheme, value) is is_one


def test_only_numbers_of_the_right_form_are_sound():
    said = {"company_number": "1234567", "ukprn": "soon"}
    assert sound_numbers(said) == (("GB-COH", "01234567"),)
    assert ("GB-UKPRN", "SOON") in numbers_of(said)


@pytest.mark.parametrize(("scheme", "words"), [("GB-CHC", "charity number"), ("GB-UKPRN", "UKPRN"), ("X", "x number")])
def test_registers_are_told_in_words(scheme, words):
    assert named(scheme) == words
