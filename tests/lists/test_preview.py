"""A preview and what applying holds to: nothing else than what was looked at, and nothing where nothing is placed."""

import datetime as dt

import pytest

from providers.actions import register_provider
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract
from supplychains.lists.actions import NotApplied, Outdated, ThrownAway, apply_list, discard_list, renew_preview
from supplychains.lists.models import ListRow, ProviderList
from supplychains.lists.wording import obstacle
from tests.lists.making import SHORT, csv_of, sizes
from tests.pages import faults

UNKNOWN = csv_of(["Norhaven", "Kesterby", "Kinder Works", "", ""])
OPTION = "“The list itself defines areas and prime contracts”"


def html(response):
    assert response.status_code == 200 and faults(response) == []
    return " ".join(response.content.decode().split())


def press(client, provider_list, stamp):
    """What the button of the preview with this stamp leads to."""
    return html(client.post(f"{provider_list.get_absolute_url()}apply/", {"staged_at": stamp}, follow=True))


def open_norhaven(world):
    """Row 3 of SHORT can be placed from now on."""
    area = ContractPackageArea.objects.create(programme=world.programme, number=3, name="Norhaven")
    PrimeContract.objects.create(area=area, provider=world.avenmoor)


# ---- thrown away


def test_a_list_staged_by_mistake_is_thrown_away(client, administrator, researcher, stage):
    provider_list = stage(SHORT)
    discard = f"{provider_list.get_absolute_url()}discard/"
    client.force_login(researcher)
    assert client.post(discard).status_code == 403
    client.force_login(administrator)
    assert "is thrown away" in html(client.post(discard, follow=True))
    assert not ProviderList.objects.exists() and not ListRow.objects.exists()


def test_a_list_in_the_map_is_not_thrown_away(client, administrator, bring):
    provider_list = bring(SHORT)
    client.force_login(administrator)
    assert "The list is in the map" in html(client.post(f"{provider_list.get_absolute_url()}discard/", follow=True))
    assert ProviderList.objects.filter(pk=provider_list.pk).exists()


# ---- nothing to apply


def test_a_list_that_places_nothing_is_not_applied(world, stage):
    provider_list = stage(UNKNOWN)
    before = sizes()
    with pytest.raises(NotApplied, match=f"nothing to apply. If it brings areas .* again with {OPTION}"):
        apply_list(provider_list=provider_list, by=world.by)
    provider_list.refresh_from_db()
    assert (sizes(), provider_list.state, provider_list.applied_at) == (before, "staged", None)


def test_and_may_be_staged_again_with_another_option_and_applied(world, stage, bring):
    first = stage(UNKNOWN)
    again = bring(UNKNOWN, create_contracts=True, published_on=dt.date(2026, 4, 1))
    assert (again.pk, again.state, again.counts["contracts_created"]) == (first.pk, "applied", 1)


def test_a_list_of_contracts_alone_may_be_applied(bring):
    assert bring(csv_of(["Norhaven", "Kesterby", "", "", ""]), create_contracts=True).state == "applied"


def test_in_place_of_the_button_stands_why_and_what_to_do(client, administrator, researcher, stage):
    provider_list = stage(UNKNOWN)
    for user, may_upload in ((administrator, True), (researcher, False)):
        client.force_login(user)
        page = html(client.get(provider_list.get_absolute_url()))
        assert "Apply the list" not in page and "so there is nothing to apply." in page and OPTION in page
        assert ("Upload it again" in page) == may_upload and "Nothing has reached the map." in page
    client.force_login(administrator)
    assert 'class="notice bad"' in press(client, provider_list, provider_list.stamp)


@pytest.mark.parametrize(
    ("counts", "creates", "holds", "words"),
    [
        ({"placed": 1}, False, True, None),
        ({"contracts_alone": 1}, True, True, None),
        ({"placed": 0, "problems": 2}, False, True, OPTION),
        ({"placed": 0, "doubtful": 1}, False, True, "“Take as new organisations”"),
        ({"placed": 0, "doubtful": 1}, True, False, "Correct the file"),
        ({"placed": 0, "problems": 2}, True, True, "Correct the file"),
    ],
)
def test_what_to_do_depends_on_what_was_chosen(counts, creates, holds, words):
    said = obstacle(counts, creates_contracts=creates, holds_doubtful=holds)
    assert said == "" if words is None else words in said


# ---- what was looked at


def test_what_was_looked_at_is_applied(client, administrator, stage):
    provider_list = stage(SHORT)
    client.force_login(administrator)
    page = html(client.get(provider_list.get_absolute_url()))
    assert f'name="staged_at" value="{provider_list.stamp}"' in page
    assert "Applied." in press(client, provider_list, provider_list.stamp)


def test_a_map_that_moved_is_shown_and_not_applied(client, administrator, world, stage):
    provider_list = stage(SHORT, by=world.by)
    before, stamp = Subcontract.objects.count(), provider_list.stamp
    open_norhaven(world)
    client.force_login(administrator)
    page = press(client, provider_list, stamp)
    assert "The map has moved since this list was staged. Nothing was applied; look again" in page
    assert "2 rows would be placed in the chain" in page and "Apply the list" in page
    provider_list.refresh_from_db()
    assert (provider_list.state, provider_list.counts["placed"]) == ("staged", 2)
    assert provider_list.rows.get(number=3).resolution == "placed" and provider_list.rows.count() == 3
    assert Subcontract.objects.count() == before
    assert "The list was staged again since you looked." in press(client, provider_list, stamp)
    assert "Applied." in press(client, provider_list, provider_list.stamp)
    assert Subcontract.objects.count() == before + 2


def test_a_row_that_would_go_to_another_organisation_than_shown_is_not_applied(world, stage):
    """The figures are the same, the map is not: the name now belongs to somebody else."""
    works, other = register_provider(name="Kinder Works"), register_provider(name="Other Body")
    provider_list = stage(csv_of(["Westmere", "Avenmoor Group", "Kinder Works", "", ""]))
    seen, before = provider_list.stamp, sizes()
    works.names.update(provider=other)
    with pytest.raises(Outdated, match="The map has moved"):
        apply_list(provider_list=provider_list, by=world.by, seen=seen)
    assert sizes() == before
    renew_preview(provider_list=provider_list, by=world.by)
    assert provider_list.rows.get().provider == other
    assert apply_list(provider_list=provider_list, by=world.by, seen=provider_list.stamp)


def test_of_two_who_throw_a_list_away_the_slower_is_told(client, administrator, stage):
    provider_list = stage(SHORT)
    mine = ProviderList.objects.get(pk=provider_list.pk)
    discard_list(provider_list=provider_list)
    for late in (lambda: discard_list(provider_list=mine), lambda: apply_list(provider_list=mine, by=administrator)):
        with pytest.raises(ThrownAway, match="has thrown this list away"):
            late()


def test_a_list_staged_again_meanwhile_is_not_applied(world, stage):
    provider_list = stage(SHORT)
    seen, before = provider_list.stamp, sizes()
    again = stage(SHORT, doubtful="new")
    with pytest.raises(Outdated, match="staged again since you looked"):
        apply_list(provider_list=again, by=world.by, seen=seen)
    again.refresh_from_db()
    assert (sizes(), again.state) == (before, "staged")
    assert apply_list(provider_list=again, by=world.by, seen=again.stamp) is True


def test_a_preview_that_still_holds_is_left_as_it_is(world, stage):
    provider_list = stage(SHORT)
    before = provider_list.stamp, list(provider_list.rows.values_list("pk", flat=True))
    renew_preview(provider_list=provider_list, by=world.by)
    assert before == (provider_list.stamp, list(provider_list.rows.values_list("pk", flat=True)))


def test_an_applied_list_has_no_preview_to_renew(world, bring):
    provider_list = bring(SHORT)
    before = provider_list.counts
    register_provider(name="Kinder Works")
    open_norhaven(world)
    renew_preview(provider_list=provider_list, by=world.by)
    provider_list.refresh_from_db()
    assert (provider_list.state, provider_list.counts) == ("applied", before)
