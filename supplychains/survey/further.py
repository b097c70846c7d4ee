"""What a call may bring besides answers: whom to ask next time, other chains, who is to be asked instead, where to send
information, a refusal that is about one prime only. All of it may be left empty."""

from django import forms

from providers.phones import normalise

from .controls import reply, unsaid_in
from .questions import QUESTION

CHAINS = 6  # lines for other chains they work in
CONTACT = {
    "name": ("Name", 120),
    "role": ("Post", 120),
    "email": ("Mail address", 254),
    "number": ("Number", 60),
    "prefers": ("When they are best reached", 120),
}
BEST, INSTEAD = "best", "instead"


def _line(label, longest, **attrs):
    widget = forms.TextInput({"placeholder": " ", "autocomplete": "off", **attrs})
    return forms.CharField(required=False, max_length=longest, label=label, widget=widget)


def _mail(label, longest):
    return forms.EmailField(
        required=False,
        max_length=longest,
        label=label,
        widget=forms.EmailInput({"placeholder": " ", "autocomplete": "off"}),
        error_messages={"invalid": "This is no mail address. Write it like name@example.org."},
    )


class Further(forms.Form):
    """A part of the form of a call; `sheet` is its `sheet.Sheet`."""

    only_me = forms.BooleanField(required=False, label="Only I call back, until that time is over")
    send_to = _line("Where to send it", 255)

    def add_further(self, sheet):
        """The fields that depend on the case."""
        primes = {row.prime.pk: row.prime for row in sheet.rows}
        self._choice("prime", "What they decline", "The organisation as a whole", primes.values(), "Only under {}")
        self.fields["elsewhere"] = forms.TypedMultipleChoiceField(
            choices=[(row.target.pk, row.label) for row in sheet.rows],
            coerce=int,
            required=False,
            label="Somebody else is to be asked about",
            widget=forms.CheckboxSelectMultiple,
        )
        for kind in (BEST, INSTEAD):
            for name, (label, longest) in CONTACT.items():
                attrs = {"list": "unsaid"} if (kind, name) == (BEST, "name") else {}
                self.fields[f"{kind}_{name}"] = (
                    _mail(label, longest) if name == "email" else _line(label, longest, **attrs)
                )
        for number in range(CHAINS):
            self._choice(f"chain{number}_area", "Area", "Not said", sheet.areas)
            self._choice(f"chain{number}_prime", "Prime", "Not said", sheet.primes)
            self.fields[f"chain{number}_words"] = _line("In their words", 255, list="unsaid")

    def _choice(self, name, label, nothing, among, words="{}"):
        among = {str(each.pk): each for each in among}
        self.fields[name] = forms.TypedChoiceField(
            choices=[("", nothing), *((pk, words.format(each)) for pk, each in among.items())],
            coerce=among.get,
            empty_value=None,
            required=False,
            label=label,
        )

    # ---- as the page lays it out

    @property
    def best(self):
        return [self[f"{BEST}_{name}"] for name in CONTACT]

    @property
    def instead(self):
        return [self[f"{INSTEAD}_{name}"] for name in CONTACT if name != "prefers"]

    @property
    def chains(self):
        return [[self[f"chain{number}_{part}"] for part in ("area", "prime", "words")] for number in range(CHAINS)]

    # ---- what is well formed

    def check_further(self):
        """Numbers are numbers, and whoever is to be asked about something is somebody."""
        for kind in (BEST, INSTEAD):
            self._check_number(f"{kind}_number")
            known = self._contact(kind)
            if known and not {"name", "role", "email"} & set(known):
                self.add_error(f"{kind}_name", "Say whom: a name, a post or an office, or a mail address.")
        if self.cleaned_data.get("elsewhere") and not self._contact(INSTEAD):
            self.add_error(f"{INSTEAD}_name", "Say who is to be asked: a name, a post or an office.")
        if self._contact(INSTEAD) and not self.cleaned_data.get("elsewhere") and "elsewhere" not in self.errors:
            self.add_error("elsewhere", "Tick the positions they are to be asked about.")

    def _check_number(self, name):
        try:
            if text := self.cleaned_data.get(name):
                normalise(text)
        except ValueError as error:
            self.add_error(name, str(error))

    def _contact(self, kind):
        said = {name: (self.cleaned_data.get(f"{kind}_{name}") or "").strip() for name in CONTACT}
        if unsaid_in(said["name"]):
            said["name"] = ""
        return {name: text for name, text in said.items() if text}

    # ---- what was said

    def in_words(self):
        """The two questions that are answered on several lines, as replies."""
        said = self.cleaned_data
        chains = ["; ".join(str(part) for part in chain.values() if part) for chain in self._chains()]
        best = ", ".join(self._contact(BEST).values())
        told = {"other_chains": (chains, "chain0_words"), "best_contact": ([best] if best else [], f"{BEST}_name")}
        return [
            (key, reply(QUESTION[key], ". ".join(lines) or (unsaid_in(said[first]) and said[first])))
            for key, (lines, first) in told.items()
        ]

    def further(self):
        """What `actions.record_attempt` takes of all this, nothing where nothing was said."""
        said, callback = self.cleaned_data, self.cleaned_data.get("callback")
        instead = {name: text for name, text in self._contact(INSTEAD).items() if name != "prefers"}
        found = {
            "chains": self._chains(),
            "best_contact": self._contact(BEST),
            "elsewhere": {"targets": said["elsewhere"], **instead} if said["elsewhere"] else None,
            "prime": said["prime"],
            "send_to": said["send_to"],
            "only_me_until": callback.end if callback and said["only_me"] else None,
        }
        return {name: value for name, value in found.items() if value}

    def _chains(self):
        said = self.cleaned_data
        lines = [{part: said[f"chain{n}_{part}"] for part in ("area", "prime", "words")} for n in range(CHAINS)]
        for line in lines:
            line["words"] = "" if unsaid_in(line["words"]) else line["words"]
        return [chain for chain in lines if any(chain.values())]
