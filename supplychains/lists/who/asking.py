"""What answering "who is this?" needs of the database, and the questions a staged list leaves for people."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from providers.models import Identifier, MatchDecision, Provider, ProviderName
from providers.register import Register
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract

from ..models import ListRow
from ..placing.identifying import ASKED, Answer, Asked, Decision, How, Lane, Option, Role, Who
from ..placing.places import Known, KnownArea, KnownContract, Ref, key_of
from ..placing.resolving import Plan, place_of
from .doubts import Question, question_id

AT_ONCE = 1_000
PRIMES_ASKED = 20  # primes that a name may mean, before those of the area are looked for among them
FIELDS = ("number", "text", "area", "area_label", "row_count", "candidates", "state")


def who_for(provider_list, known: Known, *, as_before: bool = False) -> Who:
    """Who answers for a list as the map is now. Names are compared only if they moved since the list's questions were
    written; otherwise, and `as_before`, what was found then still holds."""
    names = [*standing_names().values_list("provider", "text")]
    leading = sorted({(contract.area, contract.prime) for contract in known.contracts})
    asked_of = hashlib.sha256(repr((names, leading)).encode()).hexdigest() if names else ""
    if not names:
        ask = ask_primes = None
    elif as_before or (provider_list.pk and provider_list.asked_of == asked_of):
        ask, ask_primes = _remembered(provider_list)
    else:
        ask, ask_primes = _compared(names, known.primes, may_be_new=provider_list.create_contracts)
    return Who(
        known,
        programme=provider_list.programme_id,
        edition=provider_list.public_id,
        **_said(MatchDecision.objects.all()),
        ask=ask,
        ask_primes=ask_primes,
        spelt=_spelt(names),
        asked_of=asked_of,
    )


def who_of(question) -> Who:
    """The same for one name, from what was found when its question was written: a fixed number of small look-ups."""
    provider_list = question.provider_list
    owners = standing_names().filter(key=question.key).values_list("provider", flat=True)
    programme = provider_list.programme_id
    contracts = PrimeContract.objects.filter(area__programme=programme).order_by()
    positions = Subcontract.objects.on_map().in_programme(programme).filter(provider__in=owners).order_by()
    areas = ContractPackageArea.objects.filter(programme=programme).values_list("pk", "number", "name", "other_names")
    held = [KnownContract(*row) for row in contracts.values_list("pk", "area", "provider")]
    known = Known(
        areas=[KnownArea(*area[:3], tuple(area[3])) for area in areas],
        contracts=held,
        primes=dict.fromkeys((one.prime for one in held), ""),
        names={question.key: set(owners)},
        positions={(c, p): pk for c, p, pk in positions.values_list("prime_contract", "provider", "pk")},
    )
    options = _alike(options_of(question))
    return Who(
        known,
        programme=programme,
        edition=provider_list.public_id,
        **_said(MatchDecision.objects.filter(key=question.key)),
        ask=lambda text, key: options,
        ask_primes=lambda text, key, within: options,
        spelt=lambda provider: standing_names().filter(provider=provider).values_list("text", flat=True),
    )


def asked_of_row(question, who: Who, row) -> Asked:
    """What to ask of a row of a question."""
    text, place = row.parsed.get(question.role, ""), place_of(who.edition, row)
    places = frozenset({question.within, *(who.within(question.area_id) if question.area_id else ())})
    if question.is_of_prime:
        among = None if question.provider_list.create_contracts else who.leading(question.area_id)
        return Asked(text, question.key, question.area_id, None, place, places, (), Role.PRIME, among)
    asked = who.asked(text, question.key, question.area_id, row.prime_contract_id, str, row.parsed)
    return Asked(text, question.key, asked.area, asked.contract, place, places, asked.numbers)


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


def _spelt(names):
    """The names of an organisation, out of (organisation, name) pairs; sorted by it when the first one is asked for."""
    found = defaultdict(list)

    def spelt(provider):
        if not found:
            for one, name in names:
                found[one].append(name)
        return found[provider]

    return spelt


def standing_names():
    names = ProviderName.objects.filter(provider__merged_into=None, provider__taken_back_at=None)
    return names.order_by("provider", "text")


# ---- the organisations a name may mean


def _compared(names, primes, *, may_be_new):
    """Asks the names themselves. A register is built when the first name is asked about: one of all names, and one of
    the names of the primes of the programme, which the others must not crowd out."""
    registers: dict[bool, Register] = {}

    def found(text, limit, *, of_primes):
        if of_primes not in registers:
            some = [(one, name) for one, name in names if one in primes] if of_primes else names
            registers[of_primes] = Register(some)
        candidates = registers[of_primes].candidates(text, limit)
        return [option_of(one) for one in candidates if one.match.verdict != "different"]

    def ask(text, key):
        return tuple(found(text, ASKED, of_primes=False))

    def ask_primes(text, key, within):
        options = found(text, PRIMES_ASKED, of_primes=True)
        others = found(text, ASKED, of_primes=False) if may_be_new else ()
        return (*options, *(one for one in others if one.provider not in primes))

    return ask, ask_primes


def _remembered(provider_list):
    rows = provider_list.questions.order_by().values_list("role", "key", "within", "candidates")
    of_names, of_primes = {}, {}
    for role, key, within, candidates in rows:
        options = _alike(map(_option, candidates))
        if role == Role.PRIME:
            of_primes[key, within] = options
        else:
            of_names[key] = options
    return (
        lambda text, key: of_names.get(key, ()),
        lambda text, key, within: of_primes.get((key, within), ()),
    )


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


def _alike(options) -> tuple[Option, ...]:
    """Those that the names brought up, without those that a number or a decision did."""
    return tuple(one for one in options if one.verdict != "different" and one.score)


def kept(option):
    return [option.provider, option.name, option.verdict, option.score, [list(one) for one in option.evidence]]


# ---- the questions of a list


def keep_questions(provider_list, plan: Plan) -> dict[tuple, int]:
    """Write the questions a plan leaves, and drop those it does not: {(as what, key of the name, area): id}. Those of
    primes come first: more rows wait for each."""
    found: dict[tuple[str, str, Ref], list] = defaultdict(list)
    for entry, resolution in zip(plan.entries, plan.resolutions, strict=True):
        for role, answer in _answers(resolution):
            if answer and answer.shown:
                found[role, key_of(entry.said[role]), resolution.area].append((entry, resolution, answer))
    found = dict(sorted(found.items(), key=lambda item: item[0][0] != Role.PRIME))
    labels: dict[Ref, str] = {area.id: f"area {area.number} {area.name}" for area in plan.who.known.areas}
    labels |= {key: f"“{name}”" for key, (name, _) in plan.new_areas.items()}
    wanted = [_question(provider_list, plan.who, *place, rows) for place, rows in found.items()]
    for number, (question, (_, _, area)) in enumerate(zip(wanted, found, strict=True), start=1):
        question.number, question.area_label = number, labels.get(area, "")[:200]
    return dict(zip(found, _written(provider_list, wanted), strict=True))


def _answers(resolution):
    return (Role.SUBCONTRACTOR, resolution.answer), (Role.PRIME, resolution.prime_answer)


def _question(provider_list, who, role, key, area, rows):
    entry, _, answer = rows[0]
    within = who.within(area)[0]
    return Question(
        provider_list=provider_list,
        public_id=question_id(key, within, role),
        role=role,
        key=key,
        text=entry.said[role][:255],
        area_id=area if isinstance(area, int) else None,
        within=within,
        row_count=len(rows),
        candidates=[kept(option) for option in answer.shown],
        state=state_of(
            [one for _, resolution, one in rows if role == Role.PRIME or can_wait(resolution.problem)],
            takes_new(provider_list, role),
        ),
    )


def takes_new(provider_list, role) -> bool:
    """Whether a list was staged to take what a person should decide on as new."""
    return provider_list.doubtful == "new" and (role != Role.PRIME or provider_list.create_contracts)


def can_wait(problem: str) -> bool:
    """Whether a row with this problem, or none, may wait for who its organisation is; one without a place does not."""
    return problem in ("", "decided-since", "which-prime", "which-organisation", "number-other-name")


def state_of(answers: Iterable[Answer], is_taken: bool) -> str:
    """The state of a question from the answers for its rows; `is_taken` where they are taken as new."""
    held = {answer.how for answer in answers if answer.lane is Lane.DECIDE}
    if not held:
        return Question.State.SETTLED
    if held == {How.UNSURE}:
        return Question.State.UNSURE
    return Question.State.TAKEN if is_taken else Question.State.OPEN


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
            row.question_id = questions.get((Role.SUBCONTRACTOR, key_of(entry.said["subcontractor"]), resolution.area))
        if resolution.prime_answer:
            answer = resolution.prime_answer
            row.prime_known_by, row.prime_decision_id = answer.how, answer.decision
            if answer.shown:
                row.prime_question_id = questions.get((Role.PRIME, key_of(entry.said["prime"]), resolution.area))
        yield row
