"""The board of supervisors, and the page on which they decide about one case."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from supplychains.access import needs
from supplychains.contracts.paging import paged
from supplychains.survey import actions
from supplychains.survey.models import Case

from .decisions import DECISIONS, offered
from .dossier import dossier_of
from .ruling import disputes_of, with_disputes
from .rulings import RulingForm
from .sections import SECTIONS, rounds_of, tables_of


@needs("survey.supervise")
@require_safe
@never_cache
def board(request):
    """Who holds what, and everything that waits for a decision, of the open rounds or of one."""
    at = timezone.now()
    actions.catch_up(at=at)
    rounds, everything, chosen = rounds_of(request.GET.get("round", ""), at=at)
    found = tables_of(rounds, at=at, narrowed=str(chosen.pk) if chosen else "")
    sections = [(section, paged(request, table)) for section, table in found]
    context = {"rounds": rounds, "everything": everything, "round": chosen, "sections": sections, "at": at}
    return render(request, "survey/board/board.html", context)


@needs("survey.supervise")
@require_http_methods(["GET", "POST"])
@never_cache
def decide(request, pk):
    """One case: where it stands, what happened, and what can be decided about it."""
    cases = Case.objects.select_related("provider", "round__programme", "holder", "preferred_caller")
    case, at = get_object_or_404(cases, pk=pk), timezone.now()
    forms = offered(case, at=at)
    if request.method == "POST":
        form = _decided(request, case, at)
        if _is_done(request, form):
            return _back(request, case)
        if request.POST.get("back") or form.key not in [each.key for each in forms]:
            messages.error(request, _wrong(form))
            return _back(request, case)
        forms = [form if each.key == form.key else each for each in forms]
    return render(request, "survey/board/case.html", dossier_of(case, forms, at=at))


def _decided(request, case, at):
    kind = DECISIONS.get(request.POST.get("decision", ""))
    if kind is None:
        raise Http404
    return kind(request.POST, case=case, at=at)


def _is_done(request, form):
    """Whether a decision could be carried out; what was done is said."""
    if not form.is_valid():
        return False
    try:
        messages.success(request, form.carry_out(request.user))
    except ValueError as error:
        form.add_error(None, str(error))
        return False
    return True


def _wrong(form):
    return f"{form.case.provider}: {' '.join(text for errors in form.errors.values() for text in errors)}"


def _back(request, case):
    """To where it was decided: a section of the board, or the page of the case."""
    section = request.POST.get("back", "")
    if section not in {each.key for each in SECTIONS}:
        return redirect("survey:decide", case.pk)
    narrowed = request.POST.get("round", "")
    query = f"?{urlencode({'round': narrowed})}" if narrowed.isdecimal() else ""
    return redirect(f"{reverse('survey:board')}{query}#{section}")


@needs("survey.supervise")
@require_http_methods(["GET", "POST"])
@never_cache
def disputes(request, pk):
    """The facts on which sources differ about one organisation, with what each says, and ruling on them."""
    case, at = get_object_or_404(with_disputes(Case.objects.all()), pk=pk), timezone.now()
    forms = [RulingForm(request.POST or None, case=case, dispute=each, at=at) for each in disputes_of(case)]
    form = next((each for each in forms if each.is_sent), None)
    if form and _is_done(request, form):
        return redirect("survey:disputes", case.pk)
    return render(request, "survey/board/disputes.html", {"case": case, "forms": forms})
