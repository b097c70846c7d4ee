"""What people do with the question who is meant: decide it, withdraw a decision.

Rows of the staged list follow at once; the figures of its preview are worked out again before it is applied."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from providers.models import MatchDecision
from providers.vocabulary import Scope, Verdict
from supplychains.contracts.wording import day

from ..actions import under_way
from ..models import ListRow, ProviderList
from ..placing.identifying import Lane, Option
from ..placing.resolving import place_of
from .asking import asked_of_row, who_of
from .contesting import open_elsewhere, opened, stamp_of
from .doubts import Question
from .following import follow

NEW = "new"  # beside the verdicts: none of those shown
OPEN_STATES = (ProviderList.State.STAGED, ProviderList.State.APPLIED)


class NotDecided(ValueError):  # noqa: N818 - it may be that all is done
    """Why nothing was decided or withdrawn, in a sentence or two."""


@transaction.atomic
def decide(
    *, question: Question, verdict: str, by, provider=None, scope: str = Scope.AREA, contested="", at=None
) -> list[ListRow]:
    """Keep what a person says of a name, and let the rows it reaches follow; these rows.

    `verdict` is one of Verdict about `provider` (a Provider, one of the candidates), or "new": none of the candidates.
    `contested` is the stamp of the answer that somebody does not believe, see contesting.py. NotDecided where somebody
    was quicker, the list takes no decisions any more, or the provider is no candidate.
    """
    provider_list = _open(question.provider_list)
    question = provider_list.questions.filter(public_id=question.public_id).first()
    if question is None:
        raise NotDecided("The list was staged again since, and does not ask this any more.")
    question.provider_list = provider_list
    row, answer = _asked(question, contested)
    about = _about(answer, verdict, provider)
    if contested and scope == Scope.EVERYWHERE:
        open_elsewhere(question, answer.provider)
    at = at or timezone.now()
    kept = [_decision(question, row, option, verdict, scope, by, at) for option in about]
    MatchDecision.objects.bulk_create(kept)
    if contested:
        _hold_to(question, row, contested)
    asked = provider_list.questions.filter(key=question.key)
    return follow(provider_list, asked if scope == Scope.EVERYWHERE else asked.filter(within=question.within))


@transaction.atomic
def withdraw_decision(*, decision: MatchDecision, by, at=None) -> list[ListRow]:
    """Take a decision back; rows that it placed, of lists that are not in the map, wait again; these rows. What lists
    have brought into the map stays there. NotDecided where it was withdrawn before."""
    asking = Question.objects.filter(key=decision.key, provider_list__state__in=OPEN_STATES).order_by()
    lists = list(ProviderList.objects.filter(pk__in=asking.values("provider_list")).order_by("pk").select_for_update())
    at = at or timezone.now()
    live = MatchDecision.objects.filter(pk=decision.pk, withdrawn_at=None)
    if not live.update(withdrawn_at=at, withdrawn_by=by):
        decision.refresh_from_db()
        raise NotDecided(f"{decision.withdrawn_by} withdrew this decision on {_when(decision.withdrawn_at)}.")
    decision.refresh_from_db()
    return [row for one in lists for row in follow(one, one.questions.filter(key=decision.key))]


def _open(provider_list):
    """The list, locked. NotDecided where none of its rows can wait any more."""
    locked = ProviderList.objects.select_for_update().get(pk=provider_list.pk)
    if locked.applying_since:
        raise NotDecided(under_way(locked))
    if locked.state not in OPEN_STATES:
        raise NotDecided("The list was rolled back; its rows do not wait for decisions any more.")
    return locked


def _asked(question, contested):
    """The first row that is asked about, and among whom. NotDecided where somebody was quicker."""
    who, answer = who_of(question), None
    for row in rows_to_decide(question, is_contested=bool(contested)):
        asked = asked_of_row(question, who, row)
        answer = who.answer(asked)
        if not contested and answer.lane is Lane.DECIDE:
            return row, answer
        if contested and stamp_of(answer) == contested:
            return row, opened(answer, asked, who)
    raise NotDecided(_quicker(question, answer))


def rows_to_decide(question, *, is_contested=False):
    """The rows that a decision may move: of a list in the map those that are held back."""
    rows = question.lines.select_related("prime_contract")
    if question.provider_list.state == ProviderList.State.STAGED:
        return rows
    return rows.none() if is_contested else rows.filter(resolution="doubtful")


def _hold_to(question, row, contested):
    """NotDecided where what was said changes nothing: something narrower, or not given up, still says who it is."""
    who = who_of(question)
    if stamp_of(who.answer(asked_of_row(question, who, row))) == contested:
        raise NotDecided("A narrower decision still says who this is. Withdraw that one first, under Decisions.")


def _quicker(question, answer):
    decision = (
        answer and answer.decision and MatchDecision.objects.select_related("by", "provider").get(pk=answer.decision)
    )
    if not decision:
        return f"“{question.text}” in {question.area_label} does not wait for a decision any more."
    said = f"{decision.get_verdict_display().lower()}, {decision.provider}"
    return f"{decision.by} was quicker, on {_when(decision.at)}: {said}. Withdraw that decision first if it is wrong."


def _when(at):
    local = timezone.localtime(at)
    return f"{day(local.date())}, {local:%H:%M}"


def _about(answer, verdict, provider) -> Sequence[Option]:
    """The candidates a decision is about."""
    if verdict == NEW:
        return answer.options
    if provider is None and verdict == Verdict.UNSURE:
        return answer.options[:1]
    about = [option for option in answer.options if provider and option.provider == provider.pk]
    if not about:
        raise NotDecided(f"{provider or 'Nobody'} is not among the organisations it may be any more.")
    return about


def _decision(question, row, option, verdict, scope, by, at):
    provider_list = question.provider_list
    within = {Scope.AREA: question.within, Scope.ROW: place_of(provider_list.public_id, row)}.get(Scope(scope), "")
    return MatchDecision(
        key=question.key,
        text=question.text,
        provider_id=option.provider,
        verdict=Verdict.DIFFERENT if verdict == NEW else Verdict(verdict),
        scope=scope,
        within=within,
        evidence={
            "list": provider_list.public_id,
            "where": question.area_label,
            "row": row.number,
            "sheet": row.sheet,
            "name": option.name,
            "score": option.score,
            "evidence": [list(one) for one in option.evidence],
        },
        by=by,
        at=at,
    )
