"""Phone verification: rounds, one case an organisation, one target a position, every attempt and every answer."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from providers.models import Contact, PhoneNumber, Provider, SectorStatement
from providers.vocabulary import NumberState, Source
from supplychains.contracts.models import ContractPackageArea, Programme, Subcontract, SubcontractStatement

from .dispositions import Policy
from .vocabulary import AnswerState, Consent, Disposition, Letter, NextStep, SpokeTo, WorkStatus

USER = settings.AUTH_USER_MODEL


class Outcome(models.Model):
    """What a dial can come to: a row of policy, not a label. The rows a survey begins with: fixtures/outcomes.json."""

    key = models.SlugField(unique=True)
    label = models.CharField(max_length=80)
    hint = models.CharField(max_length=160, blank=True)
    shortcut = models.CharField(max_length=1, blank=True)
    position = models.PositiveSmallIntegerField(help_text="Place among the choices of its kind.")
    is_contact = models.BooleanField(help_text="A person answered.")
    speaks_with = models.CharField(max_length=10, choices=SpokeTo.choices(), default=SpokeTo.NOBODY)
    asks_questions = models.BooleanField(default=False)
    needs_callback = models.BooleanField(default=False)
    needs_note = models.BooleanField(default=False)
    leaves_number = models.CharField(
        max_length=9, blank=True, choices=NumberState.choices(), help_text="State the number is left in, if any."
    )
    ends_contact = models.BooleanField(default=False, help_text="They are not to be called again, in any round.")
    next_step = models.CharField(max_length=14, choices=NextStep.choices())
    delay_minutes = models.PositiveIntegerField(default=0, help_text="Before the next call, if there is one.")
    most_a_day = models.PositiveSmallIntegerField(null=True, blank=True)
    counts_as_attempt = models.BooleanField(default=True)
    letter = models.CharField(max_length=2, choices=Letter.choices(), blank=True)
    disposition = models.CharField(max_length=17, choices=Disposition.choices(), blank=True)
    is_offered = models.BooleanField(default=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-is_contact", "position"]

    def __str__(self):
        return self.label

    @property
    def consent(self):
        """What it shows about being asked our questions."""
        if self.asks_questions:
            return Consent.GIVEN
        if self.needs_callback:
            return Consent.LATER
        return Consent.REFUSED if self.letter == Letter.R else Consent.NOT_ASKED


class RoundQuerySet(models.QuerySet):
    def open_on(self, day):
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=day), opens_on__lte=day)


class Round(models.Model):
    """A period of calling with one script and one policy, over some areas and some publishers' lists."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    areas = models.ManyToManyField(ContractPackageArea, blank=True, help_text="None chosen: all of the programme.")
    publishers = models.JSONField(default=list, blank=True, help_text="Names of publishers. None: every list.")
    script_version = models.CharField(max_length=20)
    policy = models.JSONField(default=dict, blank=True, help_text="Settings that differ from the defaults.")

    objects = RoundQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["programme", "-number"]
        permissions = [
            ("make_calls", "May take the next call and record what was said"),
            ("supervise", "May open rounds and look after the queue"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="round_number_once_a_programme"),
            models.CheckConstraint(
                name="round_closes_after_it_opens", condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on"))
            ),
        ]

    def __str__(self):
        return f"Round {self.number}, {self.programme}"

    @property
    def rules(self):
        return Policy.of(self.policy)

    def is_open_on(self, day):
        return self.opens_on <= day and (self.closes_on is None or self.closes_on >= day)

    def positions(self):
        """The positions on the map that this round asks about, of organisations that were not merged into another."""
        found = Subcontract.objects.on_map().in_programme(self.programme).filter(provider__merged_into=None)
        if areas := list(self.areas.all()):
            found = found.filter(prime_contract__area__in=areas)
        if self.publishers:
            lists = SubcontractStatement.objects.live().filter(source=Source.LIST, publisher__in=self.publishers)
            found = found.filter(pk__in=lists.values("subcontract"))
        return found

    def clean(self):
        try:
            Policy.of(self.policy)
        except (TypeError, ValueError) as error:
            raise ValidationError({"policy": str(error)}) from error


class Case(models.Model):
    """One organisation in one round. It is called once about all its positions.

    The derived columns are those of the last write, see standing.py, which alone writes them. What a lease or the hour
    adds to them (being called now, a callback missed since) is asked when it is shown.
    """

    DERIVED = (
        "disposition",
        "is_final",
        "work_status",
        "rule_version",
        "next_at",
        "next_reason",
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
    settled = models.JSONField(
        default=list, blank=True, editable=False, help_text="Facts of the organisation settled in this round."
    )
    untold = models.JSONField(
        default=list, blank=True, editable=False, help_text="Facts they could or would not tell in this round."
    )
    priority = models.SmallIntegerField(default=0)
    holder = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="held_cases")
    lease_until = models.DateTimeField(null=True, blank=True)
    preferred_caller = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    hold_reason = models.CharField(max_length=160, blank=True, help_text="Why the supervisor keeps it, if so.")

    class Meta:
        ordering = ["round", "provider__name"]
        indexes = [models.Index(fields=["round", "work_status", "next_at"], name="case_queue")]
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
    settled = models.JSONField(default=list, blank=True, editable=False, help_text="Facts settled in this round.")
    untold = models.JSONField(
        default=list, blank=True, editable=False, help_text="Facts they could or would not tell in this round."
    )
    given_up = models.CharField(max_length=160, blank=True, help_text="Why this position is not asked any more.")
    ask = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Whom to ask about this one."
    )

    class Meta:
        ordering = ["case", "subcontract__prime_contract"]
        constraints = [models.UniqueConstraint(fields=["case", "subcontract"], name="target_once_a_case")]

    def __str__(self):
        return str(self.subcontract)


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
    sector_statement = models.ForeignKey(
        SectorStatement, models.SET_NULL, null=True, blank=True, related_name="answers"
    )

    class Meta:
        ordering = ["attempt", "target", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "target", "question"], name="answer_once_a_target"),
            models.UniqueConstraint(  # NULLs are distinct to SQLite, so answers of the organisation get their own
                fields=["attempt", "question"], condition=Q(target=None), name="answer_once_an_organisation"
            ),
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


class Skip(models.Model):
    """A case put back without a call, and why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="skips")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=160)

    class Meta:
        ordering = ["at"]
        constraints = [models.CheckConstraint(name="skip_has_a_reason", condition=~Q(reason=""))]

    def __str__(self):
        return f"{self.case}: {self.reason}"


class Override(models.Model):
    """A supervisor's decision that a case stands otherwise than its attempts say."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="overrides")
    disposition = models.CharField(max_length=17, choices=Disposition.choices())
    reason = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [models.CheckConstraint(name="override_has_a_reason", condition=~Q(reason=""))]

    def __str__(self):
        return f"{self.case}: {self.get_disposition_display()}"
