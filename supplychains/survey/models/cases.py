"""What is to be found out: one case an organisation in a round, one target a position."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from providers.models import Contact, Provider
from supplychains.contracts.models import Subcontract

from ..script import FACTS
from ..vocabulary import CALLABLE, Disposition, WorkStatus
from ..waiting import Rank
from .rounds import Round

USER = settings.AUTH_USER_MODEL
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def every_fact():
    return list(FACTS)


def sector_only():
    return ["sector"]


class Case(models.Model):
    """One organisation in one round. It is called once about all its positions.

    The derived columns are those of the last write, see standing.py, which alone writes them. What a lease or the hour
    adds to them (being called now, a callback missed since) is asked when it is shown.
    """

    DERIVED = (
        "rank",
        "promised_until",
        "disposition",
        "is_final",
        "work_status",
        "rule_version",
        "next_at",
        "next_reason",
        "next_until",
        "settled",
        "untold",
    )

    round = models.ForeignKey(Round, models.CASCADE, related_name="cases")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="cases")
    disposition = models.CharField(
        max_length=17, choices=Disposition.choices(), default=Disposition.NOT_STARTED, editable=False
    )
    is_final = models.BooleanField(default=False, editable=False)
    work_status = models.CharField(
        max_length=12, choices=WorkStatus.choices(), default=WorkStatus.READY, editable=False
    )
    rule_version = models.CharField(max_length=20, blank=True, editable=False)
    next_at = models.DateTimeField(null=True, editable=False)
    next_reason = models.CharField(max_length=160, blank=True, editable=False)
    next_until = models.DateTimeField(
        null=True, editable=False, help_text="End of the part of the day it is kept for; another is chosen then."
    )
    rank = models.PositiveSmallIntegerField(
        default=Rank.NEW, editable=False, help_text="Place in the queue, see waiting.py."
    )
    promised_until = models.DateTimeField(null=True, editable=False, help_text="End of the next callback to keep.")
    # The next two the database keeps by itself, so that an index has the queue in its order: see queue.py.
    place = models.GeneratedField(
        expression=models.Case(When(work_status__in=CALLABLE, then=F("rank")), default=Value(0)),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
        help_text="The rank of what may be called once its time has come, 0 of all else.",
    )
    due_from = models.GeneratedField(
        expression=Coalesce(F("next_at"), Value(LONG_AGO)),
        output_field=models.DateTimeField(),
        db_persist=True,
        help_text="When it may be called; long ago, where that is at once.",
    )
    asks = models.JSONField(
        default=sector_only, blank=True, editable=False, help_text="Facts of the organisation asked in this round."
    )
    settled = models.JSONField(
        default=list, blank=True, editable=False, help_text="Facts of the organisation settled in this round."
    )
    untold = models.JSONField(
        default=list, blank=True, editable=False, help_text="Facts they could or would not tell in this round."
    )
    priority = models.SmallIntegerField(default=0)
    holder = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="held_cases")
    lease_until = models.DateTimeField(null=True, blank=True)
    held_since = models.DateTimeField(null=True, blank=True, help_text="When whoever holds it, or last did, took it.")
    preferred_caller = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="+", help_text="It is given to nobody else."
    )
    hold_reason = models.CharField(max_length=160, blank=True, help_text="Why the supervisor keeps it, if so.")

    class Meta:
        ordering = ["round", "provider__name"]
        indexes = [models.Index(fields=["place", "-priority", "due_from", "id", "round"], name="case_in_queue")]
        constraints = [
            models.UniqueConstraint(fields=["round", "provider"], name="case_once_a_round_and_provider"),
            models.CheckConstraint(
                name="case_held_by_somebody_until",
                condition=Q(holder=None, lease_until=None) | Q(holder__isnull=False, lease_until__isnull=False),
            ),
            # Of two pages that ask for the next case at once, the second runs into this one.
            models.UniqueConstraint(fields=["holder"], condition=Q(holder__isnull=False), name="case_one_a_holder"),
        ]

    def __str__(self):
        return f"{self.provider}, {self.round}"

    def get_absolute_url(self):
        return reverse("survey:call", args=[self.pk])

    def is_held_by(self, user, at):
        return self.holder_id == user.pk and self.lease_until is not None and self.lease_until > at


class Target(models.Model):
    """One position a case is to settle."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="targets")
    subcontract = models.ForeignKey(Subcontract, models.CASCADE, related_name="targets")
    asks = models.JSONField(default=every_fact, blank=True, editable=False, help_text="Facts asked in this round.")
    found_by = models.ForeignKey(
        "Attempt", models.SET_NULL, null=True, blank=True, related_name="found", help_text="The call that named it."
    )
    settled = models.JSONField(default=list, blank=True, editable=False, help_text="Facts settled in this round.")
    untold = models.JSONField(
        default=list, blank=True, editable=False, help_text="Facts they could or would not tell in this round."
    )
    given_up = models.CharField(max_length=160, blank=True, help_text="Why this position is not asked any more.")
    given_up_by = models.ForeignKey(
        "Attempt", models.SET_NULL, null=True, blank=True, related_name="+", help_text="The refusal that covers it."
    )
    ask = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Whom to ask about this one."
    )
    ask_by = models.ForeignKey(
        "Attempt", models.SET_NULL, null=True, blank=True, related_name="+", help_text="The call that said so."
    )

    class Meta:
        ordering = ["case", "subcontract__prime_contract"]
        constraints = [models.UniqueConstraint(fields=["case", "subcontract"], name="target_once_a_case")]

    def __str__(self):
        return str(self.subcontract)
