"""Everything the call page shows of one case, read in a number of queries that does not grow with its positions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from providers.vocabulary import NameKind
from supplychains.contracts.models import SubcontractStatement

from .beliefs import Belief, Row, rows, said_by
from .models import Attempt, Callback, Case, Outcome
from .openings import Opening, openings, situation
from .vocabulary import UNUSABLE, Disposition, WorkStatus
from .wording import clock, moment, what_follows

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
    def usable(self):
        return [n for n in self.numbers if n.state not in UNUSABLE]

    @property
    def why(self):
        """Why this case is served, in one or two short sentences: (what matters, what goes with it)."""
        if self.callback:
            return self._why_callback(self.callback)
        done = sum(bool(row.target.settled) for row in self.rows)
        if self.case.disposition == Disposition.PARTIAL:
            return "Some answers are still open.", f"{done} of {len(self.rows)} positions were spoken of."
        if not self.live:
            return "First call.", "Nobody has tried them in this round."
        return f"{self.case.next_reason}.", ""

    def _why_callback(self, callback):
        now, start, end = (timezone.localtime(t) for t in (self.at, callback.window_start, callback.window_end))
        role = callback.attempt.role
        verb = "was missed. It was agreed for" if callback.window_end < self.at else "was agreed for"
        return (
            f"A callback {verb} {moment(start, now=now)} to {clock(end)}",
            f"with the {role[:1].lower()}{role[1:]}." if role else ".",
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


def sheet_of(case, *, user, at):
    """The sheet of a case; `case` may be its bare row or its id."""
    found = (
        Case.objects.select_related("round__programme", "provider", "holder")
        .prefetch_related("provider__names", "provider__numbers", "provider__contacts", "provider__sector_statements")
        .get(pk=getattr(case, "pk", case))
    )
    targets = _targets(found)
    attempts = list(found.attempts.select_related("outcome", "caller"))
    callback = found.callbacks.to_keep().select_related("attempt", "number").order_by("window_end").first()
    spoken = any(target.subcontract.checked_on for target in targets)
    return Sheet(
        case=found,
        user=user,
        at=at,
        attempts=attempts,
        callback=callback,
        rows=rows(targets, at=at),
        sector=_sector(found.provider),
        outcomes=_outcomes(found.round.rules),
        openings=_openings(found, len(targets), situation(callback_agreed=bool(callback), spoken_before=spoken)),
        names=_names(found.provider),
        numbers=_numbers(found.provider, callback),
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


def _sector(provider):
    if provider.sector == "unknown":
        return Belief()
    live = [s for s in provider.sector_statements.all() if s.withdrawn_at is None and s.sector == provider.sector]
    newest = max(live, key=lambda s: (s.stated_on, s.recorded_at, s.pk), default=None)
    return Belief((provider.sector,), provider.get_sector_display(), said_by(newest) if newest else "")


def _outcomes(policy):
    return [
        Offer(outcome, what_follows(outcome.next_step, policy.delays.get(outcome.key, outcome.delay_minutes)))
        for outcome in Outcome.objects.filter(is_offered=True)
    ]


def _openings(case, positions, key):
    """The openings, the one that suits this call first."""
    said = openings(organisation=case.provider.name, programme=case.round.programme.name, positions=positions)
    return sorted(said, key=lambda opening: opening.key != key)


def _names(provider):
    others = [n for n in provider.names.all() if n.text != provider.name]
    return list(dict.fromkeys(n.text for n in sorted(others, key=lambda n: n.kind != NameKind.AS_LISTED)))


def _numbers(provider, callback):
    """Its numbers, the one a callback was promised on first, then those that may work, by rank."""
    promised = callback.number_id if callback else None
    return sorted(provider.numbers.all(), key=lambda n: (n.state in UNUSABLE, n.pk != promised, n.rank, n.pk))
