"""The back-checks of a round: draw them, see how they stand and how far two callers heard the same."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from supplychains.access import needs
from supplychains.contracts.paging import paged
from supplychains.contracts.wording import count
from supplychains.survey.models import BackCheck, Round

from .comparing import compared, whole
from .drawing import call_off, draw_checks, interviews
from .records import checks_of
from .tables import CheckTable


class DrawForm(forms.Form):
    """How many interviews, and by which seed."""

    share = forms.IntegerField(min_value=1, max_value=100, label="Share of each caller’s interviews, per cent")
    seed = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, label="Seed", help_text="Any number. The same one draws the same interviews."
    )


@needs("survey.supervise")
@require_http_methods(["GET", "POST"])
@never_cache
def checks(request, round):
    """What was drawn and what came of it; drawing more, and calling one off."""
    found, at = get_object_or_404(Round.objects.select_related("programme"), pk=round), timezone.now()
    today = timezone.localdate(at)
    initial = {"share": found.rules.back_checks or 10, "seed": f"{today:%Y%m%d}"}
    form = DrawForm(request.POST if "share" in request.POST else None, initial=initial)
    if request.method == "POST" and (_called_off(request, found, at) or _drawn(request, found, form, at)):
        return redirect("survey:checks", found.pk)
    checked = checks_of(found, at=at)
    pairs = [pair for each in checked for pair in each.pairs]
    context = {
        "round": found,
        "is_open": found.is_open_on(today),
        "form": form,
        "left": len(interviews(found)),
        "checked": checked,
        "asked": sum(bool(each.second) for each in checked),
        "table": paged(request, CheckTable(checked)),
        "questions": compared(pairs),
        "whole": whole(pairs),
    }
    return render(request, "survey/checking/checks.html", context)


def _called_off(request, round, at):
    """Whether one was called off."""
    pk = request.POST.get("call_off", "")
    if not pk.isdecimal():
        return False
    check = get_object_or_404(BackCheck.objects.select_related("case__provider"), pk=pk, case__round=round)
    call_off(check=check, by=request.user, at=at)
    messages.success(request, f"{check.case.provider} is not asked again.")
    return True


def _drawn(request, round, form, at):
    """Whether some could be drawn; how many is said."""
    if not form.is_valid():
        return False
    drawn = draw_checks(round=round, by=request.user, at=at, **form.cleaned_data)
    if drawn:
        messages.success(request, f"{count(len(drawn), 'interview')} drawn. Other callers are given them.")
    else:
        messages.warning(request, "None drawn: that share of each caller’s interviews is drawn already.")
    return True
