"""What happened: every attempt, every answer, and the calls that were promised."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from providers.models import Contact, PhoneNumber, Provider, SectorStatement
from supplychains.contracts.models import Subcontract, SubcontractStatement

from ..vocabulary import AnswerState, Consent, SpokeTo
from .cases import Case, Target
from .rounds import Outcome

USER = settings.AUTH_USER_MODEL


class AttemptQuerySet(models.QuerySet):
    def live(self):
        return self.filter(voided_at=None)


class Attempt(models.Model):
    """One dial and what it came to. Recorded once for the id the browser made; voided, never changed."""

    TAKEN_BACK_WITHIN = timedelta(minutes=10)

    class Direction(models.TextChoices):
        OUT = "out", "We called"
        IN = "in", "They called us"

    client_id = models.UUIDField(unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="attempts")
    prime = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, related_name="+", help_text="A refusal under this prime only."
    )
    best_contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Whom this call added to ask."
    )
    caller = models.ForeignKey(USER, models.PROTECT, related_name="attempts")
    number = models.ForeignKey(PhoneNumber, models.SET_NULL, null=True, blank=True, related_name="attempts")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="attempts")
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.OUT)
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="attempts")
    dialled_at = models.DateTimeField()
    connected_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    spoke_to = models.CharField(max_length=10, choices=SpokeTo.choices(), default=SpokeTo.NOBODY)
    role = models.CharField(max_length=120, blank=True, help_text="What the person who spoke is there.")
    consent = models.CharField(max_length=9, choices=Consent.choices(), default=Consent.NOT_ASKED)
    recontact = models.CharField(max_length=20, blank=True, help_text="May the research team ask again?")
    script_version = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    late = models.BooleanField(default=False, help_text="Arrived after the lease was lost, or the round closed.")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    voided_reason = models.TextField(blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["dialled_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="attempt_voided_by_somebody_for_a_reason",
                condition=Q(voided_at=None, voided_by=None, voided_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_reason=""),
            ),
            models.CheckConstraint(
                name="attempt_ends_after_it_starts", condition=Q(ended_at=None) | Q(ended_at__gte=F("dialled_at"))
            ),
        ]

    def __str__(self):
        return f"{self.case.provider}, {self.dialled_at:%-d %B %Y %H:%M}: {self.outcome}"

    def may_be_voided_by(self, user, at):
        """Whether `user` may take it back at `at`: whoever made it for ten minutes, a supervisor at any time."""
        is_fresh = self.caller_id == user.pk and at - self.entered_at <= self.TAKEN_BACK_WITHIN
        return self.voided_at is None and (is_fresh or user.has_perm("survey.supervise"))


class Answer(models.Model):
    """One answer of one attempt, of the organisation or about one position, and the statement it became."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    target = models.ForeignKey(Target, models.CASCADE, null=True, blank=True, related_name="answers")
    under_them = models.ForeignKey(
        Subcontract,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prime_answers",
        help_text="The position under one of their own contracts that they spoke of as its prime.",
    )
    question = models.CharField(max_length=30)
    state = models.CharField(max_length=14, choices=AnswerState.choices())
    value = models.JSONField(null=True, blank=True)
    in_their_words = models.TextField(blank=True)
    because = models.CharField(
        max_length=8,
        blank=True,
        choices=[("changed", "They changed"), ("wrong", "The earlier was wrong"), ("differ", "Sources differ")],
        help_text="Why it differs from what was believed.",
    )
    statement = models.ForeignKey(SubcontractStatement, models.SET_NULL, null=True, blank=True, related_name="answers")
    dated_back = models.ForeignKey(
        SubcontractStatement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The statement that it was so before the call: since it changed, or where the earlier was wrong.",
    )
    sector_statement = models.ForeignKey(
        SectorStatement, models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    sector_dated_back = models.ForeignKey(
        SectorStatement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The same of their sector.",
    )

    class Meta:
        ordering = ["attempt", "target", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "target", "question"], name="answer_once_a_target"),
            models.UniqueConstraint(  # NULLs are distinct to SQLite, so answers of the organisation get their own
                fields=["attempt", "question"],
                condition=Q(target=None, under_them=None),
                name="answer_once_an_organisation",
            ),
            models.UniqueConstraint(fields=["attempt", "under_them", "question"], name="answer_once_as_prime"),
            models.CheckConstraint(name="answer_speaks_for_one_end", condition=Q(target=None) | Q(under_them=None)),
            models.CheckConstraint(
                name="answer_carries_a_value_only_if_answered",
                condition=Q(state="answered", value__isnull=False) | (~Q(state="answered") & Q(value=None)),
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.value if self.state == AnswerState.ANSWERED else self.get_state_display()}"


class CallbackQuerySet(models.QuerySet):
    def to_keep(self):
        """Promises that still stand: not kept, and of an attempt that was not voided."""
        return self.filter(done_by=None, attempt__voided_at=None)


class Callback(models.Model):
    """A call that was promised, or asked for."""

    attempt = models.OneToOneField(Attempt, models.CASCADE, related_name="callback")
    case = models.ForeignKey(Case, models.CASCADE, related_name="callbacks")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.ForeignKey(PhoneNumber, models.SET_NULL, null=True, blank=True, related_name="+")
    as_given = models.CharField(max_length=80, blank=True, help_text="The day and time as they were typed.")
    window_start = models.DateTimeField()
    window_end = models.DateTimeField()
    only_me_until = models.DateTimeField(null=True, blank=True)
    asked_by_them = models.BooleanField(default=True)
    done_by = models.ForeignKey(Attempt, models.SET_NULL, null=True, blank=True, related_name="kept_callbacks")

    objects = CallbackQuerySet.as_manager()

    class Meta:
        ordering = ["window_start"]
        constraints = [
            models.CheckConstraint(
                name="callback_window_ends_after_it_starts", condition=Q(window_end__gt=F("window_start"))
            )
        ]

    def __str__(self):
        return f"{self.case.provider}, {self.window_start:%-d %B %Y %H:%M}"
