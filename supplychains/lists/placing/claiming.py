"""What somebody says a list is complete for, checked against the areas and primes of its programme."""

from providers.models import Provider
from providers.names import normal_form
from supplychains.contracts.models import PrimeContract

from .coverage import ALL, normalise
from .places import listing


def claimed(programme, *, areas=ALL, primes=ALL, tiers=ALL, may_be_new=False) -> dict:
    """The coverage that names these areas (numbers), primes (public ids or names) and tiers, each "all" or a list.

    ValueError, in a sentence, where it names an area or a prime the programme has not; an area `may_be_new` where the
    list itself defines areas."""
    primes = ALL if primes == ALL else [_public_id(programme, prime) for prime in primes]
    coverage = normalise({"areas": areas, "primes": primes, "tiers": tiers})
    if coverage["areas"] != ALL and not may_be_new:
        known = set(programme.areas.values_list("number", flat=True))
        if unknown := [number for number in coverage["areas"] if number not in known]:
            has = f"its areas are {listing([str(n) for n in sorted(known)], most=20)}" if known else "it has none yet"
            raise ValueError(f"{programme} has no area {listing([str(n) for n in unknown])}; {has}.")
    return coverage


def primes_of(programme):
    """The organisations that hold a contract of a programme, by name."""
    contracts = PrimeContract.objects.filter(area__programme=programme).order_by()
    return Provider.objects.filter(pk__in=contracts.values("provider")).order_by("name")


def _public_id(programme, text):
    primes = primes_of(programme)
    found = primes.filter(public_id=text)[:1] or primes.filter(names__key=normal_form(text)).distinct()[:2]
    if len(found) != 1:
        raise ValueError(f"“{text}” is not the name of one prime of {programme}.")
    return found[0].public_id
