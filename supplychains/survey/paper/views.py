"""What a caller prints and takes along, and what they key from it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from supplychains.access import needs
from supplychains.survey import actions
from supplychains.survey.models import Attempt, Case
from supplychains.survey.questions import OF_ORGANISATION, OF_POSITION
from supplychains.survey.sheet import sheet_of

from .keying import KeyedCall

SHOWN = 10


@needs("survey.make_calls")
@require_GET
@never_cache
def sheet(request, pk):
    """One organisation on one page to be printed: whom to call, what is believed, and room for what they say."""
    found = sheet_of(get_object_or_404(Case, pk=pk), user=request.user, at=timezone.now())
    context = {"sheet": found, "of_organisation": OF_ORGANISATION, "of_position": OF_POSITION}
    return render(request, "survey/sheet.html", context)


@needs("survey.make_calls")
@require_http_methods(["GET", "POST"])
@never_cache
def keying(request):
    """Calls that came to no interview, keyed from sheets one after the other: each with the day it was made on."""
    at = timezone.now()
    form = KeyedCall(request.POST if request.method == "POST" else None, at=at)
    if form.is_valid():
        try:
            attempt = actions.record_attempt(by=request.user, at=at, **form.said())
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Saved: {attempt.case.provider}, {attempt.outcome.label.lower()}.")
            return redirect("survey:keying")
    keyed = Attempt.objects.live().filter(caller=request.user).select_related("case__provider", "outcome")
    context = {"form": form, "at": at, "keyed": keyed.order_by("-entered_at", "-pk")[:SHOWN]}
    return render(request, "survey/keying.html", context)
