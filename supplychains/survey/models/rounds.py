"""What a survey is run by: what a dial can come to, and rounds of calls with their scope and settings."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from providers.vocabulary import NumberState
from supplychains.contracts.models import ContractPackageArea, Programme

from ..policy import Policy
from ..vocabulary import Consent, Disposition, Letter, NextStep, Seeks, SpokeTo


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
    in_working_days = models.BooleanField(
        default=False, help_text="Whole days of the delay are days on which calls are made."
    )
    seeks = models.CharField(
        max_length=10, blank=True, choices=Seeks.choices(), help_text="The part of a day the next call goes to."
    )
    most_a_day = models.PositiveSmallIntegerField(null=True, blank=True)
    leaves_message = models.BooleanField(default=False, help_text="A message was left on a machine.")
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
        if self.needs_callback or self.next_step == NextStep.SEND:
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

    def calls_at(self, at):
        """Whether its hours are calling hours at an instant."""
        return self.rules.calendar.is_open(at)

    def is_open_on(self, day):
        return self.opens_on <= day and (self.closes_on is None or self.closes_on >= day)

    def clean(self):
        try:
            Policy.of(self.policy)
        except (TypeError, ValueError) as error:
            raise ValidationError({"policy": str(error)}) from error
