"""What is wrong or doubtful in a list: by code with its first rows, one code row by row, and the file with it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from supplychains.access import needs
from supplychains.contracts.paging import paged

from ..downloads import streamed
from ..models import ProviderList
from . import CODES
from .files import checked_csv, checked_xlsx
from .page import found_in, rows_by_id
from .tables import FoundTable

CONTACTS = "providers.view_contacts"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("lists.view_providerlist")
@require_safe
def checks(request, public_id):
    """Every code with its first findings; with `?code=` that code, row by row."""
    provider_list = _found(public_id)
    found, code = found_in(provider_list), request.GET.get("code", "")
    shown = {"provider_list": provider_list, "with_contacts": request.user.has_perm(CONTACTS)}
    context = {"list": provider_list, "here": "checks", "found": found, "groups": found.groups}
    if code in CODES:
        table = paged(request, FoundTable(found.occurrences(code), code=code, **shown))
        context |= {"code": code, "words": CODES[code][1], "table": table.load(provider_list)}
    else:
        context["wrong"] = f"There is no check “{code[:40]}”; these are all of them." if code else ""
        rows = rows_by_id(provider_list, (row for group in context["groups"] for _, row in group.first))
        context["groups"] = [
            group._replace(table=FoundTable(group.first, code=group.code, **shown).fill(rows))
            for group in context["groups"]
        ]
    return render(request, "lists/checks.html", context)


@needs("lists.view_providerlist")
@require_safe
def checks_csv(request, public_id):
    """The file with what was found beside each row."""
    provider_list = _found(public_id)
    lines = checked_csv(provider_list, with_contacts=request.user.has_perm(CONTACTS))
    return streamed(lines, f"list-{public_id}-checks.csv")


@needs("lists.view_providerlist")
@require_safe
def checks_xlsx(request, public_id):
    """The same as a spreadsheet."""
    provider_list, on = _found(public_id), timezone.localdate()
    may_see = request.user.has_perm(CONTACTS)
    content = checked_xlsx(provider_list, with_contacts=may_see, title=f"Checks of {provider_list}", on=on)
    headers = {"Content-Disposition": f'attachment; filename="list-{public_id}-checks.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _found(public_id):
    lists = ProviderList.objects.select_related("publisher", "programme")
    return get_object_or_404(lists, public_id=public_id)
