"""What people do with the question who is meant: decide it, withdraw a decision.

Rows of the staged list follow at once; the figures of its preview are worked out again before it is applied."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from providers.models import MatchDecision
from providers.vocabulary import Scope, Verdict
from supplychains.contracts.wording import day

from ..models import ListRow, ProviderList
from ..placing.identifying import Answer, Lane, Option
from ..placing.places import Stop, key_of
from ..placing.resolving import own_subcontractor, place_of, ref_of
from ..staging import known_id
from .asking import asked_of_row, state_of, who_of
from .doubts import Question

NEW = "new"  # beside the verdicts: none of those shown
SINCE = "decided_since"  # in the counts of a list: decisions since its figures were worked out
OUTCOME = ("resolution", "provider", "is_new_provider", "problem", "explanation", "notes", "known_by", "decision")
LANES = {"placed": "placed", "doubtful": "doubtful", "problem": "problems"}


class NotDecided(ValueError):  # noqa: N818 - it may be that all is done
    """Why nothing was decided or withdrawn, in a sentence or two."""


@transaction.atomic
def decide(*, question: Question, verdict: str, by, provider=None, scope: str = Scope.AREA, at=None) -> list[ListRow]:
    """Keep what a person says of a name, and let the rows it reaches follow; these rows.

    `verdict` is one of Verdict about `provider` (a Provider, one of the candidates), or "new": none of the candidates.
    NotDecided where somebody was quicker, the list is not staged any more, or the provider is no candidate.
    """
    provider_list = _staged(question.provider_list)
    question = provider_list.questions.filter(public_id=question.public_id).first()
    if question is None:
        raise NotDecided("The list was staged again since, and does not ask this any more.")
    question.provider_list = provider_list
    row, answer = _waiting(question)
    about = _about(answer, verdict, provider)
    at = at or timezone.now()
    kept = [_decision(question, row, option, verdict, scope, by, at) for option in about]
    MatchDecision.objects.bulk_create(kept)
    questions = [question]
    if scope == Scope.EVERYWHERE:
        questions = list(provider_list.questions.filter(key=question.key))
    return _follow(provider_list, questions)


@transaction.atomic
def withdraw_decision(*, decision: MatchDecision, by, at=None) -> list[ListRow]:
    """Take a decision back; rows of staged lists that it placed wait again; these rows. What lists have brought into
    the map stays there. NotDecided where it was withdrawn before."""
    asking = Question.objects.filter(key=decision.key, provider_list__state=ProviderList.State.STAGED).order_by()
    lists = list(ProviderList.objects.filter(pk__in=asking.values("provider_list")).order_by("pk").select_for_update())
    at = at or timezone.now()
    live = MatchDecision.objects.filter(pk=decision.pk, withdrawn_at=None)
    if not live.update(withdrawn_at=at, withdrawn_by=by):
        decision.refresh_from_db()
        raise NotDecided(f"{decision.withdrawn_by} withdrew this decision on {_when(decision.withdrawn_at)}.")
    decision.refresh_from_db()
    questions = defaultdict(list)
    for question in Question.objects.filter(key=decision.key, provider_list__in=lists):
        questions[question.provider_list_id].append(question)
    return [row for one in lists for row in _follow(one, questions[one.pk])]


def _staged(provider_list):
    """The list, locked. NotDecided where its rows do not wait any more."""
    locked = ProviderList.objects.select_for_update().get(pk=provider_list.pk)
    if locked.state != ProviderList.State.STAGED:
        state = "in the map" if locked.state == ProviderList.State.APPLIED else "rolled back"
        raise NotDecided(f"The list is {state}, so its rows do not wait for decisions any more.")
    return locked


def _waiting(question) -> tuple[ListRow, Answer]:
    """The first row that waits, and among whom. NotDecided where somebody was quicker."""
    who = who_of(question)
    answer = None
    for row in rows_of([question.pk]):
        answer = who.answer(asked_of_row(question, who, row))
        if answer.lane is Lane.DECIDE:
            return row, answer
    raise NotDecided(_quicker(question, answer))


def rows_of(questions):
    """The rows of questions, by their ids, in the file's order."""
    return ListRow.objects.filter(question__in=list(questions)).select_related("prime_contract").order_by("pk")


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


# ---- rows follow


def _follow(provider_list, questions) -> list[ListRow]:
    """Bring the rows of some questions about one name up to what is decided now, and the list's counts of rows."""
    questions[0].provider_list = provider_list
    who, by_id = who_of(questions[0]), {question.pk: question for question in questions}
    changed, answers = list(rows_of(by_id)), defaultdict(list)
    for row in changed:
        answer = who.answer(asked_of_row(by_id[row.question_id], who, row))
        answers[row.question_id].append(answer)
        _take(row, answer, provider_list)
    for question in questions:
        question.state = state_of(answers[question.pk], provider_list.doubtful)
    ListRow.objects.bulk_update(changed, OUTCOME, batch_size=200)
    Question.objects.bulk_update(questions, ["state"], batch_size=200)
    counts = provider_list.counts
    rows = dict(provider_list.rows.order_by().values_list("resolution").annotate(Count("pk")))
    counts |= {name: rows.get(lane, 0) for lane, name in LANES.items()}
    counts[SINCE] = counts.get(SINCE, 0) + 1
    provider_list.save(update_fields=["counts"])
    return changed


def _take(row, answer, provider_list):
    """What an answer makes of a row whose place is known."""
    notes = [note for note in row.notes if note["code"] != "taken-as-new"]
    row.resolution, row.problem, row.explanation = "placed", "", ""
    try:
        ref = ref_of(answer, key_of(row.parsed["subcontractor"]), provider_list.doubtful, notes)
        if row.prime_contract and ref == row.prime_contract.provider_id:
            raise Stop(*own_subcontractor(row.parsed["subcontractor"]))
        row.provider_id, row.is_new_provider = known_id(ref), not isinstance(ref, int)
    except Stop as stop:
        row.resolution, row.problem, row.explanation = stop.kind, stop.code, stop.sentence
        row.provider_id, row.is_new_provider = None, False
    row.known_by, row.decision_id, row.notes = answer.how, answer.decision, notes
