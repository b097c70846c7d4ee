"""Administration of the survey: rounds and outcomes are edited here, everything callers recorded is only looked at."""

from django import forms
from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from providers.admin import Shown

from .actions import refresh_round
from .models import Answer, Attempt, Callback, Case, Outcome, Override, Round, Skip, Target
from .questions import SCRIPT_VERSION


@admin.register(Outcome)
class OutcomeAdmin(SimpleHistoryAdmin):
    list_display = ("label", "is_contact", "next_step", "delay_minutes", "letter", "is_offered")
    list_filter = ("is_contact", "is_offered")


class RoundForm(forms.ModelForm):
    """A round is over areas of its own programme."""

    def clean_areas(self):
        programme, areas = self.cleaned_data.get("programme"), self.cleaned_data["areas"]
        strange = [str(area) for area in areas if programme and area.programme_id != programme.pk]
        if strange:
            raise forms.ValidationError(f"Not of {programme}: {', '.join(strange)}.")
        return areas


@admin.register(Round)
class RoundAdmin(SimpleHistoryAdmin):
    """A round that is saved here gets its cases at once: the positions in its scope, as the map has them now."""

    form = RoundForm
    list_display = ("__str__", "opens_on", "closes_on", "script_version")
    list_select_related = ("programme",)
    readonly_fields = ("script_version",)
    filter_horizontal = ("areas",)

    def save_model(self, request, obj, form, change):
        obj.script_version = obj.script_version or SCRIPT_VERSION
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        refresh_round(round=form.instance)


class ShownBelow(admin.TabularInline):
    """Rows of another table, shown on the page of what they belong to."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class TargetInline(ShownBelow):
    model = Target
    fields = readonly_fields = ("subcontract", "settled", "untold", "given_up")

    def get_queryset(self, request):
        contract = "subcontract__prime_contract"
        return (
            super()
            .get_queryset(request)
            .select_related("subcontract__provider", f"{contract}__provider", f"{contract}__area")
        )


class AnswerInline(ShownBelow):
    model = Answer
    fields = ("target", "question", "state", "value", "in_their_words", "because")

    def get_queryset(self, request):
        contract = "target__subcontract__prime_contract"
        return (
            super()
            .get_queryset(request)
            .select_related("target__subcontract__provider", f"{contract}__provider", f"{contract}__area")
        )


@admin.register(Case)
class CaseAdmin(Shown):
    list_display = ("provider", "round", "disposition", "is_final", "work_status", "next_at", "holder", "lease_until")
    list_filter = ("round", "work_status", "disposition")
    list_select_related = ("provider", "round__programme", "holder")
    search_fields = ("provider__name",)
    inlines = (TargetInline,)


@admin.register(Attempt)
class AttemptAdmin(Shown):
    list_display = ("case", "dialled_at", "caller", "outcome", "late", "voided_at")
    list_filter = ("outcome", "late")
    list_select_related = ("case__provider", "case__round__programme", "caller", "outcome")
    inlines = (AnswerInline,)


@admin.register(Answer)
class AnswerAdmin(Shown):
    list_display = ("attempt", "target", "question", "state", "value")
    list_filter = ("question", "state")
    list_select_related = (
        "attempt__case__provider",
        "attempt__outcome",
        "target__subcontract__provider",
        "target__subcontract__prime_contract__provider",
        "target__subcontract__prime_contract__area",
    )


@admin.register(Callback)
class CallbackAdmin(Shown):
    list_display = ("case", "window_start", "window_end", "as_given", "done_by")
    list_select_related = ("case__provider", "case__round__programme", "done_by__case__provider", "done_by__outcome")


@admin.register(Skip)
class SkipAdmin(Shown):
    list_display = ("case", "by", "at", "reason")
    list_select_related = ("case__provider", "case__round__programme", "by")


@admin.register(Override)
class OverrideAdmin(Shown):
    list_display = ("case", "disposition", "by", "at", "until", "reason")
    list_select_related = ("case__provider", "case__round__programme", "by")
