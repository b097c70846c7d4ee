"""What a supervisor asks of the planner."""

from django import forms


class PlanForm(forms.Form):
    """A next round after `round`: like it, unless said."""

    opens_on = forms.DateField(
        label="First day", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    organisations = forms.IntegerField(
        label="Organisations to call",
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text="Empty: as previewed.",
    )
    limit = forms.IntegerField(label="Calls to one of them, at most", required=False, min_value=1, max_value=50)
    between = forms.FloatField(
        label="Minutes between calls", required=False, min_value=0, max_value=60, help_text="To read and to dial."
    )

    def __init__(self, *args, round, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round
        first = max(today, round.opens_on)
        self.usual = {"opens_on": first, "organisations": None, "limit": round.rules.attempts, "between": 2.0}
        self.initial = {**self.usual, **self.initial}

    def said(self):
        """What was asked, and the usual where nothing, or nothing sensible, was."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return {name: usual if given.get(name) is None else given[name] for name, usual in self.usual.items()}

    def scope(self, said):
        """What `preview.preview_of` takes: the scope and the settings of the round, from another first day."""
        return {
            "programme": self.round.programme,
            "opens_on": said["opens_on"],
            "areas": list(self.round.areas.all()),
            "publishers": self.round.publishers,
            "policy": self.round.policy,
        }
