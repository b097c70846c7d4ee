"""The form that describes a list. What stands in the file is judged when it is read, not here."""

from django import forms
from django.conf import settings
from django.utils import timezone

from providers.names import clean
from supplychains.contracts.models import Programme

from .models import ProviderList, Publisher
from .reading import megabytes


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File",
        error_messages={"required": "Choose a list.", "empty": "The file is empty."},
        allow_empty_file=False,
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"csv or xlsx, up to {megabytes(settings.LIST_MAX_BYTES)}."
        self.fields["file"].widget.attrs["accept"] = ".csv,.tsv,.txt,.xlsx,.xlsm"
        self.publishers = Publisher.objects.values_list("name", flat=True)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.LIST_MAX_BYTES:
            limit = megabytes(settings.LIST_MAX_BYTES)
            raise forms.ValidationError(f"The file has {megabytes(file.size)}; a list may have {limit} at most.")
        return file

    def clean_published_on(self):
        day = self.cleaned_data["published_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day lies in the future.")
        return day

    def clean_publisher(self):
        try:
            return clean(self.cleaned_data["publisher"])
        except ValueError:
            raise forms.ValidationError("Say who published the list.") from None
