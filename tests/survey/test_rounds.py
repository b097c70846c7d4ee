"""Opening a round over the map, and what becomes of it when the map changes."""

import datetime as dt

import pytest

from providers.models import ProviderName
from supplychains.contracts.actions import withdraw_positions
from supplychains.contracts.models import SubcontractStatement
from supplychains.survey.actions import OFF_THE_MAP, catch_up, open_round, refresh_round
from supplychains.survey.models import Round, Target

pytestmark = pytest.mark.django_db
OPENS_ON = dt.date(2026, 3, 1)


def opened(world, **more):
    return open_round(programme=world.programme, opens_on=OPENS_ON, by=world.by, **more)


def asked(of):
    return {
        case.provider.name: case.targets.count()
        for case in of.cases.select_related("provider").prefetch_related("targets")
    }


def test_one_organisation_is_one_case_with_a_target_for_each_position(world):
    assert asked(opened(world)) == {"Hope Trust": 2, "Larkhill Skills": 2, "Ostler Works": 1, "Quill College": 1}


def test_rounds_of_a_programme_are_numbered(world):
    assert [opened(world).number, opened(world).number] == [1, 2]
    assert Round.history.first().history_user == world.by


def test_a_round_may_be_over_some_areas_only(world):
    assert asked(opened(world, areas=[world.ellan_vale])) == {"Hope Trust": 1, "Quill College": 1}


def test_a_round_may_be_over_the_lists_of_some_publishers_only(world):
    world.listed(world.quill, world.tallis_1, "1", publisher="Tallis and Rowe", edition="tallis")
    assert asked(opened(world, publishers=["Tallis and Rowe"])) == {"Quill College": 1}


def test_positions_off_the_map_are_not_asked_about(world):
    withdraw_positions(statements=world.ostler_1.statements.all(), by=world.by, reason="Wrong row")
    assert "Ostler Works" not in asked(opened(world))


def test_whoever_is_not_to_be_called_has_a_closed_case_with_the_reason(world):
    world.ostler.do_not_contact, world.ostler.do_not_contact_reason = True, "By letter"
    world.ostler.save()
    case = opened(world).cases.get(provider=world.ostler)
    assert (case.work_status, case.next_reason, case.is_final) == ("closed", "Not to be contacted", False)


def test_whoever_has_no_number_waits_for_one(world):
    world.ostler.numbers.all().delete()
    assert opened(world).cases.get(provider=world.ostler).work_status == "needs-number"


def test_a_setting_that_does_not_exist_opens_no_round(world):
    with pytest.raises(ValueError, match="A round has no setting"):
        opened(world, policy={"limit": 3})
    assert not Round.objects.exists()


def test_refreshing_a_map_that_did_not_change_changes_nothing(world):
    round = opened(world)
    before = list(Target.objects.values_list("pk", flat=True))
    assert refresh_round(round=round) == 0
    assert list(Target.objects.values_list("pk", flat=True)) == before


def test_a_later_position_reopens_a_complete_case_for_itself_alone(calls, world):
    calls.answer_all(world.ostler)
    assert calls.standing(world.ostler) == ("complete", True, "closed")
    later = world.listed(world.ostler, world.avenmoor_2, "1", edition="mar26", stated_on=dt.date(2026, 3, 9))

    assert refresh_round(round=calls.round, at=calls.at(60)) == 1

    assert calls.standing(world.ostler) == ("partial", False, "waiting")
    assert calls.target(world.ostler_1).settled
    assert calls.target(later).settled == []


def test_a_new_organisation_gets_a_case(calls, world):
    world.listed(world.tallis, world.avenmoor_1, "2")
    refresh_round(round=calls.round)
    assert asked(calls.round)["Tallis and Rowe"] == 1


def test_open_rounds_catch_up_when_somebody_asks_for_work(client, fieldworker, calls, world):
    """A list applied, or taken back, after the round was opened."""
    world.listed(world.tallis, world.avenmoor_1, "2")
    withdraw_positions(statements=world.quill_2.statements.all(), by=world.by, reason="Rolled back")
    catch_up(at=calls.at())
    assert asked(calls.round)["Tallis and Rowe"] == 1
    assert calls.target(world.quill_2).given_up == OFF_THE_MAP

    world.listed(world.tallis, world.avenmoor_2, "1")
    client.force_login(fieldworker)
    client.get("/survey/")
    assert asked(calls.round)["Tallis and Rowe"] == 2


def test_a_closed_round_does_not_catch_up(world):
    ended = opened(world, closes_on=OPENS_ON)
    world.listed(world.tallis, world.avenmoor_1, "2")
    catch_up(at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC))
    assert "Tallis and Rowe" not in asked(ended)


def test_a_position_that_left_the_map_is_given_up_until_it_is_back(calls, world):
    withdraw_positions(statements=world.hope_2.statements.all(), by=world.by, reason="Rolled back")
    refresh_round(round=calls.round)
    assert calls.target(world.hope_2).given_up == OFF_THE_MAP
    assert calls.target(world.hope_1).given_up == ""
    calls.call(
        world.hope,
        "answered",
        answers={None: {"sector": "third"}, world.hope_1: {"part_of_it": "never"}},
    )
    assert calls.standing(world.hope) == ("complete", True, "closed")

    world.listed(world.hope, world.avenmoor_2, "2")
    refresh_round(round=calls.round)
    assert calls.target(world.hope_2).given_up == ""
    assert calls.standing(world.hope)[0] == "partial"


def test_a_case_whose_every_position_left_the_map_ends_uncalled(calls, world):
    withdraw_positions(statements=world.ostler_1.statements.all(), by=world.by, reason="Rolled back")
    refresh_round(round=calls.round)
    assert calls.standing(world.ostler) == ("never-existed", True, "closed")


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False)],
)
def test_a_round_is_open_from_its_first_day_to_its_last(world, opens, closes, is_open):
    day = dt.date(2026, 3, 10)
    round = opened(world, closes_on=None)
    round.opens_on = day + dt.timedelta(days=opens)
    round.closes_on = None if closes is None else day + dt.timedelta(days=closes)
    round.save()
    assert Round.objects.open_on(day).exists() == is_open


def test_opening_a_round_asks_the_database_no_more_for_more_positions(world, django_assert_max_num_queries):
    from providers.actions import register_provider

    for number in range(60):
        provider = register_provider(name=f"Organisation {number}")
        world.listed(provider, world.avenmoor_1, "2")
    assert ProviderName.objects.count() > 60
    with django_assert_max_num_queries(40):
        round = opened(world)
    assert round.cases.count() == 64
    assert SubcontractStatement.objects.count() == Target.objects.count()
