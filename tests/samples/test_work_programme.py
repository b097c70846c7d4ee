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
