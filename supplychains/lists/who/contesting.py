"""What settled itself, opened by a person who does not believe it: a name identical with that of an organisation, its
number, or what was decided before. Opening it makes a question; what is said to it is a decision like any other."""

from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from providers.register import Register

from ..models import ListRow, ProviderList
from ..parsing import Entry
from ..placing.identifying import ASKED, Answer, Asked, How, Lane, Option, Role, Who
from ..placing.places import Places, Stop, key_of
from .asking import asked_of_row, kept, option_of, standing_names, who_of
from .doubts import Question, question_id


def stamp_of(answer: Answer) -> str:
    """What is contested, to be sent back by whoever looked at it; "" of an answer that settles nothing."""
    if answer.lane is not Lane.SETTLED:
        return ""
    return f"{answer.how}.{answer.provider}.{answer.decision or 0}"


def opened(answer: Answer, asked: Asked, who: Who) -> Answer:
    """A settled answer as a question: first the organisation it came to, then the others it may be."""
    shown = {option.provider: option for option in who.shown(asked)}
    if answer.provider is None:
        return answer
    first = shown.pop(answer.provider, None) or Option(answer.provider, asked.text, "decide", 0.0)
    return replace(answer, options=(first, *shown.values())[:ASKED])


@transaction.atomic
def open_settled(*, row, role: str = Role.SUBCONTRACTOR) -> Question | None:
    """The question who a settled name of a staged row is, made where nobody asked it; None where nothing settled it, or
    its area is not on the map yet."""
    provider_list = ProviderList.objects.select_for_update().get(pk=row.provider_list_id)
    asked = row.prime_question if role == Role.PRIME else row.question
    if asked:
        return asked
    row.refresh_from_db()
    if provider_list.state != ProviderList.State.STAGED or row.resolution == "problem" or not row.parsed.get(role):
        return None
    question = _question(provider_list, row, role)
    if question is None:
        return None
    who = who_of(question)
    answer = who.answer(asked_of_row(question, who, row))
    if not stamp_of(answer):
        return None
    if answer.how is How.NUMBER and not who.known.names.get(question.key):
        question.candidates = _alike(question)
    question.save()
    _tie(question, row)
    return question


def open_elsewhere(question, provider: int) -> None:
    """Open the same name wherever else the list has it settled as this organisation."""
    settled = {"prime_contract__provider": provider} if question.is_of_prime else {"provider": provider}
    rows = question.provider_list.rows.filter(**settled).exclude(resolution="problem")
    rows = rows.filter(**{"prime_question" if question.is_of_prime else "question": None})
    first = {}
    for pk, area, said in rows.order_by("-pk").values_list("pk", "prime_contract__area", "parsed"):
        if key_of(said.get(question.role, "")) == question.key:
            first[area] = pk
    for row in ListRow.objects.select_related("prime_contract").filter(pk__in=first.values()):
        open_settled(row=row, role=question.role)


def _question(provider_list, row, role):
    key = key_of(row.parsed[role])
    blank = Question(provider_list=provider_list, role=role, key=key, text=row.parsed[role][:255])
    who = who_of(blank)
    places = Places(who.known)
    blank.area_id = _area(Entry(row.sheet, row.number, {}, row.parsed), places)
    if blank.area_id is None:
        return None
    blank.within, blank.area_label = who.within(blank.area_id)[0], places.labels[blank.area_id][:200]
    blank.public_id = question_id(key, blank.within, role)
    blank.number = (provider_list.questions.aggregate(last=Max("number"))["last"] or 0) + 1
    blank.row_count, blank.state = 0, Question.State.SETTLED
    return provider_list.questions.filter(public_id=blank.public_id).first() or blank


def _area(entry, places):
    """The id of the area of a row; None where the list would make it."""
    try:
        return places.area(entry)
    except Stop:
        return None


def _alike(question):
    """What comparing the names finds, as it would have been if no number had settled it."""
    found = Register([*standing_names().values_list("provider", "text")]).candidates(question.text, ASKED)
    return [kept(option_of(one)) for one in found if one.match.verdict != "different"]


def _tie(question, row):
    """Give the question to every row that names the same in the same area."""
    name = "prime_question" if question.is_of_prime else "question"
    rows = question.provider_list.rows.exclude(resolution="problem")
    if not question.is_of_prime:
        rows = rows.filter(provider=row.provider_id)
    elif row.prime_contract_id:
        rows = rows.filter(prime_contract__area=question.area_id)
    places = Places(who_of(question).known)
    lines = rows.order_by().values_list("pk", "sheet", "number", "parsed")
    named = [
        (pk, Entry(sheet, number, {}, said))
        for pk, sheet, number, said in lines
        if key_of(said.get(question.role, "")) == question.key
    ]
    same = [pk for pk, entry in named if _area(entry, places) == question.area_id]
    for start in range(0, len(same), 1_000):
        ListRow.objects.filter(pk__in=same[start : start + 1_000]).update(**{name: question})
    question.row_count = len(same)
    question.save(update_fields=["row_count"])
