"""Lists for administrators. A list is what a file said, so it is shown here and changed only by importing."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from providers.admin import Shown

from .models import ListRow, ProviderList, Publisher
from .versions import Mapping


@admin.register(Publisher)
class PublisherAdmin(SimpleHistoryAdmin):
    list_display = ["name", "website"]
    search_fields = ["name"]


@admin.register(ProviderList)
class ProviderListAdmin(Shown):
    list_display = ["publisher", "published_on", "programme", "state", "staged_at", "applied_at", "public_id"]
    list_filter = ["state", "programme"]
    search_fields = ["publisher__name", "title", "file_name", "public_id", "checksum"]
    list_select_related = ["publisher", "programme"]


@admin.register(Mapping)
class MappingAdmin(Shown):
    list_display = ["publisher", "number", "made_by", "made_at"]
    search_fields = ["publisher__name"]
    list_select_related = ["publisher", "made_by"]


@admin.register(ListRow)
class ListRowAdmin(Shown):
    list_display = ["provider_list", "sheet", "number", "resolution", "problem", "provider"]
    list_filter = ["resolution", "problem"]
    search_fields = ["provider_list__public_id", "provider__name"]
    list_select_related = ["provider_list__publisher", "provider"]
