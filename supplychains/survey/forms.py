"""The one form of a call: what it came to, what was answered of the organisation and of each position, what follows.

A select holds "" for not asked, a code of the script, or "dont-know" and "would-not-say". Fields of a position end in
the id of its target; those of "same for all" begin with "all-" and count where a position was left at not asked.
"""

import datetime as dt
import re
import uuid

from django import forms
from django.utils import timezone

from providers.phones import normalise

from .models import Outcome
from .questions import OF_ORGANISATION, OF_POSITION, QUESTION
from .script import Reply
from .vocabulary import AnswerState, NextStep
from .when import window

UNSAID = [("dont-know", "Don’t know"), ("would-not-say", "Rather not say")]
BECAUSE = [("changed", "They changed"), ("wrong", "The earlier was wrong"), ("differ", "Sources differ")]
ACROSS = ("part_of_it", "role", "delivering", "referrals")
"""The questions that stand in the grid, one column each."""
DATE = re.compile(r"\b(\d\d?[./-]\d\d?[./-](\d\d){1,2}|(19|20)\d\d)\b")
DIGITS = re.compile(r"\d([\W_]*\d){6}")  # seven digits with no letter between them
LONGEST_CALL = dt.timedelta(hours=12)


def _text():
    """A line to write on. By its placeholder, which is empty, the stylesheet sees whether something is written."""
    return forms.TextInput({"placeholder": " ", "autocomplete": "off"})


def _names_nobody(text):
    """What researchers read holds no mail address and no phone number; a year or a date is neither."""
    if "@" in text or DIGITS.search(DATE.sub("", text)):
        raise forms.ValidationError("Leave out phone numbers and mail addresses: researchers read these words.")


def _answer_field(question, label, *, belief=None, required_words="Not asked"):
    """The control of one question. What is believed stands on it as data, for the review before saving."""
    if question.several:
        return forms.MultipleChoiceField(
            choices=question.choices, label=label, required=False, widget=forms.CheckboxSelectMultiple
        )
    if not question.choices:
        longest, checks = (40, [_names_nobody]) if question.key == "since" else (2000, [])
        return forms.CharField(label=label, required=False, max_length=longest, widget=_text(), validators=checks)
    known = (
        {"data-believed": " ".join(belief.codes), "data-was": belief.words, "data-from": belief.source}
        if belief
        else {}
    )
    return forms.ChoiceField(
        choices=[("", required_words), *question.choices, *UNSAID],
        label=label,
        required=False,
        widget=forms.Select(attrs={"data-question": question.key, **known}),
    )


class CallForm(forms.Form):
    """Takes a `sheet.Sheet`; `typed` is what somebody typed so far, to be shown again without being judged."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, label="Id of the call")
    dialled = forms.FloatField(widget=forms.HiddenInput, required=False)
    reached = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], required=False, label="Did you reach a person?")
    outcome = forms.ModelChoiceField(
        Outcome.objects.filter(is_offered=True),
        to_field_name="key",
        label="How did it go",
        error_messages={"required": "Choose what the call came to.", "invalid_choice": "Choose one of the outcomes."},
    )
    role = forms.CharField(required=False, max_length=120, label="What are they there?")
    callback = forms.CharField(required=False, max_length=80, label="Call back when?")
    new_number = forms.CharField(
        required=False, max_length=60, label="Another number", help_text="If they gave one, with its extension"
    )
    note = forms.CharField(required=False, max_length=4000, label="Note", widget=forms.Textarea(attrs={"rows": 2}))
    sector_words = forms.CharField(
        required=False, max_length=255, label="In their words", widget=_text(), validators=[_names_nobody]
    )

    def __init__(self, data=None, *, sheet, typed=None):
        super().__init__(data, label_suffix="")
        self.sheet = sheet
        self.fields["number"] = forms.TypedChoiceField(
            choices=[("", "Not said"), *((number.pk, number.text) for number in sheet.numbers)],
            coerce=lambda pk: next(number for number in sheet.numbers if str(number.pk) == pk),
            empty_value=None,
            required=False,
            label="Number",
            help_text="The one you dialled",
            initial=sheet.usable[0].pk if sheet.usable else "",
        )
        for question in OF_ORGANISATION:
            belief = sheet.sector if question.key == "sector" else None
            self.fields[question.key] = _answer_field(question, question.words, belief=belief)
        for key in ACROSS:
            self.fields[f"all-{key}"] = _answer_field(
                QUESTION[key], f"{QUESTION[key].words}, all positions", required_words="Choose"
            )
        for row in sheet.rows:
            self._add_position(row)
        self.initial = {"client_id": uuid.uuid4()} if typed is None else self._typed(typed)
        self._mark_answered()

    def _add_position(self, row):
        for question in OF_POSITION:
            name, label = f"{question.key}-{row.target.pk}", f"{question.words}, {row.label}"
            self.fields[name] = _answer_field(question, label, belief=row.beliefs.get(question.key))
            if question.key in row.beliefs:
                self.fields[f"because-{name}"] = forms.ChoiceField(
                    choices=BECAUSE, required=False, label=f"Why, {label}"
                )

    def _typed(self, typed):
        return {name: field.widget.value_from_datadict(typed, {}, name) for name, field in self.fields.items()}

    def _mark_answered(self):
        """Whether a control is answered shows in its class; the reason that was given stands on it for the script."""
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Select) and "data-question" in field.widget.attrs:
                field.widget.attrs["class"] = "answered" if self[name].value() else "unasked"
                if f"because-{name}" in self.fields:
                    field.widget.attrs["data-because"] = self[f"because-{name}"].value() or ""

    # ---- as the page lays it out

    @property
    def across(self):
        """The columns of the grid: (question, its control in "same for all")."""
        return [(QUESTION[key], self[f"all-{key}"]) for key in ACROSS]

    @property
    def positions(self):
        """(row, [(question, its control)], about when, client groups) of each position."""
        return [
            (
                row,
                [(QUESTION[key], self[f"{key}-{row.target.pk}"]) for key in ACROSS],
                self[f"since-{row.target.pk}"],
                self[f"client_groups-{row.target.pk}"],
            )
            for row in self.sheet.rows
        ]

    @property
    def goes_further(self):
        """Whether something stands where only a longer call comes to."""
        names = ["other_chains", "best_contact", "recontact", "anything_else"]
        return any(self[name].value() for name in names) or any(groups.value() for *_, groups in self.positions)

    # ---- what is well formed

    def clean_dialled(self):
        """When it was dialled; nothing where the browser says something that cannot be."""
        seconds = self.cleaned_data["dialled"]
        if seconds is None:
            return None
        ago = self.sheet.at.timestamp() - seconds
        return self.sheet.at - dt.timedelta(seconds=ago) if 0 <= ago <= LONGEST_CALL.total_seconds() else None

    def clean_callback(self):
        text = self.cleaned_data["callback"]
        try:
            return window(text, now=timezone.localtime(self.sheet.at)) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_new_number(self):
        text = self.cleaned_data["new_number"]
        try:
            if text:
                normalise(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return text

    def clean_sector_words(self):
        words = self.cleaned_data["sector_words"]
        if words and not self.data.get("sector"):
            raise forms.ValidationError("Choose the sector these words stand for, or “Don’t know”.")
        return words

    def clean(self):
        super().clean()
        said, outcome = self.cleaned_data, self.cleaned_data.get("outcome")
        if outcome:
            self._clean_outcome(said, outcome)
        elif not said.get("reached"):
            self.errors.pop("outcome", None)
            self.add_error("reached", "Say so first, then what the call came to.")
        return said

    def _clean_outcome(self, said, outcome):
        """What an outcome asks for, and what it leaves no room for."""
        if said.get("reached") and (said["reached"] == "yes") != outcome.is_contact:
            self.add_error("outcome", "Choose one that fits whether you reached a person.")
        elif not outcome.is_contact and any(self.answers().values()):
            self.add_error("outcome", "Answers are filled in, but this one says that nobody answered.")
        if outcome.next_step == NextStep.TARGETS and not any(self.answers().values()):
            self.add_error("outcome", "No answer is filled in. Fill in one, or choose what else the call came to.")
        if outcome.needs_note and not said.get("note", "").strip():
            self.add_error("note", f"Say in a few words what was said. “{outcome.label}” needs it.")
        if not outcome.is_contact or outcome.next_step == NextStep.FINAL:
            self.errors.pop("callback", None)
            said["callback"] = None
        elif outcome.needs_callback and not said.get("callback") and "callback" not in self.errors:
            self.add_error("callback", "Say when, for example “tomorrow 10”.")

    # ---- what was said

    def answers(self):
        """The answers as `actions.record_attempt` takes them, without what was not asked."""
        told = {None: [self._reply(q, q.key) for q in OF_ORGANISATION]}
        for row in self.sheet.rows:
            told[row.target.pk] = [self._reply(q, f"{q.key}-{row.target.pk}") for q in OF_POSITION]
        return {
            key: {q: reply for q, reply in replies if reply.state != AnswerState.NOT_ASKED}
            for key, replies in told.items()
        }

    def _reply(self, question, name):
        value = self.cleaned_data.get(name) or self.cleaned_data.get(f"all-{question.key}")
        more = {"because": self.cleaned_data.get(f"because-{name}", "")}
        if question.key == "sector":
            more["in_their_words"] = self.cleaned_data.get("sector_words", "")
        return question.key, Reply.of(value, **more)

    def said(self):
        """Everything `actions.record_attempt` takes but the case, who and when."""
        same = {
            name: self.cleaned_data[name]
            for name in ("client_id", "outcome", "number", "role", "note", "callback", "new_number")
        }
        ended_at = self.sheet.at if self.cleaned_data["dialled"] else None
        answers = self.answers() if same["outcome"].is_contact else {}
        return {**same, "answers": answers, "dialled_at": self.cleaned_data["dialled"], "ended_at": ended_at}
