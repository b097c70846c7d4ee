"""What calls have shown a list to have wrong: a line a contradicted fact, with a role and never a person.

list of 31 March 2026          on the phone                                    so
row 2  Hope Trust      Tier 1  organisation: left                              not in the chain
row 3  Larkhill Skills Tier 1  organisation: Tier 2; its sector: private       other tier, other sector
row 4  Ostler Works    Tier 2  prime: Tier 2                                   right
row 5  Quill College   Tier 2  nobody asked                                    nothing said of it
       Tallis's Hope Trust     organisation: delivering, Tier 2                not named
"""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from providers.actions import state_sector
from providers.models import Contact
from providers.settling import Claim
from supplychains.contracts.actions import place, state_position
from supplychains.lists.actions import roll_back_list
from supplychains.lists.errata import WITHHELD, Fault, Line, Place, Role, covering, errata, found, shown, totals
from supplychains.lists.errata.records import Pack
from tests.pages import faults as faults_of_page

from .making import csv_of

ON = dt.date(2026, 6, 1)
SECRET = "Odile Marchbank"
NUMBER = "0161 496 0777"
ROWS = [
    ["Westmere", "Avenmoor Group", "Hope Trust", "1", "charity"],
    ["Westmere", "Avenmoor Group", "Larkhill Skills", "1", "charity"],
    ["Westmere", "Tallis and Rowe", "Ostler Works", "2", "private"],
    ["Ellan Vale", "Avenmoor Group", "Quill College", "2", "statutory"],
]


def claim(id=1, source="call", speaks_for="subcontractor", on=ON, **values):
    return Claim(id, source, speaks_for, on, dt.datetime(2026, 6, 2, tzinfo=dt.UTC), values)


# ---- pure


def test_what_was_found_is_the_word_of_the_organisation_before_that_of_its_prime():
    said = [claim(1, tier="2"), claim(2, speaks_for="prime", on=dt.date(2026, 7, 1), tier="1")]
    assert found("tier", said).value == "2"
    assert (found("tier", said).by, found("tier", said).on, found("tier", said).sources_differ) == (
        Role.SUBCONTRACTOR,
        ON,
        True,
    )
    assert found("tier", said[1:]).by == Role.PRIME and not found("tier", said[1:]).sources_differ


def test_a_ruling_decides():
    said = [claim(1, source="ruling", speaks_for="third-party", tier="1"), claim(2, tier="2")]
    assert (found("tier", said).value, found("tier", said).by) == ("1", Role.RULING)


def test_lists_registers_and_hearsay_show_nothing():
    said = [claim(source="list", speaks_for="publisher", tier="2"), claim(source="web", tier="2")]
    assert found("tier", [*said, claim(speaks_for="third-party", tier="2")]) is None
    assert found("tier", [claim(involvement="left")]) is None


HOPE = Line("Chain", 7, "Hope Trust", position=1, provider=5, tier="1", sector="third")
PLACES = {1: Place("Hope Trust", "hhhhhhhh", 3, "Westmere", "Avenmoor Group", "A1")}


@pytest.mark.parametrize(
    ("claims", "sectors", "faults"),
    [
        ([], [], []),
        ([claim(involvement="delivering", tier="1")], [claim(sector="third")], []),
        ([claim(involvement="not-delivering")], [], []),
        ([claim(involvement="left")], [], ["outside"]),
        ([claim(involvement="never")], [], ["outside"]),
        ([claim(involvement="bid-only", tier="2")], [], ["outside"]),
        ([claim(tier="2")], [], ["tier"]),
        ([claim(tier="1+2")], [], ["tier"]),
        ([], [claim(sector="private")], ["sector"]),
        ([claim(involvement="left")], [claim(sector="private")], ["outside", "sector"]),
    ],
)
def test_what_is_contradicted(claims, sectors, faults):
    assert [one.fault for one in errata([HOPE], PLACES, {1: claims}, {5: sectors})] == faults


def test_what_the_list_does_not_say_is_not_contradicted():
    silent = HOPE._replace(tier="", sector="")
    assert errata([silent], PLACES, {1: [claim(tier="2")]}, {5: [claim(sector="private")]}) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"involvement": "delivering", "tier": "2"}, ["delivering, Tier 2"]),
        ({"tier": "2"}, ["Tier 2"]),
        ({"involvement": "not-delivering"}, ["in the chain, not delivering"]),
        ({"involvement": "left", "tier": "2"}, []),
        ({"referral_status": "none"}, []),
    ],
)
def test_who_is_found_in_the_chain_and_not_named(values, words):
    assert [one.words for one in errata([], PLACES, {1: [claim(**values)]}, {}, [1])] == words


def test_a_name_with_a_number_or_an_address_in_it_is_withheld():
    assert shown("Hope Trust") == "Hope Trust"
    assert shown(f"Hope Trust {NUMBER}") == WITHHELD == shown("Hope, odile@hope.example")


def test_the_covering_text_has_a_denominator_for_every_count():
    lines = errata([HOPE], PLACES, {1: [claim(involvement="left")]}, {5: [claim(sector="private")]})
    text = " ".join(covering("The list", ON, totals(9, 4, lines)))
    assert "9 rows" in text and "4 of these 9" in text and "Of the 4, 1 row is contradicted" in text
    assert "1 not in the chain, 0 at another tier, 1 in another sector" in text and "1 June 2026" in text


# ---- from the map


@pytest.fixture
def listed(world, bring):
    return bring(csv_of(*ROWS))


@pytest.fixture
def called(world, listed):
    """The picture above; the one who spoke, the notes and the numbers are what must not get out."""
    Contact.objects.create(provider=world.hope, name=SECRET, email="odile@hope.example")
    private = {"reference": f"{SECRET}, {NUMBER}", "note": f"{SECRET} said so, ring {NUMBER}"}
    world.said(world.hope_1, ON, involvement="left", **private)
    world.said(world.larkhill_avenmoor, ON, tier="2", **private)
    world.said(world.ostler_1, ON, speaks_for="prime", tier="2", **private)
    call = {"source": "call", "speaks_for": "subcontractor", "stated_on": ON, "by": world.by}
    state_sector(provider=world.larkhill, sector="private", **call, **private)
    position, _ = place(provider=world.hope, prime_contract=world.tallis_1)
    world.said(position, ON, involvement="delivering", tier="2", **private)
    return listed


def faults(provider_list):
    return [(one.fault, one.number, one.name, one.listed, one.words) for one in Pack(provider_list).lines]


def test_every_contradicted_row_with_its_place_in_the_file(called):
    assert faults(called) == [
        (Fault.OUTSIDE, 2, "Hope Trust", "in the chain", "left"),
        (Fault.TIER, 3, "Larkhill Skills", "Tier 1", "Tier 2"),
        (Fault.SECTOR, 3, "Larkhill Skills", "Third", "Private"),
        (Fault.UNNAMED, None, "Hope Trust", "not named", "delivering, Tier 2"),
    ]
    counted = Pack(called).totals
    assert (counted.rows, counted.checked, counted.wrong) == (4, 3, 2)


def test_a_ruling_sets_it_right_and_gives_no_reason(world, called):
    ruling = {"source": "ruling", "speaks_for": "third-party", "stated_on": ON, "by": world.by}
    state_position(subcontract=world.hope_1, involvement="delivering", note=f"{SECRET} showed it", **ruling)
    assert Fault.OUTSIDE not in [one.fault for one in Pack(called).lines]


def test_what_was_taken_back_no_longer_counts(world, called):
    world.hope_1.statements.filter(source="call").withdraw(by=world.by, reason="a slip")
    assert Fault.OUTSIDE not in [one.fault for one in Pack(called).lines]


def test_a_chain_the_list_does_not_speak_of_is_not_missing_anybody(world, called):
    ostler, _ = place(provider=world.ostler, prime_contract=world.avenmoor_2)
    world.said(ostler, ON, involvement="delivering")
    assert [one.number for one in Pack(called).lines].count(None) == 2  # Quill College is on it there
    called.rows.filter(number=5).update(statement=None)
    assert [one.number for one in Pack(called).lines].count(None) == 1


def test_where_coverage_is_stated_it_decides_what_is_missing(called):
    called.coverage = {"areas": [2], "primes": "all", "tiers": "all"}
    called.save()
    assert [one.number for one in Pack(called).lines].count(None) == 0
    called.coverage = {"areas": [1], "primes": "all", "tiers": ["1"]}
    called.save()
    assert [one.number for one in Pack(called).lines].count(None) == 0  # it was found at tier 2
    called.coverage = {"areas": [1], "primes": "all", "tiers": ["2"]}
    called.save()
    assert [one.number for one in Pack(called).lines].count(None) == 1


# ---- pages and files


def address(name, provider_list):
    return reverse(f"lists:{name}", args=[provider_list.public_id])


def test_the_page_and_the_files_say_the_same(client, called, researcher):
    client.force_login(researcher)
    page = client.get(address("errata", called)).content.decode()
    assert "2 of 3 rows that calls or rulings speak of are contradicted" in page and "Every erratum" in page
    text = client.get(address("errata-csv", called)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["row"], row["fault"], row["list_says"], row["found"]) for row in rows] == [
        ("2", "Not in the chain", "in the chain", "left"),
        ("3", "Other tier", "Tier 1", "Tier 2"),
        ("3", "Other sector", "Third", "Private"),
        ("", "Not named", "not named", "delivering, Tier 2"),
    ]
    assert {row["said_by"] for row in rows} == {"the organisation itself"}
    assert {row["found_on"] for row in rows} == {"2026-06-01"} and rows[0]["area"] == "Westmere"
    book = openpyxl.load_workbook(io.BytesIO(client.get(address("errata-xlsx", called)).content))
    assert [cell.value for cell in book["errata"]["A"]][1:] == [row["fault"] for row in rows]
    assert "Of the 3, 2 rows are contradicted" in " ".join(str(cell.value) for cell in book["covering text"]["A"])


@pytest.mark.parametrize("name", ["errata", "errata-csv", "errata-xlsx"])
def test_no_person_no_number_and_no_note_gets_out(client, called, administrator, name):
    client.force_login(administrator)  # who may see contacts elsewhere
    content = client.get(address(name, called)).content
    if name == "errata-xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        content = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row).encode()
    said = content.decode("utf-8-sig")
    for private in (SECRET, "Odile", "odile@hope.example", NUMBER, "496", "said so", "ring 0161"):
        assert private not in said


@pytest.mark.parametrize("name", ["errata", "errata-csv"])
def test_a_number_in_the_name_on_the_list_does_not_get_out(client, world, bring, researcher, name):
    listed = bring(csv_of(["Westmere", "Avenmoor Group", f"Orrery Works {NUMBER}", "1", "private"]))
    world.said(listed.rows.get().statement.subcontract, ON, involvement="left")
    client.force_login(researcher)
    said = client.get(address(name, listed)).content.decode()
    assert "withheld" in said and "496" not in said and "Not in the chain" in said


def test_an_edition_nobody_called_about_has_no_errata(client, listed, researcher):
    client.force_login(researcher)
    page = client.get(address("errata", listed)).content.decode()
    assert "Nobody was asked yet" in page and "0 of 0 rows" in page
    assert len(client.get(address("errata-csv", listed)).content.decode("utf-8-sig").splitlines()) == 1


def test_a_staged_list_has_no_errata(client, stage, researcher):
    client.force_login(researcher)
    staged = stage(csv_of(*ROWS))
    assert "is not applied yet. Errata are told of lists that are in the map." in page(client, staged)
    assert client.get(f"{staged.get_absolute_url()}errata.csv").url == address("errata", staged)


def test_a_list_that_was_rolled_back_has_no_errata(client, bring, world, researcher):
    client.force_login(researcher)
    gone = bring(csv_of(*ROWS))
    roll_back_list(provider_list=gone, by=world.by, reason="A draft.")
    assert "was rolled back on" in page(client, gone)
    assert client.get(f"{gone.get_absolute_url()}errata.xlsx").url == address("errata", gone)


def page(client, provider_list):
    response = client.get(address("errata", provider_list))
    assert response.status_code == 200 and faults_of_page(response) == []
    return " ".join(response.content.decode().split())


def test_the_questions_do_not_grow_with_the_errata(client, world, called, researcher, django_assert_max_num_queries):
    client.force_login(researcher)
    for position in (world.quill_2, world.hope_2):
        world.said(position, ON, involvement="never")
    with django_assert_max_num_queries(16):
        client.get(address("errata", called))
