"""A round as the database has it, for counting: every position with its case, what lists and calls say of it, and what
the calls came to. The same number of questions, however large the round."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from providers.vocabulary import Sector
from supplychains.contracts.vocabulary import Tier

from ..dispositions import LETTERS, REACHED, Part
from ..models import Answer, Attempt, Override, Round, Target
from ..vocabulary import AnswerState, Disposition, Letter, NextStep, SpokeTo
from . import claims
from .accuracy import Evidence, newest
from .additions import Addition, additions
from .counting import Line
from .positions import position_disposition
from .progress import Moments

SETTLING = ("sector", "part_of_it", "role", "delivering", "referrals")
CONTRACT = "subcontract__prime_contract__"
AREA = (f"{CONTRACT}area__number", f"{CONTRACT}area__name")
PRIME = (f"{CONTRACT}provider__public_id", f"{CONTRACT}provider__name")
TARGET = """case case__provider case__disposition subcontract subcontract__tier asks settled untold given_up
given_up_by__outcome__disposition given_up_by__voided_at""".split()
ATTEMPT = "case dialled_at outcome__letter outcome__next_step prime spoke_to told".split()
NOTHING = claims.Said()


@dataclass
class Records:
    """One round as it stands at `at`."""

    round: Round
    at: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @cached_property
    def lines(self) -> list[Line]:
        """Every position of the round, given up or not, in the order of areas and primes."""
        return [self._line(target) for target in self._targets]

    @cached_property
    def evidence(self) -> dict[int, Evidence]:
        """{id of a position: what was said of it and of the sector of its organisation}."""
        said, sectors = claims.of_positions(self.round), claims.of_sectors(self.round)
        found = {}
        for target in self._targets:
            of_it = said.get(target["subcontract"], NOTHING)
            of_sector = sectors.get(target["case__provider"], NOTHING)
            found[target["subcontract"]] = Evidence(of_it.lists, of_it.direct, of_sector.lists, of_sector.direct)
        return found

    @cached_property
    def additions(self) -> list[Addition]:
        """The positions this round found by calling, that no list has."""
        return additions((place, said.direct) for place, said in claims.of_unlisted(self.round))

    @cached_property
    def moments(self) -> dict[int, Moments]:
        """{id of a case: the days on which it was reached and settled}."""
        cases = {target["case"]: Disposition(target["case__disposition"]) for target in self._targets}
        return {case: self._moments(case, disposition) for case, disposition in cases.items()}

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first and the last day of calling so far."""
        last = min(self.today, self.round.closes_on or self.today)
        return self.round.opens_on, max(last, self.round.opens_on)

    # ---- what is read

    @cached_property
    def _targets(self):
        targets = Target.objects.filter(case__round=self.round).order_by(AREA[0], PRIME[1], "subcontract")
        return list(targets.values(*TARGET, *AREA, *PRIME))

    @cached_property
    def _attempts(self):
        """{id of a case: its calls that stand, oldest first}."""
        of_themselves = Answer.objects.filter(attempt=OuterRef("pk"), under_them=None)
        settling = of_themselves.filter(state=AnswerState.ANSWERED, question__in=SETTLING)
        live = Attempt.objects.live().filter(case__round=self.round).annotate(told=Exists(settling))
        found = defaultdict(list)
        rows = live.order_by("dialled_at", "pk")
        for row in rows.values(*ATTEMPT):
            found[row["case"]].append(row)
        return found

    @cached_property
    def _overrides(self):
        """{id of a case: the day of the decision in force about how it stands}; the newest decides, and one that opens
        a case again says nothing of how it stands."""
        in_force = Override.objects.filter(Q(until=None) | Q(until__gt=self.at), case__round=self.round)
        newest = {row["case"]: row for row in in_force.order_by("at", "pk").values("case", "at", "reopens")}
        return {case: timezone.localdate(row["at"]) for case, row in newest.items() if not row["reopens"]}

    # ---- what is made of it

    def _line(self, target):
        evidence, disposition = self.evidence[target["subcontract"]], Disposition(target["case__disposition"])
        return Line(
            position=target["subcontract"],
            case=target["case"],
            organisation=target["case__provider"],
            area=(target[AREA[0]], target[AREA[1]]),
            prime=(target[PRIME[0]], target[PRIME[1]]),
            tier=_one(newest("tier", evidence.listed), Tier.UNKNOWN)
            if evidence.is_listed
            else target["subcontract__tier"],
            sector=_one(newest("sector", evidence.sector_listed), Sector.UNKNOWN),
            case_disposition=disposition,
            disposition=self._disposition(target, disposition),
        )

    def _disposition(self, target, case):
        declined = any(
            (row["outcome__letter"] == Letter.R or row["outcome__next_step"] == NextStep.CONVERT) and not row["prime"]
            for row in self._attempts.get(target["case"], [])
        )
        return position_disposition(
            _part(target), case, declined=declined, overridden=target["case"] in self._overrides
        )

    def _moments(self, case, disposition):
        attempts, letter = self._attempts.get(case, []), LETTERS[disposition]
        reached = _first_day(row for row in attempts if row["outcome__letter"] in REACHED)
        if letter not in (Letter.I, Letter.P, Letter.NE):
            return Moments(reached)
        return Moments(reached, self._settled_on(case, attempts, letter))

    def _settled_on(self, case, attempts, letter):
        """The day of the decision or of the call that settled it; the first of the round where it needed no call."""
        if case in self._overrides:
            return self._overrides[case]
        if letter == Letter.NE:
            called = _first_day(row for row in attempts if row["outcome__letter"] == Letter.NE)
        else:
            called = _first_day(row for row in attempts if row["told"] and row["spoke_to"] == SpokeTo.INFORMANT)
        return called or self.days[0]


def _part(target):
    """A position as the rules of a case see it; see standing.py."""
    is_declined = target["given_up_by__voided_at"] is None
    return Part(
        wanted=tuple(target["asks"]),
        settled=tuple(target["settled"]),
        untold=tuple(target["untold"]),
        given_up=target["given_up"],
        declined=target["given_up_by__outcome__disposition"] or "" if is_declined else "",
    )


def _first_day(rows):
    first = next(iter(rows), None)
    return timezone.localdate(first["dialled_at"]) if first else None


def _one(values, otherwise):
    return next(iter(values)) if len(values) == 1 else str(otherwise)
