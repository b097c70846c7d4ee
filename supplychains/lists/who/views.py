"""Who is this? The organisations of a list that a person decides on, one question at a time."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from providers.models import MatchDecision
from providers.vocabulary import Verdict
from supplychains.access import needs
from supplychains.contracts.wording import count

from ..actions import NotApplied, renew_preview
from ..models import ProviderList
from ..placing.identifying import Lane, Role
from .answers import AnswerForm
from .contesting import open_settled
from .deciding import NotDecided, decide, withdraw_decision
from .later import bring_in_decided, ready
from .page import after, asking, decisions_on, lanes, neighbours, progress, question_at, rows_in

CONTACTS = "providers.view_contacts"
ON_A_PAGE = 50
PAGES = ("checks", "what-changes")  # where a preview is worked out again, besides the page of the list


@needs("lists.view_providerlist")
@require_safe
def who(request, public_id):
    """The lanes of a list, and in the middle one the question of the address, or the next."""
    provider_list = _found(public_id)
    lane = Lane(request.GET["lane"]) if request.GET.get("lane") in list(Lane) else Lane.DECIDE
    context = {"list": provider_list, "lanes": lanes(provider_list, lane), "lane": lane, "here": "who"}
    context["progress"] = progress(provider_list)
    if lane is not Lane.DECIDE:
        context["rows"] = _page(rows_in(provider_list, lane), request)
        is_open = lane is Lane.SETTLED and provider_list.state == ProviderList.State.STAGED
        context["contests"] = is_open and request.user.has_perm("lists.import_lists")
        return render(request, "lists/who.html", context)
    question = question_at(provider_list, request.GET.get("at"))
    if question and question.lines.exists():
        question.provider_list = provider_list
        context |= neighbours(question)
        contests = request.GET.get("contest") == "1"
        context["asking"] = shown = asking(question, request.user.has_perm(CONTACTS), is_contested=contests)
        context["asks"] = shown.is_open and request.user.has_perm("lists.import_lists")
    context["ready"] = ready(provider_list) if provider_list.state == ProviderList.State.APPLIED else 0
    context["is_lost"] = bool(request.GET.get("at")) and not question
    return render(request, "lists/who.html", context)


@needs("lists.import_lists")
@require_POST
def answer(request, public_id):
    """Keep what a person says of a question, and go to the next."""
    provider_list = _found(public_id)
    if provider_list.applying_since:
        return redirect(provider_list)  # which says so
    question = provider_list.questions.all().at(request.POST.get("question", ""))
    if question is None:
        messages.warning(request, "The list was staged again since, and does not ask this any more.")
        return redirect("lists:who", public_id)
    question.provider_list = provider_list
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.sentence)
        return redirect(f"{reverse('lists:who', args=[public_id])}?at={question.public_id}")
    try:
        rows = decide(question=question, by=request.user, **form.cleaned_data)
        end = "held back" if form.cleaned_data["verdict"] == Verdict.UNSURE else "followed"
        messages.success(request, f"{form.words} for “{question.text}”; {count(len(rows), 'row')} {end}.")
    except NotDecided as error:
        messages.warning(request, str(error))
    stays = provider_list.questions.open().filter(public_id=question.public_id).exists()
    return redirect(f"{reverse('lists:who', args=[public_id])}?at={question.public_id}" if stays else after(question))


@needs("lists.import_lists")
@require_POST
def contest(request, public_id):
    """Open what settled itself for a person: the question of a row of the settled lane."""
    provider_list = _found(public_id)
    number = request.POST.get("row", "")
    rows = provider_list.rows.select_related("question", "prime_question", "prime_contract")
    row = get_object_or_404(rows, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    role = Role.PRIME if request.POST.get("role") == Role.PRIME else Role.SUBCONTRACTOR
    question = open_settled(row=row, role=role)
    address = reverse("lists:who", args=[public_id])
    if question is None:
        messages.warning(request, "Nothing settled this any more, or its area is not on the map yet.")
        return redirect(f"{address}?lane=settled")
    return redirect(f"{address}?at={question.public_id}&contest=1")


@needs("lists.view_providerlist")
@require_safe
def decisions(request, public_id):
    """The decisions made on this list, and those of earlier lists that reach it."""
    provider_list = _found(public_id)
    context = {"list": provider_list, "lanes": lanes(provider_list, None), "lane": "decisions", "here": "who"}
    context["decisions"] = _page(decisions_on(provider_list), request)
    return render(request, "lists/who_decisions.html", context)


@needs("lists.import_lists")
@require_POST
def withdraw(request, public_id):
    """Take a decision back."""
    provider_list = _found(public_id)
    number = request.POST.get("decision", "")
    number = int(number) if number.isdecimal() and len(number) < 19 else 0
    decision = get_object_or_404(MatchDecision.objects.select_related("withdrawn_by"), pk=number)
    try:
        rows = withdraw_decision(decision=decision, by=request.user)
        messages.success(request, f"Withdrawn. {count(len(rows), 'row')} followed.")
    except NotDecided as error:
        messages.warning(request, str(error))
    return redirect("lists:who-decisions", provider_list.public_id)


@needs("lists.import_lists")
@require_POST
def later(request, public_id):
    """Bring the rows in that were decided since the list was applied."""
    provider_list = _found(public_id)
    try:
        rows = bring_in_decided(provider_list=provider_list, by=request.user)
        messages.success(request, f"{count(rows, 'row')} decided since brought in. The map holds what they say.")
    except NotApplied as error:
        messages.warning(request, str(error))
    return redirect(provider_list)


@needs("lists.import_lists")
@require_POST
def renew(request, public_id):
    """Work out the preview of a list again, with what was decided and what moved since, and show it: the page of the
    list, or that of its pages where it was asked for."""
    provider_list = _found(public_id)
    if provider_list.applying_since:
        return redirect(provider_list)  # which says so
    try:
        renew_preview(provider_list=provider_list, by=request.user)
    except NotApplied as error:
        messages.error(request, str(error))
        return redirect("lists:index")
    back = request.POST.get("back")
    return redirect(f"lists:{back}", public_id) if back in PAGES else redirect(provider_list)


def _page(found, request):
    return Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))


def _found(public_id):
    lists = ProviderList.objects.select_related("publisher", "programme")
    return get_object_or_404(lists, public_id=public_id)
