"""The form that describes a list. What stands in the file is judged when it is read, not here."""

from django import forms
from django.conf import settings
from django.utils import timezone

from providers.names import clean
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Programme

from .models import ProviderList, Publisher
from .placing.coverage import ALL, TIERS, WHOLE, normalise
from .reading import TEXT_ENDINGS, WORKBOOK_ENDINGS, megabytes
from .reading.pasted import file_of

COVERS = [
    ("all", "A complete list of the programme"),
    ("some", "Complete for some areas, primes or tiers"),
    ("nothing", "Names some, leaves out others"),
]
NOT_THERE = "One of these is not there any more; choose again."


def areas_by_programme():
    """[(programme, [("slug:number", area)])] of every programme with areas."""
    areas = ContractPackageArea.objects.order_by("programme__name", "number")
    names = ("programme__name", "programme__slug", "number", "name")
    return _grouped((*at, number, f"{number} {name}") for *at, number, name in areas.values_list(*names))


def primes_by_programme():
    """[(programme, [("slug:public id", prime)])] of every programme with contracts."""
    contracts = PrimeContract.objects.order_by("area__programme__name", "provider__name", "provider__public_id")
    names = ("area__programme__name", "area__programme__slug", "provider__public_id", "provider__name")
    return _grouped(contracts.values_list(*names).distinct())


def _grouped(lines):
    groups: dict[str, list] = {}
    for programme, slug, value, words in lines:
        groups.setdefault(programme, []).append((f"{slug}:{value}", words))
    return list(groups.items())


class UploadForm(forms.Form):
    file = forms.FileField(label="File", required=False, error_messages={"empty": "The file is empty."})
    pasted = forms.CharField(
        label="Or a pasted table",
        required=False,
        strip=False,
        help_text="Copied from a spreadsheet with its heading row, or csv. It is kept as a file.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off", "class": "verbatim"}),
    )
    programme = forms.ModelChoiceField(
        Programme.objects.all(),
        empty_label="Choose a programme",
        help_text="Whose areas and contracts the list speaks of.",
        error_messages={"required": "Choose a programme."},
    )
    publisher = forms.CharField(
        max_length=200,
        help_text="Who published the list. A name known already continues its editions.",
        widget=forms.TextInput(attrs={"list": "publishers", "autocomplete": "off"}),
        error_messages={"required": "Say who published the list."},
    )
    published_on = forms.DateField(
        label="Published on",
        help_text="The day for which the list says how things are.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Give the day of the edition.", "invalid": "This is not a date."},
    )
    captured_on = forms.DateField(
        label="Captured on",
        required=False,
        help_text="The day the file was taken from where it was found.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "This is not a date."},
    )
    title = forms.CharField(max_length=200, required=False, help_text="If the list has one of its own.")
    web_address = forms.URLField(
        label="Web address",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Where the file was found.",
    )
    licence = forms.CharField(max_length=200, required=False, help_text="For example: Open Government Licence v3.0.")
    create_contracts = forms.BooleanField(
        label="The list itself defines areas and prime contracts",
        required=False,
        help_text="Areas, primes and contracts not known yet are made. Otherwise a row that names one is a problem.",
    )
    doubtful = forms.ChoiceField(
        label="Rows whose organisation a person should decide",
        choices=ProviderList.Doubtful.choices,
        initial=ProviderList.Doubtful.HOLD,
        widget=forms.RadioSelect,
    )

    covers = forms.ChoiceField(
        label="What the list is complete for",
        choices=COVERS,
        initial="nothing",
        required=False,
        widget=forms.RadioSelect,
    )
    covers_areas = forms.MultipleChoiceField(
        label="Areas",
        choices=areas_by_programme,
        required=False,
        help_text="None chosen: all.",
        error_messages={"invalid_choice": NOT_THERE},
    )
    covers_primes = forms.MultipleChoiceField(
        label="Primes",
        choices=primes_by_programme,
        required=False,
        help_text="None chosen: all.",
        error_messages={"invalid_choice": NOT_THERE},
    )
    covers_tiers = forms.MultipleChoiceField(
        label="Tiers",
        choices=[(tier, f"Tier {tier}") for tier in TIERS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: all, and positions whose tier is not known.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"csv, xlsx, xls or ods, up to {megabytes(settings.LIST_MAX_BYTES)}."
        self.fields["file"].widget.attrs["accept"] = ",".join(filter(None, TEXT_ENDINGS + WORKBOOK_ENDINGS))
        self.publishers = Publisher.objects.values_list("name", flat=True)

    @property
    def is_file_to_choose_again(self):
        """Whether the page comes back without the file that was chosen: no browser keeps it."""
        return bool(self.errors and self.files.get("file"))

    @property
    def source(self):
        """The field that brought the list."""
        return "file" if self.cleaned_data.get("file") else "pasted"

    def about(self):
        """What was said, as `actions.stage_list` takes it."""
        said = dict(self.cleaned_data)
        file, pasted = said.pop("file"), said.pop("pasted")
        if file:
            said |= {"content": file.read(), "file_name": file.name}
        else:
            said["content"], said["file_name"] = file_of(pasted, timezone.localdate())
        return said | {"publisher_name": said.pop("publisher")}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > settings.LIST_MAX_BYTES:
            limit = megabytes(settings.LIST_MAX_BYTES)
            raise forms.ValidationError(f"The file has {megabytes(file.size)}; a list may have {limit} at most.")
        return file

    def clean_pasted(self):
        """The text as it was pasted; "" where there is none to be seen."""
        text = self.cleaned_data["pasted"]
        return text if text.strip() else ""

    def clean_published_on(self):
        return _not_later(self.cleaned_data["published_on"])

    def clean_captured_on(self):
        return _not_later(self.cleaned_data["captured_on"])

    def clean_publisher(self):
        try:
            return clean(self.cleaned_data["publisher"])
        except ValueError:
            raise forms.ValidationError("Say who published the list.") from None

    def clean(self):
        """`coverage` out of what was said of it; areas and primes must be those of the programme chosen."""
        super().clean()
        self._one_list()
        said = self.cleaned_data
        names = ("covers_areas", "covers_primes", "covers_tiers")
        chosen = {name.removeprefix("covers_"): said.pop(name, None) or ALL for name in names}
        covers, programme = said.pop("covers", "") or "nothing", said.get("programme")
        said["coverage"] = WHOLE if covers == "all" else {}
        if covers == "some" and programme:
            said["coverage"] = self._some(programme, chosen)
        return said

    def _one_list(self):
        """A file or a pasted table: one of them, and not both."""
        if "file" in self.errors or "pasted" in self.errors:
            return
        file, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("pasted")
        if not file and not pasted:
            self.add_error("file", "Choose a file, or paste a table.")
        if file and pasted:
            self.add_error("pasted", "A file is chosen and a table pasted; bring one of them at a time.")

    def _some(self, programme, chosen):
        if all(part == ALL for part in chosen.values()):
            self.add_error("covers", "Choose the areas, primes or tiers the list is complete for.")
            return {}
        for name in ("areas", "primes"):
            if chosen[name] != ALL:
                pairs = [value.split(":", 1) for value in chosen[name]]
                if any(slug != programme.slug for slug, _ in pairs):
                    self.add_error(f"covers_{name}", f"Choose {name} of {programme} only.")
                    return {}
                chosen[name] = [value for _, value in pairs]
        return normalise(chosen)


def _not_later(day):
    if day and day > timezone.localdate():
        raise forms.ValidationError("This day lies in the future.")
    return day


class RollBackForm(forms.Form):
    reason = forms.CharField(
        label="Why the list is rolled back",
        max_length=500,
        help_text="It stands on the page of the list, and with everything the list said.",
        error_messages={"required": "Say why the list is rolled back."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
