"""The form of a step of an import: what each word of area, prime, tier and sector means, decided for a publisher."""

from django import forms

from providers.vocabulary import Sector
from supplychains.contracts.models import PrimeContract
from supplychains.contracts.vocabulary import Tier

from ..parsing.instructions import VALUE_FIELDS
from ..parsing.values import numbered_area
from ..placing.places import key_of
from ..placing.understanding import perhaps
from ..wording import FIELDS
from .forms import StepForm

KEEP, NONE = "keep", "none"
UNKNOWN = "-"


class ValuesForm(StepForm):
    """A choice for each word of tier and sector, a name for each area and prime: blank leaves it as it was read."""

    part = ("values",)

    def __init__(self, *args, provider_list, **kwargs):
        self.is_open = provider_list.create_contracts
        areas = provider_list.programme.areas.order_by("number").values_list("number", "name", "other_names")
        primes = PrimeContract.objects.filter(area__programme=provider_list.programme).order_by("provider__name")
        self.areas = list(areas)
        self.primes = list(primes.values_list("provider__name", flat=True).distinct())
        self.names = {"area": self._areas(), "prime": {key_of(name): name for name in self.primes}}
        super().__init__(*args, **kwargs)

    def _areas(self):
        named = {key_of(str(number)): name for number, name, _ in self.areas}
        for _, name, others in self.areas:
            named |= {key_of(each): name for each in (*others, name)}
        return named

    def ask(self):
        for name, report in self.looks.get("values", {}).items():
            for i, (raw, _, code, source) in enumerate(report["lines"]):
                self.fields[f"{name}-{i}"] = self._field(name, raw, code, source == "decided")

    def _field(self, name, raw, code, is_decided):
        label = f"“{raw}” is"
        codes = VALUE_FIELDS[name]
        if codes is None:
            listed = (
                {"list": f"{name}-names", "autocomplete": "off"} if name in self.names else {"inputmode": "numeric"}
            )
            initial = (code or UNKNOWN) if is_decided else ""
            widget = forms.TextInput(attrs=listed)
            return forms.CharField(label=label, max_length=255, required=False, initial=initial, widget=widget)
        words = dict((Tier if name == "tier" else Sector).choices())
        offered = [(each, words[each]) for each in codes if each]
        choices = [(KEEP, "As it is read"), *offered, (NONE, "Not stated")]
        return forms.ChoiceField(label=label, choices=choices, initial=(code or NONE) if is_decided else KEEP)

    @property
    def groups(self):
        """[(field, its words, its report, [(line, what it may mean, bound field)])]."""
        return [
            (name, FIELDS[name], report, [self._line(name, i, line) for i, line in enumerate(report["lines"])])
            for name, report in self.looks.get("values", {}).items()
        ]

    def _line(self, name, i, line):
        near = perhaps(name, line[0], self.names.get(name)) if line[3] == "not understood" else ""
        return line, near, self[f"{name}-{i}"]

    def plain(self):
        values = {name: dict(decided) for name, decided in self.told.values.items()}
        for name, report in self.looks.get("values", {}).items():
            decided = values.setdefault(name, {})
            for i, (raw, *_) in enumerate(report["lines"]):
                tidy, target = " ".join(raw.split()), self._target(name, i)
                decided.pop(tidy, None)
                if target is not None:
                    decided[tidy] = target
        return {"values": {name: decided for name, decided in values.items() if decided}}

    def _target(self, name, i):
        """What a word was decided to be, "" for unknown, None for nothing decided."""
        typed = self.typed(f"{name}-{i}")
        if VALUE_FIELDS[name] is not None:
            return None if typed == KEEP else "" if typed == NONE else typed
        if not typed:
            return None
        return "" if typed == UNKNOWN else self._named(name, i, typed)

    def _named(self, name, i, typed):
        """The name on the map, for what was typed."""
        if name == "area_number":
            return typed
        number = numbered_area(typed)[0] if name == "area" else None
        found = self.names[name].get(key_of(typed)) or self.names[name].get(key_of(str(number)))
        if found is None and not self.is_open:
            where = "an area of this programme" if name == "area" else "a prime of this programme"
            raise forms.ValidationError(f"“{typed}” is not {where}.")
        return found or typed
