"""Interviews that are asked again by another caller, blind, to see how far two callers hear the same."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from ..vocabulary import SpokeTo
from .calls import Attempt
from .cases import Case
from .desk import Override

USER = settings.AUTH_USER_MODEL


class BackCheckQuerySet(models.QuerySet):
    def with_second(self):
        """Each with `second`, the id of the interview that answers it: the first one after the draw by another caller
        that stands. A call taken back answers nothing."""
        later = Attempt.objects.live().filter(
            case=OuterRef("case"),
            entered_at__gt=OuterRef("drawn_at"),
            outcome__asks_questions=True,
            spoke_to=SpokeTo.INFORMANT,
        )
        others = later.exclude(caller=OuterRef("first__caller"))
        return self.annotate(second=Subquery(others.order_by("dialled_at", "pk").values("pk")[:1]))

    def open_at(self, at):
        """Those still to be asked: nobody has, the first interview stands, and no supervisor has called it off."""
        in_force = Q(override__until=None) | Q(override__until__gt=at)
        return self.with_second().filter(in_force, second=None, first__voided_at=None)


class BackCheck(models.Model):
    """A completed interview drawn to be asked again. How it was drawn is kept, so that it can be drawn again."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="checks")
    first = models.OneToOneField(Attempt, models.CASCADE, related_name="check_of_it")
    override = models.OneToOneField(Override, models.PROTECT, related_name="check_behind_it")
    drawn_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    seed = models.PositiveIntegerField()
    share = models.PositiveSmallIntegerField(help_text="Per cent of the interviews of each caller.")

    objects = BackCheckQuerySet.as_manager()

    class Meta:
        ordering = ["drawn_at", "pk"]
        constraints = [
            models.CheckConstraint(name="back_check_share_is_one", condition=Q(share__gte=1) & Q(share__lte=100))
        ]

    def __str__(self):
        return f"{self.case}, asked again"
