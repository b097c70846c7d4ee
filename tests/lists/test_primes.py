"""Primes that a list spells otherwise, in the world of tests/conftest.py:

row 2  Westmere    Avenmor Group    Hope Trust           a prime misspelt: to decide
row 3  Westmere    Avenmor Group    Larkhil Skills Ltd   the same, and an organisation misspelt as well
row 4  Ellan Vale  Avenmor Group    Quill College        the same name in another area
row 5  Westmere    Tallis & Rowe    Ostler Works         the identical name of a prime there
"""

import pytest

from providers.actions import register_provider
from providers.models import MatchDecision, Provider, ProviderName
from supplychains.contracts.models import PrimeContract, Subcontract
from supplychains.lists.actions import apply_list, renew_preview
from supplychains.lists.placing.identifying import Option, Who
from supplychains.lists.placing.places import Known, KnownArea, KnownContract
from supplychains.lists.placing.resolving import resolve
from supplychains.lists.staging import entries_of, has_moved, plan_of
from supplychains.lists.who.deciding import NEW, NotDecided, decide, withdraw_decision
from tests.lists.making import csv_of

ROWS = (
    ["Westmere", "Avenmor Group", "Hope Trust", "1", "VCS"],
    ["Westmere", "Avenmor Group", "Larkhil Skills Ltd", "2", "VCS"],
    ["Ellan Vale", "Avenmor Group", "Quill College", "2", "public"],
    ["Westmere", "Tallis & Rowe", "Ostler Works", "2", "private"],
)


@pytest.fixture
def staged(stage):
    return stage(csv_of(*ROWS))


def outcomes(provider_list):
    return list(provider_list.rows.order_by("pk").values_list("resolution", "problem", "prime_known_by"))


def asked(provider_list):
    return list(provider_list.questions.values_list("number", "role", "text", "area_label", "row_count", "state"))


def first(provider_list):
    return provider_list.questions.get(number=1)


def test_a_prime_spelt_otherwise_is_a_question_for_each_area_and_comes_first(staged, world):
    assert outcomes(staged) == [
        ("doubtful", "which-prime", "alike"),
        ("doubtful", "which-prime", "alike"),
        ("doubtful", "which-prime", "alike"),
        ("placed", "", "here"),
    ]
    assert asked(staged) == [
        (1, "prime", "Avenmor Group", "area 1 Westmere", 2, "open"),
        (2, "prime", "Avenmor Group", "area 2 Ellan Vale", 1, "open"),
        (3, "subcontractor", "Larkhil Skills Ltd", "area 1 Westmere", 1, "open"),
    ]
    assert [option[0] for option in first(staged).candidates] == [world.avenmoor.pk]


def test_deciding_places_its_rows_and_leaves_the_others_to_their_own_questions(staged, world):
    rows = decide(question=first(staged), verdict="same", provider=world.avenmoor, by=world.by)
    assert [row.number for row in rows] == [2, 3]
    assert outcomes(staged)[:3] == [
        ("placed", "", "decision"),
        ("doubtful", "which-organisation", "decision"),
        ("doubtful", "which-prime", "alike"),
    ]
    assert staged.rows.get(number=2).prime_contract == world.avenmoor_1
    decide(question=staged.questions.get(number=3), verdict="same", provider=world.larkhill, by=world.by)
    assert staged.rows.get(number=3).provider == world.larkhill


def test_neither_of_two_questions_of_a_row_waits_for_the_other(staged, world):
    decide(question=staged.questions.get(number=3), verdict="same", provider=world.larkhill, by=world.by)
    assert outcomes(staged)[1] == ("doubtful", "which-prime", "alike")
    assert staged.questions.get(number=3).state == "settled"
    decide(question=first(staged), verdict="same", provider=world.avenmoor, by=world.by)
    row = staged.rows.get(number=3)
    assert (row.resolution, row.provider, row.prime_contract) == ("placed", world.larkhill, world.avenmoor_1)


@pytest.mark.parametrize("creates", [False, True])
@pytest.mark.parametrize("verdict", ["same", "different", "branch", "unsure", NEW])
@pytest.mark.parametrize("scope", ["row", "area", "everywhere"])
def test_rows_follow_exactly_as_the_whole_list_would_be_worked_out(stage, world, creates, verdict, scope):
    staged = stage(csv_of(*ROWS), create_contracts=creates)
    decide(question=first(staged), verdict=verdict, provider=world.avenmoor, scope=scope, by=world.by)
    renewed = outcomes(staged), list(staged.questions.values_list("public_id", "state"))
    staged.refresh_from_db()
    plan, counts = plan_of(staged, entries_of(staged))
    staged.counts = counts  # the figures are due; the rows must agree already
    assert not has_moved(staged, plan, counts)
    staged.refresh_from_db()
    renew_preview(provider_list=staged, by=world.by)
    assert renewed == (outcomes(staged), list(staged.questions.values_list("public_id", "state")))


def test_what_was_decided_is_used_on_the_next_edition_and_its_spelling_is_known(staged, world, stage):
    decide(question=first(staged), verdict="same", provider=world.avenmoor, scope="everywhere", by=world.by)
    apply_list(provider_list=staged, by=world.by)
    assert ProviderName.objects.filter(provider=world.avenmoor, text="Avenmor Group").exists()
    again = stage(csv_of(*ROWS[::-1]), published_on="2026-06-30")
    assert {problem for _, problem, _ in outcomes(again)} == {"", "which-organisation"}
    assert not again.questions.filter(role="prime").held().exists()


def test_none_of_them_leaves_a_prime_without_a_contract_and_withdrawing_asks_again(staged, world):
    decide(question=first(staged), verdict=NEW, by=world.by)
    assert outcomes(staged)[:2] == [("problem", "unknown-prime", "decision")] * 2
    assert [state for *_, state in asked(staged)] == ["settled", "open", "settled"]  # its rows have no place any more
    withdraw_decision(decision=MatchDecision.objects.get(), by=world.by)
    assert outcomes(staged)[0] == ("doubtful", "which-prime", "alike")
    assert [state for *_, state in asked(staged)] == ["open"] * 3


def test_whoever_comes_second_is_told(staged, world, researcher):
    decide(question=first(staged), verdict="same", provider=world.avenmoor, by=world.by)
    with pytest.raises(NotDecided, match="administrator was quicker, on .*: same organisation, Avenmoor Group"):
        decide(question=first(staged), verdict=NEW, by=researcher)


def test_a_prime_like_nobody_there_is_a_problem_as_ever(stage):
    provider_list = stage(csv_of(["Westmere", "Wendmoor Futures", "Hope Trust", "1", "VCS"]))
    row = provider_list.rows.get()
    assert (row.resolution, row.problem) == ("problem", "unknown-prime")
    assert row.explanation == (
        "“Wendmoor Futures” holds no contract in area 1 Westmere; Avenmoor Group and Tallis and Rowe do."
    )


# ---- where the list itself defines contracts


def test_a_prime_of_a_defining_list_is_asked_about_before_it_becomes_a_second_organisation(stage, world):
    provider_list = stage(csv_of(["Tarn", "Avenmor Group", "Hope Trust", "1", "VCS"]), create_contracts=True)
    assert outcomes(provider_list) == [("doubtful", "which-prime", "alike")]
    decide(question=first(provider_list), verdict="same", provider=world.avenmoor, by=world.by)
    renew_preview(provider_list=provider_list, by=world.by)
    apply_list(provider_list=provider_list, by=world.by)
    assert PrimeContract.objects.get(area__name="Tarn").provider == world.avenmoor


def test_or_is_a_branch_or_a_new_one(stage, world):
    provider_list = stage(csv_of(["Tarn", "Avenmor Group", "Hope Trust", "1", "VCS"]), create_contracts=True)
    decide(question=first(provider_list), verdict="branch", provider=world.avenmoor, by=world.by)
    apply_list(provider_list=provider_list, by=world.by)
    assert Provider.objects.get(name="Avenmor Group").parent == world.avenmoor


def test_a_list_that_takes_doubtful_names_as_new_says_so_of_its_primes(stage, world):
    rows = csv_of(["Tarn", "Avenmor Group", "Hope Trust", "1", "VCS"])
    provider_list = stage(rows, create_contracts=True, doubtful="new")
    row = provider_list.rows.get()
    assert (row.resolution, first(provider_list).state) == ("placed", "taken")
    assert row.notes[-1]["text"] == "“Avenmor Group” may be Avenmoor Group; taken as a new one."
    apply_list(provider_list=provider_list, by=world.by)
    assert Subcontract.objects.get(prime_contract__area__name="Tarn").prime_contract.provider.name == "Avenmor Group"


def test_a_subcontractor_of_that_name_may_be_the_prime(stage, world):
    rows = csv_of(["Tarn", "Hope Trusst", "Quill College", "1", "VCS"])
    provider_list = stage(rows, create_contracts=True)
    assert [option[0] for option in first(provider_list).candidates] == [world.hope.pk]


def test_a_name_near_to_one_that_a_defining_list_has_as_well_is_another_one(stage, world):
    """The list has both, so they are two, unless one may be a slip: as Turning Point and ROAR Turning Point."""
    register_provider(name="Roar Kinder Works")
    both = (["Tarn", "Kinder Works", "Hope Trust", "1", ""], ["Tarn", "Tallis and Rowe", "Roar Kinder Works", "1", ""])
    alone = stage(csv_of(both[0]), create_contracts=True)
    assert outcomes(alone) == [("doubtful", "which-prime", "alike")]
    beside = stage(csv_of(*both), create_contracts=True)
    assert outcomes(beside)[0] == ("placed", "", "nobody")
    slip = stage(
        csv_of(["Tarn", "Avenmor Group", "", "", ""], ["Westmere", "Avenmoor Group", "", "", ""]), create_contracts=True
    )
    assert outcomes(slip)[0] == ("doubtful", "which-prime", "alike")


# ---- pure


def test_those_who_lead_in_the_area_come_first_then_other_primes():
    known = Known(
        areas=[KnownArea(1, 1, "Westmere"), KnownArea(2, 2, "Tarn")],
        contracts=[KnownContract(11, 1, 5), KnownContract(21, 2, 6)],
        primes={5: "Five", 6: "Six"},
    )
    options = tuple(Option(provider, "Name", "decide", 0.9) for provider in (7, 6, 5))
    for may_be_new, found in ((True, [5, 6, 7]), (False, [5])):
        who = Who(known, ask_primes=lambda text, key, within: options)
        answer = who.answer(who.asked_prime("Nam", "nam", 1, str, may_be_new=may_be_new))
        assert [option.provider for option in answer.options] == found


def test_resolving_without_a_prime_asks_nothing():
    assert resolve([], Known()).resolutions == []
