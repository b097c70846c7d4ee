"""What the answers of a call mean, pure: replies in, facts of our vocabulary out.

One `Reply` is one answer. The replies to one part of a call, the organisation or a position, are
{key of the question: Reply}; a call's `answers` are {None: replies of the organisation, id of a target: replies
about that position, ...}.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from supplychains.contracts.vocabulary import Involvement, ReferralStatus, Tier

from .questions import QUESTION, Question
from .vocabulary import AnswerState

FACTS = ("involvement", "tier", "referral_status")
"""What a call is to settle of each position. Of the organisation it is the sector."""


@dataclass(frozen=True)
class Reply:
    """One answer: `value` (a code, several codes, or their words) only where `state` is "answered"."""

    state: str = AnswerState.NOT_ASKED
    value: Any = None
    in_their_words: str = ""
    because: str = ""

    @property
    def is_answered(self):
        return self.state == AnswerState.ANSWERED

    @classmethod
    def of(cls, value, **more):
        """A reply from a bare value: nothing is not asked, "dont-know" and "would-not-say" are themselves."""
        if value in (None, "", [], ()):
            return cls(**more)
        if value in (AnswerState.DONT_KNOW, AnswerState.WOULD_NOT_SAY):
            return cls(state=AnswerState(value), **more)
        return cls(state=AnswerState.ANSWERED, value=list(value) if isinstance(value, tuple) else value, **more)


Replies = Mapping[str, Reply]


@dataclass(frozen=True)
class Meaning:
    """What a call states: a sector or None, and for each target asked about its facts, {} where it states none."""

    sector: str | None
    positions: Mapping[Any, Mapping[str, Any]]


BECAUSE = ("", "changed", "wrong", "differ")
"""Why an answer differs from what was believed. Whoever misheard goes back and corrects it: that is never kept."""


def replies_of(values: Mapping[str, Any]) -> dict[str, Reply]:
    """Replies from bare values or replies. ValueError where a question or a code is not in the script."""
    replies = {key: value if isinstance(value, Reply) else Reply.of(value) for key, value in values.items()}
    for key, reply in replies.items():
        if key not in QUESTION:
            raise ValueError(f"The script asks no question “{key}”.")
        codes = {code for code, _ in QUESTION[key].choices}
        given = reply.value if isinstance(reply.value, list) else [reply.value]
        if reply.is_answered and codes and not codes.issuperset(given):
            raise ValueError(f"“{reply.value}” is no answer to “{QUESTION[key].words}”.")
        if reply.because == "misheard":
            raise ValueError(f"“{QUESTION[key].words}” was misheard. Correct the answer first: nothing was saved.")
        if reply.because not in BECAUSE:
            raise ValueError(f"“{reply.because}” does not say why an answer differs.")
    return replies


def asks(question: Question, replies: Replies) -> bool:
    """Whether the branch leads to this question: what it hangs on was answered so, or not answered."""
    return all(
        not replies[key].is_answered or replies[key].value in codes
        for key, codes in question.asked_if.items()
        if key in replies
    )


def meaning(answers: Mapping[Any, Replies]) -> Meaning:
    """What one call states. Nothing at all where it turned out to be another body than the one asked for."""
    organisation = answers.get(None, {})
    if _value(organisation, "right_organisation") == "other":
        return Meaning(None, {})
    positions = {key: position_facts(replies) for key, replies in answers.items() if key is not None}
    return Meaning(_value(organisation, "sector"), positions)


def position_facts(replies: Replies) -> dict[str, Any]:
    """The facts a call states of one position: any of tier, involvement, referral_status, and with one of them
    changed_about and client_groups. "Don't know", "would rather not say" and "not asked" state nothing."""
    said = {key: reply.value for key, reply in replies.items() if reply.is_answered and asks(QUESTION[key], replies)}
    facts = {"tier": _tier(said), "involvement": _involvement(said), "referral_status": _referrals(said)}
    facts = {name: value for name, value in facts.items() if value is not None}
    if facts:
        facts |= {
            name: said[key]
            for name, key in (("changed_about", "since"), ("client_groups", "client_groups"))
            if said.get(key)
        }
    return facts


def _value(replies, key):
    return replies[key].value if key in replies and replies[key].is_answered else None


def _tier(said):
    """A role outside our two tiers is an answer, but no tier."""
    role = said.get("role")
    return Tier(role) if role and role != "other" else None


def _involvement(said):
    """Being in the chain without saying whether they deliver states no involvement: neither word would be theirs.

    docs/survey.md says why, and what becomes of the position then.
    """
    whole = {
        "left": Involvement.LEFT,
        "agreed": Involvement.NOT_DELIVERING,
        "bid": Involvement.BID_ONLY,
        "never": Involvement.NEVER,
    }
    part, delivering = said.get("part_of_it"), said.get("delivering")
    if part in whole:
        return whole[part]
    if part == "still" and delivering:
        return Involvement.DELIVERING if delivering == "yes" else Involvement.NOT_DELIVERING
    return Involvement.DELIVERING if delivering == "yes" else None


def _referrals(said):
    """Whoever has left and had some, had some and stopped."""
    codes = {"some": ReferralStatus.RECEIVING, "none": ReferralStatus.NONE, "stopped": ReferralStatus.STOPPED}
    referrals = said.get("referrals")
    if referrals == "some" and said.get("part_of_it") == "left":
        return ReferralStatus.STOPPED
    return codes.get(referrals)


def together(calls: Iterable[Replies]) -> dict[str, Reply]:
    """Replies of several calls about one thing, oldest first: the newest answer to each question. What was
    answered once is not erased by a later "don't know"."""
    merged: dict[str, Reply] = {}
    for replies in calls:
        merged |= {key: reply for key, reply in replies.items() if reply.is_answered or not _is_answered(merged, key)}
    return merged


def _is_answered(replies, key):
    return key in replies and replies[key].is_answered


def closed(replies: Replies) -> tuple[list[str], list[str]]:
    """(facts of `FACTS` that are settled, facts they could or would not tell) by the replies about one position.

    Settled is what was answered, and what an answer leaves nothing to ask about: who never was part of it has no
    tier. Whoever would rather not say whether they are part of it is not asked the rest.
    """
    part = replies.get("part_of_it", Reply())
    if part.is_answered and part.value != "still":
        return list(FACTS), []
    keys = {"involvement": "delivering", "tier": "role", "referral_status": "referrals"}
    told = {fact: replies.get(key, Reply()) for fact, key in keys.items()}
    settled = [fact for fact, reply in told.items() if reply.is_answered]
    if (
        "involvement" in settled
        and _involvement({key: _value(replies, key) for key in ("part_of_it", "delivering")}) is None
    ):
        settled.remove("involvement")
    if part.state == AnswerState.WOULD_NOT_SAY:
        return settled, [fact for fact in FACTS if fact not in settled]
    untold = [fact for fact, reply in told.items() if reply.state in (AnswerState.DONT_KNOW, AnswerState.WOULD_NOT_SAY)]
    return settled, untold


def believed(position: Any) -> dict[str, tuple[str, ...]]:
    """{question: codes that would say the same} for a settled position (tier, involvement, referral_status, listed).

    A list that names somebody says that they are part of it.
    """
    inside = {Involvement.DELIVERING: ("yes",), Involvement.NOT_DELIVERING: ("not-yet", "paused", "stopped")}
    outside = {Involvement.LEFT: ("left",), Involvement.BID_ONLY: ("bid",), Involvement.NEVER: ("never",)}
    still = position.involvement in inside or (position.involvement == Involvement.UNKNOWN and position.listed)
    agreed = ("agreed",) if position.involvement == Involvement.NOT_DELIVERING else ()
    referrals = {
        ReferralStatus.RECEIVING: ("some",),
        ReferralStatus.NONE: ("none",),
        ReferralStatus.STOPPED: ("stopped",),
    }
    return {
        "part_of_it": ("still", *agreed) if still else outside.get(position.involvement, ()),
        "role": () if position.tier == Tier.UNKNOWN else (str(position.tier),),
        "delivering": inside.get(position.involvement, ()),
        "referrals": referrals.get(position.referral_status, ()),
    }
