"""The Work Programme as the sources have it: nothing added, nothing lost."""

from providers.models import Provider
from supplychains.contracts.models import PrimeContract, Subcontract
from supplychains.lists.models import ProviderList
from supplychains.samples.work_programme import load_work_programme


def test_areas_contracts_and_primes_each_with_their_source(administrator):
    programme = load_work_programme(by=administrator)
    contracts = PrimeContract.objects.filter(area__programme=programme)
    primes = Provider.objects.filter(prime_contracts__in=contracts).distinct()
    assert (programme.areas.count(), contracts.count(), primes.count()) == (18, 40, 18)
    assert not programme.areas.filter(source="").exists() and not contracts.filter(source="").exists()


def test_the_sector_of_a_prime_is_a_statement_with_its_source(administrator):
    load_work_programme(by=administrator)
    ncg = Provider.objects.get(name="NCG (Intraining)")
    assert (ncg.sector, ncg.sector_verification) == ("public", "unverified")
    assert {s.source for s in ncg.sector_statements.all()} == {"web"}
    assert "sector contested" in ncg.sector_statements.first().reference
    assert Provider.objects.filter(prime_contracts__isnull=False, sector="unknown").count() == 0


def test_17_listings_are_placed_and_34_are_kept_and_explained(administrator):
    programme = load_work_programme(by=administrator)
    edition = ProviderList.objects.get(programme=programme)
    assert (edition.counts["rows"], edition.counts["placed"], edition.counts["problems"]) == (51, 17, 34)
    assert Subcontract.objects.on_map().in_programme(programme).count() == 17
    problems = edition.rows.exclude(problem="")
    assert problems.count() == 34 and not problems.filter(explanation="").exists()
    assert set(problems.values_list("problem", flat=True)) <= {"no-area", "no-prime", "no-area-and-prime"}


def test_every_area_has_a_tile_of_its_own_in_a_recognisable_great_britain(administrator):
    places = places_of(load_work_programme(by=administrator))
    assert len(set(places.values())) == 18 and all(row and column for row, column in places.values())
    scotland, north_east, north_west, wales = (places[number] for number in (8, 5, 6, 13))
    assert scotland[0] == min(row for row, _ in places.values())
    assert (north_east[0], north_east[1]) == (north_west[0], north_west[1] + 1)
    assert all(wales[1] < column for row, column in places.values() if row == wales[0] and (row, column) != wales)
    assert places[11] == (max(row for row, _ in places.values()), min(column for _, column in places.values()))
    for row, column in (places[3], places[4]):  # around London: East of England, Thames Valley, Surrey to Kent
        beside = {(row - 1, column), (row + 1, column), (row + 1, column - 1)}
        assert beside & {places[1], places[9], places[10]}


def test_areas_of_an_older_database_get_their_places_and_what_an_administrator_set_is_kept(administrator):
    programme = load_work_programme(by=administrator)
    programme.areas.update(grid_row=None, grid_column=None)
    programme.areas.model.history.all().delete()  # as it was before areas had places
    put(programme.areas.get(number=8), 3, 9)
    put(programme.areas.get(number=13), 1, 1)
    put(programme.areas.get(number=13), None, None)
    load_work_programme(by=administrator)
    places = places_of(programme)
    assert (places[8], places[13], places[5]) == ((3, 9), (None, None), (2, 4))
    assert list(places.values()).count((None, None)) == 1


def put(area, row, column):
    area.grid_row, area.grid_column = row, column
    area.save()


def places_of(programme):
    return {
        number: (row, column)
        for number, row, column in programme.areas.values_list("number", "grid_row", "grid_column")
    }


def test_loading_it_again_changes_nothing(administrator):
    load_work_programme(by=administrator)
    before = [model.objects.count() for model in (Provider, PrimeContract, Subcontract, ProviderList)]
    load_work_programme(by=administrator)
    assert [model.objects.count() for model in (Provider, PrimeContract, Subcontract, ProviderList)] == before


def test_nothing_is_said_of_real_organisations_that_no_source_says(administrator):
    programme = load_work_programme(by=administrator)
    positions = Subcontract.objects.in_programme(programme)
    assert not positions.checked().exists()
    assert set(positions.values_list("involvement", "referral_status")) == {("unknown", "unknown")}
