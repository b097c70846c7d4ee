"""What narrows a chain. One filter feeds the table, the drawing, the figures and every export: what is exported is
what is shown."""

import django_filters as filters
from django import forms

from providers.models import Provider, ProviderName
from providers.vocabulary import Sector, Verification

from .models import Subcontract
from .vocabulary import ReferralStatus, Tier


class ChainFilter(filters.FilterSet):
    """Positions of one area, narrowed by what the address says. An unknown value in the address narrows to nothing
    wrong: it is reported by the form and left out."""

    text = filters.CharFilter(
        label="Organisation",
        method="named",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Any name"}),
    )
    prime = filters.ModelChoiceFilter(
        label="Prime",
        field_name="prime_contract__provider",
        queryset=Provider.objects.none(),
        to_field_name="public_id",
        empty_label="All primes",
    )
    tier = filters.ChoiceFilter(label="Tier", method="at_tier", choices=Tier.choices(), empty_label="Any tier")
    sector = filters.ChoiceFilter(
        label="Sector", field_name="provider__sector", choices=Sector.choices(), empty_label="All sectors"
    )
    referrals = filters.ChoiceFilter(
        label="Referrals",
        field_name="referral_status",
        choices=ReferralStatus.choices(),
        empty_label="Any status",
    )
    checked = filters.ChoiceFilter(
        label="Checked", field_name="verification", choices=Verification.choices(), empty_label="Any"
    )

    class Meta:
        model = Subcontract
        fields: list = []

    def __init__(self, data=None, queryset=None, *, primes, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.filters["prime"].queryset = primes

    def named(self, positions, name, text):
        """By any of an organisation's names, whatever the case, the accents and the punctuation."""
        return positions.filter(provider__in=ProviderName.objects.holding(text).values("provider"))

    def at_tier(self, positions, name, tier):
        if tier in (Tier.ONE, Tier.TWO):
            return positions.tier(tier)
        return positions.filter(tier=tier)

    @property
    def narrowing(self):
        """The names of the filters that are set, as the address has them."""
        return [name for name in self.filters if self.data.get(name)]
