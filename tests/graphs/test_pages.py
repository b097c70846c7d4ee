"""Programmes, a programme, an area: what they show, what narrows them, what they cost."""

import csv
import datetime as dt

import pytest

from providers.actions import register_provider
from supplychains.contracts.actions import define_area, define_programme

AREA = "/programmes/demonstration/areas/1/"


@pytest.fixture
def reader(client, researcher):
    client.force_login(researcher)
    return client


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def organisations(response):
    return [position.provider.name for position in response.context["positions"]]


def test_programmes_are_listed_with_their_sizes(reader, world):
    line = reader.get("/programmes/").context["programmes"][0]
    assert (line.areas, line.primes, line.contracts, line.organisations, line.positions) == (2, 2, 3, 4, 6)
    assert (line.reached, line.newest_list) == (0, dt.date(2026, 2, 28))


def test_a_programme_shows_who_holds_what(reader, world):
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="1")
    matrix = reader.get("/programmes/demonstration/").context["matrix"]
    sizes = [[cell and (cell.whole, cell.checked) for cell, _ in row] for _, row, _ in matrix.rows]
    assert [prime.name for prime in matrix.primes] == ["Avenmoor Group", "Tallis and Rowe"]
    assert sizes == [[(2, 1), (2, 0)], [(2, 0), None]]
    assert (matrix.contracts, matrix.total.whole, matrix.total.checked) == (3, 6, 1)


def test_a_programme_without_contracts_says_what_to_do(reader, world):
    define_programme(slug="new", name="New")
    assert "No prime contract yet" in text(reader.get("/programmes/new/"))
    assert reader.get("/programmes/none/").status_code == 404


def test_an_area_shows_its_chain_as_drawing_and_as_table(reader, world):
    html = text(reader.get(AREA))
    assert html.count('class="node third listed"') == 3  # Hope, and Larkhill at both tiers
    assert "Hope Trust. Tier 1 under Avenmoor Group, third sector" in html
    assert "<strong>3 organisations hold 4 positions</strong>" in html
    table = html[html.index('aria-label="Table of positions') :]
    assert table.count("<tr") == 1 + 4  # the heading and a row for each position


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=larkhill", ["Larkhill Skills", "Larkhill Skills"]),
        ("text=LARKHILL+sk", ["Larkhill Skills", "Larkhill Skills"]),
        ("tier=1", ["Hope Trust", "Larkhill Skills"]),
        ("tier=2&sector=private", ["Ostler Works"]),
        ("referrals=receiving", []),
        ("checked=confirmed", ["Hope Trust"]),
        ("sector=nonsense", ["Hope Trust", "Larkhill Skills", "Larkhill Skills", "Ostler Works"]),
    ],
)
def test_a_filter_narrows_the_page(reader, world, query, found):
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="1")
    assert organisations(reader.get(f"{AREA}?{query}")) == found


def test_the_prime_in_the_address_narrows_the_drawing_too(reader, world):
    response = reader.get(f"{AREA}?prime={world.tallis.public_id}")
    assert organisations(response) == ["Larkhill Skills", "Ostler Works"]
    assert "Avenmoor Group, prime contract" not in text(response)


def test_a_narrowed_page_says_of_how_many(reader, world):
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="1")
    html = text(reader.get(f"{AREA}?checked=unverified"))
    assert (
        "<strong>2 organisations hold 3 positions</strong> that fit these filters (Checked: Lists only), of 4" in html
    )
    assert "None of them has been checked by phone." in html and "Nobody has been called" not in html
    assert "1 of 2 shown" in html and "chain of 2" in html


def test_names_sort_as_people_sort_them(reader, world):
    for name in ("BEST", "Back On Track", "a-one"):
        world.listed(register_provider(name=name), world.avenmoor_1, "2")
    table = reader.get(f"{AREA}?sort=organisation").context["table"]
    assert [row.record.provider.name for row in table.page][:4] == ["a-one", "Back On Track", "BEST", "Hope Trust"]


def test_filters_that_fit_nobody_say_so(reader, world):
    html = text(reader.get(f"{AREA}?text=zzz&tier=1"))
    assert "No organisation fits" in html and "Two filters are set" in html


def test_an_area_without_contracts_and_a_prime_without_subcontractors_are_explained(reader, world):
    define_area(programme=world.programme, number=3, name="Empty")
    assert "No prime contract in this area yet" in text(reader.get("/programmes/demonstration/areas/3/"))
    from supplychains.contracts.actions import award_contract

    award_contract(area=world.programme.areas.get(number=3), prime=register_provider(name="Lone Prime"))
    html = text(reader.get("/programmes/demonstration/areas/3/"))
    assert "Lone Prime, prime contract" in html and "Nobody is known to work under these primes" in html


def test_the_download_is_exactly_what_is_shown(reader, world):
    query = "?tier=2"
    shown = organisations(reader.get(AREA + query))
    response = reader.get(f"{AREA}positions.csv{query}")
    rows = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
    assert [row["organisation"] for row in rows] == shown == ["Larkhill Skills", "Ostler Works"]
    assert rows[0]["listed_in"].startswith("Employment Support Office, 2026-02-28")
    assert 'filename="demonstration-area-1-' in response["Content-Disposition"]


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_download(reader, world):
    nasty = register_provider(name='=HYPERLINK("x")')
    world.listed(nasty, world.avenmoor_1, "2")
    assert "'=HYPERLINK" in reader.get(f"{AREA}positions.csv").content.decode()


def test_the_table_sorts_and_keeps_the_filters(reader, world):
    response = reader.get(f"{AREA}?tier=2&sort=-organisation")
    assert [row.record.provider.name for row in response.context["table"].page] == ["Ostler Works", "Larkhill Skills"]
    assert "tier=2" in text(response)


def test_an_area_costs_the_same_however_long_its_chain(reader, world, django_assert_max_num_queries):
    reader.get(AREA)
    with django_assert_max_num_queries(20) as few:
        reader.get(AREA)
    for n in range(30):
        world.listed(register_provider(name=f"Body {n}"), world.avenmoor_1, "12"[n % 2])
    with django_assert_max_num_queries(20) as many:
        reader.get(AREA)
    assert len(few) == len(many)
