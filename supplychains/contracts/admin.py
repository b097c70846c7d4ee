"""Programmes, areas and contracts for administrators. Positions and statements are shown, not entered."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from providers.admin import Shown

from .models import ContractPackageArea, PrimeContract, Programme, Subcontract, SubcontractStatement


@admin.register(Programme)
class ProgrammeAdmin(SimpleHistoryAdmin):
    list_display = ["name", "commissioner", "starts_on", "ends_on", "is_invented"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(ContractPackageArea)
class ContractPackageAreaAdmin(SimpleHistoryAdmin):
    list_display = ["number", "name", "programme", "region"]
    list_filter = ["programme"]
    search_fields = ["name", "number"]
    list_select_related = ["programme"]


@admin.register(PrimeContract)
class PrimeContractAdmin(SimpleHistoryAdmin):
    list_display = ["provider", "area", "reference", "service", "starts_on", "ends_on"]
    list_filter = ["area__programme"]
    search_fields = ["provider__name", "reference", "area__name"]
    autocomplete_fields = ["area", "provider"]
    list_select_related = ["provider", "area"]


@admin.register(Subcontract)
class SubcontractAdmin(Shown):
    list_display = ["provider", "prime_contract", "tier", "involvement", "referral_status", "listed", "verification"]
    list_filter = ["prime_contract__area__programme", "tier", "verification"]
    search_fields = ["provider__name", "prime_contract__provider__name"]
    list_select_related = ["provider", "prime_contract__provider", "prime_contract__area"]


@admin.register(SubcontractStatement)
class SubcontractStatementAdmin(Shown):
    list_display = ["subcontract", "source", "publisher", "tier", "involvement", "stated_on", "withdrawn_at"]
    list_filter = ["source"]
    search_fields = ["subcontract__provider__name", "publisher"]
    list_select_related = [
        "subcontract__provider",
        "subcontract__prime_contract__provider",
        "subcontract__prime_contract__area",
    ]
