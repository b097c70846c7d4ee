"""The one form of a call: what it came to, what was answered of the organisation and of each position, what follows.

What the controls of the questions hold: controls.py. Fields of a position end in the id of its target; those of "same
for all" begin with "all-" and count where a position was left at not asked.
"""

import datetime as dt
import uuid

from django import forms
from django.utils import timezone

from providers.models import PhoneNumber
from providers.phones import normalise

from .controls import BECAUSE, answer_field, names_nobody, reply, unsaid_in
from .further import Further
from .models import Outcome
from .paper.called import moment_called
from .questions import OF_ORGANISATION, OF_POSITION, QUESTION
from .told import about
from .vocabulary import AnswerState, NextStep
from .when import window

ACROSS = ("part_of_it", "role", "delivering", "referrals")
"""The questions that stand in the grid, one column each."""
LONGEST_CALL = dt.timedelta(hours=12)
LONGEST_KEPT = dt.timedelta(days=14)
"""How long a browser may keep a call before it is sent. What says it is older has a clock that is wrong."""
ON_LINES = ("other_chains", "best_contact")
"""The questions whose answers are written on lines of their own: further.py."""
IN, PAPER = "in", "paper"
"""Ways to a call besides the queue: they called us; it was made from a printed sheet and is keyed afterwards."""


class CallForm(Further):
    """Takes a `sheet.Sheet`; `typed` is what somebody typed so far, to be shown again without being judged."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, label="Id of the call")
    caller = forms.IntegerField(widget=forms.HiddenInput, required=False)
    way = forms.ChoiceField(choices=[(IN, IN), (PAPER, PAPER)], widget=forms.HiddenInput, required=False)
    dialled = forms.FloatField(widget=forms.HiddenInput, required=False)
    ended = forms.FloatField(widget=forms.HiddenInput, required=False)
    called_on = forms.CharField(required=False, max_length=40, label="Called on", help_text="For example “9/3 14:30”")
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
        required=False,
        max_length=255,
        label="In their words",
        widget=forms.TextInput({"placeholder": " ", "autocomplete": "off"}),
        validators=[names_nobody],
    )

    sector_since = forms.CharField(required=False, max_length=40, label="About when, sector", widget=forms.HiddenInput)

    def __init__(self, data=None, *, sheet, typed=None, way=""):
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
        told = sheet.told
        for question in (q for q in OF_ORGANISATION if q.key not in ON_LINES):
            self._add_answer(question, question.key, question.words, told.get(None, {}), {"sector": sheet.sector})
        for key in ACROSS:
            self.fields[f"all-{key}"] = answer_field(
                QUESTION[key], f"{QUESTION[key].words}, all positions", required_words="Choose"
            )
        for row in sheet.rows:
            for question in OF_POSITION:
                name, label = f"{question.key}-{row.target.pk}", f"{question.words}, {row.label}"
                self._add_answer(question, name, label, told.get(row.target.pk, {}), row.beliefs)
        self.add_further(sheet)
        fresh = {"client_id": uuid.uuid4(), "caller": sheet.user.pk, "way": way, "reached": "yes" if way == IN else ""}
        self.initial = fresh if typed is None else self._typed(typed)
        self._mark_answered()

    def _add_answer(self, question, name, label, told, beliefs):
        """The control of a question, and why its answer differs where something is believed."""
        key = question.key
        self.fields[name] = answer_field(question, label, belief=beliefs.get(key), told=told.get(key))
        if key in beliefs:
            self.fields[f"because-{name}"] = forms.ChoiceField(choices=BECAUSE, required=False, label=f"Why, {label}")

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
        names = ["recontact", "anything_else", "elsewhere"]
        lines = [*self.best, *self.instead, *(part for chain in self.chains for part in chain)]
        said = [*(self[name] for name in names), *lines, *(groups for *_, groups in self.positions)]
        return any(control.value() or control.errors for control in said)

    # ---- what is well formed

    def clean_caller(self):
        """Whoever typed this. It is not kept as the word of somebody else who logged in meanwhile."""
        if self.cleaned_data["caller"] not in (None, self.sheet.user.pk):
            raise forms.ValidationError("Somebody else typed this. Log in as that user to save it.")
        return self.cleaned_data["caller"]

    def clean_dialled(self):
        """When it was dialled; nothing where the browser says something that cannot be."""
        return self._past("dialled", LONGEST_KEPT)

    def clean_ended(self):
        """When it was saved in the browser, which may have kept it; nothing where that cannot be."""
        ended, dialled = self._past("ended", LONGEST_KEPT), self.cleaned_data.get("dialled")
        if dialled and (ended or self.sheet.at) - dialled > LONGEST_CALL:
            self.cleaned_data["dialled"] = None
        return ended

    def _past(self, name, most):
        seconds = self.cleaned_data[name]
        ago = None if seconds is None else self.sheet.at.timestamp() - seconds
        return (
            self.sheet.at - dt.timedelta(seconds=ago) if ago is not None and 0 <= ago <= most.total_seconds() else None
        )

    def clean_called_on(self):
        if self.cleaned_data.get("way") != PAPER:
            return None
        try:
            return moment_called(self.cleaned_data["called_on"], now=timezone.localtime(self.sheet.at))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def said_at(self):
        """When the call was: what "tomorrow" is meant from."""
        said = self.cleaned_data
        return said.get("called_on") or said.get("ended") or self.sheet.at

    def clean_callback(self):
        text, calendar = self.cleaned_data["callback"], self.sheet.case.round.rules.calendar
        try:
            return calendar.agreed(window(text, now=timezone.localtime(self.said_at))) if text else None
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
        for name in ("sector_since", *(f"since-{row.target.pk}" for row in self.sheet.rows)):
            self._check_since(name, said.get(name))
        self.check_further()
        return said

    def _check_since(self, name, text):
        try:
            if text and not unsaid_in(text):
                about(text, timezone.localdate(self.said_at))
        except ValueError as error:
            self.add_error(name, str(error))

    def _clean_outcome(self, said, outcome):
        """What an outcome asks for, and what it leaves no room for."""
        reached = "yes" if said.get("way") == IN else said.get("reached")
        if reached and (reached == "yes") != outcome.is_contact:
            self.add_error("outcome", "Choose one that fits whether you reached a person.")
        elif not outcome.is_contact and any(self.answers().values()):
            self.add_error("outcome", "Answers are filled in, but this one says that nobody answered.")
        if outcome.next_step == NextStep.TARGETS and not any(self.answers().values()):
            self.add_error("outcome", "No answer is filled in. Fill in one, or choose what else the call came to.")
        if outcome.needs_note and not said.get("note", "").strip():
            self.add_error("note", f"Say in a few words what was said. “{outcome.label}” needs it.")
        if outcome.next_step == NextStep.SEND and not (said.get("send_to") or said.get("note", "").strip()):
            self.add_error("send_to", "Say where to send it, or what they said in a note.")
        if not outcome.is_contact or outcome.next_step == NextStep.FINAL:
            self.errors.pop("callback", None)
            said["callback"] = None
        elif outcome.needs_callback and not said.get("callback") and "callback" not in self.errors:
            self.add_error("callback", "Say when, for example “tomorrow 10”.")

    # ---- what was said

    def answers(self):
        """The answers as `actions.record_attempt` takes them, without what was not asked."""
        told = {None: [self._reply(q, q.key) for q in OF_ORGANISATION if q.key not in ON_LINES] + self.in_words()}
        if self.cleaned_data.get("because-sector") == "changed":
            told[None].append(("since", reply(QUESTION["since"], self.cleaned_data.get("sector_since"))))
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
        return question.key, reply(question, value, **more)

    def said(self):
        """Everything `actions.record_attempt` takes but the case, who and when."""
        said = self.cleaned_data
        same = {
            name: said[name] for name in ("client_id", "outcome", "number", "role", "note", "callback", "new_number")
        }
        same["answers"] = self.answers() if said["outcome"].is_contact else {}
        same["direction"], same["on_paper"] = "in" if said["way"] == IN else "out", said["way"] == PAPER
        same["ended_at"] = (said["ended"] or self.sheet.at) if said["dialled"] else None
        same |= self.further() if said["outcome"].is_contact else {}
        return {**same, "dialled_at": said["called_on"] or said["dialled"] or said["ended"]}


class DialledForm(forms.Form):
    """What a script says of a call that is begun."""

    client_id = forms.UUIDField()

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        numbers = PhoneNumber.objects.filter(provider=case.provider_id)
        self.fields["number"] = forms.ModelChoiceField(numbers, required=False)
