"""A staged list beside the edition of its publisher before it, as the database has both."""

from functools import lru_cache

from providers.models import Provider
from providers.names import clean

from ..comparing.churn import tally_of
from ..comparing.editions import Change, Kind, Pair, Row, Unit, comparable
from ..comparing.rows import said_by
from ..comparing.words import details
from ..models import ProviderList
from ..placing.coverage import covers
from .lines import Line
from .records import Changes, Numbers, Staged


def beside_edition(staged: Staged, earlier: ProviderList) -> Changes:
    """What enters, leaves and changes between an applied edition and a staged one, in organisation x contract, with the
    figures of all units. Where one does not claim to be complete, what it does not name is not compared."""
    rows = _Rows(staged)
    before = [
        rows.of(who, at, name, tier, "" if gone else sector) for who, name, at, tier, sector, gone in said_by(earlier)
    ]
    after = [
        rows.of(who, at, said["subcontractor"], said.get("tier", ""), said.get("sector", ""))
        for who, at, said, _ in staged.rows
    ]
    both = comparable(
        before, after, covers_before=rows.covering(earlier), covers_after=rows.covering(staged.provider_list)
    )
    pairs = {unit: Pair(both.before, both.after, unit) for unit in Unit}
    changes = sorted(pairs[Unit.CONTRACT].changes(), key=lambda change: change.order)
    known = Provider.objects.filter(pk__in=said_by(earlier).values("provider")).values_list("pk", "public_id")
    addresses = dict(known) | {pk: public_id for pk, (public_id, _, _) in staged.organisations.items()}
    counted = [(unit, tally_of(pair.kinds())) for unit, pair in pairs.items()]
    return Changes([_line(change) for change in changes], staged.chains, addresses, counted=counted)


class _Rows:
    """Rows of either edition as comparing takes them: new areas and primes by numbers below zero."""

    def __init__(self, staged):
        self.chains, self._areas, self._primes = staged.chains, Numbers(), Numbers()
        self._cleaned = lru_cache(maxsize=None)(clean)  # a list has few names beside its rows
        self._merged = dict(Provider.objects.exclude(merged_into=None).values_list("pk", "merged_into"))

    def of(self, organisation, contract, name, tier, sector) -> Row:
        chain = self.chains[contract]
        area = int(chain.area) if chain.area.isdecimal() else self._areas[chain.area]
        seen = set()
        while organisation in self._merged and organisation not in seen:
            seen.add(organisation)
            organisation = self._merged[organisation]
        prime = self._primes[chain.prime]
        return Row(organisation, self._cleaned(name), prime, contract, area, tier or "", sector or "")

    def covering(self, provider_list):
        """Whether an edition is complete for the place of a row, as a function; None where it does not say."""
        if not provider_list.coverage:
            return None

        def is_covered(row):
            prime = self.chains[row.contract].prime
            return covers(provider_list.coverage, row.area, prime, row.tier or "unknown")

        return is_covered


def _line(change: Change) -> Line:
    side = change.after or change.before
    tiers = side.tiers if side else ()
    tier = "1+2" if len(tiers) > 1 else tiers[0] if tiers else "unknown"
    kinds = tuple(kind for kind in change.kinds if kind != Kind.STAYED)
    name = side.names[0] if side else ""
    return Line(change.organisation, change.contract or 0, name, tier, kinds, tuple(details(change)))
