"""Rows follow what is decided about a name: at once, and exactly as working the whole list out again would have them.

Of a list that is in the map, only the rows held back follow: they wait to be brought in, see later.py."""

from collections import defaultdict

from django.db.models import Count, Q

from ..known import read_known
from ..models import ListRow, ProviderList
from ..placing.places import Stop, key_of
from ..placing.resolving import own_subcontractor, ref_of, resolve
from ..staging import entries_of, entry_of, known_id, rows_of
from .asking import asked_of_row, can_wait, mark_rows, state_of, takes_new, who_for, who_of
from .doubts import Question

SINCE = "decided_since"  # in the counts of a list: decisions since its figures were worked out
DECIDED = "decided-since"  # the problem of a row that was decided when its list was in the map already
WAITS = "It was decided after the list was applied, and waits to be brought in."
PLACEABLE = ("", "which-organisation", "number-other-name", "own-subcontractor", DECIDED)  # the place of such is known
OUTCOME = (
    *("resolution", "provider", "is_new_provider", "problem", "explanation", "notes", "known_by", "decision"),
    *("prime_contract", "prime_known_by", "prime_decision"),
)
OUTCOME_COLUMNS = [field.attname for field in ListRow._meta.concrete_fields if field.name in OUTCOME]
LANES = {"placed": "placed", "contract": "contracts_alone", "doubtful": "doubtful", "problem": "problems"}


def follow(provider_list, questions) -> list[ListRow]:
    """Bring the rows of some questions about one name up to what is decided now, and the list's counts of rows."""
    questions = list(questions)
    for question in questions:
        question.provider_list = provider_list
    rows = following(provider_list, questions)
    if any(question.is_of_prime for question in questions):
        changed, questions = _work_out(provider_list, questions, rows)
    else:
        changed = _answer(provider_list, questions, rows)
    is_applied = provider_list.state == ProviderList.State.APPLIED
    if is_applied:
        changed = [_wait(row) for row in changed]
    ListRow.objects.bulk_update(changed, OUTCOME, batch_size=200)
    Question.objects.bulk_update(questions, ["state"], batch_size=200)
    if not is_applied:
        _count(provider_list)
    return changed


def following(provider_list, questions) -> list[ListRow]:
    """The rows of some questions that follow, in the file's order: of a list in the map, those held back."""
    rows = provider_list.rows.filter(Q(question__in=questions) | Q(prime_question__in=questions))
    if provider_list.state == ProviderList.State.APPLIED:
        rows = rows.filter(resolution="doubtful")
    return list(rows.select_related("prime_contract").order_by("pk"))


# ---- the organisation of rows whose place is known: a fixed number of small look-ups


def _answer(provider_list, questions, rows):
    if not questions:
        return []
    who, by_id, answers = who_of(questions[0]), {question.pk: question for question in questions}, defaultdict(list)
    for row in rows:
        answer = who.answer(asked_of_row(by_id[row.question_id], who, row))
        if row.problem in PLACEABLE:
            _take(row, answer, provider_list)
        row.known_by, row.decision_id = answer.how, answer.decision
        if can_wait(row.problem):
            answers[row.question_id].append(answer)
    _tell_states(provider_list, questions, answers)
    return rows


def _tell_states(provider_list, questions, answers):
    for question in questions:
        found = [answer for answer in answers[question.pk] if answer]
        question.state = state_of(found, takes_new(provider_list, question.role))


def _take(row, answer, provider_list):
    """What an answer makes of a row whose place is known."""
    name = row.parsed["subcontractor"]
    row.notes = [note for note in row.notes if note["code"] != "taken-as-new" or f"“{name}”" not in note["text"]]
    row.resolution, row.problem, row.explanation = "placed", "", ""
    try:
        ref = ref_of(answer, key_of(name), provider_list.doubtful, row.notes)
        if row.prime_contract and ref == row.prime_contract.provider_id:
            raise Stop(*own_subcontractor(name))
        row.provider_id, row.is_new_provider = known_id(ref), not isinstance(ref, int)
    except Stop as stop:
        row.resolution, row.problem, row.explanation = stop.kind, stop.code, stop.sentence
        row.provider_id, row.is_new_provider = None, False


# ---- rows whose prime is asked about: where they belong hangs on the answer, so they are worked out anew


def _work_out(provider_list, questions, rows):
    plan = planned(provider_list, rows)
    fresh, answers = mark_rows(rows_of(provider_list, plan), plan, {}), defaultdict(list)
    for row, new, resolution in zip(rows, fresh, plan.resolutions, strict=True):
        for name in OUTCOME_COLUMNS:
            setattr(row, name, getattr(new, name))
        answers[row.prime_question_id].append(resolution.prime_answer)
    primes = [question for question in questions if question.is_of_prime]
    others = _beside(provider_list, plan.who, rows, [one for one in questions if not one.is_of_prime], answers)
    _tell_states(provider_list, [*primes, *others], answers)
    return rows, [*primes, *others]


def _beside(provider_list, who, rows, questions, answers):
    """These questions and all others who the organisations of these rows are: they need no answer where a row has no
    place, and need one again where it gets one. Rows of theirs under other primes are as the database has them."""
    moved = {row.pk: row for row in rows}
    found = Question.objects.filter(pk__in={row.question_id for row in rows})
    beside = {question.pk: question for question in [*found, *questions]}
    lines = provider_list.rows.filter(question__in=beside).select_related("prime_contract")
    for line in lines.order_by("pk"):
        row, question = moved.get(line.pk, line), beside[line.question_id]
        question.provider_list = provider_list
        if can_wait(row.problem):
            answers[question.pk].append(who.answer(asked_of_row(question, who, row)))
    return list(beside.values())


def planned(provider_list, rows, known=None):
    """The plan of some rows of a list, as the map is now. What names have in common is as it was found before."""
    known = known or read_known(provider_list.programme)
    return resolve(
        [entry_of(row) for row in rows],
        known,
        create_contracts=provider_list.create_contracts,
        doubtful=provider_list.doubtful,
        who=who_for(provider_list, known, as_before=True),
        defining=entries_of(provider_list) if provider_list.create_contracts else None,
    )


# ---- what the list says of its rows


def _wait(row):
    """A row that would be placed, held back: its list is in the map already."""
    if row.resolution in ("placed", "contract"):
        row.resolution, row.problem, row.explanation = "doubtful", DECIDED, WAITS
        row.provider_id, row.is_new_provider = None, False
    elif row.resolution == "problem":
        row.resolution = "doubtful"
    return row


def _count(provider_list):
    rows = dict(provider_list.rows.order_by().values_list("resolution").annotate(Count("pk")))
    provider_list.counts |= {name: rows.get(lane, 0) for lane, name in LANES.items()}
    provider_list.counts[SINCE] = provider_list.counts.get(SINCE, 0) + 1
    provider_list.save(update_fields=["counts"])
