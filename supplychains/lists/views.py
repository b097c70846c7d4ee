"""Provider lists: publishers with their editions, upload, one edition before and after applying, its rows as csv."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supplychains.access import needs
from supplychains.contracts.paging import paged
from supplychains.contracts.wording import count

from .actions import (
    BeingApplied,
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
from .comparing.rows import before
from .copies import copies_of, said_before
from .downloads import streamed
from .export import rows_csv
from .forms import RollBackForm, UploadForm
from .lanes import figures_of, lane_of, lanes_of
from .models import ProviderList, Publisher
from .reading.sheets import Unreadable
from .rolling_back import roll_back_plan
from .rolling_back.undone import named
from .tables import table_of
from .under_way.progress import look
from .under_way.queueing import apply_later, is_long
from .what_changes.keeping import left_to_others
from .wording import PROBLEMS, sheets_read

CONTACTS = "providers.view_contacts"
PUBLISHERS = 20  # on a page
LONGEST_SOUGHT = 100  # characters


@needs("lists.view_providerlist")
@require_safe
def index(request):
    """Publishers with their editions, all or those that are looked for."""
    sought = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_SOUGHT]
    found = Publisher.objects.with_lists()
    publishers = Paginator(found.sought(sought) if sought else found, PUBLISHERS).get_page(request.GET.get("page"))
    pages = publishers.paginator.get_elided_page_range(publishers.number)
    context = {"publishers": publishers, "pages": pages, "sought": sought}
    return render(request, "lists/index.html", context | {"is_long": sought or publishers.has_other_pages()})


@needs("lists.import_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """Describe a file or a pasted table and stage it. One that was applied before leads to that edition, which says
    so."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.about()
        copies = copies_of(said["content"])
        try:
            provider_list = stage_list(by=request.user, keep_unread=True, **said)
        except Unreadable as error:
            form.add_error(form.source, str(error))
        else:
            if not provider_list.applying_since:  # its page says so itself, and the database may be busy with it
                _tell(request, provider_list, copies)
            step = "lists:sheets" if provider_list.unread else "lists:edition"
            return redirect(step, provider_list.public_id)
    return render(request, "lists/upload.html", {"form": form})


def _tell(request, provider_list, copies):
    """One notice: what became of the file, then what is known of it from before."""
    before, level = said_before(provider_list, copies), messages.WARNING
    if provider_list.unread:
        said = "The file is kept, and nothing of it read yet: say where the list stands in it."
    elif provider_list.state == ProviderList.State.STAGED:
        said = f"Staged. {count(provider_list.counts['rows'], 'row')} read; nothing has reached the map."
        level = messages.WARNING if before else messages.SUCCESS
    else:
        said = "This file was applied before, as the list below. Nothing was changed."
    messages.add_message(request, level, format_html("{} {}", said, before) if before else said)


@needs("lists.view_providerlist")
@require_safe
def edition(request, public_id):
    """One edition: what it would do, or what it did, and its rows by what became of them."""
    provider_list = _found(public_id)
    lane = lane_of(request.GET.get("lane"), provider_list.counts)
    table = paged(request, table_of(provider_list, lane, request.user.has_perm(CONTACTS)))
    context = {
        "list": provider_list,
        "standing": look(provider_list),
        "lane": lane,
        "lanes": lanes_of(provider_list.counts, lane, is_gone=provider_list.state == ProviderList.State.ROLLED_BACK),
        "earlier": before(provider_list) if provider_list.state == ProviderList.State.APPLIED else None,
        "elsewhere": left_to_others(provider_list),
        "figures": figures_of(provider_list.counts),
        "table": table,
        "problems": [(PROBLEMS[code], number) for code, number in provider_list.problems()],
        "sheets": sheets_read(provider_list.was_read()),
    }
    return render(request, "lists/edition.html", context)


@needs("lists.import_lists")
@require_POST
def apply(request, public_id):
    """Apply what the page showed, a long list in its turn. Where that no longer holds, the page shows what would happen
    now."""
    provider_list = _found(public_id)
    said = {"provider_list": provider_list, "by": request.user, "seen": request.POST.get("staged_at")}
    try:
        if is_long(provider_list) and apply_later(**said):
            pass  # the page says how far it is
        elif apply_list(**said):
            messages.success(request, "Applied. The map now holds what this list says.")
        else:
            messages.warning(request, "This list was applied before. Nothing was changed.")
    except BeingApplied:
        pass  # so the page says, and by whom
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
    if provider_list.applying_since:
        return redirect(provider_list)  # which says so
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
    return streamed(changes_csv(provider_list), f"list-{provider_list.public_id}-changes.csv")


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
    people = ("staged_by", "applying_by", "applied_by", "rolled_back_by", "mapping__made_by")
    lists = ProviderList.objects.select_related("publisher", "programme", *people)
    return get_object_or_404(lists, public_id=public_id)
