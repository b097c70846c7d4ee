"""Forms of a round: opening one, changing one."""

from django import forms
from django.db.models.functions import Lower

from providers.vocabulary import Source
from supplychains.contracts.models import SubcontractStatement
from supplychains.survey.policy import Policy

from .settings import Settings


def publishers_of(programme):
    """The names of the publishers whose lists have positions of a programme on the map."""
    said = SubcontractStatement.objects.live().filter(
        source=Source.LIST, subcontract__prime_contract__area__programme=programme
    )
    return list(said.order_by(Lower("publisher")).values_list("publisher", flat=True).distinct())


def _day(**more):
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


class ScopeForm(Settings):
    """Which positions a round is about: of which areas, on whose lists."""

    closes_on = _day(required=False, label="Last day", help_text="Empty: open until you close it.")

    def add_scope(self, programme, kept=()):
        self.fields["areas"] = forms.ModelMultipleChoiceField(
            programme.areas.filter(taken_back_at=None).order_by("number"),
            required=False,
            label="Areas",
            help_text="None ticked: all of the programme.",
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["publishers"] = forms.MultipleChoiceField(
            choices=[(name, name) for name in dict.fromkeys([*publishers_of(programme), *kept])],
            required=False,
            label="On the lists of",
            help_text="None ticked: whatever list has it, and what was found by calling.",
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def scope(self):
        return [self["areas"], self["publishers"]]


class OpeningForm(ScopeForm):
    """A new round of a programme."""

    opens_on = _day(label="First day")

    def __init__(self, *args, programme, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_scope(programme)
        self.initial.setdefault("opens_on", today)
        self.add_settings(Policy())

    @property
    def days(self):
        return [self["opens_on"], self["closes_on"]]

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "The last day comes before the first.")
        self.check_settings()

    def said(self):
        """What `actions.open_round` takes besides the programme and who opens it."""
        said = self.cleaned_data
        return {
            "opens_on": said["opens_on"],
            "closes_on": said["closes_on"],
            "areas": list(said["areas"]),
            "publishers": said["publishers"],
            "policy": self.settings(),
        }


class ChangeForm(ScopeForm):
    """A round that is under way. Its first day, its script and the ages at which it asks again stay as they are."""

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round
        self.add_scope(round.programme, kept=round.publishers)
        kept = {"areas": list(round.areas.all()), "publishers": round.publishers, "closes_on": round.closes_on}
        self.initial = {**kept, **self.initial}
        self.add_settings(round.rules, intervals=False)

    @property
    def days(self):
        return [self["closes_on"]]

    def clean(self):
        super().clean()
        last = self.cleaned_data.get("closes_on")
        if last and last < self.round.opens_on:
            self.add_error("closes_on", "A round cannot close before it opens.")
        self.check_settings()

    def said(self):
        """What `changing.change_round` takes besides the round and who changes it."""
        said, intervals = self.cleaned_data, self.round.policy.get("intervals")
        kept = {"intervals": intervals} if intervals else {}
        return {
            "closes_on": said["closes_on"],
            "areas": list(said["areas"]),
            "publishers": said["publishers"],
            "policy": {**self.settings(), **kept},
        }
