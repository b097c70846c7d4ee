"""The matrix view: organisations by prime contracts, as a grid, as a table and as a picture.

Office -- 1 Westmere --+-- Avenmoor (A) --+-- Hope    Tier 1 --- Larkhill  Tier 2
                       |                  +-- Quill   tier not known
                       +-- Tallis (T) ----+-- Larkhill Tier 1 and 2
"""

from datetime import timedelta
from xml.etree import ElementTree

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from supplychains.graphs.drawing.grid import MANY, grid_of
from supplychains.graphs.drawing.grid_drawing import render_grid
from tests.graphs import small
from tests.graphs.invented import chains, laid_out


def grid(positions=small.POSITIONS, contracts=small.CONTRACTS):
    return grid_of(*laid_out(contracts, positions), on=small.TODAY)


def cell(position):
    """The one cell of a chain of one position."""
    return grid([position], [position.prime_contract]).rows[0].cells[0]


def cells(found):
    return {
        (row.provider.name, column.contract.provider.name): held
        for row in found.rows
        for column, held in zip(found.columns, row.cells, strict=True)
        if held
    }


def picture(found, lit=""):
    return render_grid(found, small.AREA, address=lambda i: f"/organisations/{i}/", lit=lit)


def table(found, **more):
    return render_to_string("graphs/_chain_matrix.html", {"grid": found, "area": small.AREA, **more})


def views(address, **context):
    return render_to_string("graphs/_views.html", context, request=RequestFactory().get(address))


def suggestion(**context):
    return render_to_string("graphs/_suggestion.html", context, request=RequestFactory().get("/")).strip()


def test_a_cell_says_tier_referrals_and_whom_it_hangs_under():
    found = cells(grid())
    assert found.keys() == {
        ("Hope", "Avenmoor"),
        ("Larkhill", "Avenmoor"),
        ("Quill", "Avenmoor"),
        ("Larkhill", "Tallis"),
    }
    assert {key[0] + key[1]: (held.tier, held.line, held.under) for key, held in found.items()} == {
        "HopeAvenmoor": ("1", "", ""),
        "LarkhillAvenmoor": ("2", "none", "under Hope"),
        "QuillAvenmoor": ("?", "not-known", ""),
        "LarkhillTallis": ("1+2", "stopped", ""),
    }


def test_each_cell_is_a_sentence():
    said = {key: held.sentence for key, held in cells(grid()).items()}
    assert said["Hope", "Avenmoor"] == ("Tier 1 under Avenmoor, receiving referrals, confirmed 24 November 2026.")
    assert said["Larkhill", "Avenmoor"] == (
        "Tier 2 under Hope in the chain of Avenmoor, no referrals so far, on lists only."
    )
    assert said["Larkhill", "Tallis"] == "Tier 1 and 2 under Tallis, referrals stopped, on lists only."


def test_an_organisation_that_does_not_deliver_is_said_not_to():
    left = small.position(small.HOPE, small.AVENMOOR, "1", involvement="left")
    assert cell(left).sentence == "Tier 1 under Avenmoor, left, referrals not known, on lists only."


def test_sign_and_age_follow_the_grammar_of_the_drawing():
    old = small.TODAY - timedelta(days=200)
    disputed = small.position(small.HOPE, small.AVENMOOR, "1", verification="disputed", checked_on=old)
    assert (cell(disputed).sign, cell(disputed).classes) == ("≠", "third old")
    unlisted = small.position(small.LARKHILL, small.AVENMOOR, "1", verification="unlisted", checked_on=small.TODAY)
    assert (cell(unlisted).sign, cell(unlisted).classes) == ("+", "private")


def test_those_under_the_same_contracts_stand_together():
    names = [[row.provider.name for row in group] for group in grid().groups]
    assert sorted(map(sorted, names)) == [["Hope", "Quill"], ["Larkhill"]]


def test_rows_of_a_group_stand_as_the_drawing_has_them():
    many = [small.position(small.provider(f"Body {n}"), small.AVENMOOR, "12"[n % 2]) for n in range(8)]
    graph, layout = laid_out([small.AVENMOOR], many)
    (group,) = grid_of(graph, layout, on=small.TODAY).groups
    places = [layout.positions[next(n for n in graph if n.endswith(f":{row.provider.public_id}"))] for row in group]
    assert places == sorted(places)


def test_columns_count_their_organisations():
    found = grid()
    assert {c.contract.provider.name: c.total for c in found.columns} == {"Avenmoor": "3", "Tallis": "1"}
    assert [c.total for c in grid(small.POSITIONS[:1]).columns] == ["1 of 3", "0 of 1"]


def test_the_table_has_a_caption_and_a_header_for_every_row_and_column():
    root = ElementTree.fromstring(f"<div>{table(grid())}</div>")
    assert "organisations by prime contracts" in root.find(".//caption").text
    assert len([th for th in root.iter("th") if th.get("scope") == "col"]) == 3
    assert [th.get("scope") for body in root.iter("tbody") for th in body.iter("th")] == ["row"] * 3
    assert len(list(root.iter("tbody"))) == 2


def test_every_relation_is_in_the_text_of_the_table():
    text = " ".join("".join(ElementTree.fromstring(f"<div>{table(grid())}</div>").itertext()).split())
    assert all(held.sentence in text for held in cells(grid()).values())
    assert "Hope, third sector" in text


def test_the_table_says_whom_somebody_works_under_unless_it_is_narrow():
    assert "<small>under Hope</small>" in table(grid())
    more = [small.contract(n, small.provider(f"Prime-{n}")) for n in range(10, 10 + MANY)]
    narrow = grid(contracts=[*small.CONTRACTS, *more])
    assert narrow.is_narrow
    assert "<small>under Hope</small>" not in table(narrow) and "chain-matrix narrow" in table(narrow)
    assert "rotate(-50)" in picture(narrow) and "rotate(-50)" not in picture(grid())


def test_the_highlighted_organisation_is_marked_in_both():
    assert 'class="picked"' in table(grid(), lit="hope") and 'class="picked"' not in table(grid(), lit="nobody")
    assert " self" in picture(grid(), "hope") and " self" not in picture(grid(), "nobody")


def test_an_area_without_subcontractors_is_a_table_and_a_picture():
    assert grid([]).rows == []
    assert "Avenmoor" in table(grid([])) and "Avenmoor" in picture(grid([]))


def test_the_picture_has_one_cell_a_position_and_no_style():
    root = ElementTree.fromstring(picture(grid()))
    assert len([g for g in root.iter("g") if g.get("class", "").startswith("node")]) == 4
    assert "style=" not in picture(grid())


def test_the_switch_keeps_the_rest_of_the_address():
    shown = views("/area/?prime=a&view=groups", view="groups")
    assert 'href="?prime=a&amp;view=matrix"' in shown and 'href="?prime=a">Links' in shown
    assert shown.count('aria-current="true"') == 1 and 'aria-current="true">Groups' in shown


def test_groups_are_suggested_in_the_links_view_where_links_cross_often():
    often, seldom = {"crossings": 621, "suggests_groups": True}, {"crossings": 3, "suggests_groups": False}
    assert "These links cross 621 times, more than two a link:" in suggestion(view="links", picture=often)
    assert suggestion(view="groups", picture=often) == suggestion(view="links", picture=seldom) == ""


@given(chains())
def test_every_organisation_is_one_row_and_every_position_in_one_cell(chain):
    contracts, positions = chain
    found = grid(positions, contracts)
    assert sorted(r.provider.public_id for r in found.rows) == sorted({p.provider.public_id for p in positions})
    held = [
        (row.provider.public_id, column.contract.pk, id(position))
        for row in found.rows
        for column, cell in zip(found.columns, row.cells, strict=True)
        if cell
        for position in cell.positions
    ]
    assert sorted(held) == sorted((p.provider.public_id, p.prime_contract_id, id(p)) for p in positions)


@given(chains())
def test_a_group_is_all_the_rows_under_the_same_contracts(chain):
    groups = [{row.held for row in group} for group in grid(chain[1], chain[0]).groups]
    assert all(len(held) == 1 for held in groups)
    assert len({held for group in groups for held in group}) == len(groups)


@given(chains())
def test_totals_are_the_cells_of_their_column(chain):
    found = grid(chain[1], chain[0])
    for number, column in enumerate(found.columns):
        assert column.shown == sum(row.cells[number] is not None for row in found.rows)


@given(chains(names=st.text(min_size=1, max_size=20)))
def test_table_and_picture_are_well_formed_whatever_a_name_holds(chain):
    contracts, positions = chain
    found = grid(positions, contracts)
    assert ElementTree.fromstring(picture(found)) is not None
    assert all(escape(row.provider.name) in table(found) for row in found.rows)


@settings(max_examples=30)
@given(chains(), st.randoms(use_true_random=False))
def test_the_same_chain_in_any_order_is_the_same_picture(chain, random):
    contracts, positions = chain
    shuffled = random.sample(positions, len(positions))
    assert picture(grid(shuffled, contracts[::-1])) == picture(grid(positions, contracts))
