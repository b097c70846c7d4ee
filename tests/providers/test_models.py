"""What must never be false about organisations: each constraint, good and bad."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from providers.actions import add_name, add_number, register_provider, state_sector, withdraw_sector
from providers.models import Contact, Identifier, MatchDecision, PhoneNumber, Provider, ProviderName, SectorStatement


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.fixture
def hope(db):
    return register_provider(name="Hope Trust")


def test_an_organisation_has_a_name(db):
    refused(lambda: Provider.objects.create(name=""))


def test_an_organisation_is_not_its_own_branch_nor_merged_into_itself(hope):
    refused(lambda: Provider.objects.filter(pk=hope.pk).update(parent=hope))
    refused(lambda: Provider.objects.filter(pk=hope.pk).update(merged_into=hope))


def test_not_to_be_contacted_has_a_reason(hope):
    refused(lambda: Provider.objects.filter(pk=hope.pk).update(do_not_contact=True))
    Provider.objects.filter(pk=hope.pk).update(do_not_contact=True, do_not_contact_reason="They asked us to stop.")


def test_an_organisation_is_registered_under_its_cleaned_name(db):
    provider = register_provider(name="  The Hope\u00a0Trust ")
    assert (provider.name, provider.names.get().key) == ("The Hope Trust", "hope trust")


def test_a_name_without_letters_registers_nobody(db):
    with pytest.raises(ValueError, match="no letters"):
        register_provider(name="---")
    assert not Provider.objects.exists()


def test_the_same_spelling_is_kept_once(hope):
    add_name(provider=hope, text="HOPE TRUST")
    add_name(provider=hope, text="HOPE TRUST")
    assert sorted(hope.names.values_list("text", flat=True)) == ["HOPE TRUST", "Hope Trust"]
    refused(lambda: ProviderName.objects.create(provider=hope, text="HOPE TRUST", key="hope trust"))
    refused(lambda: ProviderName.objects.create(provider=hope, text="Hope", key=""))


def test_an_organisation_is_found_by_any_of_its_names_and_by_its_number(hope):
    add_name(provider=hope, text="Hop Trst")
    Identifier.objects.create(provider=hope, scheme="GB-CHC", value="1000001")
    assert [*Provider.objects.matching("hop tr")] == [*Provider.objects.matching("1000001")] == [hope]
    assert [*Provider.objects.named(["hop trst"])] == [hope]


def test_a_part_of_a_name_is_found_as_it_is_written_and_as_it_is_folded(db):
    acme, women = register_provider(name="Acme Training Limited"), register_provider(name="Leeds Women’s Forum")
    for text in ("training limit", "ACME TRAINING LIMITED", "acme"):
        assert list(Provider.objects.matching(text)) == [acme]
    for text in ("women's f", "womens", "Women’s"):
        assert list(Provider.objects.matching(text)) == [women]
    assert not Provider.objects.matching("company").exists()  # "co" is in "community", but nobody asked for it


def test_a_register_number_names_one_organisation(hope):
    other = register_provider(name="Other")
    Identifier.objects.create(provider=hope, scheme="GB-CHC", value="1000001")
    refused(lambda: Identifier.objects.create(provider=other, scheme="GB-CHC", value="1000001"))


def test_a_number_is_kept_once_with_its_leading_zero(hope):
    number = add_number(provider=hope, text="0161 496 0000")
    assert add_number(provider=hope, text="(0161) 4960000") == number
    assert (number.text, number.normalised) == ("0161 496 0000", "+441614960000")
    refused(lambda: PhoneNumber.objects.create(provider=hope, text="x", normalised="+441614960000"))


def test_a_contact_has_a_name_a_role_or_an_address(hope):
    refused(lambda: Contact.objects.create(provider=hope))
    assert str(Contact.objects.create(provider=hope, role="operations manager")) == "operations manager"


SAID = {"source": "list", "speaks_for": "publisher", "stated_on": dt.date(2026, 2, 28), "edition": "feb26"}


def test_a_sector_is_settled_from_what_is_said(hope, administrator):
    state_sector(provider=hope, sector="third", by=administrator, **SAID)
    assert (hope.sector, hope.sector_verification) == ("third", "unverified")
    state_sector(provider=hope, sector="private", by=administrator, **SAID)
    assert (hope.sector, hope.sector_verification) == ("unknown", "disputed")
    call = {"source": "call", "speaks_for": "subcontractor", "stated_on": dt.date(2026, 3, 1)}
    state_sector(provider=hope, sector="mixed", by=administrator, **call)
    assert hope.sector == "mixed"


def test_a_withdrawn_statement_settles_to_what_was_before_and_stays_readable(hope, administrator):
    state_sector(provider=hope, sector="third", by=administrator, **SAID)
    wrong = hope.sector_statements.all()
    assert withdraw_sector(statements=wrong, by=administrator, reason="Read from the wrong file.") == 1
    hope.refresh_from_db()
    assert hope.sector == "unknown"
    assert hope.sector_statements.get().withdrawn_reason == "Read from the wrong file."
    assert withdraw_sector(statements=wrong, by=administrator, reason="Again.") == 0


def test_a_statement_cannot_say_what_is_not_in_the_vocabulary(hope, administrator):
    make = SectorStatement.objects.create
    whole = {"provider": hope, "recorded_by": administrator, **SAID}
    refused(lambda: make(sector="unknown", **whole))
    refused(lambda: make(sector="third", **{**whole, "edition": ""}))
    refused(lambda: make(sector="third", **{**whole, "source": "ruling"}))
    refused(lambda: make(sector="third", withdrawn_reason="half", **whole))
    assert make(sector="third", **whole).pk


def test_a_narrow_decision_says_where_and_a_wide_one_does_not(hope, administrator):
    decision = {"key": "hop", "text": "Hop", "provider": hope, "verdict": "same", "by": administrator}
    refused(lambda: MatchDecision.objects.create(scope="area", **decision))
    refused(lambda: MatchDecision.objects.create(scope="everywhere", within="1", **decision))
    refused(lambda: MatchDecision.objects.create(scope="row", within="12", withdrawn_by=administrator, **decision))
    assert MatchDecision.objects.create(scope="area", within="1", **decision).pk


def test_what_people_edit_has_a_history_and_settling_leaves_none(hope, administrator):
    hope.website = "https://hope.example"
    hope.save()
    state_sector(provider=hope, sector="third", by=administrator, **SAID)
    assert [past.website for past in hope.history.all()] == ["https://hope.example", ""]
