"""Pages of supervisors: open a round, change it, close it, and plan the next one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from supplychains.access import needs
from supplychains.contracts.models import Programme
from supplychains.contracts.wording import count, day
from supplychains.survey import actions
from supplychains.survey.models import Round
from supplychains.survey.questions import SCRIPT_VERSION

from .changing import change_round
from .forms import ChangeForm, OpeningForm
from .past import past_of
from .planned import PlanForm
from .planning import KINDS, THIN
from .planning import plan as planned
from .preview import WHY, preview_of


@needs("survey.supervise")
@require_http_methods(["GET", "POST"])
def new(request):
    """Open a round: its scope, its days, its settings; first what it would ask and why, then the round itself."""
    programmes = list(Programme.objects.order_by("name"))
    wanted = request.POST.get("programme") or request.GET.get("programme", "")
    programme = next((each for each in programmes if each.slug == wanted or len(programmes) == 1), None)
    context: dict = {"programmes": programmes, "programme": programme, "script": SCRIPT_VERSION}
    if programme is None:
        return render(request, "survey/rounds/new.html", context)
    form = OpeningForm(request.POST or None, programme=programme, today=timezone.localdate())
    context |= {"form": form, "reasons": WHY.values()}
    if form.is_valid():
        if request.POST.get("then") == "open":
            return _opened(request, programme, form)
        context["preview"] = preview_of(programme=programme, **form.said())
    return render(request, "survey/rounds/new.html", context)


def _opened(request, programme, form):
    opened = actions.open_round(programme=programme, by=request.user, **form.said())
    asked = count(opened.cases.count(), "organisation")
    messages.success(request, f"Round {opened.number} of {programme} is there: {asked} to call.")
    return redirect("survey:settings", opened.pk)


@needs("survey.supervise")
@require_http_methods(["GET", "POST"])
def settings(request, round):
    """A round with its settings: change them, its scope and its last day, or close it."""
    found = get_object_or_404(Round.objects.select_related("programme"), pk=round)
    today = timezone.localdate()
    if request.POST.get("then") == "close":
        return _closed(request, found, today)
    form = ChangeForm(request.POST or None, round=found)
    if form.is_valid():
        new_ones = change_round(round=found, by=request.user, at=timezone.now(), **form.said())
        messages.success(request, f"Changed. {count(new_ones, 'position')} came into the round.")
        return redirect("survey:settings", found.pk)
    context = {
        "round": found,
        "form": form,
        "is_open": found.is_open_on(today),
        "cases": found.cases.count(),
        "done": found.cases.filter(is_final=True).count(),
    }
    return render(request, "survey/rounds/settings.html", context)


def _closed(request, round, today):
    try:
        actions.close_round(round=round, on=today, by=request.user)
    except ValueError as error:
        messages.error(request, str(error))
    else:
        late = "What callers still send is kept and marked late."
        messages.success(request, f"Round {round.number} closes with {day(today)}. {late}")
    return redirect("survey:settings", round.pk)


@needs("survey.supervise")
@require_safe
def plan(request, round):
    """Calls and hours a next round takes, from what past calls of the programme came to."""
    found = get_object_or_404(Round.objects.select_related("programme"), pk=round)
    form = PlanForm(request.GET or None, round=found, today=timezone.localdate())
    said = form.said()
    past, next_round = past_of(found.programme.rounds.all()), preview_of(**form.scope(said))
    number = next_round.callable if said["organisations"] is None else said["organisations"]
    made = planned(number, past, limit=said["limit"], between=said["between"])
    context = {
        "round": found,
        "form": form,
        "said": said,
        "next": next_round,
        "past": past,
        "kinds": [(words, past.whole.kinds.get(kind, 0)) for kind, words in KINDS.items()],
        "plan": made,
        "minutes": [(KINDS[kind], *each) for kind, each in made.minutes.items()],
        "thin": THIN,
    }
    return render(request, "survey/rounds/plan.html", context)
