"""The chain: programmes, contract package areas, prime contracts, subcontracts, and what sources state of them."""

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from providers.models import Provider
from providers.origins import Made, OnThePages
from providers.statements import Statement, in_parts, write_settled
from providers.vocabulary import Verification

from .settling import settle
from .vocabulary import Involvement, ReferralStatus, Tier
from .wording import INVOLVEMENTS, LISTED, REFERRALS, TIERS


class Programme(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=160, unique=True)
    commissioner = models.CharField(max_length=160, blank=True)
    description = models.TextField(blank=True)
    source = models.TextField(blank=True, help_text="Where the areas and contracts come from, and under which licence.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(
        default=False, help_text="Every organisation, number and answer in it is made up. Said on its pages."
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("graphs:programme", args=[self.slug])


class ContractPackageArea(Made):
    """The place one set of prime contracts covers. Its number means something within its programme only."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="areas")
    number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    name = models.CharField(max_length=160)
    region = models.CharField(max_length=80, blank=True)
    other_names = models.JSONField(default=list, blank=True, help_text="Other names as written, a list.")
    source = models.TextField(blank=True)
    grid_row = models.PositiveSmallIntegerField(null=True, blank=True)
    grid_column = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = OnThePages()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "contract package area"
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="area_number_once_a_programme", condition=Q(taken_back_at=None)
            ),
            models.UniqueConstraint(
                fields=["programme", "name"], name="area_name_once_a_programme", condition=Q(taken_back_at=None)
            ),
            models.CheckConstraint(name="area_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="area_grid_place_is_whole",
                condition=Q(grid_row=None, grid_column=None) | Q(grid_row__isnull=False, grid_column__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.name}"

    def get_absolute_url(self):
        return reverse("graphs:area", args=[self.programme.slug, self.number])


class PrimeContract(Made):
    """One contract of a prime in one area. A prime may hold several there, told apart by their reference."""

    area = models.ForeignKey(ContractPackageArea, models.PROTECT, related_name="prime_contracts")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="prime_contracts", verbose_name="prime")
    reference = models.CharField(max_length=80, blank=True)
    service = models.CharField(max_length=160, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    objects = OnThePages()
    history = HistoricalRecords()

    class Meta:
        ordering = ["area", "provider__name", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "provider", "reference"],
                name="prime_contract_once_an_area_and_reference",
                condition=Q(taken_back_at=None),
            ),
            models.CheckConstraint(
                name="prime_contract_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.provider}, area {self.area.number}" + (f", {self.reference}" if self.reference else "")

    def ran_on(self, day):
        """Whether it ran on a day, as far as its dates say."""
        return (self.starts_on or day) <= day <= (self.ends_on or day)


class SubcontractQuerySet(models.QuerySet):
    def on_map(self):
        """Those of which some statement stands. The others are history: their every statement was withdrawn."""
        return self.filter(stated=True)

    def in_programme(self, programme):
        return self.filter(prime_contract__area__programme=programme)

    def in_area(self, area):
        return self.filter(prime_contract__area=area)

    def tier(self, tier):
        """Those that work at this tier, "1" or "2"; a position at both answers to either."""
        return self.filter(tier__in=[tier, Tier.BOTH])

    def under(self, prime):
        return self.filter(prime_contract__provider=prime)

    def held_by(self, provider):
        return self.filter(provider=provider)

    def unverified(self):
        return self.filter(verification=Verification.UNVERIFIED)

    def checked(self):
        """Those a direct speaker has spoken of."""
        return self.exclude(checked_on=None)

    def for_graph(self):
        """With everything a drawing or a table of the chain shows, in one query and in a stable order."""
        return self.select_related(
            "provider", "prime_contract__provider", "prime_contract__area__programme", "via__provider"
        ).order_by(Lower("provider__name"), "provider_id", Lower("prime_contract__provider__name"), "prime_contract_id")

    @transaction.atomic
    def settle(self):
        """Compute the settled columns of these subcontracts from their live statements. Their only writer.

        The rows are locked first, so that of two calls saved at once the later one sees what the earlier one stated.
        """
        for ids in in_parts(sorted(self.values_list("pk", flat=True))):
            locked = list(Subcontract.objects.filter(pk__in=ids).order_by("pk").select_for_update())
            claims = SubcontractStatement.objects.filter(subcontract__in=ids).claims_by("subcontract")
            write_settled([s for s in locked if s._take(settle(claims[s.pk]))], Subcontract.SETTLED)


class Subcontract(models.Model):
    """A position: one organisation under one prime contract. Everything but who and where is settled from
    statements."""

    SETTLED = (
        "tier",
        "involvement",
        "referral_status",
        "listed",
        "verification",
        "checked_on",
        "disputed",
        "stated",
    )

    prime_contract = models.ForeignKey(PrimeContract, models.PROTECT, related_name="subcontracts")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="subcontracts")
    via = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="hanging", help_text="The one it works under."
    )
    tier = models.CharField(max_length=7, choices=Tier.choices(), default=Tier.UNKNOWN, editable=False)
    involvement = models.CharField(
        max_length=14, choices=Involvement.choices(), default=Involvement.UNKNOWN, editable=False
    )
    referral_status = models.CharField(
        max_length=9, choices=ReferralStatus.choices(), default=ReferralStatus.UNKNOWN, editable=False
    )
    listed = models.BooleanField(default=False, editable=False)
    verification = models.CharField(
        max_length=10, choices=Verification.choices(), default=Verification.UNVERIFIED, editable=False
    )
    checked_on = models.DateField(null=True, editable=False)
    disputed = models.JSONField(default=list, blank=True, editable=False, help_text="Facts on which sources differ.")
    stated = models.BooleanField(default=False, editable=False, help_text="Some statement of it stands.")

    objects = SubcontractQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=SETTLED)

    class Meta:
        ordering = ["prime_contract", "provider__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["prime_contract", "provider"], name="subcontract_once_a_contract_and_provider"
            ),
            models.CheckConstraint(name="subcontract_not_via_itself", condition=~Q(via=F("id"))),
            models.CheckConstraint(name="subcontract_tier_in_vocabulary", condition=Q(tier__in=list(Tier))),
            models.CheckConstraint(
                name="subcontract_involvement_in_vocabulary", condition=Q(involvement__in=list(Involvement))
            ),
            models.CheckConstraint(
                name="subcontract_referral_status_in_vocabulary",
                condition=Q(referral_status__in=list(ReferralStatus)),
            ),
            models.CheckConstraint(
                name="subcontract_verification_in_vocabulary", condition=Q(verification__in=list(Verification))
            ),
        ]

    def __str__(self):
        return f"{self.provider} under {self.prime_contract}"

    def settle(self):
        Subcontract.objects.filter(pk=self.pk).settle()
        self.refresh_from_db(fields=self.SETTLED)

    def _take(self, position):
        """Set the settled columns; whether anything changed."""
        before = [getattr(self, column) for column in self.SETTLED]
        self.tier = position.tier
        self.involvement = position.involvement
        self.referral_status = position.referral_status
        self.listed = position.listed
        self.verification = position.verification
        self.checked_on = position.checked_on
        self.disputed = list(position.disputed)
        self.stated = position.stated
        return before != [getattr(self, column) for column in self.SETTLED]

    @transaction.atomic
    def hang_under(self, other):
        """Say that this position works under `other` (None: under the prime itself).

        ValueError where `other` belongs to another prime contract, or hangs under this one itself.
        """
        if other and other.prime_contract_id != self.prime_contract_id:
            raise ValueError(f"{other.provider} works under another prime contract than {self.provider}.")
        if other and self.pk in other.line_above():
            raise ValueError(f"{other.provider} already works under {self.provider}.")
        self.via = other
        self.save(update_fields=["via"])

    def line_above(self):
        """The ids from this position up through what it hangs under, itself first."""
        line: list[int] = []
        at: Subcontract | None = self
        while at and at.pk not in line:
            line.append(at.pk)
            at = at.via
        return line


class SubcontractStatement(Statement):
    """What a source says of one position. It speaks of the facts it fills in, and of no others."""

    FACTS = ("tier", "involvement", "referral_status", "listed")

    subcontract = models.ForeignKey(Subcontract, models.PROTECT, related_name="statements")
    tier = models.CharField(max_length=7, choices=Tier.choices()[:-1], blank=True)
    tier_as_written = models.CharField(max_length=160, blank=True)
    involvement = models.CharField(max_length=14, choices=Involvement.choices()[:-1], blank=True)
    referral_status = models.CharField(max_length=9, choices=ReferralStatus.choices()[:-1], blank=True)
    listed = models.BooleanField(null=True, blank=True)
    changed_about = models.CharField(max_length=40, blank=True, help_text="When it changed, as told: June 2026.")
    client_groups = models.JSONField(default=list, blank=True)

    class Meta(Statement.Meta):
        constraints = [
            *Statement.Meta.constraints,
            models.CheckConstraint(
                name="subcontract_statement_states_something",
                condition=~Q(tier="", involvement="", referral_status="", listed=None),
            ),
            models.CheckConstraint(
                name="subcontract_statement_only_lists_list", condition=Q(listed=None) | Q(source="list")
            ),
            models.CheckConstraint(
                name="subcontract_statement_words_in_vocabulary",
                condition=Q(tier__in=["", *list(Tier)[:-1]])
                & Q(involvement__in=["", *list(Involvement)[:-1]])
                & Q(referral_status__in=["", *list(ReferralStatus)[:-1]]),
            ),
        ]

    def __str__(self):
        return f"{self.subcontract}: {', '.join(self.said())}"

    def said(self):
        """What it states, in words: ["Tier 2", "delivering", "no referrals so far"]."""
        words = [
            TIERS.get(self.tier),
            INVOLVEMENTS.get(self.involvement),
            REFERRALS.get(self.referral_status),
            LISTED.get(self.listed),
        ]
        return [word for word in words if word]
