"""What a node says: the chain is drawn in small.py."""

import datetime as dt

import pytest

from supplychains.graphs.drawing.build import build
from supplychains.graphs.drawing.labels import END, ISOLATE
from supplychains.graphs.drawing.neighbourhood import places
from supplychains.graphs.drawing.wording import pointed, sentence
from tests.graphs import small

MARCH = dt.date(2026, 3, 12)


def said(public_id, positions=small.POSITIONS, contracts=small.CONTRACTS):
    """The sentences of all places of a body."""
    graph = build(small.AREA, contracts, positions)
    nodes = places(graph)[public_id]
    return [sentence(graph, node, nodes) for node in nodes]


def test_a_node_says_tier_buyer_sector_referrals_and_check():
    checked = small.position(
        small.HOPE, small.AVENMOOR, "2", referral_status="none", verification="confirmed", checked_on=MARCH
    )
    assert said("hope", [checked]) == [
        "Hope. Tier 2 under Avenmoor, third sector, no referrals so far, confirmed 12 March 2026."
    ]


def test_a_body_at_both_tiers_says_so_at_each():
    assert said("larkhill") == [
        "Larkhill. Tier 1 under Tallis, also Tier 2 under Hope and Tallis, private, referrals stopped, on lists only.",
        "Larkhill. Tier 2 under Hope and Tallis, also Tier 1 under Tallis, private, "
        "no referrals so far and referrals stopped, on lists only.",
    ]


def test_a_tier_that_is_not_known_is_said_in_small_letters_inside_the_sentence():
    both = [small.position(small.HOPE, small.AVENMOOR, "1"), small.position(small.HOPE, small.TALLIS)]
    assert "Tier 1 under Avenmoor, also tier not known under Tallis," in said("hope", both)[0]


def test_a_prime_that_is_a_subcontractor_too_says_both():
    both = small.position(small.TALLIS.provider, small.AVENMOOR, "2")
    assert said("tallis", [both]) == [
        "Tallis, prime contract T, Advice & more, chain of 1 organisation, also Tier 2 under Avenmoor.",
        "Tallis. Tier 2 under Avenmoor, also holds a prime contract here, third sector, referrals not known, "
        "on lists only.",
    ]


def test_a_prime_with_two_contracts_is_named_once_as_a_buyer():
    second = small.contract(3, small.AVENMOOR.provider, "A2")
    positions = [small.position(small.HOPE, held, "1") for held in (small.AVENMOOR, second)]
    (one,) = said("hope", positions, [*small.CONTRACTS, second])
    assert "Tier 1 under Avenmoor, third sector" in one


def test_sources_that_differ_are_not_dated_by_the_call():
    disputed = small.position(small.HOPE, small.AVENMOOR, "1", verification="disputed", checked_on=MARCH)
    assert said("hope", [disputed])[0].endswith("sources differ, last checked 12 March 2026.")


def test_a_name_written_from_the_right_is_kept_apart():
    trust = small.provider("مؤسسة الأمل")
    (one,) = said(trust.public_id, [small.position(trust, small.AVENMOOR, "1")])
    assert one.startswith(f"{ISOLATE}مؤسسة الأمل{END}. Tier 1 under Avenmoor")


@pytest.mark.parametrize("public_id", ["", "nobody", "area"])
def test_nothing_is_said_of_a_body_that_is_not_here(public_id):
    assert pointed(build(small.AREA, small.CONTRACTS, small.POSITIONS), public_id) == ""


def test_the_line_over_the_drawing_says_what_the_first_place_says():
    graph = build(small.AREA, small.CONTRACTS, small.POSITIONS)
    assert pointed(graph, "larkhill") == said("larkhill")[0]
    assert pointed(graph, "avenmoor") == "Avenmoor, prime contract A, chain of 3 organisations."
