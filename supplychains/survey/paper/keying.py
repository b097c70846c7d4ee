"""The quick form for calls made from printed sheets: a call after the other, each with an id of its own, so that
sending it twice is keeping it once."""

import uuid

from django import forms
from django.utils import timezone

from supplychains.survey.models import Case, Outcome
from supplychains.survey.vocabulary import NextStep
from supplychains.survey.when import window

from .called import moment_called


def _line(**attrs):
    return forms.TextInput({"autocomplete": "off", **attrs})


class KeyedCall(forms.Form):
    """One attempt that came to no answers. An interview is keyed on the call page of its sheet."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    case = forms.IntegerField(
        label="Sheet no.",
        widget=_line(inputmode="numeric", autofocus=True),
        error_messages={"required": "Which sheet?", "invalid": "A number, as printed."},
    )
    called_on = forms.CharField(
        label="Called on", max_length=40, widget=_line(), error_messages={"required": "Say when."}
    )
    outcome = forms.ModelChoiceField(
        Outcome.objects.filter(is_offered=True, asks_questions=False),
        to_field_name="key",
        label="What it came to",
        empty_label="Choose",
        error_messages={"required": "Choose one."},
    )
    callback = forms.CharField(label="Call back when", max_length=80, required=False, widget=_line())
    note = forms.CharField(label="Note", max_length=2000, required=False, widget=_line())

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at
        self.initial.setdefault("client_id", uuid.uuid4())
        if self.errors:
            del self.fields["case"].widget.attrs["autofocus"]  # the errors are read first

    def clean_case(self):
        found = Case.objects.select_related("provider", "round").filter(pk=self.cleaned_data["case"]).first()
        if not found:
            raise forms.ValidationError("No sheet has this number.")
        return found

    def clean_called_on(self):
        try:
            return moment_called(self.cleaned_data["called_on"], now=timezone.localtime(self.at))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_callback(self):
        """From when the call was, as it was said then."""
        text, said_at = self.cleaned_data["callback"], self.cleaned_data.get("called_on") or self.at
        case = self.cleaned_data.get("case")
        try:
            found = window(text, now=timezone.localtime(said_at)) if text else None
            return case.round.rules.calendar.agreed(found) if found and case else found
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        super().clean()
        said = self.cleaned_data
        outcome = said.get("outcome")
        if outcome and outcome.needs_note and not said.get("note", "").strip():
            self.add_error("note", f"“{outcome.label}” needs a few words.")
        if outcome and outcome.needs_callback and not said.get("callback") and "callback" not in self.errors:
            self.add_error("callback", "Say when, for example “tomorrow 10”.")
        if outcome and (not outcome.is_contact or outcome.next_step == NextStep.FINAL):
            said["callback"] = None
        return said

    def said(self):
        """What `actions.record_attempt` takes but by whom and when it is entered."""
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("case", "client_id", "outcome", "callback", "note")},
            "dialled_at": said["called_on"],
            "on_paper": True,
        }
