"""The claims a round is measured by, read from the statements that stand: what lists say, and what was said directly in
this round."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from providers.models import SectorStatement
from providers.settling import Claim
from providers.vocabulary import Source, SpeaksFor
from supplychains.contracts.models import SubcontractStatement

from ..models import Answer, Lead, Round

DIRECT = Q(source=Source.CALL, speaks_for__in=[SpeaksFor.SUBCONTRACTOR, SpeaksFor.PRIME])
COLUMNS = ("pk", "source", "speaks_for", "stated_on", "recorded_at", "publisher", "edition", "differs")
PLACE = (
    "subcontract__prime_contract__area__number",
    "subcontract__prime_contract__area__name",
    "subcontract__prime_contract__provider__public_id",
    "subcontract__prime_contract__provider__name",
)


@dataclass(frozen=True)
class Said:
    """The claims of one position or organisation, oldest first: by lists, and directly in this round."""

    lists: tuple[Claim, ...] = ()
    direct: tuple[Claim, ...] = ()


def of_positions(round: Round) -> dict[int, Said]:
    """{id of a position of the round: what was said of it}."""
    statements = SubcontractStatement.objects.filter(subcontract__targets__case__round=round)
    return _said(statements, "subcontract", "statement", round)


def of_sectors(round: Round) -> dict[int, Said]:
    """{id of an organisation of the round: what was said of its sector}."""
    statements = SectorStatement.objects.filter(provider__cases__round=round)
    return _said(statements, "provider", "sector_statement", round)


def of_unlisted(round: Round) -> list[tuple[tuple, Said]]:
    """[(place of a position as in PLACE, what was said of it in this round)] of those no list has."""
    of_lists = SubcontractStatement.objects.live().filter(subcontract=OuterRef("subcontract"), listed=True)
    statements = SubcontractStatement.objects.filter(DIRECT, ~Exists(of_lists), _scope(round))
    rows = list(_rows(statements, ("subcontract", *PLACE), "statement", round))
    places = {row["subcontract"]: tuple(row[name] for name in PLACE) for row in rows}
    return [
        (places[pk], said) for pk, said in _by_owner(rows, "subcontract", round, SubcontractStatement.FACTS).items()
    ]


def _scope(round):
    """Where a round finds somebody: its areas, or its whole programme, as they stand on the map."""
    contract = "subcontract__prime_contract__"
    here = Q(**{f"{contract}area__programme": round.programme_id, f"{contract}taken_back_at": None})
    areas = Q(**{f"{contract}area__in": round.areas.all()}) if round.areas.exists() else Q()
    return here & areas & Q(**{f"{contract}area__taken_back_at": None})


def _said(statements, owner, link, round):
    facts = statements.model.FACTS
    spoken = statements.filter(Q(source=Source.LIST) | DIRECT)
    return _by_owner(_rows(spoken, (owner,), link, round), owner, round, facts)


def _rows(statements, more, link, round):
    """Rows of live statements, oldest first: `here`, made by a call of this round; `called`, by one of any round."""
    made: list = [Answer.objects.filter(**{link: OuterRef("pk")})]
    dated_back = []
    if link == "statement":
        made.append(Lead.objects.filter(statement=OuterRef("pk")))
        dated_back.append(Answer.objects.filter(dated_back=OuterRef("pk")))
    marked = statements.live().annotate(
        here=_any(each.filter(attempt__case__round=round) for each in made), called=_any([*made, *dated_back])
    )
    return (
        marked.order_by("stated_on", "recorded_at", "pk")
        .values(*more, *COLUMNS, *statements.model.FACTS, "here", "called")
        .iterator(chunk_size=2000)
    )


def _any(queries):
    """Whether one or another of these finds something."""
    return ExpressionWrapper(reduce(or_, (Q(Exists(each)) for each in queries)), output_field=BooleanField())


def _by_owner(rows: Iterable[dict], owner, round, facts) -> dict[int, Said]:
    lists, direct = defaultdict(list), defaultdict(list)
    for row in rows:
        if row["source"] == Source.LIST:
            lists[row[owner]].append(_claim(row, facts))
        elif row["here"] or (not row["called"] and _is_in(round, row["stated_on"])):
            direct[row[owner]].append(_claim(row, facts))
    return {pk: Said(tuple(lists[pk]), tuple(direct[pk])) for pk in lists.keys() | direct.keys()}


def _is_in(round, on):
    """What was said without a call of the survey, by a prime say, belongs to the round in whose days it was said."""
    return round.opens_on <= on and (round.closes_on is None or on <= round.closes_on)


def _claim(row, facts):
    values = {fact: row[fact] for fact in facts if row[fact] not in (None, "")}
    said = {name: row[name] for name in COLUMNS[1:]} | {"differs": tuple(row["differs"])}
    return Claim(id=row["pk"], values=values, **said)
