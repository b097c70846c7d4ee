"""What administrators type about organisations: well formed, and kept as every import keeps it."""

from django import forms

from .models import PhoneNumber, Provider, ProviderName
from .names import clean, normal_form
from .phones import normalise


def _name(text):
    """A name as it may be kept; the form says in a sentence why another may not."""
    try:
        name = clean(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from None
    if not normal_form(name):
        raise forms.ValidationError(f"“{name}” has no letters or digits.")
    return name


class ProviderForm(forms.ModelForm):
    class Meta:
        model = Provider
        fields = ["name", "legal_form", "website", "parent", "do_not_contact", "do_not_contact_reason"]

    def clean_name(self):
        return _name(self.cleaned_data["name"])


class NameForm(forms.ModelForm):
    class Meta:
        model = ProviderName
        fields = ["text", "kind", "source", "valid_from", "valid_to"]

    def clean_text(self):
        text = _name(self.cleaned_data["text"])
        self.instance.key = normal_form(text)
        return text


class PhoneNumberForm(forms.ModelForm):
    class Meta:
        model = PhoneNumber
        fields = ["text", "kind", "contact", "state", "rank"]

    def clean_text(self):
        text = self.cleaned_data["text"]
        try:
            self.instance.normalised = normalise(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return text
