"""What the page "who is this?" shows: its lanes, one question with its rows and candidates, and where to go next."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse

from providers.models import Identifier, MatchDecision, PhoneNumber, Provider
from providers.vocabulary import Verdict, Verification
from supplychains.contracts.models import PrimeContract, Subcontract
from supplychains.contracts.vocabulary import Tier

from ..models import ListRow
from ..placing.identifying import How, Lane
from ..placing.register_numbers import numbers_of
from .asking import asked_of_row, who_of
from .contesting import opened, stamp_of
from .doubts import Question
from .weighing import Body, Line, Seat, sits, weigh

SETTLED_BY = {
    How.NUMBER: "by a register’s number",
    How.DECISION: "by a decision",
    How.HERE: "identical name, already in this area or contract",
    How.NAME: "identical name, only one organisation has it",
}
STANDING = {one: one.words.lower() for one in Verification} | {Verification.UNVERIFIED: "on lists only"}
OTHERS = 6  # rows of the same name told by their numbers


@dataclass
class Candidate:
    """An organisation to choose, as shown. `key` is the number key that chooses it."""

    key: int
    provider: Provider
    known_as: str
    sits: str
    evidence: list


@dataclass
class Asking:
    """One question as shown. `row` is the first that waits, `others` further rows of it."""

    question: Question
    row: ListRow
    cells: list[tuple[str, str]]
    others: list[ListRow]
    more: int
    candidates: list[Candidate]
    everywhere: int
    decision: MatchDecision | None
    waits: bool
    is_unsure: bool
    stamp: str

    @property
    def is_open(self) -> bool:
        """Whether it takes an answer."""
        state, states = self.question.provider_list.state, self.question.provider_list.State
        if state == states.APPLIED:
            return self.waits and self.row.resolution == "doubtful"
        return state == states.STAGED and (self.waits or bool(self.stamp))


def lanes(provider_list, current) -> list[dict]:
    """[{"lane", "words", "rows", "is_current"}]: rows that name an organisation, by what is known of it."""
    placed, new = Q(resolution="placed"), Q(is_new_provider=True)
    rows = provider_list.rows.order_by().aggregate(
        settled=Count("pk", filter=placed & ~new),
        decide=Count("pk", filter=Q(resolution="doubtful")),
        new=Count("pk", filter=placed & new),
    )
    words = {Lane.SETTLED: "settled", Lane.DECIDE: "to decide", Lane.NEW: "new"}
    return [
        {"lane": lane, "words": word, "rows": rows[lane], "is_current": lane == current} for lane, word in words.items()
    ]


def rows_in(provider_list, lane):
    """The rows of a lane that asks nothing, with what is shown of each."""
    rows = provider_list.rows.filter(resolution="placed", is_new_provider=lane == Lane.NEW)
    return rows.select_related("provider", "question", "prime_question", "decision__provider").order_by("pk")


def progress(provider_list) -> dict[str, int]:
    """How many questions there are, how many wait, and of how many somebody was unsure."""
    state = Question.State
    counts = provider_list.questions.order_by().aggregate(
        all=Count("pk"),
        open=Count("pk", filter=Q(state=state.OPEN)),
        unsure=Count("pk", filter=Q(state=state.UNSURE)),
        taken=Count("pk", filter=Q(state=state.TAKEN)),
    )
    return {**counts, "answered": counts["all"] - counts["open"]}


def question_at(provider_list, at: str | None):
    """The question of an address, otherwise the first nobody has looked at, otherwise one somebody was unsure of."""
    questions = provider_list.questions.all()
    if at:
        return questions.at(at)
    return questions.open().first() or questions.held().first()


def neighbours(question) -> dict[str, Question | None]:
    """The questions that wait before and after one."""
    held = question.provider_list.questions.held()
    return {
        "previous": held.filter(number__lt=question.number).last(),
        "next": held.filter(number__gt=question.number).first(),
    }


def after(question) -> str:
    """Where to go once a question is decided: the next one nobody has looked at, from the top again at the end."""
    provider_list = question.provider_list
    waiting = provider_list.questions.open()
    following = waiting.filter(number__gt=question.number).first() or waiting.first()
    address = reverse("lists:who", args=[provider_list.public_id])
    return f"{address}?at={following.public_id}" if following else address


def asking(question, with_contacts, *, is_contested=False) -> Asking:
    """A question as the page shows it, in a fixed number of look-ups. What is settled `is_contested` where somebody
    opens it all the same."""
    who, rows = who_of(question), list(question.lines.select_related("prime_contract")[:200])
    asked = [asked_of_row(question, who, row) for row in rows]
    answers = [who.answer(one) for one in asked]
    lane = Lane.SETTLED if is_contested else Lane.DECIDE
    at = next((i for i, answer in enumerate(answers) if answer.lane is lane), 0)
    row, answer = rows[at], answers[at]
    others = [one for one in rows if one is not row]
    everywhere = question.provider_list.questions.filter(role=question.role, key=question.key)
    decision = MatchDecision.objects.select_related("by", "provider").filter(pk=answer.decision or 0).first()
    waits = answer.lane is Lane.DECIDE
    stamp = stamp_of(answer) if is_contested else ""
    options = answer.options if waits else opened(answer, asked[at], who).options if stamp else answer.shown
    return Asking(
        question=question,
        row=row,
        cells=cells_of(row, question.provider_list, with_contacts),
        others=others[:OTHERS],
        more=max(0, question.row_count - 1 - OTHERS),
        candidates=_candidates(row, question, options, with_contacts),
        everywhere=everywhere.aggregate(rows=Sum("row_count"))["rows"],
        decision=decision,
        waits=waits,
        is_unsure=answer.how is How.UNSURE,
        stamp=stamp,
    )


def cells_of(row, provider_list, with_contacts) -> list[tuple[str, str]]:
    """(heading, cell) of a row as the file has them. Without contacts only what we read, and no way to reach people."""
    if with_contacts:
        return list(row.raw.items())
    fields = next((sheet["fields"] for sheet in provider_list.was_read() if sheet["name"] == row.sheet), {})
    hidden = {"phone"} | {"source_note" for note in row.notes if note["code"] == "source"}
    return [(heading, row.raw.get(heading, "")) for name, heading in fields.items() if name not in hidden]


def _candidates(row, question, options, with_contacts):
    ids = [option.provider for option in options]
    providers = Provider.objects.in_bulk(ids)
    bodies = _bodies(ids, providers, question.provider_list.programme)
    prime = row.prime_contract.provider_id if row.prime_contract else None
    line = Line(row.parsed, question.area_id, prime, numbers_of(row.parsed))
    if question.is_of_prime:
        line = Line({}, question.area_id)  # what else stands in a row is said of the subcontractor
    return [
        Candidate(
            key,
            providers[option.provider],
            option.name if option.name != providers[option.provider].name else "",
            sits(bodies[option.provider].seats),
            weigh(line, bodies[option.provider], option.evidence, with_numbers=with_contacts),
        )
        for key, option in enumerate(options, start=1)
        if option.provider in providers
    ]


def _bodies(ids, providers, programme) -> dict[int, Body]:
    numbers, identifiers, seats = defaultdict(set), defaultdict(set), _seats(ids, programme)
    for provider, number in PhoneNumber.objects.filter(provider__in=ids).values_list("provider", "normalised"):
        numbers[provider].add(number)
    kept = Identifier.objects.filter(provider__in=ids)
    for provider, scheme, value in kept.values_list("provider", "scheme", "value"):
        identifiers[provider].add((scheme, value))
    return {
        pk: Body(one.sector, frozenset(numbers[pk]), frozenset(identifiers[pk]), seats[pk])
        for pk, one in providers.items()
    }


def _seats(ids, programme) -> dict[int, list[Seat]]:
    """{organisation: where it sits}, contracts of its own first. The programme is told where it is another one."""

    def elsewhere(name):
        return "" if name == programme.name else name

    found = defaultdict(list)
    place = ("area", "area__number", "area__name", "area__programme__name", "provider", "provider__name")
    for pk, number, name, where, prime, label in (
        PrimeContract.objects.filter(provider__in=ids).order_by("area__programme", "area__number").values_list(*place)
    ):
        found[prime].append(Seat(pk, f"area {number} {name}", prime, label, elsewhere(where), is_own=True))
    under = [f"prime_contract__{name}" for name in place]
    held = Subcontract.objects.on_map().filter(provider__in=ids)
    held = held.order_by("prime_contract__area__programme", "prime_contract__area__number", "pk")
    for owner, tier, standing, pk, number, name, where, prime, label in held.values_list(
        "provider", "tier", "verification", *under
    ):
        words = (Tier(tier).words if tier != Tier.UNKNOWN else "", STANDING[Verification(standing)])
        found[owner].append(Seat(pk, f"area {number} {name}", prime, label, elsewhere(where), *words))
    return found


def decisions_on(provider_list):
    """The decisions about names of a list, its own and those of earlier lists, the newest first."""
    keys = provider_list.questions.order_by().values("key")
    used = provider_list.rows.exclude(decision=None).order_by().values("decision")
    led = provider_list.rows.exclude(prime_decision=None).order_by().values("prime_decision")
    decisions = MatchDecision.objects.filter(Q(key__in=keys) | Q(pk__in=used) | Q(pk__in=led))
    return decisions.select_related("provider", "by", "withdrawn_by").order_by("-at", "-pk")


def settled_by(row) -> str:
    """How it came that a row is settled or new, in words."""
    if row.is_new_provider:
        branch = row.decision and row.decision.verdict == Verdict.BRANCH
        made = f"a branch of {row.decision.provider}" if branch else "new"
        return f"decided to be {made}" if row.known_by == How.DECISION else "nobody of this name is known"
    return SETTLED_BY.get(row.known_by, "identical name")


def prime_settled_by(row) -> str:
    """The same of its prime."""
    if row.prime_known_by == How.NOBODY:
        return "a new organisation"
    return SETTLED_BY.get(row.prime_known_by, "identical name")
