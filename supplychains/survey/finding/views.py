"""Find an organisation, to call it or because it called us."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from supplychains.access import needs

from .search import found


@needs("survey.make_calls")
@require_GET
@never_cache
def find(request):
    """Organisations whose name or number somebody typed. With ?in, the way to a call of theirs."""
    text = request.GET.get("text", "").replace("\0", "").strip()[:120]
    providers, more = found(text, at=timezone.now()) if text else ([], False)
    context = {"text": text, "providers": providers, "more": more, "they_called": "in" in request.GET}
    return render(request, "survey/find.html", context)
