"""What a person says to a question who is meant."""

from django import forms

from providers.models import Provider
from providers.vocabulary import Scope, Verdict

from .deciding import NEW

WORDS = {
    Verdict.SAME: "Same organisation",
    Verdict.DIFFERENT: "Not the same",
    Verdict.BRANCH: "Branch",
    Verdict.UNSURE: "Unsure",
    NEW: "New organisation",
}


class AnswerForm(forms.Form):
    """`do` is a verdict and, after a colon, the public id of the candidate it is about: "same:bcdfghjk", "new"."""

    do = forms.CharField(max_length=40)
    contested = forms.CharField(max_length=60, required=False)
    scope = forms.ChoiceField(choices=Scope.choices(), initial=Scope.AREA, required=False)

    def clean(self):
        said = super().clean() or {}
        verdict, _, public_id = said.get("do", "").partition(":")
        provider = Provider.objects.filter(public_id=public_id).first() if public_id else None
        if verdict not in WORDS or (provider is None and verdict not in (NEW, Verdict.UNSURE)):
            raise forms.ValidationError("Say which organisation, and whether it is the same.")
        scope, contested = said.get("scope") or Scope.AREA, said.get("contested", "")
        return {"verdict": verdict, "provider": provider, "scope": scope, "contested": contested}

    @property
    def sentence(self):
        return " ".join(str(message) for messages in self.errors.values() for message in messages)

    @property
    def words(self):
        """What was said, for the message: "Same organisation, Hope Trust,"."""
        provider = self.cleaned_data["provider"]
        return f"{WORDS[self.cleaned_data['verdict']]}{f', {provider},' if provider else ''}"
