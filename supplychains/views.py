"""The pages above all subjects: where things stand, and whether the service stands at all."""

from django.db import connection
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone

from supplychains.graphs.programmes.summaries import programmes_summary

from .access import needs, public, signed_in
from .overview import changes, figures, headline, standing, waiting


@needs("providers.view_map")
def home(request):
    """Where things stand, what waits for this person, and what changed last."""
    counts = standing()
    context = {
        "headline": headline(counts),
        "figures": figures(counts),
        "waiting": waiting(request.user, counts, at=timezone.now()),
        "changes": changes(request.user),
        "programmes": programmes_summary(),
    }
    return render(request, "home.html", context)


@signed_in
def account(request):
    """Who you are here, and the doors to your password, your second step and the way out."""
    return render(request, "account.html", {"roles": request.user.groups.order_by("name")})


@public
def health(request):
    """{"status": "well"} if the database answers. Says nothing else to anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "well"})
