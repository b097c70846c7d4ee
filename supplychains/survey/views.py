"""The caller's pages: today, the next call, one call."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from supplychains.access import needs
from supplychains.contracts.wording import count

from . import actions, queue
from .forms import CallForm
from .models import Attempt, Case
from .questions import QUESTIONS
from .sheet import MINE, sheet_of
from .today import today_of
from .when import window, words
from .wording import clock, what_happens


@needs("survey.make_calls")
@require_GET
def today(request):
    """What waits for this caller, and what they did today."""
    at = timezone.now()
    actions.catch_up(at=at)
    return render(request, "survey/today.html", {"today": today_of(request.user, at=at)})


@needs("survey.make_calls")
@require_POST
def next_call(request):
    """To the one case that is next, held for this caller; where there is none, back to why and when."""
    at = timezone.now()
    actions.catch_up(at=at)
    case = queue.claim_next(by=request.user, at=at)
    if case is None:
        messages.warning(request, "No call is ready.")
        return redirect("survey:today")
    return redirect(case)


@needs("survey.make_calls")
@require_http_methods(["GET", "POST"])
def call(request, pk):
    """One call: what is known of the organisation, and the form that records what they say."""
    case, at = get_object_or_404(Case, pk=pk), timezone.now()
    sheet = sheet_of(case, user=request.user, at=at)
    form = CallForm(request.POST if request.method == "POST" else None, sheet=sheet)
    if not form.is_valid():
        return _page(request, sheet, form)
    try:
        attempt = actions.record_attempt(case=case, by=request.user, at=at, **form.said())
    except ValueError as error:
        form.add_error(None, str(error))
        return _page(request, sheet, form)
    _tell(request, attempt, at)
    return next_call(request) if request.POST.get("then") == "next" else redirect("survey:today")


@needs("survey.make_calls")
@require_POST
def extend(request, pk):
    """Hold the case for the whole time again, or take it if nobody has it. What was typed so far stays on the page."""
    case, at = get_object_or_404(Case, pk=pk), timezone.now()
    held = queue.extend_lease(case=case, by=request.user, at=at)
    if request.headers.get("Accept") == "application/json":
        case.refresh_from_db()
        until = case.lease_until.timestamp() if held and case.lease_until else None
        return JsonResponse({"held": held, "until": until})
    if not held:
        messages.warning(request, "You do not hold this one.")
    return _again(request, case, at)


@needs("survey.make_calls")
@require_POST
def skip(request, pk):
    """Put the case back without a call. This pauses: the next one is asked for on purpose."""
    case, at = get_object_or_404(Case.objects.select_related("provider", "round"), pk=pk), timezone.now()
    try:
        skipped = actions.skip_case(case=case, by=request.user, at=at, reason=request.POST.get("reason", ""))
    except ValueError as error:
        messages.error(request, str(error))
        return _again(request, case, at)
    if skipped:
        messages.success(request, f"{case.provider} is put back for {case.round.rules.skip_minutes} minutes.")
    else:
        messages.warning(request, f"{case.provider} was not with you any more. Nothing was changed.")
    return redirect("survey:today")


@needs("survey.make_calls")
@require_POST
def void(request, pk):
    """Take a call back, with a reason: one's own for ten minutes, any of them as a supervisor."""
    attempt, at = get_object_or_404(Attempt.objects.select_related("case__provider", "outcome"), pk=pk), timezone.now()
    if attempt.caller != request.user and not request.user.has_perm("survey.supervise"):
        raise PermissionDenied
    what = f"{attempt.case.provider}, {attempt.outcome.label.lower()}"
    if not attempt.may_be_voided_by(request.user, at):
        taken_back = "It was taken back already." if attempt.voided_at else "Ten minutes have passed."
        messages.warning(request, f"{what}: nothing was changed. {taken_back}")
        return _again(request, attempt.case, at)
    reason = request.POST.get(f"reason-{pk}", "")
    try:
        withdrawn = actions.void_attempt(attempt=attempt, by=request.user, at=at, reason=reason)
    except ValueError as error:
        messages.error(request, str(error))
    else:
        off_the_map = f" {count(withdrawn, 'statement')} withdrawn." if withdrawn else ""
        messages.success(request, f"Taken back: {what}.{off_the_map}")
    return _again(request, attempt.case, at)


@needs("survey.make_calls")
@require_GET
def when(request):
    """What a day and a time mean that somebody typed: {"words": "Thursday 12 March 2026, 10:30 to 11:00"}."""
    try:
        found = window(request.GET.get("text", "")[:80], now=timezone.localtime())
    except ValueError as error:
        return JsonResponse({"error": str(error)})
    return JsonResponse({"words": words(found)})


def _page(request, sheet, form):
    """The call page. Its form is there for whoever holds the case, and for whoever has typed in it already."""
    shows_form = sheet.holding == MINE or request.method == "POST"
    context = {"sheet": sheet, "form": form, "shows_form": shows_form, "questions": QUESTIONS}
    return render(request, "survey/call.html", context)


def _again(request, case, at):
    """The call page with everything as it was typed, not yet judged."""
    if "client_id" not in request.POST:
        return redirect(case)
    sheet = sheet_of(case, user=request.user, at=at)
    return _page(request, sheet, CallForm(sheet=sheet, typed=request.POST))


def _tell(request, attempt: Attempt, at):
    """Say what was saved and what happens next."""
    case, now = attempt.case, timezone.localtime(at)
    if attempt.voided_at:
        messages.warning(request, "This call was taken back. To record it anew, open the organisation again.")
        return
    if attempt.entered_at != at:
        saved = clock(timezone.localtime(attempt.entered_at))
        messages.warning(request, f"This call was saved already at {saved}. Nothing was added to it.")
        return
    case.refresh_from_db()
    follows = what_happens(case, next_at=case.next_at and timezone.localtime(case.next_at), now=now)
    late = f" It is marked late: {_why_late(case, at)}." if attempt.late else ""
    messages.success(request, f"Saved: {case.provider}, {attempt.outcome.label.lower()}. {follows}{late}")


def _why_late(case, at):
    is_open = case.round.is_open_on(timezone.localdate(at))
    return "somebody else had the case by then" if is_open else "the round is closed"
