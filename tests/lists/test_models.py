"""What must never be false about lists: each constraint, good and bad; and how a list speaks of itself."""

import datetime as dt
from itertools import count

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from supplychains.lists.models import ListFile, ListRow, ProviderList, Publisher

checksums = count(1)


@pytest.fixture
def publisher(db):
    return Publisher.objects.create(name="Employment Support Office")


@pytest.fixture
def make(world, publisher):
    """A list, with a checksum of its own unless one is given."""

    def make(**fields):
        given = {
            "publisher": publisher,
            "programme": world.programme,
            "published_on": dt.date(2026, 2, 28),
            "file_name": "a.csv",
            "checksum": str(next(checksums)),
            "staged_by": world.by,
        }
        return ProviderList.objects.create(**{**given, **fields})

    return make


@pytest.fixture
def applied(world):
    return {"state": "applied", "applied_by": world.by, "applied_at": timezone.now()}


@pytest.fixture
def taken_back(world, applied):
    gone = {"rolled_back_by": world.by, "rolled_back_at": timezone.now(), "rolled_back_reason": "The wrong file."}
    return {**applied, "state": "rolled-back", **gone}


def refused(make, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


def test_a_publisher_has_one_name(publisher):
    refused(Publisher.objects.create, name=publisher.name)


def test_a_file_of_a_publisher_is_one_list_of_a_programme(make, applied):
    make(checksum="same", **applied)
    refused(make, checksum="same")
    assert make(checksum="same", publisher=Publisher.objects.create(name="Another")).pk


def test_what_was_taken_back_may_be_brought_in_again(make, taken_back):
    make(checksum="same", **taken_back)
    make(checksum="same", **taken_back)
    assert make(checksum="same").state == "staged"


def test_a_list_is_applied_by_somebody_at_some_time(make, applied):
    assert make(**applied).pk
    for missing in ("applied_by", "applied_at"):
        refused(make, **{**applied, missing: None})
    refused(make, **{**applied, "state": "staged"})


def test_a_list_is_rolled_back_by_somebody_after_it_was_applied(make, taken_back):
    assert make(**taken_back).pk
    for missing in ("rolled_back_by", "rolled_back_at", "applied_by", "applied_at"):
        refused(make, **{**taken_back, missing: None})
    refused(make, **{**taken_back, "rolled_back_reason": ""})
    refused(make, **{**taken_back, "state": "applied"})


def test_a_list_has_one_file(make):
    provider_list = make()
    ListFile.objects.create(provider_list=provider_list, content=b"a,b")
    refused(ListFile.objects.create, provider_list=provider_list, content=b"c,d")
    assert bytes(ListFile.objects.get().content) == b"a,b" and str(ListFile.objects.get()) == "a.csv"


@pytest.fixture
def row(make):
    provider_list = make()

    def row(**fields):
        given = {"provider_list": provider_list, "number": 2, "raw": {"Area": "1"}, "resolution": "placed"}
        return ListRow.objects.create(**{**given, **fields})

    return row


def test_a_row_of_a_sheet_stands_once(row):
    row(sheet="A")
    refused(row, sheet="A")
    assert row(sheet="B").pk and row(sheet="A", number=3).pk


@pytest.mark.parametrize("number", range(4))
def test_a_problem_is_explained(row, number):
    good = [
        {"resolution": "placed"},
        {"resolution": "contract"},
        {"resolution": "doubtful", "problem": "which-organisation", "explanation": "Two."},
        {"resolution": "problem", "problem": "no-area", "explanation": "The row names no area."},
    ]
    bad = [
        {"resolution": "problem"},
        {"resolution": "problem", "problem": "no-area"},
        {"resolution": "doubtful", "problem": "which-organisation"},
        {"resolution": "dropped"},
    ]
    assert row(**good[number]).pk
    refused(row, number=3, **bad[number])


def test_a_list_counts_its_problems_the_most_frequent_first(row):
    problem = {"resolution": "problem", "explanation": "Why."}
    for number, code in enumerate(["no-area", "no-prime", "no-prime"], start=2):
        row(number=number, problem=code, **problem)
    one = row(number=9, resolution="doubtful", problem="which-organisation", explanation="Two.")
    assert one.provider_list.problems() == [("no-prime", 2), ("no-area", 1)]
    assert str(one) == "Employment Support Office, edition of 28 February 2026, row 9"


def test_a_list_goes_by_its_title_where_it_has_one(make):
    assert str(make(title="Supply chains")) == "Supply chains"
    assert make().get_absolute_url().startswith("/lists/")


def test_publishers_come_with_their_lists_newest_first_in_two_questions(make, django_assert_num_queries):
    Publisher.objects.create(name="Without any")
    for day in (1, 3, 2):
        make(published_on=dt.date(2026, 2, day))
    with django_assert_num_queries(2):
        found = Publisher.objects.with_lists()
        shown = [
            [(one.published_on.day, one.programme.name, one.staged_by.username) for one in p.lists.all()] for p in found
        ]
    assert [[line[0] for line in lines] for lines in shown] == [[3, 2, 1]]
