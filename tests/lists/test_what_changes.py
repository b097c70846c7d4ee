"""The page of what a list changes, before it is applied and after.

Of the world of tests/conftest.py the first edition, applied here, is complete for the whole programme:

1 Westmere ---- Avenmoor Group ----+-- Hope Trust       Tier 1, third
|               |                  +-- Larkhill Skills  Tier 2, third
+-------------- Tallis and Rowe ---+-- Ostler Works     Tier 2, private
2 Ellan Vale -- Avenmoor Group ----+-- Quill College    Tier 2, public
"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.actions import state_sector
from supplychains.lists.actions import apply_list, roll_back_list
from supplychains.lists.what_changes.editions import beside_edition
from supplychains.lists.what_changes.lines import Calls, Chain, Closes, OnMap, Said, plan_lines, sums
from supplychains.lists.what_changes.records import before, did, kept, would_do
from tests.lists.making import csv_of, sizes
from tests.pages import faults

WHOLE = {"areas": "all"}
JUNE = dt.date(2026, 6, 30)
FIRST = csv_of(
    ["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"],
    ["Westmere", "Avenmoor Group", "Larkhill Skills", "2", "VCS"],
    ["Westmere", "Tallis and Rowe", "Ostler Works", "2", "private"],
    ["Ellan Vale", "Avenmoor Group", "Quill College", "2", "public"],
)
SECOND = csv_of(
    ["Westmere", "Avenmoor Group", "HOPE TRUST", "2", "VCS"],  # tier, spelling
    ["Westmere", "Tallis and Rowe", "Larkhill Skills", "1", "private"],  # sector; the prime
    ["Westmere", "Avenmoor Group", "Ostler Works", "2", "private"],  # the prime
    ["Ellan Vale", "Avenmoor Group", "Kinder Works", "1", "VCS"],  # new; Quill College is left out
    ["Nowhere", "Avenmoor Group", "Hope Trust", "1", "VCS"],  # a problem
)
PLACES = {
    ("Hope Trust", "Westmere", "Avenmoor Group"): {"tier", "respelt"},
    ("Larkhill Skills", "Westmere", "Avenmoor Group"): {"gone", "prime"},
    ("Larkhill Skills", "Westmere", "Tallis and Rowe"): {"listed", "sector", "prime"},
    ("Ostler Works", "Westmere", "Avenmoor Group"): {"added", "prime"},
    ("Ostler Works", "Westmere", "Tallis and Rowe"): {"gone", "prime"},
    ("Kinder Works", "Ellan Vale", "Avenmoor Group"): {"added"},
    ("Quill College", "Ellan Vale", "Avenmoor Group"): {"gone"},
}


def html(response):
    assert response.status_code == 200 and faults(response) == []
    return " ".join(response.content.decode().split())


@pytest.fixture
def first(bring):
    return bring(FIRST, coverage=WHOLE)


@pytest.fixture
def second(first, stage):
    return stage(SECOND, coverage=WHOLE, published_on=JUNE)


@pytest.fixture
def page(client, researcher, second):
    client.force_login(researcher)

    def page(query=""):
        return html(client.get(f"{second.get_absolute_url()}what-changes/{query}"))

    return page


def became(changes):
    """{(organisation, area, prime): its kinds}."""
    places = [(line, changes.chains[line.contract]) for line in changes.lines]
    return {(line.name, chain.area_name, chain.prime_name): {*map(str, line.kinds)} for line, chain in places}


def would(provider_list):
    return became(kept("would", provider_list, would_do))


# ---- against the map


def test_every_position_has_what_becomes_of_it(second):
    assert would(second) == PLACES


def test_a_list_that_says_what_the_map_has_changes_nothing(first, stage):
    again = stage(FIRST + b"\n", coverage=WHOLE, published_on=JUNE)
    assert {kind for kinds in would(again).values() for kind in kinds} == {"same"}


def test_nothing_is_gone_where_the_list_claims_nothing(first, stage):
    assert "gone" not in {kind for kinds in would(stage(SECOND, published_on=JUNE)).values() for kind in kinds}


def test_what_a_row_that_could_not_be_placed_may_be_about_is_kept(first, stage):
    rows = csv_of(["Nowhere", "Avenmoor Group", "Quill College", "2", ""], ["Westmere", "Avenmoor Group", "Hope Trust"])
    found = would(stage(rows, coverage=WHOLE, published_on=JUNE))
    assert found["Quill College", "Ellan Vale", "Avenmoor Group"] == {"kept"}


def test_the_word_of_a_call_is_set_beside_the_list(world, second):
    world.said(world.hope_1, dt.date(2026, 5, 1), tier="1")
    world.said(world.larkhill_tallis, dt.date(2026, 5, 1), involvement="never")
    call = {"source": "call", "speaks_for": "subcontractor", "stated_on": dt.date(2026, 5, 1), "by": world.by}
    state_sector(provider=world.ostler, sector="public", **call)
    changes = kept("would", second, would_do)
    details = {detail for line in changes.lines for detail in line.details}
    assert "Tier 2 in the list; the organisation itself said on 1 May 2026: Tier 1" in details
    assert "In the chain in the list; the organisation itself said on 1 May 2026: Never part of it" in details
    assert "Private in the list; the organisation itself said on 1 May 2026: Public" in details
    assert sum("call" in line.kinds for line in changes.lines) == 3
    assert became(changes)["Hope Trust", "Westmere", "Avenmoor Group"] == {"call", "respelt"}  # the call keeps the tier


def test_a_list_that_makes_its_contracts_has_them_as_it_calls_them(stage, world):
    rows = csv_of(["Norhaven", "Kesterby", "Kinder Works", "1", ""], ["7 ", "Avenmoor Group", "Hope Trust", "2", ""])
    found = would(stage(rows, create_contracts=True))
    assert found["Kinder Works", "Norhaven", "Kesterby"] == {"added"} and len(found) == 2


def test_the_page_names_changes_and_counts_them(page):
    shown = page()
    for words in ("Tier 1 → Tier 2", "Third → Private", "as “HOPE TRUST”", "From Tallis and Rowe", "Kinder Works"):
        assert words in shown
    assert "7 of 7 positions" in shown and "1 row with a problem or to be decided" in shown
    assert "By area, prime and tier" in shown


def test_the_page_is_narrowed_by_kind_area_and_prime(world, page):
    assert "2 of 7 positions" in page("?area=2")
    assert "1 of 7 positions" in page("?kind=tier")
    assert "2 of 7 positions" in page(f"?prime={world.tallis.public_id}")
    assert "No such change" in page(f"?kind=tier&prime={world.tallis.public_id}")
    assert "Nothing there" in page(f"?area=2&prime={world.tallis.public_id}")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?kind=nonsense", "There is no kind of change “nonsense” here"),
        ("?area=99", "There is no area “99” here"),
        ("?prime=%3Cb%3E", "There is no prime “&lt;b&gt;” here"),
        ("?against=nonsense", "Changes are not counted against “nonsense”"),
        ("?page=x&sum-page=999999", "7 of 7 positions"),
    ],
)
def test_what_the_address_asks_and_is_not_there_gets_a_sentence(page, query, words):
    assert words in page(query)


def test_nothing_reaches_the_map(page):
    was = sizes()
    page(), page("?against=edition")
    assert sizes() == was


def test_lines_are_kept_until_the_map_moves(world, second):
    one = kept("would", second, would_do)
    assert kept("would", second, would_do) is one
    world.said(world.hope_1, dt.date(2026, 5, 1), tier="1")
    assert kept("would", second, would_do) is not one


def test_a_new_name_on_the_map_is_no_new_name_in_the_list(world, first, stage):
    second = stage(csv_of(["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"]), published_on=JUNE)
    assert would(second)["Hope Trust", "Westmere", "Avenmoor Group"] == {"same"}
    world.hope.name = "Hope and Home"
    world.hope.save()
    assert would(second)["Hope and Home", "Westmere", "Avenmoor Group"] == {"same"}


# ---- against the edition before


def test_a_staged_list_is_compared_with_the_edition_before(page, first, second):
    assert before(second) == first and before(first) is None
    shown = page("?against=edition")
    assert "Against the edition of 31 March 2026" in shown and "organisation × prime" in shown
    found = became(beside_edition(second, first))
    assert found["Kinder Works", "Ellan Vale", "Avenmoor Group"] == {"entered"}
    assert found["Quill College", "Ellan Vale", "Avenmoor Group"] == {"left"}
    assert found["HOPE TRUST", "Westmere", "Avenmoor Group"] == {"tier", "respelt"}


def test_without_an_edition_before_the_page_says_so(client, researcher, first):
    client.force_login(researcher)
    shown = html(client.get(f"{first.get_absolute_url()}what-changes/?against=edition"))
    assert "No edition of this publisher before it is in the map" in shown


# ---- after


def test_an_applied_list_shows_what_it_did(client, researcher, world, second):
    plan = {key: kinds - {"respelt", "prime"} for key, kinds in PLACES.items()}
    apply_list(provider_list=second, by=world.by)
    done = became(did(second))
    assert done.keys() == plan.keys()
    assert all(done[key] & kinds or (done[key], kinds) == ({"same"}, set()) for key, kinds in plan.items())
    client.force_login(researcher)
    shown = html(client.get(f"{second.get_absolute_url()}what-changes/"))
    assert "against the map as it was before" in shown and "Compare with the edition before" in shown
    roll_back_list(provider_list=second, by=world.by, reason="It was a draft.")
    assert "Kinder Works" in html(client.get(f"{second.get_absolute_url()}what-changes/"))


def test_a_list_of_which_nothing_can_be_placed_says_so(client, researcher, stage):
    client.force_login(researcher)
    nothing = stage(csv_of(["Nowhere", "Kesterby", "Kinder Works", "", ""]))
    assert "Nothing changes" in html(client.get(f"{nothing.get_absolute_url()}what-changes/"))


@pytest.mark.parametrize("against", ["map", "edition"])
def test_the_page_asks_a_constant_number_of_questions(
    client, researcher, first, stage, against, django_assert_max_num_queries
):
    rows = [["Westmere", "Avenmoor Group", f"Body {n}", "1", "VCS"] for n in range(300)]
    many = stage(csv_of(*rows), coverage=WHOLE, published_on=JUNE)
    client.force_login(researcher)
    with django_assert_max_num_queries(30):
        shown = html(client.get(f"{many.get_absolute_url()}what-changes/?against={against}"))
    assert "Rows 1 to 50 of" in shown
    with django_assert_max_num_queries(16):
        html(client.get(f"{many.get_absolute_url()}what-changes/?against={against}&page=3"))


def test_a_list_older_than_another_in_the_map_says_so(client, researcher, first, stage):
    client.force_login(researcher)
    old = stage(SECOND, published_on=dt.date(2026, 1, 1))
    assert "A newer list of this programme is in the map" in html(client.get(f"{old.get_absolute_url()}what-changes/"))


# ---- pure


def line_of(said, known=None, spellings=frozenset()):
    """The kinds of one position at (1, 1)."""
    on_map = {(1, 1): known} if known else {}
    (line,) = plan_lines([said], on_map, [], {1: set(spellings)}, Calls(), str, str, {1: "Hope Trust"})
    return [str(kind) for kind in line.kinds]


@pytest.mark.parametrize(
    ("tiers", "known", "kinds"),
    [
        (("1",), "1", ["same"]),
        (("1",), "2", ["tier"]),
        (("1", "2"), "1+2", ["same"]),
        (("1+2",), "1+2", ["same"]),
        (("1",), "1+2", ["tier"]),
        (("1",), "unknown", ["same"]),
        ((), "1", ["same"]),
    ],
)
def test_a_tier_changes_where_both_state_one(tiers, known, kinds):
    assert line_of(Said(1, 1, ("Hope Trust",), tiers, ()), OnMap(known)) == kinds


@pytest.mark.parametrize(
    ("name", "spellings", "kinds"),
    [
        ("Hope Trust", {"Hope Trust"}, ["same"]),
        ("HOPE TRUST", {"Hope Trust"}, ["respelt"]),
        ("Hope and Home", {"Hope Trust"}, ["renamed"]),
        ("Hope and Home", {"Hope Trust", "Hope and Home"}, ["same"]),
        ("Hope and Home", set(), ["same"]),
    ],
)
def test_a_name_is_new_where_the_organisation_is_not_known_by_it(name, spellings, kinds):
    assert line_of(Said(1, 1, (name,), (), ()), OnMap(), spellings) == kinds


places = st.tuples(st.integers(1, 3), st.integers(1, 4))
tier = st.sampled_from([(), ("1",), ("2",), ("1", "2")])


@given(
    st.dictionaries(places, tier, max_size=8),
    st.dictionaries(places, st.builds(OnMap, st.sampled_from(["1", "2", "unknown"]), st.just("third"), st.booleans())),
    st.sets(places),
)
def test_every_position_has_one_line_and_sums_count_each_once(tiers, on_map, left):
    said = [Said(*place, ("Hope",), codes, ()) for place, codes in tiers.items()]
    closing = [Closes(*place, "1") for place in left - tiers.keys()]
    names = {n: f"Body {n}" for n in range(1, 4)}
    chains = {n: Chain(str(n % 2), "Area", f"p{n}", f"Prime {n}") for n in range(1, 5)}
    lines = plan_lines(
        said, on_map, closing, {}, Calls(), lambda n: chains[n].area, lambda n: chains[n].prime_name, names
    )
    assert {(line.organisation, line.contract) for line in lines} == tiers.keys() | left
    assert len(lines) == len(tiers.keys() | left)
    found = sums(lines, chains)
    assert sum(one.positions for one in found) == len(lines)
    for line in lines:
        is_new = (line.organisation, line.contract) not in on_map
        assert ("added" in line.kinds) == (is_new and (line.organisation, line.contract) in tiers)
        assert ("same" in line.kinds) <= (len(line.kinds) == 1)
        assert "prime" not in line.kinds or {"added", "listed", "gone"} & {*line.kinds}


def test_many_lines_of_counts_are_paged_beside_the_positions(client, researcher, stage):
    client.force_login(researcher)
    rows = [[f"{n} Place {n}", "Avenmoor Group", f"Body {m}", "1", ""] for n in range(3, 70) for m in (1, 2)]
    many = stage(csv_of(*rows), create_contracts=True)
    address = f"{many.get_absolute_url()}what-changes/"
    shown = html(client.get(f"{address}?sum-page=2&page=3"))
    assert "Rows 101 to 134 of 134 positions" in shown and "Rows 51 to 67 of 67 lines" in shown
    assert 'aria-label="Pages of the counts"' in shown and 'aria-label="Pages of the table"' in shown
