"""What answering "who is this?" needs of the database, and the questions a staged list leaves for people."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from providers.models import Identifier, MatchDecision, Provider, ProviderName
from providers.register import Register
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract

from ..models import ListRow
from ..placing.identifying import ASKED, Answer, Asked, Decision, How, Lane, Option, Who
from ..placing.places import Known, KnownArea, KnownContract, Ref, key_of
from ..placing.resolving import Plan, place_of
from .doubts import Question, question_id

AT_ONCE = 1_000
FIELDS = ("number", "text", "area", "area_label", "row_count", "candidates", "state")


def who_for(provider_list, known: Known) -> Who:
    """Who answers for a list as the map is now. Names are compared only if they moved since the list's questions were
    written; otherwise what was found then still holds."""
    names = [*_standing_names().values_list("provider", "text")]
    asked_of = hashlib.sha256(repr(names).encode()).hexdigest() if names else ""
    if not names:
        ask = None
    elif provider_list.pk and provider_list.asked_of == asked_of:
        ask = _remembered(provider_list)
    else:
        ask = _compared(names)
    return Who(
        known,
        programme=provider_list.programme_id,
        edition=provider_list.public_id,
        **_said(MatchDecision.objects.all()),
        ask=ask,
        asked_of=asked_of,
    )


def who_of(question) -> Who:
    """The same for one name, from what was found when its question was written: a fixed number of small look-ups."""
    provider_list = question.provider_list
    owners = _standing_names().filter(key=question.key).values_list("provider", flat=True)
    programme = provider_list.programme_id
    contracts = PrimeContract.objects.filter(area__programme=programme).order_by()
    positions = Subcontract.objects.on_map().in_programme(programme).filter(provider__in=owners).order_by()
    areas = ContractPackageArea.objects.filter(programme=programme).values_list("pk", "number", "name", "other_names")
    known = Known(
        areas=[KnownArea(*area[:3], tuple(area[3])) for area in areas],
        contracts=[KnownContract(*row) for row in contracts.values_list("pk", "area", "provider")],
        names={question.key: set(owners)},
        positions={(c, p): pk for c, p, pk in positions.values_list("prime_contract", "provider", "pk")},
    )
    options = options_of(question)
    return Who(
        known,
        programme=programme,
        edition=provider_list.public_id,
        **_said(MatchDecision.objects.filter(key=question.key)),
        ask=lambda text, key: options,
    )


def asked_of_row(question, who: Who, row) -> Asked:
    """What to ask of a row of a question."""
    text = row.parsed.get("subcontractor", "")
    places = {question.within, *(who.within(question.area_id) if question.area_id else ())}
    asked = who.asked(text, question.key, question.area_id, row.prime_contract_id, str, row.raw)
    return Asked(
        text, question.key, asked.area, asked.contract, place_of(who.edition, row), frozenset(places), asked.numbers
    )


def _said(decisions) -> dict[str, Any]:
    """What registers, administrators and people who decided have said, as `Who` takes it."""
    tied = Provider.objects.exclude(parent=None, merged_into=None).order_by()
    ties = list(tied.values_list("pk", "parent", "merged_into"))
    numbers = Identifier.objects.filter(provider__merged_into=None, provider__taken_back_at=None).order_by()
    return {
        "decisions": decisions_of(decisions, {pk: into for pk, _, into in ties if into}),
        "numbers": {(s, value.upper()): pk for s, value, pk in numbers.values_list("scheme", "value", "provider")},
        "parents": {pk: parent for pk, parent, _ in ties if parent},
    }


def decisions_of(decisions, into: dict[int, int]) -> dict[str, list[Decision]]:
    """{key: live decisions about that name}. Where an organisation was merged `into` another, that one is meant."""
    found = defaultdict(list)
    live = decisions.filter(withdrawn_at=None, provider__taken_back_at=None).order_by("pk")
    for pk, key, provider, *said in live.values_list("pk", "key", "provider", "verdict", "scope", "within", "at"):
        found[key].append(Decision(pk, key, _last(provider, into), *said))
    return dict(found)


def _last(provider, into):
    seen = set()
    while provider in into and provider not in seen:
        seen.add(provider)
        provider = into[provider]
    return provider


def _standing_names():
    names = ProviderName.objects.filter(provider__merged_into=None, provider__taken_back_at=None)
    return names.order_by("provider", "text")


# ---- the organisations a name may mean


def _compared(names):
    """Asks the names themselves. The register is built when the first name is asked about."""
    registers: list[Register] = []

    def ask(text, key):
        if not registers:
            registers.append(Register(names))
        found = registers[0].candidates(text, ASKED)
        return tuple(option_of(one) for one in found if one.match.verdict != "different")

    return ask


def _remembered(provider_list):
    rows = provider_list.questions.order_by().values_list("key", "candidates")
    remembered = {key: tuple(map(_option, candidates)) for key, candidates in rows}
    return lambda text, key: remembered.get(key, ())


def option_of(candidate) -> Option:
    """A candidate of the register as it is kept."""
    match = candidate.match
    evidence = tuple((one.field, str(one.side), one.sentence) for one in match.evidence)
    return Option(candidate.id, candidate.name.text, str(match.verdict), match.score, evidence)


def options_of(question) -> tuple[Option, ...]:
    return tuple(map(_option, question.candidates))


def _option(kept):
    provider, name, verdict, score, evidence = kept
    return Option(provider, name, verdict, score, tuple(map(tuple, evidence)))


def _kept(option):
    return [option.provider, option.name, option.verdict, option.score, [list(one) for one in option.evidence]]


# ---- the questions of a list


def keep_questions(provider_list, plan: Plan) -> dict[tuple, int]:
    """Write the questions a plan leaves, and drop those it does not: {(key of the name, area): id}."""
    found: dict[tuple[str, Ref], list] = defaultdict(list)
    for entry, resolution in zip(plan.entries, plan.resolutions, strict=True):
        if resolution.answer and resolution.answer.shown:
            found[_key_of(entry), resolution.area].append((entry, resolution))
    labels: dict[Ref, str] = {area.id: f"area {area.number} {area.name}" for area in plan.who.known.areas}
    labels |= {key: f"“{name}”" for key, (name, _) in plan.new_areas.items()}
    wanted = [_question(provider_list, plan.who, *place, rows) for place, rows in found.items()]
    for number, (question, (_, area)) in enumerate(zip(wanted, found, strict=True), start=1):
        question.number, question.area_label = number, labels.get(area, "")[:200]
    return dict(zip(found, _written(provider_list, wanted), strict=True))


def _key_of(entry):
    return key_of(entry.said["subcontractor"])


def _question(provider_list, who, key, area, rows):
    entry, resolution = rows[0]
    within = who.within(area)[0]
    return Question(
        provider_list=provider_list,
        public_id=question_id(key, within),
        key=key,
        text=entry.said["subcontractor"][:255],
        area_id=area if isinstance(area, int) else None,
        within=within,
        row_count=len(rows),
        candidates=[_kept(option) for option in resolution.answer.shown],
        state=state_of([one.answer for _, one in rows], provider_list.doubtful),
    )


def state_of(answers: Iterable[Answer], doubtful: str) -> str:
    """The state of a question from the answers for its rows."""
    held = {answer.how for answer in answers if answer.lane is Lane.DECIDE}
    if not held:
        return Question.State.SETTLED
    if held == {How.UNSURE}:
        return Question.State.UNSURE
    return Question.State.TAKEN if doubtful == "new" else Question.State.OPEN


def _written(provider_list, wanted):
    """The ids of the wanted questions, written over those of an earlier staging. One upsert: an update of each would
    take minutes."""
    kept = {question.public_id for question in wanted}
    gone = [pk for public_id, pk in _ids(provider_list).items() if public_id not in kept]
    for start in range(0, len(gone), AT_ONCE):
        Question.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    Question.objects.bulk_create(
        wanted, AT_ONCE, update_conflicts=True, unique_fields=["provider_list", "public_id"], update_fields=FIELDS
    )
    ids = _ids(provider_list)
    return [ids[question.public_id] for question in wanted]


def _ids(provider_list):
    return dict(Question.objects.filter(provider_list=provider_list).order_by().values_list("public_id", "pk"))


def mark_rows(rows: Iterable[ListRow], plan: Plan, questions: dict[tuple, int]):
    """The unsaved rows of a plan, with what settled each and the question it belongs to."""
    for row, entry, resolution in zip(rows, plan.entries, plan.resolutions, strict=True):
        if resolution.answer:
            row.known_by, row.decision_id = resolution.answer.how, resolution.answer.decision
            row.question_id = questions.get((_key_of(entry), resolution.area))
        yield row
