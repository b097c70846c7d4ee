"""The pages of a long list: as many questions for a thousand rows as for ten, and what they show is what the rows and
the map say, from staging to rolling back.

Of the world of tests/conftest.py every row below is about Westmere and Avenmoor Group."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supplychains.lists.actions import apply_list, roll_back_list
from supplychains.lists.applying.changes import changes, worked_out
from supplychains.lists.checks.groups import check
from supplychains.lists.checks.page import found_in, lines_of
from supplychains.lists.comparing.editions import Unit
from supplychains.lists.comparing.records import Comparison
from supplychains.lists.comparing.rows import compared
from supplychains.lists.kept import LEAF, Kept, KeptLines, keep
from supplychains.lists.models import ListRow
from supplychains.lists.who.deciding import decide
from tests.lists.making import csv_of
from tests.pages import faults

JUNE, SEPTEMBER = dt.date(2026, 6, 30), dt.date(2026, 9, 30)
WHOLE = {"areas": "all"}
STAGED = ["", "?lane=placed", "?lane=closing", "checks/", "checks/?code=tier-words", "who/", "who/?lane=new"]
STAGED += ["who/?lane=settled", "what-changes/", "what-changes/?kind=added&page=2", "what-changes/?against=edition"]
APPLIED = ["", "checks/", "what-changes/", "errata/"]
PARTS = ["summary", "primes", "areas", "sectors", "changes"]


def rows(number, tier="1"):
    """So many rows: most are new, some known, some doubtful, some with what is not understood."""
    said = [["Westmere", "Avenmoor Group", f"Body {n} Trust", tier, "VCS"] for n in range(number)]
    said += [["Westmere", "Avenmoor Group", f"Ostler Works {n}", "gold", "VCS"] for n in range(number // 5)]
    said += [["Nowhere", "Avenmoor Group", f"Body {n} Trust", "2", "x"] for n in range(number // 5)]
    return said


def questions(client, address):
    """How many a page asks the database, the second time somebody looks as the first."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200 and faults(response) == []
    return len(asked)


def asked_of(client, bring, stage, number):
    """{page: how many questions} of two applied editions of so many rows and a staged one."""
    said = {"coverage": WHOLE, "publisher_name": f"Office of {number}"}
    first = bring(csv_of(*rows(number)), **said)
    second = bring(csv_of(*rows(number, "2")[1:]), published_on=JUNE, **said)
    third = stage(csv_of(*rows(number)[2:]), published_on=SEPTEMBER, **said)
    found = {f"staged {page}": questions(client, f"{third.get_absolute_url()}{page}") for page in STAGED}
    found |= {f"applied {page}": questions(client, f"{second.get_absolute_url()}{page}") for page in APPLIED}
    pair = f"/lists/compare/?first={first.public_id}&second={second.public_id}"
    return found | {part: questions(client, f"{pair}&part={part}") for part in PARTS}


def test_a_thousand_rows_ask_no_more_than_ten(client, administrator, bring, stage):
    client.force_login(administrator)
    client.get("/lists/upload/")  # the session and the content types are read once
    few, many = (asked_of(client, bring, stage, number) for number in (10, 1_000))
    more = {page: (few[page], number) for page, number in many.items() if number > few[page] + 3}  # pages of more rows
    assert more == {} and max(many.values()) <= 30


@pytest.mark.parametrize("page", ["per_page=-1", "per_page=x", "page=-1", "page=x", "page=999999", "lane=nonsense"])
def test_the_address_does_not_say_how_long_a_page_is(client, researcher, stage, page):
    provider_list = stage(csv_of(*rows(60)))
    client.force_login(researcher)
    response = client.get(f"{provider_list.get_absolute_url()}?{page}")
    assert response.status_code == 200 and faults(response) == []
    assert len(response.context["table"].paginated_rows) <= 50


def agrees(provider_list):
    """Whether what is kept of the checks is what the rows say now."""
    findings = check(lines_of(provider_list, provider_list.rows.order_by("pk")))
    kept = [(code, *line) for code, line in found_in(provider_list).kept.every()]
    return kept == [(one.code, one.sentence, place.id) for one in findings for place in one.rows]


@pytest.mark.parametrize("is_seen", [True, False], ids=["as it was looked at", "whatever it looks like now"])
def test_what_is_kept_holds_from_applying_to_rolling_back(world, stage, bring, is_seen):
    bring(csv_of(*rows(20)), coverage=WHOLE, published_on=JUNE)
    one = stage(csv_of(*rows(30, "2")), coverage=WHOLE)  # older: of it, the newer edition leaves some out
    apply_list(provider_list=one, by=world.by, seen=one.stamp if is_seen else None)
    assert agrees(one) and set(one.kept.values_list("what", flat=True)) == {"checks", "did"}
    done = on_map(changes(one))
    assert done == on_map(sorted(worked_out(one), key=lambda each: each.order))
    assert "overtaken" in {each.change for each in changes(one)}
    one.kept.filter(what="did").delete()
    assert on_map(changes(one)) == done  # of a list that was applied before anything was kept
    roll_back_list(provider_list=one, by=world.by, reason="It was a draft.")
    assert agrees(one) and on_map(changes(one)) == done


def on_map(done):
    """What the columns of the map show of it; only the preview has what the list says."""
    return [one[:16] for one in done]


def test_a_decision_is_told_where_the_checks_are_older(client, administrator, world, stage):
    provider_list = stage(csv_of(["Westmere", "Avenmoor Group", "Hope Trusts", "1", "VCS"]))
    client.force_login(administrator)
    question = provider_list.questions.get()
    decide(question=question, verdict="same", provider=world.hope, by=world.by)
    told = "It was decided who is meant since"
    for page in ("checks", "what-changes"):
        assert told in client.get(f"{provider_list.get_absolute_url()}{page}/").content.decode()
    response = client.post(f"{provider_list.get_absolute_url()}renew/", {"back": "checks"}, follow=True)
    assert response.redirect_chain[-1][0].endswith("/checks/") and told not in response.content.decode()
    provider_list.refresh_from_db()
    assert agrees(provider_list)
    assert ListRow.objects.get(provider_list=provider_list).provider == world.hope


def test_a_comparison_is_kept_as_two_editions_say(bring):
    first = bring(csv_of(*rows(20)), coverage=WHOLE)
    second = bring(csv_of(*rows(25, "2")[3:]), coverage=WHOLE, published_on=JUNE)
    assert second.kept.filter(beside=first.public_id).count() == len(Unit)  # as it was applied
    comparison = Comparison(first, second)
    anew = compared(comparison.lists, comparison.places, {})
    for unit in Unit:
        assert comparison.changes(unit) == anew.changes(unit) != []
    roll_back_list(provider_list=second, by=first.staged_by, reason="It was a draft.")
    assert not Kept.objects.filter(beside=first.public_id).exists()


@pytest.mark.parametrize("number", [0, 1, LEAF - 1, LEAF, LEAF + 1, 3 * LEAF + 7])
def test_lines_come_back_as_they_were_kept(stage, number):
    provider_list = stage(csv_of(*rows(1)))
    lines = [((["a", "b", "c"][n % 3], n // 100), (n, f"“line” {n}", None)) for n in range(number)]
    keep(provider_list, Kept.What.MAP, lines)
    kept = Kept.objects.get(provider_list=provider_list, what="map")
    assert [(tuple(key), tuple(line)) for key, line in kept.every()] == lines
    assert sum(n for _, n in kept.counted) == kept.size == number
    some = KeptLines(kept, kept.where(lambda key: key[0] == "b"), lambda key, line: tuple(line))
    wanted = [line for key, line in lines if key[0] == "b"]
    assert list(some) == wanted and list(some[3:9]) == wanted[3:9] and len(some) == len(wanted)
