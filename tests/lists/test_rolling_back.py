"""Rolling a list back: the map is as before, byte for byte; what people built on it stays, and the plan says why."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from providers.actions import add_number, state_sector
from providers.models import Contact, PhoneNumber, Provider
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract, SubcontractStatement
from supplychains.lists.actions import NotApplied, Outdated, apply_list, roll_back_list, stage_list
from supplychains.lists.models import ProviderList
from supplychains.lists.placing.coverage import WHOLE
from supplychains.lists.rolling_back import roll_back_plan
from supplychains.survey.actions import open_round
from tests.lists.making import GOOD, csv_of
from tests.lists.picturing import picture

JUNE = dt.date(2026, 6, 30)
HEADING = ["Area", "Prime", "Contract reference", "Subcontractor", "Tier", "Organisation type", "Telephone"]
NEW = csv_of(
    ["Tarn", "Kesterby", "K-1", "Kinder Works", "1", "VCS", "0161 496 0990"],
    ["Tarn", "Kesterby", "K-1", "The Hope Trust", "2", "private", "0161 496 0991"],
    ["Ashby", "Kesterby", "K-2", "", "", "", ""],
    ["Westmere", "Avenmoor Group", "", "Orrin Works", "2", "VCS", ""],
    heading=HEADING,
)


@pytest.fixture
def new(bring):
    """A list that makes two areas, two contracts and three organisations, and brings a spelling and two numbers."""
    return bring(NEW, create_contracts=True)


def back(provider_list, by, **more):
    return roll_back_list(provider_list=provider_list, by=by, reason="The wrong file", **more)


def kept(provider_list):
    return {(one.kind, one.reasons) for one in roll_back_plan(provider_list).kept}


# ---- as before


def test_the_map_is_as_before(world, bring):
    before = picture()
    provider_list = bring(NEW, create_contracts=True, coverage=WHOLE)
    assert picture() != before and provider_list.counts["closed"] == 6
    plan = back(provider_list, world.by)
    assert picture() == before
    assert {one.reasons for one in plan.kept} == {("another list names it",)}
    assert plan.figures == {
        "positions": 9,
        "off": 3,
        "reopened": 6,
        "closed": 0,
        "sectors": 3,
        "contracts": 2,
        "areas": 2,
        "phone_numbers": 2,
        "register_numbers": 0,
        "organisations": 3,
        "names": 4,
        "kept": 6,
    }


def test_who_when_and_why_is_kept_with_the_list_and_with_what_it_said(world, new):
    back(new, world.by)
    new.refresh_from_db()
    assert (new.state, new.rolled_back_by, new.rolled_back_reason) == ("rolled-back", world.by, "The wrong file")
    assert new.rolled_back_figures["off"] == 3 and new.rolled_back_figures["reasons"] == []
    said = SubcontractStatement.objects.of_edition(new.public_id)
    assert {(s.withdrawn_by, s.withdrawn_reason) for s in said} == {(world.by, "Rolled back: The wrong file")}
    line = Provider.objects.get(name="Kinder Works").history.first()
    assert (line.history_user, line.history_change_reason) == (world.by, f"List {new.public_id}, rolled back")


def test_the_same_file_again_gives_the_same_map_of_the_same_records(world, bring, new):
    applied = picture()
    ids = set(Provider.objects.values_list("public_id", flat=True))
    back(new, world.by)
    again = bring(NEW, create_contracts=True)
    assert again.pk != new.pk and picture() == applied
    assert set(Provider.objects.values_list("public_id", flat=True)) == ids
    assert again.counts["new_providers"] == 3 and again.counts["subcontracts_created"] == 3
    assert set(ContractPackageArea.objects.filter(number__gt=2).values_list("edition", flat=True)) == {again.public_id}
    back(again, world.by)
    assert picture() != applied and not Provider.objects.standing().filter(name="Kinder Works").exists()


def test_what_left_the_pages_is_not_known_to_a_list_that_defines_nothing(world, stage, new):
    back(new, world.by)
    waiting = stage(csv_of(["Tarn", "Kesterby", "Kinder Works", "", ""], ["Westmere", "Kesterby", "A1", "", ""]))
    assert [row.problem for row in waiting.rows.all()] == ["unknown-area", "unknown-prime"]


def test_its_number_and_name_are_free_for_another_area(world, bring, new):
    back(new, world.by)
    heading = ["Area number", "Area", "Prime", "Subcontractor"]
    bring(csv_of([3, "Norhaven", "Kesterby", "A1"], heading=heading), create_contracts=True)
    assert list(world.programme.areas.values_list("number", "name")) == [
        (1, "Westmere"),
        (2, "Ellan Vale"),
        (3, "Norhaven"),
    ]


def test_an_organisation_that_left_keeps_its_address_and_is_found_no_more(client, researcher, world, new):
    works = Provider.objects.get(name="Kinder Works")
    back(new, world.by)
    client.force_login(researcher)
    assert client.get(works.get_absolute_url()).status_code == 200
    for address in ("/organisations/", "/organisations/?text=Kinder", "/programmes/demonstration/", "/programmes/"):
        page = client.get(address).content.decode()
        assert "Kinder Works" not in page and "Tarn" not in page and "Kesterby" not in page
    assert client.get("/programmes/demonstration/areas/3/").status_code == 404


# ---- kept


def test_what_a_call_says_stays_and_what_it_stands_on(world, new):
    position = Subcontract.objects.get(provider__name="Kinder Works")
    world.said(position, JUNE, involvement="delivering")
    plan = roll_back_plan(new)
    assert {(one.kind, one.reasons) for one in plan.kept} == {
        ("position", ("a call speaks of it",)),
        ("contract", ("a position under it stays",)),
        ("area", ("a contract in it stays",)),
        ("organisation", ("a position of it stays",)),
        ("organisation", ("a contract of it stays",)),
        ("name", ("its organisation stays",)),
    }
    assert plan.reasons[0] == ("name", "its organisation stays", 2)
    back(new, world.by)
    position.refresh_from_db()
    assert (position.stated, position.listed, position.verification) == (True, False, "unlisted")
    assert list(world.programme.areas.values_list("name", flat=True)) == ["Westmere", "Ellan Vale", "Tarn"]


def test_a_call_to_be_made_keeps_the_organisation(world, new):
    open_round(programme=world.programme, opens_on=dt.date(2026, 4, 1), by=world.by)
    found = kept(new)
    assert ("position", ("1 target",)) in found and ("organisation", ("a position of it stays", "1 case")) in found
    back(new, world.by)
    orrin = Subcontract.objects.get(provider__name="Orrin Works")
    assert not orrin.stated and orrin.targets.exists() and orrin.provider in Provider.objects.standing()


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda body, world: Contact.objects.create(provider=body, name="Odile"), "1 contact"),
        (lambda body, world: add_number(provider=body, text="0161 496 0777"), "it has a number that stays"),
        (
            lambda body, world: body.identifiers.create(scheme="GB-COH", value="01234567"),
            "it has a register’s number that stays",
        ),
        (lambda body, world: rename(body), "somebody changed it by hand"),
        (
            lambda body, world: state_sector(
                provider=body, sector="public", source="web", speaks_for="third-party", stated_on=JUNE, by=world.by
            ),
            "another source states its sector",
        ),
    ],
)
def test_an_organisation_somebody_worked_on_stays(world, new, build, words):
    body = Provider.objects.get(name="Orrin Works")
    build(body, world)
    assert kept(new) == {("organisation", (words,)), ("name", ("its organisation stays",))}
    back(new, world.by)
    assert body in Provider.objects.standing() and body.names.exists()
    assert not Subcontract.objects.get(provider=body).stated


def rename(body):
    body.legal_form = "Charity"
    body.save()


def test_an_area_somebody_placed_on_the_map_stays(world, new):
    tarn = ContractPackageArea.objects.get(name="Tarn")
    tarn.grid_row = tarn.grid_column = 1
    tarn.save()
    assert kept(new) == {("area", ("somebody changed it by hand",))}
    back(new, world.by)
    assert world.programme.areas.get(name="Tarn").prime_contracts.count() == 0


def test_a_number_that_was_tried_stays_and_its_organisation(world, new):
    number = PhoneNumber.objects.get(normalised="+441614960990")
    number.state = "dead"
    number.save()
    assert ("phone number", ("it was tried", "somebody changed it by hand")) in kept(new)
    back(new, world.by)
    assert PhoneNumber.objects.filter(pk=number.pk).exists() and number.provider in Provider.objects.standing()
    assert not PhoneNumber.objects.filter(normalised="+441614960991").exists()


def test_what_another_list_names_stays_and_goes_with_that_one(world, bring, new):
    before_both = Subcontract.objects.on_map().count() - 3
    other = bring(NEW + b"Tarn,Kesterby,K-1,The Hope Trust,,,\n", create_contracts=True, publisher_name="Kesterby")
    plan = back(new, world.by)
    assert ("position", "another list names it", 3) in plan.reasons and not plan.off
    assert ("contract", "another list names it", 2) in plan.reasons
    assert PrimeContract.objects.filter(reference="K-2").exists()
    assert world.hope.names.filter(text="The Hope Trust").exists()
    assert back(other, world.by).figures["organisations"] == 3
    assert Subcontract.objects.on_map().count() == before_both
    assert world.programme.areas.count() == 2 and not world.hope.names.filter(text="The Hope Trust").exists()


# ---- closings and other editions


def test_an_earlier_edition_goes_and_the_closings_of_a_later_one_with_it(world, bring):
    first = bring(NEW, create_contracts=True)
    later = bring(csv_of(GOOD), coverage=WHOLE, published_on=JUNE)
    assert later.counts["closed"] == 9
    plan = back(first, world.by)
    assert len(plan.orphans) == 3 and plan.figures["off"] == 3
    assert not SubcontractStatement.objects.live().filter(subcontract__provider__name="Orrin Works").exists()


def test_a_listing_reopened_closes_by_a_still_later_edition(world, bring):
    bring(NEW, create_contracts=True)
    middle = bring(csv_of(GOOD), coverage=WHOLE, published_on=JUNE)
    bring(
        csv_of(["Ellan Vale", "Avenmoor Group", "Hope Trust", "", ""]),
        coverage=WHOLE,
        published_on=dt.date(2026, 9, 30),
    )
    plan = back(middle, world.by)
    assert (plan.figures["reopened"], plan.figures["closed"]) == (0, 8)
    assert Subcontract.objects.filter(listed=True).count() == 1


# ---- refusals


def test_a_list_not_in_the_map_or_rolled_back_before_is_blocked(world, stage, bring):
    provider_list = stage(csv_of(GOOD))
    assert "nothing to roll back" in roll_back_plan(provider_list).blocked
    with pytest.raises(NotApplied, match="nothing to roll back"):
        back(provider_list, world.by)
    apply_list(provider_list=provider_list, by=world.by)
    with pytest.raises(NotApplied, match="Say why"):
        roll_back_list(provider_list=provider_list, by=world.by, reason=" ")
    back(provider_list, world.by)
    with pytest.raises(NotApplied, match="was rolled back on .* by administrator"):
        back(provider_list, world.by)


def test_a_plan_that_no_longer_holds_is_not_carried_out(world, new):
    seen, before = roll_back_plan(new).stamp, picture()
    Contact.objects.create(provider=Provider.objects.get(name="Orrin Works"), name="Odile")
    with pytest.raises(Outdated, match="look again"):
        back(new, world.by, seen=seen)
    assert picture() == before
    assert back(new, world.by, seen=roll_back_plan(new).stamp)


def test_the_questions_of_a_plan_do_not_grow_with_the_rows(world, bring, django_assert_max_num_queries):
    lines = [["Westmere", "Avenmoor Group", f"Body {n}", "1", "VCS"] for n in range(60)]
    provider_list = bring(csv_of(*lines), coverage=WHOLE)
    with django_assert_max_num_queries(55):
        roll_back_plan(provider_list)


# ---- whatever the editions


BODIES = ["Hope Trust", "Larkhill Skills", "Kinder Works", "Orrin Works", "The Hope Trust"]
PLACES = [("Westmere", "Avenmoor Group"), ("Ellan Vale", "Avenmoor Group"), ("Tarn", "Kesterby")]
ROW = st.tuples(
    st.sampled_from(PLACES),
    st.sampled_from(BODIES),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["", "VCS", "private"]),
)
EDITION = st.tuples(
    st.lists(ROW, min_size=1, max_size=6),
    st.sampled_from([None, WHOLE, {"areas": [1]}, {"tiers": ["1"]}]),
    st.sampled_from([dt.date(2026, 3, 31), JUNE, dt.date(2026, 9, 30)]),
)


class Undone(Exception):  # noqa: N818 - leaves the database as it was
    pass


def bring_in(world, edition, number):
    rows, coverage, day = edition
    lines = [[*place, name, tier, sector] for place, name, tier, sector in rows]
    provider_list = stage_list(
        content=csv_of(*lines, ["", f"edition {number}", "", "", ""]),
        file_name="a.csv",
        programme=world.programme,
        publisher_name="Employment Support Office",
        published_on=day,
        create_contracts=True,
        coverage=coverage,
        by=world.by,
    )
    apply_list(provider_list=provider_list, by=world.by)
    return provider_list


MARCH = dt.date(2026, 3, 31)
LARKHILL, HOPE = (PLACES[0], "Larkhill Skills", "", ""), (PLACES[0], "Hope Trust", "", "")


@example(editions=[([LARKHILL], WHOLE, MARCH), ([LARKHILL], WHOLE, JUNE), ([HOPE], None, MARCH)])
@example(editions=[([HOPE], {"tiers": ["1"]}, JUNE), ([(PLACES[0], "Larkhill Skills", "1", "")], None, MARCH)])
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(editions=st.lists(EDITION, min_size=2, max_size=3))
def test_whatever_was_applied_rolling_the_last_one_back_leaves_the_map_as_before(world, editions):
    with pytest.raises(Undone), transaction.atomic():
        for number, edition in enumerate(editions[:-1]):
            bring_in(world, edition, number)
        before = picture()
        last = bring_in(world, editions[-1], len(editions))
        applied = picture()
        back(last, world.by)
        assert picture() == before
        again = bring_in(world, editions[-1], len(editions))
        assert picture() == applied and again.pk != last.pk
        raise Undone
    assert not ProviderList.objects.exists()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(editions=st.lists(EDITION, min_size=2, max_size=3), order=st.randoms(use_true_random=False))
def test_rolling_all_back_in_any_order_leaves_the_map_as_it_was(world, editions, order):
    with pytest.raises(Undone), transaction.atomic():
        before = picture()
        lists = [bring_in(world, edition, number) for number, edition in enumerate(editions)]
        order.shuffle(lists)
        for one in lists:
            back(one, world.by)
        assert picture() == before
        raise Undone
