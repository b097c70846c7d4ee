"""An edition that leaves out what an earlier one has, in the world of tests/conftest.py: six positions are listed by
the edition of 28 February 2026. Seen in the preview, in the map and on the receipt."""

import csv
import datetime as dt
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supplychains.contracts.actions import define_area, define_programme
from supplychains.contracts.models import Subcontract, SubcontractStatement
from supplychains.lists.actions import Outdated, apply_list, renew_preview, roll_back_list
from supplychains.lists.models import ListClosing, ProviderList
from supplychains.lists.placing.coverage import WHOLE
from tests.lists.making import csv_of
from tests.pages import faults

JUNE = dt.date(2026, 6, 30)
HOPE = ["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"]


def html(response):
    assert response.status_code == 200 and faults(response) == []
    return " ".join(response.content.decode().split())


def listed():
    return {str(one) for one in Subcontract.objects.filter(listed=True).select_related("prime_contract__area")}


def test_what_a_complete_edition_leaves_out_closes_and_nothing_is_deleted(world, bring):
    before = Subcontract.objects.count()
    provider_list = bring(csv_of(HOPE), coverage=WHOLE)
    assert (provider_list.counts["closed"], provider_list.counts["not_closed"]) == (5, 0)
    assert listed() == {"Hope Trust under Avenmoor Group, area 1"} and Subcontract.objects.count() == before
    said = SubcontractStatement.objects.of_edition(provider_list.public_id).filter(listed=False)
    assert {(s.reference, s.stated_on, s.publisher, s.recorded_by) for s in said} == {
        ("not named in the list", dt.date(2026, 3, 31), "Employment Support Office", world.by)
    }
    assert {one.statement for one in provider_list.closings.all()} == set(said)
    world.quill_2.refresh_from_db()
    assert world.quill_2.stated and world.quill_2.tier == "2"


@pytest.mark.parametrize(
    ("coverage", "closed"),
    [
        (None, 0),
        ({"areas": [1]}, 3),
        ({"areas": [2]}, 2),
        ({"tiers": ["2"]}, 3),
        ({"tiers": ["1"]}, 1),
        ({"areas": [2], "tiers": ["2"]}, 1),
    ],
)
def test_nothing_outside_what_it_claims_closes(world, bring, coverage, closed):
    assert bring(csv_of(HOPE), coverage=coverage).counts["closed"] == closed
    assert Subcontract.objects.filter(listed=False).count() == closed


def test_primes_are_claimed_too(world, bring):
    assert bring(csv_of(HOPE), coverage={"primes": [world.tallis.public_id]}).counts["closed"] == 2


def test_another_publisher_and_an_older_edition_close_nothing(world, bring):
    assert bring(csv_of(HOPE), coverage=WHOLE, publisher_name="Another").counts["closed"] == 0
    older = bring(csv_of(HOPE, ["", "", "x", "", ""]), coverage=WHOLE, published_on=dt.date(2026, 1, 31))
    assert older.counts["closed"] == 0 and len(listed()) == 6


def test_one_named_again_is_listed_again_and_closed_once_only(world, bring):
    bring(csv_of(HOPE), coverage=WHOLE)
    second = bring(csv_of(HOPE, ["", "", "x", "", ""]), coverage=WHOLE, published_on=JUNE)
    assert second.counts["closed"] == 0
    quill = ["Ellan Vale", "Avenmoor Group", "Quill College", "2", ""]
    bring(csv_of(quill), published_on=dt.date(2026, 9, 30))
    assert listed() == {"Hope Trust under Avenmoor Group, area 1", "Quill College under Avenmoor Group, area 2"}


def test_what_a_row_in_doubt_names_is_not_closed(world, stage):
    rows = [HOPE, ["Westmere", "Nobody", "Ostler Works", "", ""], ["Westmere", "Nobody", "Quill College", "", ""]]
    rows.append(["Norhaven", "Nobody", "Larkhill Skills", "", ""])
    provider_list = stage(csv_of(*rows), coverage=WHOLE)
    assert (provider_list.counts["closed"], provider_list.counts["not_closed"]) == (2, 3)
    spared = provider_list.closings.filter(is_spared=True)  # Quill College works in the other area
    assert {one.subcontract for one in spared} == {world.ostler_1, world.larkhill_avenmoor, world.larkhill_tallis}
    apply_list(provider_list=provider_list, by=world.by)
    assert len(listed()) == 4 and set(spared.values_list("statement", flat=True)) == {None}


def test_an_edition_that_comes_late_is_closed_by_the_newer_one(world, bring):
    """Whatever the order of applying, the map is the same."""
    newer = bring(csv_of(HOPE), coverage=WHOLE, published_on=JUNE)
    late = bring(csv_of(HOPE, ["Westmere", "Tallis and Rowe", "Kinder Works", "1", ""]))
    assert (late.counts["overtaken"], late.counts["closed"]) == (1, 0)
    position = Subcontract.objects.get(provider__name="Kinder Works")
    assert not position.listed and position.statements.get(listed=False).edition == newer.public_id
    assert late.closings.get().edition == newer.public_id
    roll_back_list(provider_list=late, by=world.by, reason="The wrong file")
    position.refresh_from_db()
    assert not position.stated


def test_a_preview_holds_to_what_it_would_close(world, stage):
    provider_list = stage(csv_of(HOPE), coverage=WHOLE)
    seen = provider_list.stamp
    world.listed(world.quill, world.tallis_1, "1")
    with pytest.raises(Outdated, match="has moved"):
        apply_list(provider_list=provider_list, by=world.by, seen=seen)
    renew_preview(provider_list=provider_list, by=world.by)
    provider_list.refresh_from_db()
    assert provider_list.counts["closed"] == 6 == ListClosing.objects.count()
    assert apply_list(provider_list=provider_list, by=world.by, seen=provider_list.stamp)


# ---- the pages


def test_the_preview_says_what_closes_and_the_receipt_what_did(client, administrator, world, stage):
    provider_list = stage(csv_of(HOPE, ["Norhaven", "X", "Ostler Works", "", ""]), coverage=WHOLE)
    client.force_login(administrator)
    page = html(client.get(provider_list.get_absolute_url(), {"lane": "closing"}))
    assert "4 positions are no longer named: their listings here close." in page
    assert "1 is not closed: rows that name it could not be placed." in page
    assert "Complete for the whole programme" in page
    assert page.count("Its listing here closes.") == 4 and "the edition of 28 February 2026" in page
    apply_list(provider_list=provider_list, by=world.by)
    page = html(client.get(provider_list.get_absolute_url(), {"lane": "closing"}))
    assert "4 positions were no longer named: their listings here closed." in page
    assert page.count("Its listing here is closed.") == 4 and "Roll back" in page


def test_the_lane_of_what_is_left_out_costs_the_same_however_much(client, administrator, world, bring, stage):
    lines = [["Westmere", "Avenmoor Group", f"Body {n}", "1", ""] for n in range(40)]
    bring(csv_of(*lines))
    client.force_login(administrator)
    asked = []
    for rows in (lines[2:], lines[:2]):
        provider_list = stage(csv_of(*rows), coverage=WHOLE, published_on=JUNE)
        with CaptureQueriesContext(connection) as found:
            client.get(provider_list.get_absolute_url(), {"lane": "closing"})
        asked.append(len(found))
    assert asked[0] == asked[1] < 20


def test_the_changes_are_a_download(client, researcher, world, bring, stage):
    rows = [
        ["Westmere", "Avenmoor Group", "Hope Trust", "2", "private"],
        ["Westmere", "Avenmoor Group", "Larkhill Skills", "2", ""],
        ["Westmere", "Avenmoor Group", "Kinder Works", "1", "VCS"],
    ]
    provider_list = bring(csv_of(*rows), coverage={"areas": [1]})
    client.force_login(researcher)
    response = client.get(f"{provider_list.get_absolute_url()}changes.csv")
    assert response.streaming  # line by line: a long list is never in memory whole
    text = response.getvalue().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [(line["prime"], line["organisation"], line["change"]) for line in lines] == [
        ("Avenmoor Group", "Hope Trust", "tier and sector changed"),
        ("Avenmoor Group", "Kinder Works", "added"),
        ("Avenmoor Group", "Larkhill Skills", "unchanged"),
        ("Tallis and Rowe", "Larkhill Skills", "closed"),
        ("Tallis and Rowe", "Ostler Works", "closed"),
    ]
    assert (lines[0]["tier_before"], lines[0]["tier_after"], lines[0]["sector_after"]) == ("1", "2", "private")
    assert (lines[3]["listed_before"], lines[3]["listed_after"]) == ("yes", "no")
    roll_back_list(provider_list=provider_list, by=world.by, reason="The wrong file")
    assert client.get(f"{provider_list.get_absolute_url()}changes.csv").getvalue().decode("utf-8-sig") == text
    waiting = stage(csv_of(HOPE), published_on=JUNE)
    assert "it has changed nothing" in html(client.get(f"{waiting.get_absolute_url()}changes.csv", follow=True))


def test_a_list_is_rolled_back_on_its_page(client, administrator, researcher, world, bring):
    provider_list = bring(csv_of(HOPE), coverage=WHOLE)
    address = f"{provider_list.get_absolute_url()}roll-back/"
    client.force_login(researcher)
    assert client.get(address).status_code == client.post(address, {"reason": "x"}).status_code == 403
    client.force_login(administrator)
    page = html(client.get(address))
    assert (
        "0 of 6 positions, those that no other source speaks of" in page
        and "5 positions that the list had closed" in page
    )
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert "Say why the list is rolled back." in html(client.post(address, {"seen": seen, "reason": ""}))
    assert "look again at what it would do" in html(client.post(address, {"seen": "old", "reason": "The wrong file"}))
    page = html(client.post(address, {"seen": seen, "reason": "The wrong file"}, follow=True))
    assert "Rolled back on" in page and "by administrator: The wrong file" in page and "Bring its file in again" in page
    assert len(listed()) == 6
    assert "The list was rolled back on" in html(client.get(address))


# ---- how it is said


def post(client, world, **said):
    about = {"programme": world.programme.pk, "publisher": "Employment Support Office", "published_on": "2026-03-31"}
    file = SimpleUploadedFile("march.csv", csv_of(HOPE))
    return client.post("/lists/upload/", {"file": file, **about, "doubtful": "hold", **said}, follow=True)


@pytest.mark.parametrize(
    ("said", "coverage"),
    [
        ({}, {}),
        ({"covers": "nothing", "covers_tiers": ["1"]}, {}),
        ({"covers": "all"}, WHOLE),
        ({"covers": "some", "covers_areas": ["demonstration:2"]}, {"areas": [2], "primes": "all", "tiers": "all"}),
        ({"covers": "some", "covers_tiers": ["2"]}, {"areas": "all", "primes": "all", "tiers": ["2"]}),
    ],
)
def test_the_form_asks_what_the_list_is_complete_for(client, administrator, world, said, coverage):
    client.force_login(administrator)
    html(post(client, world, **said))
    assert ProviderList.objects.get().coverage == coverage


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"covers": "some"}, "Choose the areas, primes or tiers the list is complete for."),
        ({"covers": "some", "covers_areas": ["elsewhere:1"]}, "One of these is not there any more"),
        ({"covers": "everything"}, "Select a valid choice"),
    ],
)
def test_and_says_what_is_wrong_with_the_answer(client, administrator, world, said, words):
    client.force_login(administrator)
    assert words in html(post(client, world, **said)) and not ProviderList.objects.exists()


def test_areas_of_another_programme_are_refused(client, administrator, world):
    define_area(programme=define_programme(slug="other", name="Other")[0], number=1, name="Tarn")
    client.force_login(administrator)
    page = html(post(client, world, covers="some", covers_areas=["other:1"]))
    assert "Choose areas of Demonstration programme only." in page


@pytest.fixture
def run(world, tmp_path, capsys):
    def run(*options):
        path = tmp_path / "list.csv"
        path.write_bytes(csv_of(HOPE))
        said = ["--programme", "demonstration", "--publisher", "Employment Support Office"]
        call_command("import_list", str(path), *said, "--published-on", "2026-03-31", "--json", *options)
        return json.loads(capsys.readouterr().out)

    return run


def test_the_command_is_told_the_same(run):
    assert run()["closed"] == 0
    assert run("--covers", "all")["closed"] == 5
    assert run("--covers-areas", "2", "--covers-tiers", "2")["closed"] == 1
    assert run("--covers-primes", "Tallis and Rowe", "--apply")["closed"] == 2
    assert Subcontract.objects.filter(listed=False).count() == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--covers-areas", "9"], "has no area 9; its areas are 1 and 2."),
        (["--covers-areas", "one"], "“one” is not the number of an area."),
        (["--covers-areas", ""], "“” is not the number of an area."),
        (["--covers-primes", "Hope Trust"], "is not the name of one prime"),
        (["--covers-tiers", "3"], "“3” is not a tier"),
        (["--covers", "all", "--covers-tiers", "1"], "but not both"),
    ],
)
def test_and_refuses_in_one_sentence(run, options, words):
    with pytest.raises(CommandError, match=words) as found:
        run(*options)
    assert found.value.returncode == 2 and not ProviderList.objects.exists()
