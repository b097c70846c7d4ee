"""The sections of the board: what each is a list of, in which order, and why it is empty where it is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from providers.vocabulary import Verification
from supplychains.survey.models import (
    Attempt,
    BackCheck,
    Callback,
    Case,
    Lead,
    OpenCall,
    Override,
    Round,
    Sending,
    Skip,
    Target,
)
from supplychains.survey.queue import REFUSED
from supplychains.survey.unfinished import NOT_RECORDED, unfinished
from supplychains.survey.vocabulary import NextStep, WorkStatus

from . import tables
from .people import callers
from .ruling import with_disputes

CASE = ("case__provider", "case__round")


@dataclass(frozen=True)
class Section:
    """`rows(rounds, at)` is what it lists of these rounds; `short` names it among the counts; `empty` says why there is
    nothing; `hint` what is to be done."""

    key: str
    short: str
    rows: Callable[[list, object], QuerySet]
    table: type[tables.BoardTable]
    empty: str
    hint: str = ""

    @property
    def title(self):
        return self.table.caption


def _held(rounds, at):
    dialled = OpenCall.objects.filter(case=OuterRef("pk"), caller=OuterRef("holder")).values("dialled_at")[:1]
    held = Case.objects.filter(round__in=rounds, lease_until__gt=at).annotate(dialled=Subquery(dialled))
    return held.select_related("provider", "holder").order_by("held_since", "pk")


def _unrecorded(rounds, at):
    return unfinished().filter(case__round__in=rounds).select_related(*CASE, "caller").order_by("dialled_at", "pk")


def _missed(rounds, at):
    missed = Callback.objects.to_keep().filter(case__round__in=rounds, window_end__lt=at)
    missed = missed.exclude(case__work_status=WorkStatus.CLOSED)
    return missed.select_related(*CASE, "attempt__caller").order_by("window_end", "pk")


def _refusals(rounds, at):
    declined = Attempt.objects.live().filter(outcome__next_step=NextStep.CONVERT).select_related("caller")
    cases = Case.objects.filter(round__in=rounds, work_status__in=REFUSED, provider__do_not_contact=False)
    cases = cases.select_related("provider", "preferred_caller").prefetch_related(
        Prefetch("attempts", declined.order_by("dialled_at", "pk"), "refusals")
    )
    return cases.order_by("next_at", "pk")


def _numbers(rounds, at):
    cases = Case.objects.filter(round__in=rounds, work_status=WorkStatus.NEEDS_NUMBER)
    return cases.select_related("provider").prefetch_related("provider__numbers").order_by("provider__name", "pk")


def _sendings(rounds, at):
    waiting = Sending.objects.to_do().filter(case__round__in=rounds).exclude(case__work_status=WorkStatus.CLOSED)
    return waiting.select_related(*CASE, "attempt").order_by("attempt__dialled_at", "pk")


def _kept(rounds, at):
    cases = Case.objects.filter(round__in=rounds).exclude(hold_reason="").exclude(work_status=WorkStatus.CLOSED)
    return cases.select_related("provider").order_by("provider__name", "pk")


def _disputes(rounds, at):
    differ = Target.objects.filter(case=OuterRef("pk"), given_up="").exclude(subcontract__disputed=[])
    cases = Case.objects.filter(round__in=rounds)
    cases = cases.filter(Q(Exists(differ)) | Q(provider__sector_verification=Verification.DISPUTED))
    return with_disputes(cases).order_by("provider__name", "pk")


def _leads(rounds, at):
    told = Lead.to_decide().filter(attempt__case__round__in=rounds)
    return told.select_related("attempt__case__provider", "area", "prime").order_by("attempt__dialled_at", "pk")


def _late(rounds, at):
    late = Attempt.objects.live().filter(case__round__in=rounds, late=True).exclude(outcome__key=NOT_RECORDED)
    return late.select_related(*CASE, "caller", "outcome").order_by("-entered_at", "-pk")


def _skips(rounds, at):
    return Skip.objects.filter(case__round__in=rounds).select_related(*CASE, "by").order_by("-at", "-pk")


def _overrides(rounds, at):
    of_checks = BackCheck.objects.filter(override=OuterRef("pk"))
    found = Override.objects.filter(Q(until=None) | Q(until__gt=at), ~Exists(of_checks), case__round__in=rounds)
    return found.select_related(*CASE, "by").order_by("-at", "-pk")


SECTIONS = (
    Section("held", "held by callers", _held, tables.HeldTable, "No caller holds an organisation now."),
    Section(
        "unrecorded",
        "calls without an outcome",
        _unrecorded,
        tables.UnrecordedTable,
        "Every call that was begun has an outcome.",
        "Nobody else is given the organisation until its caller, or you, say what it came to.",
    ),
    Section(
        "missed",
        "callbacks missed",
        _missed,
        tables.MissedTable,
        "Every promised callback was kept, or is still to come.",
        "They are next in the queue. Give one to a caller if nobody takes it.",
    ),
    Section(
        "refusals",
        "refusals to convert",
        _refusals,
        tables.RefusalTable,
        "Nobody who may be asked once more has declined.",
        "Left alone for a while, then asked once more by another caller.",
    ),
    Section(
        "numbers",
        "numbers to find",
        _numbers,
        tables.NumberTable,
        "Every organisation that is still to be called has a number that may work.",
    ),
    Section("sendings", "to send something to", _sendings, tables.SendingTable, "Nobody waits for information."),
    Section("kept", "kept back", _kept, tables.KeptTable, "Nothing is kept back from callers."),
    Section(
        "disputes",
        "with disputed facts",
        _disputes,
        tables.DisputeTable,
        "No sources differ on an organisation of these rounds.",
        "Both sources are shown everywhere, and neither wins. A ruling decides; what was said stays.",
    ),
    Section(
        "leads",
        "chains to place",
        _leads,
        tables.LeadTable,
        "Every chain that callers were told of has been placed or dropped.",
    ),
    Section("overrides", "overrides in force", _overrides, tables.OverrideTable, "Every case stands as its calls say."),
    Section(
        "late",
        "late saves",
        _late,
        tables.LateTable,
        "No call arrived after its caller had lost the organisation, or after the round closed.",
        "What they say counts. Look whether somebody else was told otherwise meanwhile.",
    ),
    Section("skips", "times put back", _skips, tables.SkipTable, "No caller has put an organisation back."),
)


def rounds_of(narrowed, *, at):
    """(the rounds of the board, all there are, the one it is narrowed to or None): the open ones, unless one is asked
    for by its id."""
    everything = list(Round.objects.select_related("programme").order_by("programme__name", "-number"))
    chosen = next((each for each in everything if str(each.pk) == narrowed), None)
    today = timezone.localdate(at)
    return [chosen] if chosen else [each for each in everything if each.is_open_on(today)], everything, chosen


def tables_of(rounds, *, at, narrowed=""):
    """[(section, its table)] of these rounds."""
    people = [(user.pk, user.get_username()) for user in callers()]
    more = {"at": at, "people": people, "narrowed": narrowed}
    return [(each, each.table(each.rows(rounds, at), prefix=f"{each.key}-", **more)) for each in SECTIONS]
