"""The page of an area from other standpoints, compared, in its three views: what it shows, says and costs.

Westmere:  Avenmoor --+-- Hope Trust       Tier 1, and by call Tier 2
                      +-- Larkhill Skills  Tier 2
           Tallis ----+-- Larkhill Skills  Tier 1, and by call out of it
                      +-- Ostler Works     Tier 2
                      +-- Quill College    found by calling
"""

import datetime as dt

import pytest

from supplychains.contracts.actions import place, state_position
from supplychains.contracts.models import Subcontract

AREA = "/programmes/demonstration/areas/1/"
MARCH, MAY = dt.date(2026, 3, 12), dt.date(2026, 5, 12)


@pytest.fixture
def called(client, researcher, world):
    """The world after three calls, and somebody who looks."""
    world.said(world.hope_1, MARCH, tier="2", involvement="delivering", referral_status="receiving")
    world.said(world.larkhill_tallis, MARCH, involvement="never")
    found, _ = place(provider=world.quill, prime_contract=world.tallis_1)
    world.said(found, MAY, "prime", tier="1", involvement="delivering")
    client.force_login(researcher)
    return client


def page(response):
    assert response.status_code == 200
    return response.content.decode()


def shown(response):
    """{(organisation, prime): change} of what the page shows."""
    return {(p.provider.name, p.prime_contract.provider.name): p.change for p in response.context["positions"]}


def test_as_listed_shows_what_lists_say_and_nothing_else(called):
    response = called.get(f"{AREA}?layer=listed")
    assert {name for name, _ in shown(response)} == {"Hope Trust", "Larkhill Skills", "Ostler Works"}
    assert "Hope Trust. Tier 1 under Avenmoor Group" in page(response)
    assert "Only what lists say is shown." in page(response) and "Nobody has been called" not in page(response)


def test_as_checked_shows_whom_calls_found_in_the_chain(called):
    response = called.get(f"{AREA}?layer=checked")
    assert set(shown(response)) == {("Hope Trust", "Avenmoor Group"), ("Quill College", "Tallis and Rowe")}
    assert "Hope Trust. Tier 2 under Avenmoor Group" in page(response)


def test_the_difference_marks_what_calls_change_in_the_lists_and_counts_it(called):
    response = called.get(f"{AREA}?layer=difference")
    assert shown(response) == {
        ("Hope Trust", "Avenmoor Group"): "changed",
        ("Larkhill Skills", "Avenmoor Group"): "not-asked",
        ("Larkhill Skills", "Tallis and Rowe"): "left",
        ("Ostler Works", "Tallis and Rowe"): "not-asked",
        ("Quill College", "Tallis and Rowe"): "entered",
    }
    gap = response.context["chain"].gap
    assert (gap.before, gap.after, gap.entered, gap.left, gap.changed, gap.not_asked) == (4, 2, 1, 1, 1, 2)
    html = page(response)
    assert "What calls found, beside what lists say" in html and "tier, was Tier 1" in html
    assert html.count('class="became ') == 5 + 5  # a line for each kind of change, and one in each row of the table
    assert html.count('class="became"') == 3  # and in the drawing beside who entered, left and changed


def test_a_filter_narrows_a_comparison_and_its_count(called, world):
    response = called.get(f"{AREA}?layer=difference&prime={world.tallis.public_id}")
    assert set(shown(response).values()) == {"left", "not-asked", "entered"}
    assert (response.context["chain"].gap.before, response.context["chain"].whole_gap.before) == (2, 4)


def test_one_day_beside_another(called):
    response = called.get(f"{AREA}?from_on=2026-04-01")
    assert shown(response)[("Quill College", "Tallis and Rowe")] == "entered"
    assert shown(response)[("Hope Trust", "Avenmoor Group")] == "same"
    assert "Compared with the chain as it was on 1 April 2026" in page(response)
    back = called.get(f"{AREA}?on=2026-04-01&from_on=2026-06-01")
    assert shown(back)[("Quill College", "Tallis and Rowe")] == "left"


def test_a_day_gone_by(called):
    response = called.get(f"{AREA}?on=2026-03-31&tier=2")
    assert [name for name, _ in shown(response)] == ["Hope Trust", "Larkhill Skills", "Ostler Works"]
    assert "Shown as it was on 31 March 2026." in page(response)
    empty = page(called.get(f"{AREA}?on=2020-01-01"))
    assert "Nobody is known to work under these primes" in empty


def test_what_was_not_known_yet_is_not_shown(called):
    """Everything in this world was recorded today."""
    assert shown(called.get(f"{AREA}?known=2026-03-31")) == {}
    assert len(shown(called.get(f"{AREA}?known={dt.date.today().isoformat()}"))) == 5


def test_one_list_beside_another(called, world):
    world.listed(world.quill, world.avenmoor_1, "2", edition="mar26", stated_on=MARCH)
    world.listed(world.hope, world.avenmoor_1, "2", edition="mar26", stated_on=MARCH)
    response = called.get(f"{AREA}?edition=mar26&from_edition=feb26")
    assert shown(response) == {
        ("Hope Trust", "Avenmoor Group"): "changed",
        ("Quill College", "Avenmoor Group"): "entered",
        ("Larkhill Skills", "Avenmoor Group"): "left",
        ("Larkhill Skills", "Tallis and Rowe"): "left",
        ("Ostler Works", "Tallis and Rowe"): "left",
    }
    assert "as Employment Support Office, 28 February 2026 has it" in page(response)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("on=yesterday", "A day is written 2026-03-12; this one is left out."),
        ("on=2999-01-01", "That day is still ahead; it is left out."),
        ("edition=none", "is not known here; it is left out."),
        ("layer=difference&from_on=2026-03-01", "lists are compared with calls, not one day with another"),
        ("sector=nonsense", "is not known here; it is left out."),
    ],
)
def test_what_the_address_asks_and_cannot_be_is_said_and_left_out(called, query, sentence):
    response = called.get(f"{AREA}?{query}")
    assert sentence in page(response)
    assert len(shown(response)) == 5


def test_three_views_show_the_same_organisations(called):
    for view in ("links", "groups", "matrix", "nonsense"):
        html = page(called.get(f"{AREA}?view={view}"))
        for name in ("Hope Trust", "Larkhill Skills", "Ostler Works", "Quill College"):
            assert name in html[html.index('id="chain"') : html.index('id="positions"')]


def test_the_matrix_is_a_table_with_a_sentence_in_every_cell(called):
    html = page(called.get(f"{AREA}?view=matrix"))
    assert "chain-matrix" in html and '<svg class="drawing' not in html
    assert "Tier 2 under Avenmoor Group, receiving referrals" in html


def test_a_highlight_stands_in_the_address(called, world):
    html = page(called.get(f"{AREA}?lit={world.larkhill.public_id}"))
    assert 'class="drawing lit"' in html and "Larkhill Skills. Tier" in html[html.index('class="pointed') :]
    for odd in ("nobody", "%00", "<script>"):
        assert 'class="drawing lit"' not in page(called.get(f"{AREA}?lit={odd}"))


def test_narrowing_turns_nothing_over(called):
    """Those left keep their order, because the whole chain gives it."""
    whole = called.get(AREA).context["picture"]
    narrowed = called.get(f"{AREA}?tier=2").context["picture"]
    heights = {n: narrowed.layout.positions[n][1] for n in narrowed.graph if n in whole.graph and n.startswith("2:")}
    assert len(heights) == 3
    assert sorted(heights, key=heights.get) == sorted(heights, key=lambda n: whole.layout.positions[n][1])


@pytest.mark.parametrize(
    "query", ["", "layer=difference", "on=2026-04-01", "on=2026-04-01&known=2026-11-24&from_on=2026-03-01&text=a"]
)
def test_any_standpoint_costs_the_same_however_long_the_chain(called, world, query, django_assert_max_num_queries):
    from providers.actions import register_provider

    called.get(f"{AREA}?{query}")
    with django_assert_max_num_queries(12) as few:
        called.get(f"{AREA}?{query}")
    for n in range(20):
        world.listed(register_provider(name=f"Body {n}"), world.avenmoor_1, "12"[n % 2])
    with django_assert_max_num_queries(12) as many:
        called.get(f"{AREA}?{query}")
    assert len(few) == len(many)


def test_a_body_that_is_prime_and_subcontractor_in_one_area_is_drawn_as_both(called, world):
    world.listed(world.tallis, world.avenmoor_1, "1")
    html = page(called.get(AREA))
    assert "Tallis and Rowe, prime contract" in html and "Tallis and Rowe. Tier 1 under Avenmoor Group" in html


def test_a_circle_of_who_works_under_whom_breaks_no_page(called, world):
    Subcontract.objects.filter(pk=world.hope_1.pk).update(via=world.larkhill_avenmoor)
    Subcontract.objects.filter(pk=world.larkhill_avenmoor.pk).update(via=world.hope_1)
    for view in ("links", "groups", "matrix"):
        assert "Hope Trust" in page(called.get(f"{AREA}?view={view}"))


def test_as_checked_says_how_far_the_lists_were_right(called):
    """Hope was listed and corrected; only Quill is on no list."""
    shown = {p.provider.name: p.verification for p in called.get(f"{AREA}?layer=checked").context["positions"]}
    assert shown == {"Hope Trust": "corrected", "Quill College": "unlisted"}


def test_a_node_says_whom_it_works_under_though_that_one_is_not_shown(called, world):
    world.larkhill_avenmoor.hang_under(world.hope_1)
    html = page(called.get(f"{AREA}?text=larkhill"))
    assert "Larkhill Skills. Tier 2 under Hope Trust" in html and ">via Hope Trust</tspan>" in html
    assert ">via Hope Trust</tspan>" in page(called.get(AREA))  # Hope stands in the same column: no line from there


def test_who_is_outside_the_chain_is_struck_and_counted_apart(called):
    html = page(called.get(AREA))
    assert "1 of the positions is outside the chain" in html
    assert "Larkhill Skills. Tier 1 under Tallis and Rowe" in html and "never part of it" in html
    assert '<tspan class="struck">Larkhill Skills</tspan><tspan class="became" dx="6">never in it</tspan>' in html


def test_who_left_is_drawn_but_not_counted_as_there(called):
    response = called.get(f"{AREA}?layer=difference")
    assert len(response.context["here"]) == 4 and len(response.context["positions"]) == 5
    assert "Marked is what calls and rulings found otherwise than lists say." in page(response)


@pytest.mark.parametrize("query", ["prime=bogus", "tier=9", "text=%20%20", "per_page=-1", "page=99", "per_page=x"])
def test_what_cannot_be_read_narrows_nothing_and_breaks_nothing(called, query):
    response = called.get(f"{AREA}?{query}")
    assert len(shown(response)) == 5 and "that fit these filters" not in page(response)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("layer=x", "“x” is not known here; it is left out."),
        ("view=zz", "There is no view “zz”; links are shown."),
        ("lit=nobody", "The organisation to be highlighted does not stand in what is shown."),
    ],
)
def test_views_layers_and_highlights_that_are_not_there_are_said(called, query, sentence):
    assert sentence in page(called.get(f"{AREA}?{query}"))


def test_whom_no_list_has_any_more_and_nobody_spoke_of_is_not_shown(called, world):
    gone = {"source": "list", "speaks_for": "publisher", "publisher": "Employment Support Office", "edition": "apr26"}
    state_position(subcontract=world.ostler_1, listed=False, stated_on=dt.date(2026, 4, 1), by=world.by, **gone)
    assert ("Ostler Works", "Tallis and Rowe") not in shown(called.get(AREA))
    assert ("Ostler Works", "Tallis and Rowe") in shown(called.get(f"{AREA}?on=2026-03-31"))
