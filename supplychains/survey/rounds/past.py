"""What past calls of a programme came to, by how often the organisation had been called, as the planner takes it."""

from collections import Counter, defaultdict

from supplychains.survey.models import Attempt
from supplychains.survey.vocabulary import Letter, NextStep

from .planning import INTERVIEW, NOBODY, SPOKEN, Past, Tried

ENDED = (Letter.NE, Letter.I)
COLUMNS = """case case__is_final dialled_at ended_at outcome__is_contact outcome__asks_questions outcome__letter
outcome__next_step""".split()


def past_of(rounds):
    """The `Past` of these rounds: every call that stands and counts. One query."""
    made = Attempt.objects.live().filter(case__round__in=rounds, outcome__counts_as_attempt=True)
    cases, minutes = defaultdict(list), defaultdict(list)
    for row in made.order_by("dialled_at", "pk").values(*COLUMNS):
        cases[row["case"]].append(row)
        if row["ended_at"]:
            minutes[_kind(row)].append((row["ended_at"] - row["dialled_at"]).total_seconds() / 60)
    most = max((len(rows) for rows in cases.values()), default=0)
    tries = [_tried([rows[k] for rows in cases.values() if len(rows) > k]) for k in range(most)]
    closed = [len(rows) for rows in cases.values() if rows[0]["case__is_final"]]
    return Past(tries, minutes, closed)


def _tried(rows):
    return Tried(len(rows), Counter(map(_kind, rows)), sum(map(_ends, rows)))


def _kind(row):
    if not row["outcome__is_contact"]:
        return NOBODY
    return INTERVIEW if row["outcome__asks_questions"] else SPOKEN


def _ends(row):
    return row["outcome__letter"] in ENDED or row["outcome__next_step"] == NextStep.FINAL
