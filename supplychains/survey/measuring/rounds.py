"""The rounds of the survey with their headline figures, in two questions."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from ..models import Case, Round
from ..vocabulary import Disposition, Letter
from .counting import Counts


@dataclass(frozen=True)
class Headline:
    """A round and its organisations by disposition."""

    round: Round
    counts: Counts
    is_open: bool

    @property
    def answered(self):
        return self.counts.of(Letter.I, Letter.P)

    @property
    def rates(self):
        return self.counts.rates()


def headlines(*, today, programme=""):
    """Every round, or those of a programme by its slug, the newest first within each programme."""
    rounds = Round.objects.select_related("programme").order_by("programme__name", "-number")
    if programme:
        rounds = rounds.filter(programme__slug=programme)
    counted = defaultdict(dict)
    for pk, disposition, number in Case.objects.order_by().values_list("round", "disposition").annotate(n=Count("pk")):
        counted[pk][Disposition(disposition)] = number
    return [Headline(r, Counts("organisations", dict(counted[r.pk])), r.is_open_on(today)) for r in rounds]
