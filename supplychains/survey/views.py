"""The caller's pages: today, the next call, one call."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from supplychains.access import needs
from supplychains.contracts.wording import count, day

from . import actions, queue
from .controls import unsaid_in
from .forms import IN, PAPER, CallForm, DialledForm
from .found import words_of
from .models import Attempt, Case
from .questions import QUESTIONS
from .sheet import MINE, sheet_of
from .today import clash, today_of
from .told import about
from .when import window, words
from .wording import clock, what_happens


@needs("survey.make_calls")
@require_GET
def today(request):
    """What waits for this caller, and what they did today."""
    at = timezone.now()
    actions.catch_up(at=at)
    return render(request, "survey/today.html", {"today": today_of(request.user, at=at, whole="all" in request.GET)})


@needs("survey.make_calls")
@require_POST
def next_call(request):
    """To the one case that is next, held for this caller; where there is none, back to why and when."""
    at = timezone.now()
    actions.catch_up_seldom(at=at)
    case = queue.claim_next(by=request.user, at=at)
    if case is None:
        messages.warning(request, "No call is ready.")
        return redirect("survey:today")
    return redirect(case)


@needs("survey.make_calls")
@require_http_methods(["GET", "POST"])
@never_cache
def call(request, pk):
    """One call: what is known of the organisation, and the form that records what they say. A script is told the same
    as JSON: {"then": address of the next page}, or {"errors": {...}}."""
    case, at = get_object_or_404(Case, pk=pk), timezone.now()
    way = next((each for each in (IN, PAPER) if each in request.GET or request.POST.get("way") == each), "")
    sheet = sheet_of(case, user=request.user, at=at, they_called=way == IN)
    form = CallForm(request.POST if request.method == "POST" else None, sheet=sheet, way=way)
    if not form.is_valid():
        return _wrong(request, sheet, form)
    try:
        attempt = actions.record_attempt(case=case, by=request.user, at=at, **form.said())
    except ValueError as error:
        form.add_error(None, str(error))
        return _wrong(request, sheet, form)
    _tell(request, attempt, at, form)
    then = _after(request, form)
    return JsonResponse({"then": then.url}) if _is_script(request) else then


def _after(request, form):
    """Where a saved call leads to: the next one, of paper the next to be keyed, or the day."""
    if request.POST.get("then") != "next":
        return redirect("survey:today")
    return redirect("survey:keying") if form.cleaned_data["way"] == PAPER else next_call(request)


@needs("survey.make_calls")
@require_http_methods(["GET", "POST"])
def extend(request, pk):
    """Hold the case for the whole time again, or take it if nobody has it; with "instead", in place of the one that is
    held, which is put back. What was typed so far stays on the page."""
    case, at = get_object_or_404(Case, pk=pk), timezone.now()
    if request.method == "GET":
        return redirect(case)
    if request.POST.get("instead") and not _put_other_back(request, case, at):
        return redirect(case)
    typed_by = request.POST.get("caller") or str(request.user.pk)  # a window may outlive its user's log-in
    held = typed_by == str(request.user.pk) and queue.extend_lease(case=case, by=request.user, at=at)
    if _is_script(request):
        case.refresh_from_db()
        until = case.lease_until.timestamp() if held and case.lease_until else None
        holder = str(case.holder) if case.holder and not held and case.holder != request.user else ""
        return JsonResponse({"held": held, "until": until, "holder": holder})
    if not held and not _other(request.user, case, at):
        messages.warning(request, "You do not hold this one.")
    return _again(request, case, at)


def _other(user, case, at):
    """Another case the caller holds, or None."""
    other = queue.held_by(user, at=at)
    return other if other and other.pk != case.pk else None


def _put_other_back(request, case, at):
    """Whether the caller holds no other case any more. What they put it back for is its reason, and no pause."""
    other = _other(request.user, case, at)
    if other is None:
        return True
    try:
        actions.skip_case(case=other, by=request.user, at=at, reason=f"Took {case.provider} instead")
    except ValueError as error:
        messages.error(request, f"{other.provider}: {error}")
        return False
    actions.resume(by=request.user, at=at)
    messages.success(request, f"{other.provider} is put back for {other.round.rules.skip_minutes} minutes.")
    return True


@needs("survey.make_calls")
@require_http_methods(["GET", "POST"])
def skip(request, pk):
    """Put the case back without a call. This pauses: the next one is asked for on purpose."""
    case, at = get_object_or_404(Case.objects.select_related("provider", "round"), pk=pk), timezone.now()
    if request.method == "GET":
        return redirect(case)
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
    """Take a call back, with a reason: one's own for ten minutes, any of them as a supervisor. Back to where it was
    asked: the day, with "today", or the page of the call."""
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
@require_POST
def dialled(request, pk):
    """A call of a held case is begun: should nobody record what it came to, it is asked for. {"open": whether so}."""
    case, at = get_object_or_404(Case, pk=pk), timezone.now()
    said = DialledForm(request.POST, case=case)
    if not said.is_valid():
        return JsonResponse({"errors": said.errors}, status=422)
    opened = actions.open_call(case=case, by=request.user, at=at, **said.cleaned_data)
    return JsonResponse({"open": opened is not None})


@needs("survey.make_calls")
@require_POST
def pause(request):
    """Take no call for a while; what is held stays held. Asking for the next call ends it."""
    actions.pause(by=request.user, at=timezone.now(), reason=request.POST.get("reason", ""))
    return redirect("survey:today")


@needs("survey.make_calls")
@require_GET
def when(request):
    """What a day and a time mean that somebody typed: {"words": "Thursday 12 March 2026, 10:30 to 11:00"}, with
    "clash" where they promised another call then; of a ?case in its calling hours. With ?about, when something changed:
    {"words": "June 2026, from 1 June 2026 on"}."""
    now, case = timezone.localtime(), _case_asked(request)
    if "about" in request.GET:
        return JsonResponse(_about_when(request.GET["about"][:40], now.date()))
    try:
        found = window(request.GET.get("text", "")[:80], now=now)
        if case:
            found = case.round.rules.calendar.agreed(found)
    except ValueError as error:
        return JsonResponse({"error": str(error)})
    return JsonResponse({"words": words(found), "clash": clash(found, by=request.user, case=case)})


def _about_when(text, today):
    if unsaid_in(text):
        return {}
    try:
        first, named = about(text, today)
    except ValueError as error:
        return {"error": str(error)}
    return {"words": f"{named[:1].upper()}{named[1:]}, from {day(first)} on"}


def _case_asked(request):
    pk = request.GET.get("case", "")
    return get_object_or_404(Case.objects.select_related("round"), pk=pk) if pk.isdecimal() else None


def _page(request, sheet, form):
    """The call page. Its form is there for whoever holds the case, for whoever has typed in it already, and for calls
    that need no holding: they called us, or it was made from a printed sheet."""
    shows_form = sheet.holding == MINE or request.method == "POST" or bool({"kept", IN, PAPER} & set(request.GET))
    way = form["way"].value() if shows_form else ""
    other = None if shows_form else _other(request.user, sheet.case, sheet.at)
    shown = {"sheet": sheet, "form": form, "shows_form": shows_form, "questions": QUESTIONS, "way": way}
    return render(request, "survey/call.html", {**shown, "other": other})


def _wrong(request, sheet, form):
    """The page of a form that cannot be taken as it is, or has not been sent yet."""
    if request.method == "POST" and _is_script(request):
        return JsonResponse({"errors": form.errors})
    return _page(request, sheet, form)


def _is_script(request):
    return request.headers.get("Accept") == "application/json"


def _again(request, case, at):
    """The call page with everything as it was typed, not yet judged."""
    if "today" in request.POST:
        return redirect("survey:today")
    if "client_id" not in request.POST:
        return redirect(case)
    sheet = sheet_of(case, user=request.user, at=at)
    return _page(request, sheet, CallForm(sheet=sheet, typed=request.POST))


def _tell(request, attempt: Attempt, at, form):
    """Say what was saved and what happens next."""
    case, now = attempt.case, timezone.localtime(at)
    if attempt.voided_at:
        messages.warning(request, "This call was taken back. To record it anew, open the organisation again.")
        return
    if attempt.entered_at != at:
        _tell_sent(request, attempt, form.cleaned_data)
        return
    case.refresh_from_db()
    follows = what_happens(case, next_at=case.next_at and timezone.localtime(case.next_at), now=now)
    late = f" It is marked late: {_why_late(case, at, form.cleaned_data['way'])}." if attempt.late else ""
    told = " ".join(filter(None, [follows, words_of(attempt)]))
    messages.success(request, f"Saved: {case.provider}, {attempt.outcome.label.lower()}. {told}{late}")


def _tell_sent(request, attempt, said):
    """The same call came twice: its answer got lost on the way, or another window was quicker."""
    saved = f"{attempt.case.provider}, {attempt.outcome.label.lower()}: it was sent and saved at"
    saved += f" {clock(timezone.localtime(attempt.entered_at))}."
    if (attempt.outcome, attempt.note) == (said["outcome"], said["note"]):
        messages.success(request, saved)
    else:
        messages.warning(request, f"{saved} What was typed since was not added to it.")


def _why_late(case, at, way):
    if not case.round.is_open_on(timezone.localdate(at)):
        return "the round is closed"
    is_taken = case.holder_id is not None and case.lease_until > at
    if is_taken:
        return "somebody else had the case by then"
    return "another caller called since" if way == PAPER else "the case was not held for you any more"
