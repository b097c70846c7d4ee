"""Keeping what was answered in one attempt: every answer as given, and the statements it makes."""

from django.db.models import Prefetch
from django.utils import timezone

from providers.actions import state_sector, withdraw_sector
from providers.models import SectorStatement
from providers.vocabulary import Source, SpeaksFor
from supplychains.contracts.actions import state_positions, withdraw_positions
from supplychains.contracts.models import SubcontractStatement
from supplychains.contracts.vocabulary import OUTSIDE
from supplychains.contracts.wording import day

from .models import Answer
from .script import FACTS, meaning, position_facts, replies_of
from .told import about, first_day
from .vocabulary import SpokeTo


def check(case, answers, *, on):
    """`answers` as replies. ValueError where the script or the case has no such question, code or position, and where
    they say that something changed at what was no time before `on`."""
    known = {None, *case.targets.values_list("pk", flat=True)}
    if strange := set(answers) - known:
        raise ValueError(f"{case.provider} is not asked about position {', '.join(map(str, strange))} in this round.")
    heard = {target_id: replies_of(replies) for target_id, replies in answers.items()}
    for replies in heard.values():
        since = replies.get("since")
        if since and since.is_answered and any(reply.because == "changed" for reply in replies.values()):
            about(since.value, on)
    return heard


def check_as_prime(case, answers):
    """The same of what an organisation says as a prime: {position under one of its contracts: its replies}."""
    strange = [str(position) for position in answers if position.prime_contract.provider_id != case.provider_id]
    if strange:
        raise ValueError(f"{case.provider} is not the prime of {', '.join(strange)}.")
    return {position: replies_of(replies) for position, replies in answers.items()}


def reference_of(attempt):
    """When it was said and by whom, never by name or post, for researchers read it: "12 March 2026, the organisation
    itself"."""
    who = {SpokeTo.INFORMANT: ", the organisation itself", SpokeTo.FRONT_DESK: ", the front desk"}
    return day(timezone.localdate(attempt.dialled_at)) + who.get(SpokeTo(attempt.spoke_to), "")


def keep(attempt, answers, *, by, at, as_prime=None):
    """Keep the answers of an attempt and state what they mean; `as_prime`: what they said of their subcontractors.

    What a front desk thinks is kept and states nothing: it is not the organisation's word.
    """
    can_answer = attempt.spoke_to == SpokeTo.INFORMANT
    said = _Said(attempt, by, at)
    positions, dated_back = said.of_positions(answers) if can_answer else ({}, {})
    sector, sector_dated_back = said.of_the_sector(answers) if can_answer else (None, None)
    of_others = said.as_prime(as_prime) if can_answer and as_prime else {}
    rows = [
        Answer(
            target_id=target_id,
            statement=positions.get(target_id) if reply.is_answered else None,
            dated_back=dated_back.get((target_id, reply.because)),
            sector_statement=sector if question == "sector" else None,
            sector_dated_back=sector_dated_back if question == "sector" else None,
            **_as_given(attempt, question, reply),
        )
        for target_id, question, reply in _asked(answers)
    ]
    rows += [
        Answer(
            under_them=position,
            statement=of_others.get(position.pk) if reply.is_answered else None,
            **_as_given(attempt, question, reply),
        )
        for position, question, reply in _asked(as_prime or {})
    ]
    Answer.objects.bulk_create(rows)


def _asked(answers):
    """(what it is about, question, reply) of everything that was asked."""
    return [
        (part, question, reply)
        for part, replies in answers.items()
        for question, reply in replies.items()
        if reply.state != "not-asked"
    ]


def _as_given(attempt, question, reply):
    return {
        "attempt": attempt,
        "question": question,
        "state": reply.state,
        "value": reply.value,
        "in_their_words": reply.in_their_words,
        "because": reply.because,
    }


TAKEN_BACK = "The call was taken back."


def withdraw(attempt, *, by, at):
    """Withdraw what an attempt stated. How many statements that were; its answers stay.

    Why it was taken back may name somebody: the caller's words stay with the attempt, for callers.
    """
    answers, why = Answer.objects.filter(attempt=attempt), {"by": by, "at": at, "reason": TAKEN_BACK}
    stated = [pk for pair in answers.values_list("statement", "dated_back") for pk in pair if pk]
    positions = SubcontractStatement.objects.filter(pk__in=stated)
    of_sector = [pk for pair in answers.values_list("sector_statement", "sector_dated_back") for pk in pair if pk]
    sectors = SectorStatement.objects.filter(pk__in=of_sector)
    return withdraw_positions(statements=positions, **why) + withdraw_sector(statements=sectors, **why)


class _Said:
    """What one attempt states, and of when."""

    def __init__(self, attempt, by, at):
        self.attempt, self.by, self.at = attempt, by, at
        self.day = timezone.localdate(attempt.dialled_at)
        self.shared = {
            "source": Source.CALL,
            "stated_on": self.day,
            "reference": reference_of(attempt),
            "by": by,
            "at": at,
        }
        self.own = {"speaks_for": SpeaksFor.SUBCONTRACTOR, **self.shared}

    def of_positions(self, answers):
        """{id of a target: its statement}, {(id of a target, why it differs): the one that dates it back}."""
        told = {pk: facts for pk, facts in meaning(answers).positions.items() if facts}
        live = Prefetch(
            "subcontract__statements", SubcontractStatement.objects.live().newest_first(), "live_statements"
        )
        mine = self.attempt.case.targets.select_related("subcontract")
        targets = mine.prefetch_related(live).in_bulk(told)
        earlier = {
            (pk, why): (target.subcontract, *self._before(target.subcontract, answers[pk], why))
            for pk, target in targets.items()
            for why in DATES_BACK
        }
        facts = [(each.subcontract, told[pk] | _kept_both(answers[pk], told[pk])) for pk, each in targets.items()]
        positions = dict(zip(targets, state_positions(positions=facts, **self.own), strict=True))
        dated_back = {key: self._date_back(*before) for key, before in earlier.items() if before[-1]}
        return positions, dated_back

    def of_the_sector(self, answers):
        """The statement of their sector, and the one that dates it back; None for one that is not made."""
        sector = meaning(answers).sector
        if not sector:
            return None, None
        reply, provider = answers[None]["sector"], self.attempt.case.provider
        statements = list(provider.sector_statements.live().newest_first())
        said = {"provider": provider, "sector": sector, "as_written": reply.in_their_words}
        kept_both = {"differs": ["sector"]} if reply.because == "differ" else {}
        stated = state_sector(**said, **kept_both, **self.own)
        since = self._changed(answers[None]) if reply.because == "changed" else None
        if reply.because == "wrong":
            since = _earlier(statements, {"sector": sector})
        if not since or since >= self.day:
            return stated, None
        return stated, state_sector(**said, **self._of_then(since))

    def as_prime(self, answers):
        """{id of a subcontract: its statement} of what they said of positions under their own contracts."""
        told = {position: position_facts(replies) for position, replies in answers.items()}
        facts = [(position, each | _kept_both(answers[position], each)) for position, each in told.items() if each]
        stated = state_positions(positions=facts, speaks_for=SpeaksFor.PRIME, **self.shared)
        return {position.pk: statement for (position, _), statement in zip(facts, stated, strict=True)}

    def _before(self, position, replies, why):
        """(since when, which facts) were so before the day of the call: since they changed, as told, or since the
        earlier word, where that was wrong. No facts where this was not said of any, or no day is known."""
        of_why = {fact for fact in FACTS if _why_of(fact, replies) == why}
        facts = {name: value for name, value in position_facts(replies).items() if name in of_why}
        if why == "changed":
            since = self._changed(replies)
        else:
            since = _earlier(position.live_statements, facts)
        return (since, facts) if since and since < self.day else (self.day, {})

    def _changed(self, replies):
        since = replies.get("since")
        return first_day(since.value, today=self.day) if since and since.is_answered else None

    def _date_back(self, position, since, facts):
        return state_positions(positions=[(position, facts)], **self._of_then(since))[0]

    def _of_then(self, since):
        reference = f"{self.own['reference']}, of the time since {day(since)}"
        return {**self.own, "stated_on": since, "reference": reference}


DATES_BACK = ("changed", "wrong")
ASKED_BY = {
    "involvement": ("part_of_it", "delivering"),
    "tier": ("role",),
    "referral_status": ("referrals",),
}
"""The questions whose answers make a fact."""


def _why_of(fact, replies):
    """Why a fact differs from what was believed, "" where that was not said; of two reasons the first one."""
    reasons = (replies[question].because for question in ASKED_BY[fact] if question in replies)
    return next((reason for reason in reasons if reason), "")


def _kept_both(replies, facts):
    """What a statement has to say where sources differ and no word is to win."""
    differs = [fact for fact in FACTS if fact in facts and _why_of(fact, replies) == "differ"]
    return {"differs": differs} if differs else {}


def _earlier(statements, facts):
    """The day of the newest of these earlier words, newest first, that gives one of `facts` another value, or None."""
    for statement in (each for each in statements if each.source != Source.RULING):
        if any(getattr(statement, name) not in ("", value) for name, value in facts.items()):
            return statement.stated_on
        if facts.get("involvement") in OUTSIDE and statement.listed:
            return statement.stated_on
    return None
