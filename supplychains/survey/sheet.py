"""Everything the call page shows of one case, read in a number of queries that does not grow with its positions."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from providers.models import Provider
from providers.vocabulary import NameKind
from supplychains.contracts.models import ContractPackageArea, PrimeContract, SubcontractStatement
from supplychains.contracts.wording import count

from .beliefs import Belief, Row, rows, said_by
from .models import Attempt, BackCheck, Callback, Case, Outcome
from .openings import Opening, openings, situation
from .script import together
from .standing import replies_in
from .vocabulary import UNUSABLE, Disposition, SpokeTo, WorkStatus
from .wording import age, clock, moment, what_follows

MINE, THEIRS, CLOSED, FREE = "mine", "theirs", "closed", "free"


@dataclass(frozen=True)
class Offer:
    """An outcome that may be chosen, and what would follow from it."""

    outcome: Outcome
    follows: str

    @property
    def is_contact(self):
        return self.outcome.is_contact


@dataclass(frozen=True)
class Sheet:
    """One case as the caller `user` sees it at `at`."""

    case: Case
    user: Any
    at: datetime
    attempts: list[Attempt]
    callback: Callback | None
    rows: list[Row]
    sector: Belief
    outcomes: list[Offer]
    openings: list[Opening]
    names: list[str]
    numbers: list
    areas: list[ContractPackageArea]
    primes: list[Provider]
    is_blind: bool = False

    @property
    def holding(self):
        """Who has the case: mine, theirs, free, or closed to calls."""
        held = self.case.lease_until is not None and self.case.lease_until > self.at
        if held:
            return MINE if self.case.holder_id == self.user.pk else THEIRS
        is_closed = self.case.work_status == WorkStatus.CLOSED or self.case.provider.do_not_contact
        return CLOSED if is_closed or not self.is_round_open else FREE

    @property
    def is_round_open(self):
        return self.case.round.is_open_on(timezone.localdate(self.at))

    @property
    def live(self):
        return [attempt for attempt in self.attempts if attempt.voided_at is None]

    @property
    def number(self):
        """The attempt this call would be."""
        return sum(attempt.outcome.counts_as_attempt for attempt in self.live) + 1

    @property
    def recorded(self):
        """The ids of the attempts so far, by which a browser knows a draft that was saved since."""
        return " ".join(str(attempt.client_id) for attempt in self.attempts)

    @property
    def usable(self):
        return [n for n in self.numbers if n.state not in UNUSABLE]

    @property
    def told(self):
        """{id of a target, or None for the organisation: replies} of the calls of this round so far; none where it is
        asked anew."""
        heard = {}
        for attempt in [] if self.is_blind else self.live:
            if attempt.spoke_to == SpokeTo.INFORMANT:
                for target_id, replies in replies_in(attempt).items():
                    heard.setdefault(target_id, []).append(replies)
        return {target_id: together(calls) for target_id, calls in heard.items()}

    @property
    def out_of_hours(self):
        """Why nobody is given a call of this round now, or "": "outside 9:00 to 17:00", "today is a Sunday"."""
        calendar = self.case.round.rules.calendar
        if calendar.is_open(self.at):
            return ""
        day = calendar.wall(self.at)[0]
        span = calendar.on(day)
        if span is None:
            return f"today {calendar.why_closed(day)}"
        return "outside {} to {}".format(*(f"{m // 60}:{m % 60:02}" for _, m in map(calendar.wall, span)))

    @property
    def why(self):
        """Why this case is served, in one or two short sentences: (what matters, what goes with it)."""
        if self.callback:
            return self._why_callback(self.callback)
        if self.is_blind:
            return "Check call.", "Ask everything anew. What was answered before is not shown."
        done = sum(bool(row.target.settled) for row in self.rows)
        if self.case.disposition == Disposition.PARTIAL:
            spoken = f"{done} of {count(len(self.rows), 'position')} {'was' if done == 1 else 'were'} spoken of."
            return "Partly answered." if self.case.is_final else "Some answers are still open.", spoken
        if not self.live:
            return "First call.", "Nobody has tried them in this round."
        return f"{self.case.next_reason}.", ""

    def _why_callback(self, callback):
        now, start, end = (timezone.localtime(t) for t in (self.at, callback.window_start, callback.window_end))
        role = callback.attempt.role
        verb = "was missed. It was agreed for" if callback.window_end < self.at else "was agreed for"
        return (
            f"A callback {verb} {moment(start, now=now)} to {clock(end)}{'' if role else '.'}",
            f"with the {role[:1].lower()}{role[1:]}." if role else "",
        )

    @property
    def tries(self):
        """The attempts so far, newest first: each, its line, and whether this caller may take it back."""
        now = timezone.localtime(self.at)
        return [
            (
                attempt,
                f"{moment(timezone.localtime(attempt.dialled_at), now=now)}, {attempt.outcome.label.lower()}",
                attempt.may_be_voided_by(self.user, self.at),
            )
            for attempt in reversed(self.attempts)
        ]


def sheet_of(case, *, user, at, they_called=False):
    """The sheet of a case; `case` may be its bare row or its id. `they_called`: it is they who call us."""
    found = (
        Case.objects.select_related("round__programme", "provider", "holder")
        .prefetch_related(
            "provider__names",
            "provider__identifiers",
            "provider__numbers",
            "provider__contacts",
            "provider__sector_statements",
        )
        .get(pk=getattr(case, "pk", case))
    )
    targets = _targets(found)
    attempts = list(found.attempts.select_related("outcome", "caller").prefetch_related("answers"))
    callback = found.callbacks.to_keep().select_related("attempt", "number").order_by("window_end").first()
    spoken = any(target.subcontract.checked_on for target in targets)
    key = situation(callback_agreed=bool(callback), spoken_before=spoken, they_called=they_called)
    check = BackCheck.objects.open_at(at).filter(case=found).first()
    sheet = Sheet(
        case=found,
        user=user,
        at=at,
        attempts=attempts,
        callback=callback,
        rows=rows(targets, at=at),
        sector=_sector(found.provider, timezone.localdate(at)),
        outcomes=_outcomes(found.round.rules),
        openings=_openings(found, len(targets), key),
        names=_names(found.provider),
        numbers=_numbers(found.provider, callback, attempts, timezone.localtime(at)),
        areas=list(found.round.programme.areas.filter(taken_back_at=None).order_by("number")),
        primes=_primes(found.round.programme),
    )
    return _blind(sheet, check) if check else sheet


def _blind(sheet, check):
    """The same without anything that was answered before: of the calls only those since it was drawn."""
    return replace(
        sheet,
        is_blind=True,
        attempts=[attempt for attempt in sheet.attempts if attempt.entered_at > check.drawn_at],
        rows=[replace(row, age="", beliefs=dict.fromkeys(row.beliefs, Belief())) for row in sheet.rows],
        sector=Belief(),
    )


def _targets(case):
    live = Prefetch(
        "subcontract__statements", SubcontractStatement.objects.live().newest_first(), to_attr="live_statements"
    )
    return list(
        case.targets.filter(given_up="")
        .select_related("subcontract__prime_contract__provider", "subcontract__prime_contract__area")
        .prefetch_related(live)
        .order_by(
            "subcontract__prime_contract__area__number",
            "subcontract__prime_contract__provider__name",
            "subcontract__prime_contract__reference",
        )
    )


def _primes(programme):
    held = PrimeContract.objects.filter(area__programme=programme, area__taken_back_at=None, taken_back_at=None)
    return list(Provider.objects.filter(pk__in=held.values("provider")).order_by("name"))


def _sector(provider, today):
    if provider.sector == "unknown":
        return Belief()
    live = [s for s in provider.sector_statements.all() if s.withdrawn_at is None and s.sector == provider.sector]
    newest = max(live, key=lambda s: (s.stated_on, s.recorded_at, s.pk), default=None)
    said = (said_by(newest), age(newest.stated_on, today=today)) if newest else ("", "")
    return Belief((provider.sector,), provider.get_sector_display(), *said)


def _outcomes(policy):
    """What a call may come to, in the order of the keys; what has none comes last."""
    offered = [
        Offer(outcome, what_follows(outcome.next_step, policy.delays.get(outcome.key, outcome.delay_minutes)))
        for outcome in Outcome.objects.filter(is_offered=True)
    ]
    return sorted(offered, key=lambda o: (not o.is_contact, "1234567890".find(o.outcome.shortcut or "-") % 11))


def _openings(case, positions, key):
    """The openings, the one that suits this call first."""
    said = openings(organisation=case.provider.name, programme=case.round.programme.name, positions=positions)
    return sorted(said, key=lambda opening: opening.key != key)


def _names(provider):
    others = [n for n in provider.names.all() if n.text != provider.name]
    return list(dict.fromkeys(n.text for n in sorted(others, key=lambda n: n.kind != NameKind.AS_LISTED)))


def _numbers(provider, callback, attempts, now):
    """Its numbers, the one a callback was promised on first, then those that may work, by rank; each with its `last`
    call of this round in words, if there was one."""
    promised = callback.number_id if callback else None
    last = {attempt.number_id: attempt for attempt in attempts if attempt.voided_at is None}
    numbers = sorted(provider.numbers.all(), key=lambda n: (n.state in UNUSABLE, n.pk != promised, n.rank, n.pk))
    for number in numbers:
        called = last.get(number.pk)
        number.last = called and (
            f"last {moment(timezone.localtime(called.dialled_at), now=now)}, {called.outcome.label.lower()}"
        )
    return numbers
