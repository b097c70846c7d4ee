"""Who is meant, given what is known: every lane, what decides it, and how far a decision reaches.

area 1 Westmere      HOPE, TWIN (a position)         "Twin Project" is carried by TWIN and OTHER_TWIN
area 2 Ellan Vale    AVENMOOR (its prime)            nobody carries "Hop Trust"; it is like HOPE and LARKHILL
"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.lists.placing.identifying import Decision, How, Lane, Option, Who, area_places, row_place
from supplychains.lists.placing.places import Known, KnownArea, KnownContract
from supplychains.lists.placing.register_numbers import numbers_of

WESTMERE, ELLAN_VALE = 101, 102
AVENMOOR, HOPE, LARKHILL, TWIN, OTHER_TWIN = 1, 2, 3, 5, 6
KNOWN = Known(
    areas=[KnownArea(WESTMERE, 1, "Westmere", ("West Mere",)), KnownArea(ELLAN_VALE, 2, "Ellan Vale")],
    contracts=[KnownContract(11, WESTMERE, AVENMOOR), KnownContract(21, ELLAN_VALE, AVENMOOR)],
    names={"hope trust": {HOPE}, "twin project": {TWIN, OTHER_TWIN}, "avenmoor group": {AVENMOOR}},
    positions={(11, HOPE): 501, (11, TWIN): 502},
)
LIKE = (Option(HOPE, "Hope Trust", "decide", 0.8), Option(LARKHILL, "Larkhill", "decide", 0.6))
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def decision(verdict, provider=HOPE, scope="everywhere", within="", key="hop trust", number=1, at=NOON):
    return Decision(number, key, provider, verdict, scope, within, at)


def who(*decisions, known=KNOWN, **given_):
    by_key = {}
    for number, one in enumerate(decisions, start=1):
        by_key.setdefault(one.key, []).append(
            Decision(number, one.key, one.provider, one.verdict, one.scope, one.within, one.at)
        )
    return Who(known, 7, "list", by_key, ask=lambda text, key: LIKE if key == "hop trust" else (), **given_)


def answer(asker, text="Hop Trust", area=ELLAN_VALE, contract=21, row=4, **said):
    place = row_place("list", row, "")
    return asker.answer(asker.asked(text, text.casefold(), area, contract, lambda: place, said))


# ---- settled by the name alone


def test_a_name_that_one_organisation_carries_is_settled_and_says_where_it_is():
    here, elsewhere = answer(who(), "Hope Trust", WESTMERE, 11), answer(who(), "Hope Trust", ELLAN_VALE, 21)
    assert (here.lane, here.provider, here.how) == (Lane.SETTLED, HOPE, How.HERE)
    assert (elsewhere.lane, elsewhere.provider, elsewhere.how) == (Lane.SETTLED, HOPE, How.NAME)


def test_a_prime_is_at_home_where_it_holds_a_contract():
    assert answer(who(), "Avenmoor Group", ELLAN_VALE, None).how is How.HERE


def test_of_several_the_one_in_the_contract_or_the_only_one_in_the_area_is_meant():
    assert answer(who(), "Twin Project", WESTMERE, 11).provider == TWIN
    assert answer(who(), "Twin Project", WESTMERE, None).provider == TWIN


def test_of_several_nowhere_near_a_person_decides():
    found = answer(who(), "Twin Project")
    assert (found.lane, found.how) == (Lane.DECIDE, How.SEVERAL)
    assert [option.provider for option in found.options] == [TWIN, OTHER_TWIN]
    assert found.sentence == "2 organisations are known as “Twin Project”; a person decides which."


# ---- asked, or new


def test_no_score_ever_links_a_name():
    same = (Option(HOPE, "Hope Trust", "same", 1.0),)
    found = answer(Who(KNOWN, ask=lambda text, key: same))
    assert (found.lane, found.provider) == (Lane.DECIDE, None)


def test_a_name_like_others_is_asked_about_in_words():
    found = answer(who())
    assert (found.lane, found.how, found.options) == (Lane.DECIDE, How.ALIKE, LIKE)
    assert found.sentence == "“Hop Trust” may be Hope Trust or Larkhill; a person decides."


def test_a_name_like_no_other_is_new_and_so_is_any_where_nothing_is_known():
    assert answer(who(), "Quill").how is How.NOBODY
    assert answer(Who(Known())).lane is Lane.NEW


def test_each_name_is_asked_of_the_register_once():
    asked = []
    asker = Who(KNOWN, ask=lambda text, key: asked.append(key) or LIKE)
    for area in (WESTMERE, ELLAN_VALE, "norhaven"):
        answer(asker, area=area)
    assert asked == ["hop trust"]


# ---- decisions


def test_the_same_organisation_settles_and_a_branch_is_new_under_it():
    same, branch = answer(who(decision("same"))), answer(who(decision("branch")))
    assert (same.lane, same.how, same.provider, same.decision) == (Lane.SETTLED, How.DECISION, HOPE, 1)
    assert (branch.lane, branch.provider, branch.parent) == (Lane.NEW, None, HOPE)


def test_a_branch_that_was_made_is_found_again():
    known = Known(names={"hop trust": {40}})
    found = answer(who(decision("branch"), known=known, parents={40: HOPE}))
    assert (found.lane, found.provider) == (Lane.SETTLED, 40)


def test_not_the_same_takes_a_candidate_away_and_the_last_makes_it_new():
    one = answer(who(decision("different")))
    assert [option.provider for option in one.options] == [LARKHILL]
    both = answer(who(decision("different"), decision("different", LARKHILL)))
    assert (both.lane, both.how, both.decision) == (Lane.NEW, How.DECISION, 2)
    assert both.shown == LIKE  # to be there again if a decision is withdrawn


def test_not_the_same_holds_for_an_identical_name_too():
    one = decision("different", TWIN, key="twin project")
    assert answer(who(one), "Twin Project").provider == OTHER_TWIN
    none = answer(who(one, decision("different", OTHER_TWIN, key="twin project")), "Twin Project")
    assert (none.lane, none.how) == (Lane.NEW, How.DECISION)


def test_unsure_keeps_it_held_and_gives_way_to_anything_said_later_or_wider():
    unsure = decision("unsure", scope="area", within="area 102")
    held = answer(who(unsure))
    assert (held.lane, held.how, held.decision) == (Lane.DECIDE, How.UNSURE, 1)
    assert held.sentence.endswith("Somebody looked and was unsure.")
    assert answer(who(unsure, decision("same"))).provider == HOPE


@pytest.mark.parametrize(
    ("scope", "within", "reaches"),
    [
        ("everywhere", "", True),
        ("area", "area 102", True),
        ("area", "area 101", False),
        ("area", "programme 7, ellan vale", True),
        ("area", "programme 8, ellan vale", False),
        ("row", row_place("list", 4, ""), True),
        ("row", row_place("list", 5, ""), False),
        ("row", row_place("other", 4, ""), False),
    ],
)
def test_a_decision_reaches_as_far_as_its_scope(scope, within, reaches):
    found = answer(who(decision("same", scope=scope, within=within)))
    assert (found.lane is Lane.SETTLED) == reaches


def test_a_decision_on_an_area_the_list_makes_reaches_it_when_it_is_made():
    made = area_places(7, "norhaven")
    assert made == ["programme 7, norhaven"] and made[0] in area_places(7, 103, ("Norhaven",))


def test_the_narrower_decision_holds_then_the_newer():
    wide, narrow = decision("same", LARKHILL), decision("same", HOPE, "area", "area 102")
    assert answer(who(wide, narrow)).provider == HOPE
    late = decision("same", LARKHILL, at=NOON + dt.timedelta(days=1))
    assert answer(who(late, decision("same", HOPE))).provider == LARKHILL


def test_a_name_learned_by_a_narrow_decision_says_nothing_of_other_areas():
    known = Known(names={"hop trust": {HOPE}}, contracts=KNOWN.contracts, positions=KNOWN.positions, areas=KNOWN.areas)
    asker = who(decision("same", HOPE, "area", "area 101"), known=known)
    assert answer(asker, area=WESTMERE, contract=11).how is How.DECISION
    assert answer(asker).how is How.ELSEWHERE


# ---- registers


def test_a_register_number_settles_unless_the_name_is_another_ones():
    numbers = {("GB-CHC", "1000001"): HOPE}
    found = answer(who(numbers=numbers), "The Hope Trust (Westmere)", charity_number="1000001")
    assert (found.lane, found.how, found.provider) == (Lane.SETTLED, How.NUMBER, HOPE)
    conflict = answer(who(numbers=numbers), "Avenmoor Group", charity_number="1000001")
    assert (conflict.lane, conflict.how) == (Lane.DECIDE, How.CONFLICT)
    assert {option.provider for option in conflict.options} == {HOPE, AVENMOOR}


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ({"company_number": "123456"}, (("GB-COH", "00123456"),)),
        ({"charity_number": "SC 012345"}, (("GB-SC", "SC012345"),)),
        ({"charity_number": "NIC100001"}, (("GB-NIC", "100001"),)),
        ({"charity_number": "", "subcontractor": "Hope Ltd"}, ()),
    ],
)
def test_what_is_written_tells_which_register_of_charities_gave_a_number(said, numbers):
    assert numbers_of(said) == numbers


NAMES = {HOPE: ["Hope Trust", "Kinder Hope"], LARKHILL: ["Larkhill Skills"]}


def numbered(*decisions, **given_):
    return who(*decisions, numbers={("GB-CHC", "1000001"): HOPE}, spelt=NAMES.get, **given_)


@pytest.mark.parametrize("name", ["Hope Trust Ltd", "Hope Trusst", "Kinder Hope Westmere"])
def test_a_number_settles_names_that_are_the_same_or_near_to_one_the_organisation_has(name):
    assert answer(numbered(), name, charity_number="1000001").how is How.NUMBER


def test_a_number_does_not_settle_quite_another_name():
    found = answer(numbered(), "Yak Mill Ltd", charity_number="1000001")
    assert (found.lane, found.how, [one.provider for one in found.options]) == (Lane.DECIDE, How.OTHER_NAME, [HOPE])
    assert found.options[0].evidence[0][:2] == ("Name", "against")
    same = decision("same", key="yak mill ltd")
    assert answer(numbered(same), "Yak Mill Ltd", charity_number="1000001").how is How.DECISION
    other = answer(numbered(decision("different", key="yak mill ltd")), "Yak Mill Ltd", charity_number="1000001")
    assert (other.lane, other.how) == (Lane.NEW, How.DECISION)
    doubt = answer(numbered(decision("unsure", key="yak mill ltd")), "Yak Mill Ltd", charity_number="1000001")
    assert (doubt.lane, doubt.how) == (Lane.DECIDE, How.UNSURE)


# ---- whatever was said


verdicts = st.sampled_from(["same", "different", "branch", "unsure"])
some_decisions = st.lists(
    st.builds(
        decision,
        verdicts,
        st.sampled_from([HOPE, LARKHILL, 9]),
        at=st.integers(0, 9).map(lambda days: NOON + dt.timedelta(days=days)),
    ),
    max_size=6,
)


@given(some_decisions, st.randoms())
def test_the_order_decisions_are_read_in_changes_nothing(decisions, chance):
    found = answer(who(*decisions))
    by_key = {"hop trust": [Decision(n, *_rest(one)) for n, one in enumerate(decisions, start=1)]}
    chance.shuffle(by_key["hop trust"])
    again = answer(Who(KNOWN, 7, "list", by_key, ask=lambda text, key: LIKE))
    assert (found.lane, found.provider, found.parent, found.options) == (
        again.lane,
        again.provider,
        again.parent,
        again.options,
    )
    assert (found.lane is Lane.SETTLED) == (found.provider is not None)
    assert (found.lane is Lane.DECIDE) == bool(found.sentence)
    assert found.lane is not Lane.DECIDE or found.options


def _rest(one):
    return one.key, one.provider, one.verdict, one.scope, one.within, one.at
