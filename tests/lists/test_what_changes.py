"""The page of what a list changes, before it is applied and after.

Of the world of tests/conftest.py the first edition, applied here, is complete for the whole programme:

1 Westmere ---- Avenmoor Group ----+-- Hope Trust       Tier 1, third
|               |                  +-- Larkhill Skills  Tier 2, third
+-------------- Tallis and Rowe ---+-- Ostler Works     Tier 2, private
2 Ellan Vale -- Avenmoor Group ----+-- Quill College    Tier 2, public
"""

import csv
import datetime as dt
import io

import pytest

from providers.actions import register_provider, state_sector
from supplychains.contracts.actions import award_contract, withdraw_positions
from supplychains.contracts.models import ContractPackageArea, Programme
from supplychains.lists.actions import apply_list, renew_preview, roll_back_list
from supplychains.lists.applying.changes import changes, changes_csv, what_it_did, worked_out
from supplychains.lists.comparing.rows import before
from supplychains.lists.what_changes.keeping import KeptChanges, changes_of
from supplychains.lists.what_changes.lines import Kind
from supplychains.lists.what_changes.records import Staged, would_do
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
    return {
        (line.name, line.chain.area_name, line.chain.prime_name): {*map(str, line.kinds)} for line in changes.every()
    }


def would(provider_list):
    """As it is kept, and as it is worked out from the rows and the map as they are now."""
    kept, anew = changes_of(provider_list), would_do(Staged(provider_list, provider_list.rows.order_by("pk")))
    shown = [
        (anew.addresses.get(line.organisation, ""), line.name, anew.chains[line.contract], *line[3:7])
        for line in anew.lines
    ]
    assert [tuple(line) for line in kept.every()] == shown
    return became(kept)


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
    renew_preview(provider_list=second, by=world.by)
    changes = changes_of(second)
    details = {detail for line in changes.every() for detail in line.details}
    assert "Tier 2 in the list; the organisation itself said on 1 May 2026: Tier 1" in details
    assert "In the chain in the list; the organisation itself said on 1 May 2026: Never part of it" in details
    assert "Private in the list; the organisation itself said on 1 May 2026: Public" in details
    assert changes.kinds[Kind.CALL] == 3
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


MOVED = "The map has moved since this was worked out."


@pytest.mark.parametrize(
    "moves",
    [
        lambda world: world.said(world.hope_1, dt.date(2026, 5, 1), tier="1"),
        lambda world: withdraw_positions(statements=world.hope_1.statements.all(), by=world.by, reason="A slip."),
        lambda world: state_sector(provider=world.hope, sector="public", **world.on_list),
        lambda world: register_provider(name="Somebody new"),
        lambda world: award_contract(area=world.ellan_vale, prime=world.tallis),
    ],
    ids=["call", "withdrawal", "sector", "organisation", "contract"],
)
def test_the_page_says_that_the_map_has_moved_and_works_it_out_again(world, client, administrator, second, moves):
    client.force_login(administrator)
    address = f"{second.get_absolute_url()}what-changes/"
    assert MOVED not in html(client.get(address))
    moves(world)
    assert MOVED in html(client.get(address))
    client.post(f"{second.get_absolute_url()}renew/", {"back": "what-changes"})
    assert MOVED not in html(client.get(address))
    would(second)


def test_what_is_said_elsewhere_does_not_move_the_map_of_a_list(world, client, researcher, second):
    client.force_login(researcher)
    other = Programme.objects.create(slug="other", name="Other programme")
    place = ContractPackageArea.objects.create(programme=other, number=1, name="Elsewhere")
    contract, _ = award_contract(area=place, prime=world.avenmoor)
    renew_preview(provider_list=second, by=world.by)
    world.listed(world.hope, contract, "1")
    assert MOVED not in html(client.get(f"{second.get_absolute_url()}what-changes/"))


def test_a_new_name_on_the_map_is_no_new_name_in_the_list(world, first, stage):
    second = stage(csv_of(["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"]), published_on=JUNE)
    assert would(second)["Hope Trust", "Westmere", "Avenmoor Group"] == {"same"}
    world.hope.name = "Hope and Home"
    world.hope.save()
    renew_preview(provider_list=second, by=world.by)
    assert would(second)["Hope and Home", "Westmere", "Avenmoor Group"] == {"same"}


def test_the_prime_changed_also_where_the_list_makes_the_new_contract(first, stage):
    rows = csv_of(["Ellan Vale", "Kesterby", "Quill College", "2", "public"])
    found = would(stage(rows, coverage=WHOLE, published_on=JUNE, create_contracts=True))
    assert found["Quill College", "Ellan Vale", "Kesterby"] == {"added", "prime"}
    assert found["Quill College", "Ellan Vale", "Avenmoor Group"] == {"gone", "prime"}


def test_new_contracts_and_areas_are_counted_and_listed(world, client, researcher, stage):
    client.force_login(researcher)
    rows = csv_of(["Norhaven", "Kesterby", "", "", ""], ["Ellan Vale", "Kesterby", "", "", ""])
    made = stage(rows, create_contracts=True)
    address = f"{made.get_absolute_url()}what-changes/"
    for words in ("2 new prime contracts and 1 new area", "Norhaven", "2 Ellan Vale", "No position changes"):
        assert words in html(client.get(address))
    apply_list(provider_list=made, by=world.by)
    shown = html(client.get(address))
    assert "2 new prime contracts and 1 new area" in shown and "3 Norhaven" in shown


# ---- what another publisher lists too

ELSEWHERE = ("Quill College", "Ellan Vale", "Avenmoor Group")


@pytest.fixture
def two(world, bring, stage):
    """A second edition that leaves out Quill College and Kinder Works; another publisher lists Quill College."""
    rows = [["Westmere", "Avenmoor Group", name, "1", "VCS"] for name in ("Hope Trust", "Kinder Works")]
    quill = ["Ellan Vale", "Avenmoor Group", "Quill College", "2", "public"]
    bring(csv_of(*rows, quill), publisher_name="Office", coverage=WHOLE)
    bring(csv_of(quill), publisher_name="Avenmoor")
    return stage(csv_of(rows[0]), publisher_name="Office", coverage=WHOLE, published_on=JUNE)


def test_what_another_publisher_lists_is_never_called_gone(world, client, researcher, two):
    client.force_login(researcher)
    words = "Left out here; still listed by Avenmoor and Employment Support Office"
    pages = [two.get_absolute_url(), f"{two.get_absolute_url()}?lane=closing", f"{two.get_absolute_url()}what-changes/"]
    for is_applied in (False, True):
        if is_applied:
            apply_list(provider_list=two, by=world.by)
        kept = KeptChanges(what_it_did(two)) if is_applied else changes_of(two)
        assert became(kept)[ELSEWHERE] == {"elsewhere"} and kept.kinds[Kind.GONE] == 1
        assert words in {detail for line in kept.every() for detail in line.details}
        receipt, lane, changed = (html(client.get(page)) for page in pages)
        assert "1 of them is on another publisher’s list as well, and stays listed on the map" in receipt
        assert "; still listed by Avenmoor and Employment Support Office." in lane
        assert "Left out, but on another list" in changed and words in changed
    (done,) = (one for one in changes(two) if one.organisation == "Quill College")
    assert (done.change, done.listed_after) == ("left out, on another list", True)
    assert [one.change for one in worked_out(two) if one.organisation == "Quill College"] == [done.change]


def test_the_csv_has_what_the_list_says_and_its_row(world, second):
    apply_list(provider_list=second, by=world.by)
    (hope,) = (one for one in csv.DictReader(io.StringIO("".join(changes_csv(second)))) if one["row"] == "2")
    assert (hope["change"], hope["also"]) == ("tier changed", "Spelt otherwise")
    assert hope["list_says"] == "Tier 1 → Tier 2; Listed as “HOPE TRUST”"


def test_what_is_kept_since_a_row_is_in_doubt_stays_in_the_record(world, first, stage):
    rows = csv_of(["Nowhere", "Avenmoor Group", "Quill College", "2", ""], ["Westmere", "Avenmoor Group", "Hope Trust"])
    one = stage(rows, coverage=WHOLE, published_on=JUNE)
    plan = would(one)
    apply_list(provider_list=one, by=world.by)
    assert became(KeptChanges(what_it_did(one))) == plan and plan[ELSEWHERE] == {"kept"}


def test_a_tier_the_map_does_not_take_over_is_told_so(world, bring, stage):
    bring(csv_of(["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"]), published_on=JUNE)
    old = bring(csv_of(["Westmere", "Avenmoor Group", "Hope Trust", "2", "VCS"]))
    (line,) = KeptChanges(what_it_did(old)).every()
    assert line.kinds == (Kind.SAME,) and line.details == ("Not taken over: Tier 1 → Tier 2",)


# ---- against the edition before


def test_a_staged_list_is_compared_with_the_edition_before(page, first, second):
    assert before(second) == first and before(first) is None
    shown = page("?against=edition")
    assert "Against the edition of 31 March 2026" in shown and "organisation × prime" in shown
    found = became(changes_of(second, "edition"))
    assert found["Kinder Works", "Ellan Vale", "Avenmoor Group"] == {"entered"}
    assert found["Quill College", "Ellan Vale", "Avenmoor Group"] == {"left"}
    assert found["HOPE TRUST", "Westmere", "Avenmoor Group"] == {"tier", "respelt"}


def test_without_an_edition_before_the_page_says_so(client, researcher, first):
    client.force_login(researcher)
    shown = html(client.get(f"{first.get_absolute_url()}what-changes/?against=edition"))
    assert "No edition of this publisher before it is in the map" in shown


# ---- after


def test_an_applied_list_shows_what_it_did(client, researcher, world, second):
    would_have = {tuple(line[:3]): line.details for line in changes_of(second).every()}
    apply_list(provider_list=second, by=world.by)
    assert [one[:16] for one in changes(second)] == [
        one[:16] for one in sorted(worked_out(second), key=lambda one: one.order)
    ]
    done = KeptChanges(what_it_did(second))
    assert {key: kinds - {"sector"} for key, kinds in became(done).items()} == {
        key: kinds - {"sector"} for key, kinds in PLACES.items()
    }
    assert {line.row for line in done.every() if "gone" not in line.kinds} == {"2", "3", "4", "5"}
    said = {(line.name, line.chain.prime_name): line.details for line in done.every()}
    assert said["Hope Trust", "Avenmoor Group"] == ("Tier 1 → Tier 2", "Listed as “HOPE TRUST”")
    assert said["Kinder Works", "Avenmoor Group"] == ("Tier 1, Third",)
    assert {*would_have.values()} >= {said["Quill College", "Avenmoor Group"], said["Ostler Works", "Avenmoor Group"]}
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
    with django_assert_max_num_queries(20):
        shown = html(client.get(f"{many.get_absolute_url()}what-changes/?against={against}"))
    assert "Rows 1 to 50 of" in shown
    with django_assert_max_num_queries(20):
        html(client.get(f"{many.get_absolute_url()}what-changes/?against={against}&page=3"))


def test_a_list_older_than_another_in_the_map_says_so(client, researcher, first, stage):
    client.force_login(researcher)
    old = stage(SECOND, published_on=dt.date(2026, 1, 1))
    assert "A newer list of this programme is in the map" in html(client.get(f"{old.get_absolute_url()}what-changes/"))


def test_many_lines_of_counts_are_paged_beside_the_positions(client, researcher, stage):
    client.force_login(researcher)
    rows = [[f"{n} Place {n}", "Avenmoor Group", f"Body {m}", "1", ""] for n in range(3, 70) for m in (1, 2)]
    many = stage(csv_of(*rows), create_contracts=True)
    address = f"{many.get_absolute_url()}what-changes/"
    shown = html(client.get(f"{address}?sum-page=2&page=3"))
    assert "Rows 101 to 134 of 134 positions" in shown and "Rows 51 to 67 of 67 lines" in shown
    assert 'aria-label="Pages of the counts"' in shown and 'aria-label="Pages of the table"' in shown
