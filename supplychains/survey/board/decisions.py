"""What a supervisor may decide about a case: a small form each, and the action behind it."""

import datetime as dt

from django import forms
from django.utils import timezone

from providers.phones import normalise
from supplychains.contracts.models import PrimeContract
from supplychains.contracts.wording import day
from supplychains.survey import actions
from supplychains.survey.models import Lead, Override, Sending, Target
from supplychains.survey.vocabulary import Disposition

from .numbers import find_number
from .people import callers

CHOOSE = {"required": "Choose one."}


def _line(label, longest=160, missing="Say why."):
    widget = forms.TextInput({"autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, widget=widget, error_messages={"required": missing})


class Position(forms.ModelChoiceField):
    """A target as the prime and the area of its position."""

    def label_from_instance(self, target):
        contract = target.subcontract.prime_contract
        return f"Area {contract.area.number}, {contract.provider}"


class Contract(forms.ModelChoiceField):
    """A prime contract as its area, its prime and its reference, where it has one."""

    def label_from_instance(self, contract):
        reference = f", {contract.reference}" if contract.reference else ""
        return f"Area {contract.area.number}, {contract.provider}{reference}"


class Decision(forms.Form):
    """A decision about `case`. `key` names it in addresses and fields; `verb` is its button; `grave` where it undoes or
    ends something. `carry_out` says in a sentence what was done; ValueError where it cannot be."""

    key = title = verb = ""
    hint = ""
    grave = False

    def __init__(self, data=None, *, case, at):
        super().__init__(data, prefix=self.key)
        self.case, self.at = case, at
        self.prepare()

    def prepare(self):
        """Fill the choices that depend on the case."""

    @classmethod
    def is_offered(cls, case, at):
        return True

    def carry_out(self, by):
        raise NotImplementedError

    def _one(self, rows, label=""):
        return forms.ModelChoiceField(rows, label=label, widget=forms.HiddenInput)


class Release(Decision):
    key, title, verb = "release", "Take it from its caller", "Release"
    hint = "What they still send is kept and marked late."

    @classmethod
    def is_offered(cls, case, at):
        return bool(case.holder_id and case.lease_until > at)

    def carry_out(self, by):
        holder = actions.release_case(case=self.case, by=by, at=self.at)
        return f"{self.case.provider} is free." if holder else f"Nobody held {self.case.provider} any more."


class Assign(Decision):
    key, title, verb = "assign", "Give it to one caller", "Assign"
    hint = "It is given to nobody else then."

    def prepare(self):
        self.fields["to"] = forms.ModelChoiceField(callers(), label="Caller", required=False, empty_label="Anybody")
        self.initial["to"] = self.case.preferred_caller_id

    def carry_out(self, by):
        to = self.cleaned_data["to"]
        actions.reassign_case(case=self.case, to=to, by=by, at=self.at)
        return f"{self.case.provider} goes to {to or 'whoever asks next'}."


class Hold(Decision):
    key, title, verb = "hold", "Keep it back", "Keep back"
    hint = "Nobody is given it until you give it back."
    reason = _line("Why")

    @classmethod
    def is_offered(cls, case, at):
        return not case.hold_reason and not case.is_final

    def carry_out(self, by):
        actions.hold_case(case=self.case, reason=self.cleaned_data["reason"], by=by, at=self.at)
        return f"{self.case.provider} is kept back."


class Unhold(Decision):
    key, title, verb = "unhold", "Give it back to the queue", "Give back"

    @classmethod
    def is_offered(cls, case, at):
        return bool(case.hold_reason)

    def carry_out(self, by):
        actions.unhold_case(case=self.case, by=by, at=self.at)
        return f"{self.case.provider} can be called again."


class Overrule(Decision):
    key, title, verb, grave = "override", "Say how it stands", "Override", True
    hint = "It counts so in every rate, whatever its calls say."
    disposition = forms.ChoiceField(
        choices=[("", "Choose"), *((d.value, d.words) for d in Disposition if d != Disposition.NOT_STARTED)],
        label="Counts as",
        error_messages=CHOOSE,
    )
    reason = _line("Why", 500)
    until = forms.DateField(
        label="Until the end of", required=False, help_text="Empty: for good.", widget=forms.DateInput({"type": "date"})
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate(self.at):
            raise forms.ValidationError("That day is over.")
        return until and timezone.make_aware(dt.datetime.combine(until + dt.timedelta(days=1), dt.time()))

    def carry_out(self, by):
        said = self.cleaned_data
        actions.override_case(case=self.case, by=by, at=self.at, **said)
        last = timezone.localdate(said["until"]) - dt.timedelta(days=1) if said["until"] else None
        until = f" until {day(last)}" if last else ""
        return f"{self.case.provider} counts as {Disposition(said['disposition']).words.lower()}{until}."


class Reopen(Decision):
    key, title, verb = "reopen", "Open it again", "Open again"
    hint = "Attempts count anew. What was answered stays."
    reason = _line("Why", 500)

    @classmethod
    def is_offered(cls, case, at):
        return case.is_final

    def carry_out(self, by):
        actions.reopen_case(case=self.case, reason=self.cleaned_data["reason"], by=by, at=self.at)
        return f"{self.case.provider} is called again."


class Lift(Decision):
    key, title, verb = "lift", "End an override", "End it"
    hint = "What its calls say counts again."

    def prepare(self):
        self.fields["override"] = self._one(Override.objects.filter(case=self.case), "Override")

    @classmethod
    def is_offered(cls, case, at):
        return False  # beside each override

    def carry_out(self, by):
        actions.lift_override(override=self.cleaned_data["override"], by=by, at=self.at)
        return f"The override of {self.case.provider} has ended."


class GiveUp(Decision):
    key, title, verb, grave = "give-up", "Ask no more about a position", "Give it up", True
    reason = _line("Why")
    field_order = ("target", "reason")

    def prepare(self):
        contract = "subcontract__prime_contract"
        open_ones = Target.objects.filter(case=self.case, given_up="").order_by(f"{contract}__area__number", "pk")
        open_ones = open_ones.select_related(f"{contract}__provider", f"{contract}__area")
        self.fields["target"] = Position(open_ones, label="Position", empty_label="Choose", error_messages=CHOOSE)
        self.order_fields(self.field_order)

    @classmethod
    def is_offered(cls, case, at):
        return not case.is_final

    def carry_out(self, by):
        actions.give_up_position(by=by, at=self.at, **self.cleaned_data)
        return f"{self.case.provider} is not asked about that position any more."


class Number(Decision):
    key, title, verb = "number", "A number for it", "Add the number"
    text = _line("Phone number", 60, "Write a number.")

    def clean_text(self):
        try:
            normalise(self.cleaned_data["text"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return self.cleaned_data["text"]

    def carry_out(self, by):
        number = find_number(provider=self.case.provider, by=by, at=self.at, **self.cleaned_data)
        return f"{number.text} is kept for {self.case.provider}."


class Sent(Decision):
    key, title, verb = "sent", "Information was sent", "Mark as sent"

    def prepare(self):
        self.fields["sending"] = self._one(Sending.objects.filter(case=self.case), "Information")

    @classmethod
    def is_offered(cls, case, at):
        return False  # beside what is to be sent

    def carry_out(self, by):
        actions.mark_sent(sending=self.cleaned_data["sending"], by=by, at=self.at)
        return f"Marked as sent to {self.case.provider}. They are called once its delay is over."


class OfLead(Decision):
    """A decision about one chain they named; offered beside it."""

    def prepare(self):
        self.fields["lead"] = self._one(Lead.to_decide().filter(attempt__case=self.case), "Chain")

    @classmethod
    def is_offered(cls, case, at):
        return False


class Place(OfLead):
    key, title, verb = "place", "It is this contract", "Place it"

    def prepare(self):
        super().prepare()
        held = PrimeContract.objects.filter(
            area__programme=self.case.round.programme_id, area__taken_back_at=None, taken_back_at=None
        )
        held = held.select_related("area", "provider").order_by("area__number", "provider__name")
        self.fields["contract"] = Contract(held, label="Contract", empty_label="Choose", error_messages=CHOOSE)

    @property
    def contracts(self):
        """[(id, words)] of what it may be."""
        return [(value, words) for value, words in self["contract"].field.widget.choices if value]

    def carry_out(self, by):
        said = self.cleaned_data
        actions.place_lead(lead=said["lead"], prime_contract=said["contract"], by=by, at=self.at)
        return f"{self.case.provider} stands under {said['contract'].provider} now, found by calling."


class Drop(OfLead):
    key, title, verb = "drop", "Nothing comes of it", "Drop it"
    reason = _line("Why")

    def carry_out(self, by):
        actions.drop_lead(lead=self.cleaned_data["lead"], by=by, reason=self.cleaned_data["reason"])
        return f"Dropped: {self.cleaned_data['lead']}."


KINDS = (Release, Assign, Hold, Unhold, Number, Reopen, GiveUp, Overrule, Lift, Sent, Place, Drop)
DECISIONS: dict[str, type[Decision]] = {kind.key: kind for kind in KINDS}


def offered(case, *, at):
    """Forms of what may be decided about a case now."""
    return [kind(case=case, at=at) for kind in KINDS if kind.is_offered(case, at)]
