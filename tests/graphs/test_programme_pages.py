"""The pages of a whole programme: what they show, what they say when there is nothing, what they cost."""

import datetime as dt
import gzip
import re

import pytest

from providers.actions import register_provider
from supplychains.contracts.actions import award_contract, define_area, define_programme
from supplychains.contracts.models import Programme, Subcontract
from supplychains.graphs.programmes.holdings import holdings_of

PAGES = ["", "drawings/", "map/", "shared/", "primes/", "organisations/"]
BOTH = "/compare/?first=demonstration&second=other"
HERE = "/programmes/demonstration/"
MOST_QUERIES = 11


@pytest.fixture
def reader(client, researcher):
    client.force_login(researcher)
    return client


@pytest.fixture
def other(world):
    """Another programme, with one chain: Hope Trust under Tallis and Rowe."""
    programme, _ = define_programme(slug="other", name="Other")
    area, _ = define_area(programme=programme, number=1, name="Corran")
    world.listed(world.hope, award_contract(area=area, prime=world.tallis)[0], "1")
    return programme


def text(response):
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def words(response):
    """What the page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response)))


# ---- every page


@pytest.mark.parametrize("page", PAGES)
def test_every_page_leads_to_the_others_and_says_where_it_is(reader, world, page):
    html = text(reader.get(HERE + page))
    assert all(f'href="{HERE}{other}"' in html for other in PAGES)
    assert f'<a href="{HERE}{page}" aria-current="page">' in html


@pytest.mark.parametrize("page", PAGES[1:])
def test_every_page_explains_itself_when_nothing_is_there(reader, world, page):
    define_programme(slug="new", name="New")
    assert re.search(r"No (prime contract|area) yet", text(reader.get(f"/programmes/new/{page}")))
    assert reader.get(f"/programmes/none/{page}").status_code == 404


@pytest.mark.parametrize("page", ["shared/", "primes/", "organisations/"])
def test_contracts_without_subcontractors_are_explained(reader, world, page):
    bare, _ = define_programme(slug="bare", name="Bare")
    area, _ = define_area(programme=bare, number=1, name="Corran")
    award_contract(area=area, prime=world.tallis)
    assert "No subcontractor named yet" in text(reader.get(f"/programmes/bare/{page}"))


@pytest.mark.parametrize("address", [*(HERE + page for page in PAGES), BOTH, f"{HERE}organisations/?area=1&area=2"])
def test_a_page_costs_the_same_however_large_the_programme(
    reader, world, other, address, django_assert_max_num_queries
):
    reader.get(address)
    with django_assert_max_num_queries(MOST_QUERIES + 3 * (address == BOTH)) as few:
        reader.get(address)
    grow(world, areas=6, bodies=5)
    with django_assert_max_num_queries(MOST_QUERIES + 3 * (address == BOTH)) as many:
        reader.get(address)
    assert len(few) == len(many)


def grow(world, areas, bodies):
    """More areas, each with two primes that buy from the same bodies."""
    found = [register_provider(name=f"Body {n}") for n in range(bodies)]
    for number in range(3, 3 + areas):
        place = {"grid_row": number, "grid_column": number % 3}
        area, _ = define_area(programme=world.programme, number=number, name=f"Area {number}", **place)
        for prime in (world.avenmoor, world.tallis):
            contract, _ = award_contract(area=area, prime=prime)
            for body in found:
                world.listed(body, contract, "12"[number % 2])


def test_a_programme_is_read_with_everything_there_once_and_in_the_order_of_the_map(world, other):
    world.ostler_1.hang_under(world.larkhill_tallis)
    world.larkhill_tallis.statements.all().withdraw(by=world.by, reason="entered twice")
    world.larkhill_tallis.settle()  # off the map, but Ostler Works still hangs under it
    held = holdings_of(world.programme)
    assert held.positions == list(Subcontract.objects.on_map().in_programme(world.programme).for_graph())
    assert [(len(chain.contracts), len(chain.positions)) for chain in held.chains] == [(2, 3), (1, 2)]
    ostler = next(p for p in held.positions if p.provider == world.ostler)
    assert ostler.via.provider == world.larkhill
    assert ostler.prime_contract in held.contracts and ostler.prime_contract.area is held.chains[0].area
    assert {contract.pk: contract.whole for contract in held.contracts} == {
        world.avenmoor_1.pk: 2,
        world.tallis_1.pk: 1,
        world.avenmoor_2.pk: 2,
    }


# ---- drawings


def test_every_area_is_a_picture_and_a_link_with_its_sizes(reader, world):
    define_area(programme=world.programme, number=3, name="Corran")
    html = text(reader.get(f"{HERE}drawings/"))
    assert html.count('<svg class="thumb"') == 2
    said = re.findall(r'<a href="([^"]+areas/\d+/)">(.*?)</a>', html)
    told = {address: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", inside)) for address, inside in said}
    assert told[f"{HERE}areas/1/"] == "Area 1 Westmere2 contracts, 4 positions"
    assert told[f"{HERE}areas/3/"] == "Area 3 CorranNo prime contract yet"
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="1")
    assert "2 contracts, 1 of 4 positions checked" in words(reader.get(f"{HERE}drawings/"))


def test_fifty_pictures_are_a_light_page(reader, world):
    grow(world, areas=10, bodies=8)
    html = reader.get(f"{HERE}drawings/").content
    assert len(gzip.compress(html)) < 150_000 * 12 / 51


# ---- map


def tiles(response):
    return [[tile and (tile.area.name, tile.part, tile.whole) for tile in row] for row in response.context["map"].rows]


def test_areas_stand_at_their_places_with_number_and_denominator(reader, world):
    for area, row, column in ((world.westmere, 2, 2), (world.ellan_vale, 3, 1)):
        area.grid_row, area.grid_column = row, column
        area.save()
    response = reader.get(f"{HERE}map/?figure=shared")
    assert tiles(response) == [[None, ("Westmere", 1, 3)], [("Ellan Vale", 0, 2), None]]
    assert "<b>1 <small>of 3</small></b>" in text(response) and "depth-2" in text(response)
    assert "Not on the map" not in text(response)


def test_an_area_without_a_place_is_listed_and_how_to_give_it_one_is_said(client, reader, world, administrator):
    html = text(reader.get(f"{HERE}map/"))
    assert "No area has a place on the map yet" in html and "2 of 2 areas" in html
    assert "An administrator gives an area its grid row" in html and "/admin/" not in html
    client.force_login(administrator)
    page = text(client.get(f"{HERE}map/"))
    (address,) = re.findall(r'href="(/admin/contracts/contractpackagearea/[^"]+)"', page)
    assert "Ellan Vale" in text(client.get(address))


def test_an_unknown_figure_is_said_and_another_shown(reader, world):
    html = text(reader.get(f"{HERE}map/?figure=%3Cb%3E"))
    assert "There is no figure “&lt;b&gt;”. This map shows organisations." in html


# ---- shared


def test_areas_lead_to_the_organisations_they_share(reader, world):
    response = reader.get(f"{HERE}shared/")
    assert [[cell.shared for cell in row] for _, row in response.context["rows"]] == [[3], [1, 2]]
    assert "1 of 4 organisations stands in the chains of more than one area." in words(response)
    address = f"{HERE}organisations/?area=1&amp;area=2"
    assert f'href="{address}"' in text(response)
    assert [m.provider for m in reader.get(address.replace("&amp;", "&")).context["asked"].members] == [world.hope]


# ---- primes


def test_primes_are_compared_with_how_right_their_lists_were(reader, world):
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="1")
    world.said(world.hope_2, dt.date(2026, 3, 12), involvement="left")
    world.said(world.ostler_1, dt.date(2026, 3, 12), tier="2")
    response = reader.get(f"{HERE}primes/")
    found = {line.prime.name: line.accuracy for line in response.context["lines"]}
    assert (found["Avenmoor Group"].confirmed, found["Avenmoor Group"].checked) == (1, 2)
    assert "1 corrected, 0 differ" in words(response)
    assert [[cell.shared for cell in row] for _, row in response.context["rivals"]] == [[3], [1, 2]]
    assert f"organisations/?prime={world.tallis.public_id}&amp;prime={world.avenmoor.public_id}" in text(response)


def test_the_network_is_told_in_sentences(reader, world):
    said = words(reader.get(f"{HERE}primes/"))
    assert "An organisation works for 1.25 primes on average: 5 working relations of 4 organisations" in said
    assert "Shared organisations join primes into one group." in said
    ((provider, broker),) = reader.get(f"{HERE}primes/").context["brokers"]
    assert (provider, broker.primes, broker.share, broker.is_only) == (world.larkhill, 2, 1.0, True)


def test_one_prime_has_no_rivals_and_nobody_bridges(reader, world, other):
    said = words(reader.get("/programmes/other/primes/"))
    assert "No rivals to compare" in said and "Nobody bridges two primes" in said


# ---- organisations


def test_organisations_in_most_chains_come_first(reader, world):
    table = reader.get(f"{HERE}organisations/").context["table"]
    assert [(row.record.provider.name, row.record.chains) for row in table.page] == [
        ("Hope Trust", 2),
        ("Larkhill Skills", 2),
        ("Ostler Works", 1),
        ("Quill College", 1),
    ]


def test_the_table_of_organisations_sorts_and_pages(reader, world):
    grow(world, areas=1, bodies=51)
    first = reader.get(f"{HERE}organisations/?sort=-name")
    assert [row.record.provider.name for row in first.context["table"].page][:2] == ["Quill College", "Ostler Works"]
    assert "Rows 1 to 50 of 55 organisations" in text(first)
    assert len(reader.get(f"{HERE}organisations/?page=2").context["table"].page) == 5
    assert reader.get(f"{HERE}organisations/?page=99&sort=nonsense").status_code == 200


def test_nobody_in_all_places_is_said_and_what_does_not_exist_too(reader, world):
    quill_and_tallis = f"{HERE}organisations/?area=2&prime={world.tallis.public_id}"
    assert "Nobody stands in all of these" in text(reader.get(quill_and_tallis))
    html = text(reader.get(f"{HERE}organisations/?area=99&area=%00"))
    assert "There is no area “99” in this programme." in html


# ---- compare


def test_two_programmes_stand_side_by_side(reader, world, other):
    response = reader.get(BOTH)
    sizes = {title: (one, two) for title, one, two in response.context["sizes"]}
    assert (sizes["Areas"], sizes["Prime contracts"], sizes["Organisations"]) == (("2", "1"), ("3", "1"), ("4", "1"))
    assert response.context["both"] == [world.hope]
    assert "1 organisation stands in the chains of both." in words(response)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Choose two programmes above."),
        ("?first=demonstration", "One programme is chosen; the other is missing."),
        ("?first=demonstration&second=%3Ci%3E", "There is no programme “&lt;i&gt;”."),
        ("?first=demonstration&second=demonstration", "Both sides are the same programme."),
        ("?first=demonstration&second=new", "No organisation in both"),
    ],
)
def test_what_is_missing_for_a_comparison_is_said(reader, world, query, said):
    define_programme(slug="new", name="New")
    assert said in text(reader.get(f"/compare/{query}"))


def test_without_any_programme_there_is_nothing_to_compare(reader, db):
    Programme.objects.all().delete()
    assert "No programme yet" in text(reader.get("/compare/"))
