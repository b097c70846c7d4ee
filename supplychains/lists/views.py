"""Provider lists: publishers with their editions, upload, one edition before and after applying, its rows as csv."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from supplychains.access import needs
from supplychains.contracts.wording import count

from .actions import (
    NotApplied,
    Outdated,
    ThrownAway,
    apply_list,
    discard_list,
    renew_preview,
    roll_back_list,
    stage_list,
)
from .applying.changes import changes_csv
from .export import rows_csv
from .forms import RollBackForm, UploadForm
from .lanes import figures_of, lane_of, lanes_of
from .models import ProviderList, Publisher
from .reading.sheets import Unreadable
from .rolling_back import roll_back_plan
from .rolling_back.undone import named
from .tables import table_of
from .wording import PROBLEMS, sheets_read

CONTACTS = "providers.view_contacts"
PUBLISHERS = 20  # on a page


@needs("lists.view_providerlist")
@require_safe
def index(request):
    publishers = Paginator(Publisher.objects.with_lists(), PUBLISHERS).get_page(request.GET.get("page"))
    pages = publishers.paginator.get_elided_page_range(publishers.number)
    return render(request, "lists/index.html", {"publishers": publishers, "pages": pages})


@needs("lists.import_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """Describe a file and stage it. A file that was applied before leads to that edition, which says so."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.cleaned_data
        file = said.pop("file")
        try:
            provider_list = stage_list(
                content=file.read(),
                file_name=file.name,
                publisher_name=said.pop("publisher"),
                by=request.user,
                keep_unread=True,
                **said,
            )
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            _tell(request, provider_list)
            step = "lists:sheets" if provider_list.unread else "lists:edition"
            return redirect(step, provider_list.public_id)
    return render(request, "lists/upload.html", {"form": form})


def _tell(request, provider_list):
    if provider_list.unread:
        messages.warning(request, "The file is kept, and nothing of it read yet: say where the list stands in it.")
    elif provider_list.state == ProviderList.State.STAGED:
        messages.success(
            request, f"Staged. {count(provider_list.counts['rows'], 'row')} read; nothing has reached the map."
        )
    else:
        messages.warning(request, "This file was applied before, as the list below. Nothing was changed.")


@needs("lists.view_providerlist")
@require_safe
def edition(request, public_id):
    """One edition: what it would do, or what it did, and its rows by what became of them."""
    provider_list = _found(public_id)
    lane = lane_of(request.GET.get("lane"), provider_list.counts)
    table = table_of(provider_list, lane, request.user.has_perm(CONTACTS))
    RequestConfig(request, paginate={"per_page": 50, "silent": True}).configure(table)
    context = {
        "list": provider_list,
        "lane": lane,
        "lanes": lanes_of(provider_list.counts, lane),
        "figures": figures_of(provider_list.counts),
        "table": table,
        "problems": [(PROBLEMS[code], number) for code, number in provider_list.problems()],
        "sheets": sheets_read(provider_list.was_read()),
    }
    return render(request, "lists/edition.html", context)


@needs("lists.import_lists")
@require_POST
def apply(request, public_id):
    """Apply what the page showed. Where that no longer holds, the page shows what would happen now."""
    provider_list = _found(public_id)
    try:
        if apply_list(provider_list=provider_list, by=request.user, seen=request.POST.get("staged_at")):
            messages.success(request, "Applied. The map now holds what this list says.")
        else:
            messages.warning(request, "This list was applied before. Nothing was changed.")
    except Outdated as error:
        renew_preview(provider_list=provider_list, by=request.user)
        messages.warning(request, str(error))
    except NotApplied as error:
        messages.error(request, str(error))
        return _back(provider_list, error)
    return redirect(provider_list)


@needs("lists.import_lists")
@require_POST
def discard(request, public_id):
    """Throw away a list that was staged by mistake."""
    provider_list = _found(public_id)
    try:
        discard_list(provider_list=provider_list)
    except NotApplied as error:
        messages.error(request, str(error))
        return _back(provider_list, error)
    messages.success(request, f"{provider_list.file_name} is thrown away. Nothing of it had reached the map.")
    return redirect("lists:index")


@needs("lists.import_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def roll_back(request, public_id):
    """What rolling a list back would do, and with the reason why, doing it. Where it cannot be, the page says so."""
    provider_list = _found(public_id)
    form = RollBackForm(request.POST or None)
    if form.is_valid():
        try:
            roll_back_list(provider_list=provider_list, by=request.user, **form.cleaned_data)
            messages.success(request, "Rolled back. What the list said is withdrawn.")
            return redirect(provider_list)
        except NotApplied as error:
            form.add_error(None, str(error))
    plan = roll_back_plan(provider_list)
    context = {"list": provider_list, "plan": plan, "form": form, "kept": named(plan.foremost())}
    return render(request, "lists/roll_back.html", context)


@needs("lists.view_providerlist")
@require_safe
def changes(request, public_id):
    """What a list changed on the map, position by position, as csv. A staged list has changed nothing."""
    provider_list = _found(public_id)
    if provider_list.state == ProviderList.State.STAGED:
        messages.warning(request, "The list is not applied, so it has changed nothing.")
        return redirect(provider_list)
    return _csv(changes_csv(provider_list), f"list-{provider_list.public_id}-changes.csv")


@needs("lists.view_providerlist")
@require_safe
def rows(request, public_id):
    """Every row of the list with what became of it, as csv."""
    provider_list = _found(public_id)
    with_contacts = request.user.has_perm(CONTACTS)
    text = rows_csv(provider_list.was_read(), provider_list.rows.all(), with_contacts=with_contacts)
    return _csv(text, f"list-{provider_list.public_id}-rows.csv")


def _csv(text, name):
    return HttpResponse(
        text.encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _back(provider_list, error):
    """To the page of a list, or to the others where it has none any more."""
    return redirect("lists:index") if isinstance(error, ThrownAway) else redirect(provider_list)


def _found(public_id):
    people = ("staged_by", "applied_by", "rolled_back_by", "mapping__made_by")
    lists = ProviderList.objects.select_related("publisher", "programme", *people)
    return get_object_or_404(lists, public_id=public_id)
