"""The calls of a round as the report of callers takes them, in a number of queries that does not grow."""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q

from supplychains.survey.checking.comparing import whole
from supplychains.survey.checking.records import checks_of
from supplychains.survey.models import Attempt, BackCheck, Callback
from supplychains.survey.vocabulary import AnswerState, Letter

from .report import Call, Line, kind_of, lines

COLUMNS = """case caller dialled_at connected_at ended_at direction outcome__is_contact outcome__asks_questions
outcome__letter outcome__next_step keeps checks answers_heard unknown""".split()


def calls_of(round):
    """Every call of a round that stands and counts, as `report.Call`, in the order they were made."""
    kept = Callback.objects.filter(done_by=OuterRef("pk"))
    drawn = BackCheck.objects.filter(case=OuterRef("case"), drawn_at__lt=OuterRef("entered_at"))
    said = ~Q(answers__state__in=[AnswerState.NOT_ASKED, AnswerState.NOT_APPLICABLE])
    made = Attempt.objects.live().filter(case__round=round, outcome__counts_as_attempt=True)
    made = made.annotate(
        keeps=Exists(kept),
        checks=Exists(drawn),
        answers_heard=Count("answers", filter=said),
        unknown=Count("answers", filter=Q(answers__state=AnswerState.DONT_KNOW)),
    )
    earlier, found = defaultdict(list), []
    for row in made.order_by("dialled_at", "pk").values(*COLUMNS):
        found.append(_call(row, earlier[row["case"]]))
        earlier[row["case"]].append(row)
    return found


def _call(row, earlier):
    spoken = [each["outcome__next_step"] for each in earlier if each["outcome__is_contact"]]
    begun = row["connected_at"] or row["dialled_at"]
    minutes = (row["ended_at"] - begun).total_seconds() / 60 if row["ended_at"] else None
    last_word = spoken[-1] if spoken else ""
    return Call(
        caller=row["caller"],
        is_out=row["direction"] == Attempt.Direction.OUT,
        kind=kind_of(number=len(earlier), keeps_callback=row["keeps"], last_word=last_word, is_check=row["checks"]),
        is_contact=row["outcome__is_contact"],
        is_interview=row["outcome__asks_questions"] and row["outcome__letter"] == Letter.I,
        is_refusal=row["outcome__letter"] == Letter.R,
        minutes=max(minutes, 0) if minutes is not None else None,
        answers=row["answers_heard"],
        unknown=row["unknown"],
    )


def report_of(round, *, at):
    """[(name, line, agreement of their back-checks)] of each caller by name, and the same of all together."""
    calls = calls_of(round)
    pairs = [pair for each in checks_of(round, at=at) for pair in each.pairs]
    found = lines(calls)
    names = dict(get_user_model().objects.filter(pk__in=found).values_list("pk", "username"))
    by_caller = [
        (names[pk], line, whole(pair for pair in pairs if pair.caller == pk))
        for pk, line in sorted(found.items(), key=lambda each: names[each[0]].casefold())
    ]
    return by_caller, ("All callers", Line(tuple(calls)), whole(pairs))
