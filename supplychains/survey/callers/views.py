"""The report of callers, for supervisors."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from supplychains.access import needs
from supplychains.survey.models import Round

from .records import report_of
from .report import FEW, KINDS


@needs("survey.supervise")
@require_safe
@never_cache
def callers(request, round):
    """What each caller of a round came to, with the mix of their cases beside it."""
    found = get_object_or_404(Round.objects.select_related("programme"), pk=round)
    by_caller, together = report_of(found, at=timezone.now())
    rows = [*by_caller, together] if len(by_caller) > 1 else by_caller
    context = {"round": found, "rows": rows, "together": together, "kinds": KINDS.values(), "few": FEW}
    return render(request, "survey/board/callers.html", context)
