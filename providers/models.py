"""Who exists: organisations, their names, numbers and people, and what sources say of their sector."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from .names import folded
from .origins import Brought, Made
from .settling import live, settle_sector
from .statements import Statement, in_parts, write_settled
from .vocabulary import NameKind, NumberState, Scope, Sector, Verdict, Verification

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"  # no vowels, no look-alikes: an id can be read out on the phone


def new_public_id():
    """Eight characters that stay with a record for good and stand in its address."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


class ProviderQuerySet(models.QuerySet):
    def named(self, keys):
        """Providers known by one of these normal forms, those that stand."""
        return self.standing().filter(names__key__in=keys).distinct()

    def standing(self):
        """Those to be found: neither merged into another, nor gone with a list that was rolled back."""
        return self.filter(merged_into=None, taken_back_at=None)

    def matching(self, text):
        """Providers one of whose names holds `text`, whatever the case, accents and punctuation, or one of whose
        register numbers is it."""
        found = Q(pk__in=ProviderName.objects.holding(text).values("provider"))
        found |= Q(identifiers__value__iexact=text)
        return self.standing().filter(found).distinct()

    @transaction.atomic
    def settle(self):
        """Compute the settled columns of these providers from their live statements. Their only writer."""
        for ids in in_parts(sorted(self.values_list("pk", flat=True))):
            locked = list(Provider.objects.filter(pk__in=ids).order_by("pk").select_for_update())
            claims = SectorStatement.objects.filter(provider__in=ids).claims_by("provider")
            write_settled([p for p in locked if p._take(live(claims[p.pk]))], Provider.SETTLED)


class Provider(Made):
    """An organisation, whatever its roles: prime here, subcontractor there."""

    SETTLED = ("sector", "sector_verification")

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=255)
    sector = models.CharField(
        max_length=8, choices=Sector.choices(), default=Sector.UNKNOWN, editable=False, db_index=True
    )
    sector_verification = models.CharField(
        max_length=10, choices=Verification.choices(), default=Verification.UNVERIFIED, editable=False
    )
    legal_form = models.CharField(max_length=80, blank=True)
    website = models.URLField(blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="branches", verbose_name="branch of"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    do_not_contact = models.BooleanField(default=False)
    do_not_contact_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProviderQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=SETTLED)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="provider_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="provider_not_its_own_branch", condition=~Q(parent=F("id"))),
            models.CheckConstraint(name="provider_not_merged_into_itself", condition=~Q(merged_into=F("id"))),
            models.CheckConstraint(
                name="provider_do_not_contact_has_a_reason",
                condition=Q(do_not_contact=False) | ~Q(do_not_contact_reason=""),
            ),
            models.CheckConstraint(name="provider_sector_in_vocabulary", condition=Q(sector__in=list(Sector))),
        ]
        permissions = [
            ("view_map", "May browse areas, chains and organisations"),
            ("view_contacts", "May see people and phone numbers"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("contracts:provider", args=[self.public_id])

    def settle(self):
        Provider.objects.filter(pk=self.pk).settle()
        self.refresh_from_db(fields=self.SETTLED)

    def _take(self, claims):
        """Set the settled columns from live claims, oldest first; whether anything changed."""
        before = (self.sector, self.sector_verification)
        self.sector, self.sector_verification = settle_sector(claims)
        return before != (self.sector, self.sector_verification)


class ProviderNameQuerySet(models.QuerySet):
    def holding(self, text):
        """Names that hold `text` as it is written, or without regard to accents and punctuation."""
        found = Q(text__icontains=text)
        if folded(text):
            found |= Q(key__contains=folded(text))
        return self.filter(found)


class ProviderName(Brought):
    """A name an organisation goes or went by, or a spelling a list used."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="names")
    text = models.CharField(max_length=255)
    key = models.CharField(max_length=255, db_index=True, help_text="Normal form, see providers/names.py.")
    kind = models.CharField(max_length=9, choices=NameKind.choices(), default=NameKind.AS_LISTED)
    source = models.CharField(max_length=255, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = ProviderNameQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "text"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "text", "kind"], name="provider_name_once"),
            models.CheckConstraint(name="provider_name_has_a_key", condition=~Q(key="")),
        ]

    def __str__(self):
        return self.text


class Identifier(Brought):
    """A register's number for an organisation. Schemes are org-id.guide codes."""

    SCHEMES = [
        ("GB-COH", "Companies House"),
        ("GB-CHC", "Charity Commission, England and Wales"),
        ("GB-SC", "Scottish Charity Regulator"),
        ("GB-NIC", "Charity Commission for Northern Ireland"),
        ("GB-MPR", "Mutuals Public Register"),
        ("GB-LAE", "Local authorities, England"),
        ("GB-LAS", "Local authorities, Scotland"),
        ("GB-PLA", "Principal local authorities, Wales"),
        ("GB-NHS", "NHS organisations"),
        ("GB-UKPRN", "UK Register of Learning Providers"),
        ("GB-EDU", "Schools and colleges"),
        ("GB-GOR", "Government organisations"),
    ]
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=SCHEMES)
    value = models.CharField(max_length=40)
    source = models.CharField(max_length=255, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_names_one_provider")]

    def __str__(self):
        return f"{self.scheme} {self.value}"


class Contact(models.Model):
    """A person or a post to ask for. For fieldworkers and administrators only."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    prefers = models.CharField(max_length=120, blank=True, help_text="For example: mornings.")
    note = models.TextField(blank=True)
    lawful_basis = models.CharField(max_length=255, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "role"]
        constraints = [
            models.CheckConstraint(name="contact_is_named", condition=~Q(name="") | ~Q(role="") | ~Q(email=""))
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.role])) or self.email


class PhoneNumber(Brought):
    """A number as somebody gave it, with what calling it showed. Kept as text: a leading zero is part of it."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="numbers")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="numbers")
    text = models.CharField(max_length=60)
    normalised = models.CharField(max_length=40, help_text="As dialled, E.164; with ;ext= where there is one.")
    kind = models.CharField(max_length=40, blank=True, help_text="For example: main, direct, mobile.")
    state = models.CharField(max_length=9, choices=NumberState.choices(), default=NumberState.UNTRIED)
    rank = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=255, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["provider", "normalised"], name="phone_number_once_a_provider")]

    def __str__(self):
        return self.text


class SectorStatement(Statement):
    """What a source says an organisation is."""

    FACTS = ("sector",)

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="sector_statements")
    sector = models.CharField(max_length=8, choices=[c for c in Sector.choices() if c[0] != Sector.UNKNOWN])
    as_written = models.CharField(max_length=255, blank=True)

    class Meta(Statement.Meta):
        constraints = [
            *Statement.Meta.constraints,
            models.CheckConstraint(
                name="sector_statement_says_a_sector",
                condition=Q(sector__in=[s for s in Sector if s != Sector.UNKNOWN]),
            ),
        ]

    def __str__(self):
        return f"{self.provider}: {self.get_sector_display()}"


class MatchDecision(models.Model):
    """A person's decision that a name is, or is not, an organisation. Re-used on later lists; withdrawn, never
    edited."""

    key = models.CharField(max_length=255, db_index=True, help_text="Normal form of the name decided on.")
    text = models.CharField(max_length=255)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="match_decisions")
    verdict = models.CharField(max_length=9, choices=Verdict.choices())
    scope = models.CharField(max_length=10, choices=Scope.choices(), default=Scope.ROW)
    within = models.CharField(max_length=80, blank=True, help_text="The row or the area a narrow scope names.")
    evidence = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="match_decision_narrow_scope_says_where",
                condition=Q(scope="everywhere", within="") | (~Q(scope="everywhere") & ~Q(within="")),
            ),
            models.CheckConstraint(
                name="match_decision_withdrawn_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.text}: {self.get_verdict_display()} ({self.provider})"
