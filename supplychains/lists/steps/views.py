"""Steps of an import: where the list stands in its file, which column is what, and what its words mean.

Only for those who import: the samples they show are of the file as it came, with whatever contacts it holds.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from supplychains.access import needs
from supplychains.contracts.wording import count

from ..actions import NotApplied, ThrownAway, read_list_again
from ..models import ListFile, ProviderList
from ..reading.sheets import Unreadable
from .forms import ColumnsForm, SheetsForm
from .values_form import ValuesForm

METHODS = ["GET", "HEAD", "POST"]


@needs("lists.import_lists")
@require_http_methods(METHODS)
def sheets(request, public_id):
    """Which sheets are read, from which heading to which row, and what is filled in."""
    provider_list = _found(public_id)
    form = SheetsForm(request.POST or None, encoding=provider_list.encoding, **_begun(provider_list))
    return _saved(request, provider_list, form, "lists:columns") or _page(request, provider_list, form, "sheets")


@needs("lists.import_lists")
@require_http_methods(METHODS)
def columns(request, public_id):
    """Which column is what."""
    provider_list = _found(public_id)
    form = ColumnsForm(request.POST or None, **_begun(provider_list))
    return _saved(request, provider_list, form, "lists:values") or _page(request, provider_list, form, "columns")


@needs("lists.import_lists")
@require_http_methods(METHODS)
def values(request, public_id):
    """What each word of area, prime, tier and sector means."""
    provider_list = _found(public_id)
    form = ValuesForm(request.POST or None, provider_list=provider_list, **_begun(provider_list))
    return _saved(request, provider_list, form, "lists:checks") or _page(request, provider_list, form, "values")


def _found(public_id):
    lists = ProviderList.objects.select_related("publisher", "programme", "mapping__made_by")
    return get_object_or_404(lists, public_id=public_id)


def _begun(provider_list):
    """What a form starts from; the file itself stays where it is."""
    looks = ListFile.objects.filter(provider_list=provider_list).values_list("looks", flat=True).first()
    return {"looks": looks or {}, "told": provider_list.told()}


def _page(request, provider_list, form, step):
    context = {"list": provider_list, "form": form, "looks": form.looks, "here": step}
    context["rows"] = sum(sheet["rows"] for sheet in form.looks.get("sheets", []))
    context["says_why_below"] = step == "sheets" and any(sheet["problem"] for sheet in form.looks.get("sheets", []))
    context["is_settled"] = provider_list.state != ProviderList.State.STAGED
    return render(request, f"lists/{step}.html", context)


def _saved(request, provider_list, form, following):
    """Keep what was typed and go on to the step that follows; None where the page is to be shown."""
    if request.method != "POST":
        return None
    if provider_list.applying_since:
        return redirect(provider_list)  # which says so
    try:
        if not form.is_valid():
            return None
        seen = request.POST.get("seen", "")
        about = {"said": form.said, "seen": seen, "before_columns": isinstance(form, SheetsForm)}
        is_new = read_list_again(provider_list=provider_list, by=request.user, **about)
    except Unreadable as error:
        form.add_error(None, str(error))
        return None
    except NotApplied as error:
        messages.warning(request, str(error))
        return redirect("lists:index") if isinstance(error, ThrownAway) else redirect(request.path)
    messages.success(request, _words(provider_list) if is_new else "Nothing was changed.")
    if is_new and about["before_columns"] and form.is_to_be_seen_again:
        following = "lists:sheets"
        messages.warning(request, "See whether the first rows look right now.")
    return redirect(following, provider_list.public_id)


def _words(provider_list):
    if provider_list.unread:
        return "Saved. Next, say which column is what."
    return f"Saved. {count(provider_list.counts['rows'], 'row')} read; nothing has reached the map."
