"""The register of organisations for administrators. Sectors are settled from statements: shown, not entered."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from .models import Contact, Identifier, MatchDecision, PhoneNumber, Provider, ProviderName, SectorStatement
from .names import normal_form


class NameInline(admin.TabularInline):
    model = ProviderName
    extra = 0
    exclude = ["key"]


class IdentifierInline(admin.TabularInline):
    model = Identifier
    extra = 0


class PhoneNumberInline(admin.TabularInline):
    model = PhoneNumber
    extra = 0
    fields = ["text", "normalised", "kind", "contact", "state", "rank"]


class ContactInline(admin.StackedInline):
    model = Contact
    extra = 0


@admin.register(Provider)
class ProviderAdmin(SimpleHistoryAdmin):
    list_display = ["name", "sector", "sector_verification", "public_id", "do_not_contact"]
    list_filter = ["sector", "do_not_contact"]
    search_fields = ["name", "names__text", "identifiers__value", "public_id"]
    readonly_fields = ["public_id", "sector", "sector_verification"]
    autocomplete_fields = ["parent", "merged_into"]
    inlines = [NameInline, IdentifierInline, ContactInline, PhoneNumberInline]

    def save_formset(self, request, form, formset, change):
        """A name entered by hand gets its key as every other name does."""
        for line in formset.save(commit=False):
            if isinstance(line, ProviderName):
                line.key = normal_form(line.text)
            line.save()
        formset.save_m2m()


class Shown(admin.ModelAdmin):
    """Statements and decisions are appended and withdrawn through actions, so here they are only looked at."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SectorStatement)
class SectorStatementAdmin(Shown):
    list_display = ["provider", "sector", "source", "publisher", "stated_on", "withdrawn_at"]
    list_filter = ["source", "sector"]
    search_fields = ["provider__name", "publisher"]
    list_select_related = ["provider"]


@admin.register(MatchDecision)
class MatchDecisionAdmin(Shown):
    list_display = ["text", "verdict", "provider", "scope", "by", "at", "withdrawn_at"]
    list_select_related = ["provider", "by"]
