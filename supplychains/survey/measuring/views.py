"""The rounds of the survey and what each has come to: pages and files, without anything about a person."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from supplychains.access import needs
from supplychains.contracts.export import as_csv
from supplychains.contracts.tabling import Table, as_xlsx
from supplychains.contracts.wording import day

from ..models import Round
from .accuracy import IDLE, WRONG
from .asked import Asked
from .files import FIGURE, PROGRESS, about_rows, figure_rows, progress_rows
from .narrowing import choices
from .picture import picture, picture_file
from .records import Records
from .report import SHARED, Report
from .rounds import headlines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("providers.view_map")
@require_safe
def rounds(request):
    """Every round with its headline figures; those of one programme where the address says so."""
    found = headlines(today=timezone.localdate(), programme=request.GET.get("programme", ""))
    return render(request, "survey/rounds.html", {"headlines": found})


@needs("providers.view_map")
@require_safe
def rates(request, round):
    """What a round has come to: dispositions, rates, how right the lists were, how far tellings agree."""
    report = _report(request, round)
    context = {
        "report": report,
        "round": report.records.round,
        "is_open": report.records.round.is_open_on(report.records.today),
        "choices": choices(report.records.lines),
        "address": request.GET.urlencode(),
        "shared": SHARED,
        "wrong": WRONG,
        "idle": IDLE,
        "is_called": bool(report.called),
    }
    if report.called:
        drawn = picture(report.progress, report.organisations.whole)
        context["picture"] = mark_safe(drawn)  # numbers and dates only, escaped where they are set
    return render(request, "survey/rates.html", context)


@needs("providers.view_map")
@require_safe
def rates_csv(request, round):
    """Every figure of the page of the same address, a row each."""
    report = _report(request, round)
    text = as_csv(FIGURE, figure_rows(report, _about(report)))
    return _attached(text.encode("utf-8-sig"), "text/csv; charset=utf-8", f"{_name(report)}-rates.csv")


@needs("providers.view_map")
@require_safe
def rates_xlsx(request, round):
    """The same with the days of the round, as a spreadsheet."""
    report = _report(request, round)
    about = _about(report)
    sheets = [
        Table("about", ("what", "value"), about_rows(report, about)),
        Table("figures", FIGURE, figure_rows(report, about)),
        Table("progress", PROGRESS, progress_rows(report, about)),
    ]
    content = as_xlsx(sheets, title=_title(report), on=report.records.today)
    return _attached(content, XLSX, f"{_name(report)}-rates.xlsx")


@needs("providers.view_map")
@require_safe
def progress_svg(request, round):
    """The picture of the progress as a file."""
    report = _report(request, round)
    narrowed = ", ".join(report.narrowed_to.values()) or "all areas, primes and tiers"
    words = {"title": _title(report), "caption": f"{narrowed}; taken on {day(report.records.today)}"}
    content = picture_file(report.progress, report.organisations.whole, **words)
    return _attached(content, "image/svg+xml", f"{_name(report)}-progress.svg")


def _report(request, round):
    found = get_object_or_404(Round.objects.select_related("programme"), pk=round)
    records = Records(found, timezone.now())
    return Report(records, Asked.of(request.GET, records.lines))


def _about(report):
    round = report.records.round
    about = {"programme": round.programme.name, "round": round.number, "taken_on": report.records.today}
    return about | {"opens_on": round.opens_on, "closes_on": round.closes_on}


def _title(report):
    round = report.records.round
    return f"{round.programme.name}, round {round.number}"


def _name(report):
    round = report.records.round
    return "-".join([round.programme.slug, f"round-{round.number}", *map(_slug, report.asked.narrowing.chosen.items())])


def _slug(chosen):
    name, code = chosen
    return f"{name}-{code.replace('+', '-and-')}"


def _attached(content, content_type, name):
    """A file to be kept."""
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
