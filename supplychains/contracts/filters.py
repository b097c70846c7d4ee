"""What narrows a chain, and the standpoint it is looked at from. One filter feeds the table, the drawing, the figures
and every export: what is exported is what is shown."""

from datetime import datetime, time

from django import forms
from django.utils import timezone

from providers.models import ProviderName
from providers.vocabulary import Sector, Verification

from .standpoints import CHECKED, DIFFERENCE, LISTED, Standing, Standpoint
from .vocabulary import ReferralStatus, Tier
from .wording import day

NARROWING = ("text", "prime", "tier", "sector", "referrals", "checked")
STANDING = ("on", "known", "edition")
FORMER = ("from_on", "from_known", "from_edition")
EVERYTHING = "All that was ever stated"
AHEAD = "That day is still ahead; it is left out."


def one_of(label, empty, choices=()):
    error = {"invalid_choice": "“%(value)s” is not known here; it is left out."}
    return forms.ChoiceField(label=label, choices=[("", empty), *choices], required=False, error_messages=error)


def a_day(label):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    error = {"invalid": "A day is written 2026-03-12; this one is left out."}
    return forms.DateField(label=label, required=False, widget=widget, input_formats=["%Y-%m-%d"], error_messages=error)


class ChainFilter(forms.Form):
    """Positions of one area as the address asks for them. What it cannot read is reported beside the control and left
    out."""

    text = forms.CharField(
        label="Organisation",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Any name"}),
    )
    prime = one_of("Prime", "All primes")
    tier = one_of("Tier", "Any tier", Tier.choices())
    sector = one_of("Sector", "All sectors", Sector.choices())
    referrals = one_of("Referrals", "Any status", ReferralStatus.choices())
    checked = one_of("Checked", "Any", Verification.choices())
    layer = one_of("Layer", "Everything", [(LISTED, "As listed"), (CHECKED, "As checked"), (DIFFERENCE, "Difference")])
    on = a_day("As it was on")
    known = a_day("As we knew it on")
    edition = one_of("As one list has it", EVERYTHING)
    from_on = a_day("As it was on")
    from_known = a_day("As we knew it on")
    from_edition = one_of("As one list has it", EVERYTHING)

    def __init__(self, data, *, primes, editions):
        """`primes`: providers of the area; `editions`: (public id, publisher, day) of the lists that speak of it."""
        super().__init__(data, label_suffix="")
        self.names = {edition: f"{publisher}, {day(on)}" for edition, publisher, on in editions}
        self._offer("prime", "All primes", [(prime.public_id, prime.name) for prime in primes])
        for name in ("edition", "from_edition"):
            self._offer(name, EVERYTHING, self.names.items())
        self.full_clean()

    def _offer(self, name, empty, choices):
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", empty), *choices]

    def clean(self):
        for name in ("on", "known", "from_on", "from_known"):
            if (self.cleaned_data.get(name) or timezone.localdate()) > timezone.localdate():
                self.add_error(name, AHEAD)
        if self.cleaned_data.get("layer") == DIFFERENCE:
            for name in filter(self.cleaned_data.get, FORMER):
                self.add_error(name, "Left out: lists are compared with calls, not one day with another.")

    def said(self, name):
        """What the address says of a field, or None where it says nothing that can be read."""
        return self.cleaned_data.get(name) or None

    @property
    def narrowing(self):
        """The names of the filters that are set. What cannot be read narrows nothing."""
        return [name for name in NARROWING if self.said(name)]

    @property
    def is_elsewhere(self):
        """Whether anything else than the chain as it is now is shown."""
        return bool(self.former) or not self.standpoint.is_now

    def told(self):
        """[(label, value)] in words of every filter that narrows, for a caption."""
        return [
            (self.fields[name].label, dict(getattr(self.fields[name], "choices", [])).get(value, value))
            for name in NARROWING
            if (value := self.said(name))
        ]

    def standing(self, prefix=""):
        """In words from where the chain is looked at, or with "from_" what it is compared with: "as it was on 3 March
        2026, as we knew it on 1 May 2026". Empty for the chain as it is."""
        on, known = (self.said(prefix + name) or self.said(name) for name in ("on", "known"))
        edition = self.said(prefix + "edition")
        words = [
            f"as it was on {day(on)}" if on else "",
            f"as we knew it on {day(known)}" if known else "",
            f"as {self.names[edition]} has it" if edition else "",
        ]
        return ", ".join(filter(None, words))

    @property
    def standpoint(self) -> Standpoint:
        """From where the chain is looked at."""
        layer = self.said("layer") or ""
        return self._standpoint("", CHECKED if layer == DIFFERENCE else layer)

    @property
    def former(self) -> Standpoint | None:
        """What it is compared with, if the address asks for a comparison. Days it does not give are those of the
        standpoint."""
        if self.said("layer") == DIFFERENCE:
            return self._standpoint("", LISTED)
        if any(map(self.said, FORMER)):
            return self._standpoint("from_", self.said("layer") or "")
        return None

    def _standpoint(self, prefix, through):
        known = self.said(prefix + "known") or self.said("known")
        return Standpoint(
            on=self.said(prefix + "on") or self.said("on"),
            known=timezone.make_aware(datetime.combine(known, time.max)) if known else None,
            through=through,
            edition=self.said(prefix + "edition") or "",
        )

    def narrow(self, standings: list[Standing]) -> list[Standing]:
        """Those that fit every filter that is set, in their order."""
        return [standing for standing in standings if all(fits(standing) for fits in self._tests())]

    def _tests(self):
        tests = {
            "prime": lambda s, prime: s.prime_contract.provider.public_id == prime,
            "tier": lambda s, tier: s.tier == tier or (s.tier == Tier.BOTH and tier in (Tier.ONE, Tier.TWO)),
            "sector": lambda s, sector: s.provider.sector == sector,
            "referrals": lambda s, status: s.referral_status == status,
            "checked": lambda s, verification: s.verification == verification,
        }
        for name, fits in tests.items():
            if value := self.said(name):
                yield lambda s, fits=fits, value=value: fits(s, value)
        if self.said("text"):
            yield lambda s: s.provider_id in self._named

    @property
    def _named(self):
        """The ids of those with any name like the text, whatever the case, the accents and the punctuation."""
        if not hasattr(self, "_found"):
            holding = ProviderName.objects.holding(self.said("text"))
            self._found = set(holding.values_list("provider_id", flat=True))
        return self._found
