"""The register of organisations for administrators. Sectors are settled from statements: shown, not entered."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from .actions import add_name
from .forms import NameForm, PhoneNumberForm, ProviderForm
from .models import Contact, Identifier, MatchDecision, PhoneNumber, Provider, ProviderName, SectorStatement
from .vocabulary import NameKind


class NameInline(admin.TabularInline):
    model = ProviderName
    form = NameForm
    extra = 0


class IdentifierInline(admin.TabularInline):
    model = Identifier
    extra = 0


class PhoneNumberInline(admin.TabularInline):
    model = PhoneNumber
    form = PhoneNumberForm
    extra = 0

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A number belongs to people of its own organisation."""
        if db_field.name == "contact":
            kwargs["queryset"] = Contact.objects.filter(provider=request.resolver_match.kwargs.get("object_id"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ContactInline(admin.StackedInline):
    model = Contact
    extra = 0


@admin.register(Provider)
class ProviderAdmin(SimpleHistoryAdmin):
    form = ProviderForm
    list_display = ["name", "sector", "sector_verification", "public_id", "do_not_contact"]
    list_filter = ["sector", "do_not_contact"]
    search_fields = ["name", "names__text", "identifiers__value", "public_id"]
    readonly_fields = ["public_id", "sector", "sector_verification", "merged_into"]
    autocomplete_fields = ["parent"]
    inlines = [NameInline, IdentifierInline, ContactInline, PhoneNumberInline]

    def save_related(self, request, form, formsets, change):
        """Lists and searches know an organisation by its names, the one it is shown under among them."""
        super().save_related(request, form, formsets, change)
        add_name(provider=form.instance, text=form.instance.name, kind=NameKind.LEGAL)


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
