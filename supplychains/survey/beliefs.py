"""What is believed of a position now, question by question, and who said so: the yardstick beside each answer."""

from dataclasses import dataclass

from django.utils import timezone

from providers.vocabulary import Source, SpeaksFor
from supplychains.contracts.vocabulary import Involvement, Tier
from supplychains.contracts.wording import day, month

from .models import Target
from .script import believed
from .wording import age

FACT = {"part_of_it": "involvement", "delivering": "involvement", "role": "tier", "referrals": "referral_status"}


@dataclass(frozen=True)
class Belief:
    """What one question would be answered with by what is known: codes, in words, whose word that is and how old."""

    codes: tuple[str, ...] = ()
    words: str = ""
    source: str = ""
    age: str = ""


@dataclass(frozen=True)
class Row:
    """One position as the caller sees it, with its target and through it the settled subcontract."""

    target: Target
    label: str
    service: str
    listed_as: str
    tier: str
    source: str
    age: str
    beliefs: dict[str, Belief]

    @property
    def position(self):
        return self.target.subcontract

    @property
    def prime(self):
        return self.position.prime_contract.provider

    @property
    def is_done(self):
        """Whether this round knows all it asks of it."""
        return set(self.target.asks) <= {*self.target.settled, *self.target.untold}


def rows(targets, *, at):
    """A `Row` for each target, its statements read beforehand under `live_statements`."""
    labels = [
        f"Area {t.subcontract.prime_contract.area.number}, {t.subcontract.prime_contract.provider}" for t in targets
    ]
    return [_row(target, label, labels.count(label) > 1, at) for target, label in zip(targets, labels, strict=True)]


def _row(target, label, is_twice, at):
    position, contract = target.subcontract, target.subcontract.prime_contract
    statements = position.live_statements
    listing = next((s for s in statements if s.source == Source.LIST and s.listed), None)
    dated = position.checked_on or (listing and listing.stated_on)
    tier = next((s.tier for s in statements if s.source == Source.LIST and s.tier), Tier.UNKNOWN)
    written = next((s.tier_as_written for s in statements if s.tier_as_written), "")
    return Row(
        target=target,
        label=f"{label}, {contract.reference}" if is_twice and contract.reference else label,
        service=contract.service,
        listed_as=_in_words(written, tier),
        tier=tier,
        source=f"{listing.publisher}, {month(listing.stated_on)}" if listing else "No list",
        age=age(dated, today=timezone.localdate(at)) if dated else "",
        beliefs=_beliefs(position, statements, timezone.localdate(at)),
    )


def _in_words(written, tier):
    """A tier as the list wrote it; a bare figure says nothing by itself."""
    if written and any(letter.isalpha() for letter in written):
        return written
    if tier != Tier.UNKNOWN:
        return Tier(tier).words
    return f"tier “{written}”" if written else ""


def _beliefs(position, statements, today):
    return {
        question: _belief(question, codes, position, statements, today) if codes else Belief()
        for question, codes in believed(position).items()
    }


def _belief(question, codes, position, statements, today):
    statement = _telling(question, position, statements)
    said = (said_by(statement), age(statement.stated_on, today=today)) if statement else ("", "")
    return Belief(codes, _words(question, position), *said)


def _words(question, position):
    if question == "role":
        return position.get_tier_display()
    if question == "referrals":
        return position.get_referral_status_display()
    return "Part of it" if position.involvement == Involvement.UNKNOWN else position.get_involvement_display()


def _telling(question, position, statements):
    """The statement whose word the settled value is: the newest that says so, or None."""
    fact = FACT[question]
    value = getattr(position, fact)
    for statement in statements:
        listed = fact == "involvement" and value == Involvement.UNKNOWN and statement.listed
        if listed or getattr(statement, fact) == value:
            return statement
    return None


def said_by(statement):
    """ "Programme list, 28 February 2026", "said by the prime, 15 November 2026"."""
    on = day(statement.stated_on)
    if statement.source in (Source.LIST, Source.WEB, Source.REGISTER):
        return f"{statement.publisher or Source(statement.source).words}, {on}"
    if statement.source == Source.RULING:
        return f"researcher’s ruling, {on}"
    who = {SpeaksFor.SUBCONTRACTOR: "themselves", SpeaksFor.PRIME: "the prime"}.get(statement.speaks_for, "others")
    return f"said by {who}, {on}"
