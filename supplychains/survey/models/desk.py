"""What callers and supervisors do around calls: put back, pause, send, follow up, decide."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from providers.models import PhoneNumber, Provider
from supplychains.contracts.models import ContractPackageArea, Subcontract, SubcontractStatement

from ..vocabulary import Disposition
from .calls import Attempt
from .cases import Case

USER = settings.AUTH_USER_MODEL


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
    """A supervisor's decision that a case stands otherwise than its attempts say, or that it is asked again."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="overrides")
    disposition = models.CharField(max_length=17, choices=Disposition.choices(), blank=True)
    reopens = models.BooleanField(default=False, help_text="The case is open again, whatever it had come to.")
    reason = models.TextField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="override_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="override_says_how_it_stands",
                condition=Q(reopens=True, disposition="") | (Q(reopens=False) & ~Q(disposition="")),
            ),
        ]

    def __str__(self):
        return f"{self.case}: {'opened again' if self.reopens else self.get_disposition_display()}"


class Pause(models.Model):
    """A caller who takes no call for a while. A case that is put back pauses whoever did so; asking for the next call
    ends it."""

    caller = models.ForeignKey(USER, models.CASCADE, related_name="pauses")
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["caller"], condition=Q(ended_at=None), name="pause_one_a_caller")
        ]

    def __str__(self):
        return f"{self.caller}: {self.reason}" if self.reason else str(self.caller)


class OpenCall(models.Model):
    """A call that was begun and whose outcome is not recorded yet. Where the lease runs out first, it becomes an
    attempt of the outcome “not recorded”, which the caller finishes: see unfinished.py."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="open_calls")
    caller = models.ForeignKey(USER, models.PROTECT, related_name="open_calls")
    client_id = models.UUIDField(unique=True, help_text="Of the attempt it will be.")
    number = models.ForeignKey(PhoneNumber, models.SET_NULL, null=True, blank=True, related_name="+")
    dialled_at = models.DateTimeField()

    class Meta:
        ordering = ["dialled_at"]
        constraints = [
            models.UniqueConstraint(fields=["caller"], name="open_call_one_a_caller"),
            models.UniqueConstraint(fields=["case"], name="open_call_one_a_case"),
        ]

    def __str__(self):
        return f"{self.case}, {self.caller}"


class SendingQuerySet(models.QuerySet):
    def of_live_calls(self):
        return self.filter(attempt__voided_at=None)

    def to_do(self):
        return self.of_live_calls().filter(sent_at=None)


class Sending(models.Model):
    """Information somebody asked to be sent before they answer. The case waits for it."""

    attempt = models.OneToOneField(Attempt, models.CASCADE, related_name="sending")
    case = models.ForeignKey(Case, models.CASCADE, related_name="sendings")
    to = models.CharField(max_length=255, blank=True, help_text="Where to, as they said. For callers only.")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering = ["attempt__dialled_at"]
        constraints = [
            models.CheckConstraint(
                name="sending_sent_by_somebody",
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.case}: {self.to}"


class Lead(models.Model):
    """A chain somebody said they work in too. Where its contract is known it is a position at once, found by calling;
    otherwise it waits for a supervisor."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="leads")
    area = models.ForeignKey(ContractPackageArea, models.SET_NULL, null=True, blank=True, related_name="+")
    prime = models.ForeignKey(Provider, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=255, blank=True, help_text="As they put it.")
    subcontract = models.ForeignKey(Subcontract, models.SET_NULL, null=True, blank=True, related_name="+")
    statement = models.ForeignKey(SubcontractStatement, models.SET_NULL, null=True, blank=True, related_name="+")
    dropped = models.CharField(max_length=160, blank=True, help_text="Why nothing comes of it, if so.")
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["attempt", "pk"]
        constraints = [
            models.CheckConstraint(
                name="lead_says_something", condition=~Q(words="") | Q(area__isnull=False) | Q(prime__isnull=False)
            )
        ]

    def __str__(self):
        return ", ".join(str(part) for part in (self.area, self.prime, self.words) if part)

    @classmethod
    def to_decide(cls):
        """Those that wait for a supervisor."""
        return cls.objects.filter(attempt__voided_at=None, subcontract=None, dropped="")
