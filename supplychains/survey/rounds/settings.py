"""The settings of a round as a form: each with its default beside it, and only what differs is kept."""

from django import forms

from supplychains.survey.hours import REGIONS
from supplychains.survey.models import Outcome
from supplychains.survey.policy import BOUNDS, INTERVALS, PARTS, WEEK, Policy
from supplychains.survey.when import DAYS
from supplychains.survey.wording import stretch

NUMBERS = {
    "attempts": ("Attempts before “not reached”", "Line faults do not count."),
    "promise": ("More for an agreed callback", "Attempts above that limit."),
    "day_parts": ("Spread over parts of the day", "At least so many."),
    "weekdays": ("Spread over days of the week", "At least so many."),
    "working_days": ("Spread over working days", "First to last, at least."),
    "messages": ("Messages on a machine", "In all, at most."),
    "lease_minutes": ("Held for a caller", "Minutes, unless kept longer."),
    "skip_minutes": ("Put back for", "Minutes."),
    "back_checks": ("Asked again by another caller", "Per cent of interviews."),
}
FACTS = {
    "sector": "Sector",
    "tier": "Tier",
    "involvement": "Whether it is part of it and delivers",
    "referral_status": "Referral status",
}
WEEKDAYS = dict(zip(DAYS, ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], strict=True))
DEFAULT = Policy()


def _hint(more, default):
    """What it is, then what it is unless set otherwise."""
    return f"{more} Default: {default}.".strip()


def _number(low, high, **more):
    return forms.IntegerField(
        min_value=low, max_value=high, required=False, widget=forms.NumberInput({"inputmode": "numeric"}), **more
    )


def _text(**more):
    return forms.CharField(required=False, max_length=80, widget=forms.TextInput({"autocomplete": "off"}), **more)


def parts_in_words(parts):
    """ "morning 09:00, midday 12:00"."""
    return ", ".join(f"{name} {begins}" for name, begins in parts.items())


class Settings(forms.Form):
    """A form with every setting of `Policy`. `settings()` is what differs from the defaults."""

    def add_settings(self, policy, *, intervals=True):
        """The fields, filled with a policy. `intervals=False`: what is asked is decided and stays as it is."""
        self.with_intervals = intervals
        for name, (label, more) in NUMBERS.items():
            hint = _hint(more, getattr(DEFAULT, name))
            self._add(name, _number(*BOUNDS[name], label=label, help_text=hint), getattr(policy, name))
        if intervals:
            self._add_intervals(policy)
        self._add_hours(policy)
        self._add_delays(policy)

    def _add_intervals(self, policy):
        for fact, label in FACTS.items():
            hint = _hint("Months.", INTERVALS[fact])
            self._add(f"interval-{fact}", _number(0, 600, label=label, help_text=hint), policy.intervals[fact])

    def _add_hours(self, policy):
        for day, label in WEEKDAYS.items():
            hint = _hint("", WEEK.get(day, "no calls"))
            self._add(f"hours-{day}", _text(label=label, help_text=hint), policy.hours.get(day, ""))
        regions = [(name, "None are kept" if name == "none" else name) for name in REGIONS]
        self._add("holidays", forms.ChoiceField(choices=regions, label="Bank holidays of"), policy.holidays)
        self.fields["holidays"].help_text = _hint("No calls are made on them.", DEFAULT.holidays)
        parts = _text(label="Parts of the day", help_text=_hint("When each begins.", parts_in_words(PARTS)))
        self._add("parts", parts, parts_in_words(policy.parts))
        self._add("zone", _text(label="Time zone", help_text=_hint("", DEFAULT.zone)), policy.zone)

    def _add_delays(self, policy):
        self.outcomes = [each for each in Outcome.objects.filter(is_offered=True) if each.delay_minutes]
        for each in self.outcomes:
            days = ", working days" if each.in_working_days else ""
            hint = _hint("Minutes.", f"{each.delay_minutes} ({stretch(each.delay_minutes)}{days})")
            field = _number(0, 525600, label=each.label, help_text=hint)
            self._add(f"delay-{each.key}", field, policy.delays.get(each.key, each.delay_minutes))

    def _add(self, name, field, value):
        self.fields[name] = field
        self.initial.setdefault(name, value)

    @property
    def groups(self):
        """(title, what it decides, its controls, whether it begins open)."""
        told = "How long what was told stays good. Only what is older, disputed or never told is asked; with 0, all."
        delays = "How long a call of each outcome is left alone before the next one."
        groups = [("How often", "", list(NUMBERS), True)]
        if self.with_intervals:
            groups.insert(0, ("What is asked again", told, [f"interval-{fact}" for fact in FACTS], True))
        hours = [*(f"hours-{day}" for day in WEEKDAYS), "holidays", "parts", "zone"]
        groups.append(("When calls are made", "Hours as “09:00-17:00”; an empty day has none.", hours, False))
        groups.append(("Delays", delays, [f"delay-{each.key}" for each in self.outcomes], False))
        return [
            (title, words, [self[name] for name in names], is_open or any(self[name].errors for name in names))
            for title, words, names, is_open in groups
        ]

    # ---- what was set

    def settings(self):
        """Only what differs from the defaults, as `Policy.of` takes it. ValueError for parts that are none."""
        said = self.cleaned_data
        found = {name: said[name] for name in NUMBERS if said.get(name) is not None}
        found |= {name: said[name] for name in ("holidays", "zone") if said.get(name)}
        found["hours"] = {day: said[f"hours-{day}"] for day in DAYS if said.get(f"hours-{day}")}
        if said.get("parts"):
            found["parts"] = _parts(said["parts"])
        if self.with_intervals:
            months = {fact: said.get(f"interval-{fact}") for fact in FACTS}
            found["intervals"] = {fact: INTERVALS[fact] if n is None else n for fact, n in months.items()}
        delays = {each.key: (said.get(f"delay-{each.key}"), each.delay_minutes) for each in self.outcomes}
        found["delays"] = {key: n for key, (n, usual) in delays.items() if n not in (None, usual)}
        return {name: value for name, value in found.items() if value != _usual(name)}

    def check_settings(self):
        """What does not fit together is said above the form."""
        if self.errors:
            return
        try:
            Policy.of(self.settings())
        except ValueError as error:
            self.add_error(None, str(error))


def _usual(name):
    value = getattr(DEFAULT, name)
    return dict(value) if name in ("hours", "parts", "intervals", "delays") else value


def _parts(text):
    pairs = [each.rsplit(maxsplit=1) for each in text.split(",") if each.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"“{text}” are no parts of the day. Write for example “{parts_in_words(PARTS)}”.")
    return {name.strip(): begins for name, begins in pairs}
