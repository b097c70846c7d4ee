"""Areas and names that would break a page or a file, were they not thought of."""

import datetime as dt
from xml.etree import ElementTree

import networkx as nx
import pytest
from django.db import IntegrityError, transaction

from providers.actions import register_provider
from providers.models import Provider
from supplychains.contracts.actions import award_contract, define_area, place, state_positions
from supplychains.contracts.models import Subcontract
from supplychains.graphs.chains import chain_of
from supplychains.graphs.exports.formats import FORMATS, export
from supplychains.graphs.pictures import VIEWS, Picture

TODAY = dt.date(2026, 11, 24)
ODD = {
    "long": "Association for the " + "Very " * 18 + "Long Name",
    "right to left": "مؤسسة التدريب والتشغيل",
    "welsh": "Cyngor Bro Morgannwg ŵŷ",
    "markup": "Fish & Chips <b>\"Ltd\"</b> 'x'",
    "emoji": "Skills 🚀 Trust",
}


@pytest.fixture
def reader(client, researcher):
    client.force_login(researcher)
    return client


def every_file(chain):
    """Every export in every view; none of them may raise."""
    return {(view, name): export(Picture(chain, TODAY, view), name) for view in VIEWS for name in FORMATS}


def test_odd_names_are_drawn_and_exported(reader, world):
    for name in ODD.values():
        world.listed(register_provider(name=name), world.avenmoor_1, "1")
    for view in VIEWS:
        response = reader.get(f"{world.westmere.get_absolute_url()}?view={view}")
        assert response.status_code == 200
    files = every_file(chain_of(world.westmere, {}))
    for view in VIEWS:
        titles = " ".join(ElementTree.fromstring(files[view, "svg"]).itertext())
        for name in ODD.values():
            assert name in titles
    graph = nx.parse_graphml(files["links", "graphml"].decode())
    assert {ODD["markup"], ODD["right to left"]} <= {data["label"] for _, data in graph.nodes(data=True)}


def test_control_characters_are_kept_out_of_files_and_reported(reader, world):
    """No action lets them in; a database made elsewhere may hold them."""
    Provider.objects.filter(pk=world.hope.pk).update(name="Hope\x07 Tr\x0bust")
    assert reader.get(world.westmere.get_absolute_url()).status_code == 200
    files = every_file(chain_of(world.westmere, {}))
    for name in ("svg", "graphml", "gexf"):
        root = ElementTree.fromstring(files["links", name])
        assert "had control characters, which are left out" in ElementTree.tostring(root, encoding="unicode")


def test_an_empty_area_and_a_lone_prime_have_pages_and_files(reader, world):
    area, _ = define_area(programme=world.programme, number=3, name="Empty")
    assert reader.get(area.get_absolute_url()).status_code == 200
    every_file(chain_of(area, {}))
    award_contract(area=area, prime=register_provider(name="Lone Prime"))
    assert b"Lone Prime" in reader.get(area.get_absolute_url()).content
    assert b"Lone Prime" in every_file(chain_of(area, {}))["links", "svg"]


def test_four_hundred_organisations_in_one_area(reader, world):
    said = []
    for n in range(400):
        body = register_provider(name=f"Organisation {n:03}")
        for contract in (world.avenmoor_1, world.tallis_1)[: 1 + (n % 5 == 0)]:
            said.append((place(provider=body, prime_contract=contract)[0], {"listed": True, "tier": "12"[n % 2]}))
    on_list = world.on_list
    state_positions(positions=said, by=on_list.pop("by"), **on_list)
    for view in VIEWS:
        html = reader.get(f"{world.westmere.get_absolute_url()}?view={view}").content.decode()
        assert all(f"Organisation {n:03}" in html for n in range(400))


def test_nothing_works_under_itself(world):
    """A position under itself is refused by a constraint, a longer circle by the action that hangs one."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Subcontract.objects.filter(pk=world.hope_1.pk).update(via=world.hope_1.pk)
    world.larkhill_avenmoor.hang_under(world.hope_1)
    with pytest.raises(ValueError, match="already works under"):
        world.hope_1.hang_under(world.larkhill_avenmoor)
