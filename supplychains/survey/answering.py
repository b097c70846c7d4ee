"""Keeping what was answered in one attempt: every answer as given, and the statements it makes."""

from django.utils import timezone

from providers.actions import state_sector, withdraw_sector
from providers.models import SectorStatement
from providers.vocabulary import Source, SpeaksFor
from supplychains.contracts.actions import state_positions, withdraw_positions
from supplychains.contracts.models import SubcontractStatement
from supplychains.contracts.wording import day

from .models import Answer
from .script import meaning, replies_of
from .vocabulary import SpokeTo


def check(case, answers):
    """`answers` as replies. ValueError where the script or the case has no such question, code or position."""
    known = {None, *case.targets.values_list("pk", flat=True)}
    if strange := set(answers) - known:
        raise ValueError(f"{case.provider} is not asked about position {', '.join(map(str, strange))} in this round.")
    return {target_id: replies_of(replies) for target_id, replies in answers.items()}


def reference_of(attempt):
    """When it was said and by whom, never by name or post, for researchers read it: "12 March 2026, the organisation
    itself"."""
    who = {SpokeTo.INFORMANT: ", the organisation itself", SpokeTo.FRONT_DESK: ", the front desk"}
    return day(timezone.localdate(attempt.dialled_at)) + who.get(SpokeTo(attempt.spoke_to), "")


def keep(attempt, answers, *, by, at):
    """Keep the answers of an attempt and state what they mean.

    What a front desk thinks is kept and states nothing: it is not the organisation's word.
    """
    can_answer = attempt.spoke_to == SpokeTo.INFORMANT
    positions, sector = _state(attempt, answers, by, at) if can_answer else ({}, None)
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            target_id=target_id,
            question=question,
            state=reply.state,
            value=reply.value,
            in_their_words=reply.in_their_words,
            because=reply.because,
            statement=positions.get(target_id) if reply.is_answered else None,
            sector_statement=sector if question == "sector" else None,
        )
        for target_id, replies in answers.items()
        for question, reply in replies.items()
        if reply.state != "not-asked"
    )


TAKEN_BACK = "The call was taken back."


def withdraw(attempt, *, by, at):
    """Withdraw what an attempt stated. How many statements that were; its answers stay.

    Why it was taken back may name somebody: the caller's words stay with the attempt, for callers.
    """
    answers, why = Answer.objects.filter(attempt=attempt), {"by": by, "at": at, "reason": TAKEN_BACK}
    positions = SubcontractStatement.objects.filter(pk__in=answers.values("statement"))
    sectors = SectorStatement.objects.filter(pk__in=answers.values("sector_statement"))
    return withdraw_positions(statements=positions, **why) + withdraw_sector(statements=sectors, **why)


def _state(attempt, answers, by, at):
    """({id of a target: its statement}, the statement of the sector or None)."""
    said = meaning(answers)
    shared = {
        "source": Source.CALL,
        "speaks_for": SpeaksFor.SUBCONTRACTOR,
        "stated_on": timezone.localdate(attempt.dialled_at),
        "reference": reference_of(attempt),
        "by": by,
        "at": at,
    }
    targets = attempt.case.targets.select_related("subcontract").in_bulk(
        [k for k, facts in said.positions.items() if facts]
    )
    facts = [(target.subcontract, said.positions[target_id]) for target_id, target in targets.items()]
    positions = dict(zip(targets, state_positions(positions=facts, **shared), strict=True))
    if not said.sector:
        return positions, None
    words = answers[None]["sector"].in_their_words
    return positions, state_sector(provider=attempt.case.provider, sector=said.sector, as_written=words, **shared)
