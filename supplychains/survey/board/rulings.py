"""The form of a ruling on one fact."""

from django import forms

from .ruling import rule


class RulingForm(forms.Form):
    """Ruling on one `ruling.Dispute`. Of several on a page, the one whose button was pressed is bound."""

    reason = forms.CharField(
        label="Why",
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Say why."},
    )

    def __init__(self, data=None, *, case, dispute, at):
        self.is_sent = data is not None and data.get("fact") == dispute.key
        super().__init__(data if self.is_sent else None, prefix=dispute.key)
        self.case, self.dispute, self.at = case, dispute, at
        self.fields["value"] = forms.ChoiceField(
            choices=[("", "Choose"), *dispute.choices], label="It is", error_messages={"required": "Choose one."}
        )
        self.order_fields(("value", "reason"))

    def carry_out(self, by):
        """Rule, and say so."""
        rule(case=self.case, dispute=self.dispute, by=by, at=self.at, **self.cleaned_data)
        value = dict(self.dispute.choices)[self.cleaned_data["value"]]
        return f"Ruled: {self.dispute.about}, {self.dispute.words.lower()}: {value}. What was said stays to be seen."
