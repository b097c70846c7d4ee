"""The page "who is this?", in the world of tests/conftest.py with one list staged on it:

row 2  Westmere    Avenmoor Group   Hope Trust            identical name, there already
row 3  Westmere    Tallis and Rowe  Larkhil Skills Ltd    a misspelling: to decide
row 4  Westmere    Avenmoor Group   Larkhil Skills Ltd    the same question
row 5  Ellan Vale  Avenmoor Group   Larkhil Skills Ltd    the same name in another area
row 6  Ellan Vale  Avenmoor Group   Wendmoor Debt Advice  new
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from providers.actions import register_provider
from providers.models import MatchDecision, Provider
from supplychains.contracts.actions import award_contract
from supplychains.contracts.models import Subcontract
from supplychains.lists.actions import apply_list
from supplychains.lists.who.deciding import decide
from supplychains.lists.who.weighing import Body, Line, Seat, sits, weigh
from tests.lists.making import csv_of

HEADING = ["Area", "Prime", "Subcontractor", "Tier", "Organisation type", "Telephone", "Contact"]
ROWS = (
    ["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS", "", ""],
    ["Westmere", "Tallis and Rowe", "Larkhil Skills Ltd", "1", "VCS", "0161 496 0001", "Odile Marchbank"],
    ["Westmere", "Avenmoor Group", "Larkhil Skills Ltd", "2", "VCS", "", ""],
    ["Ellan Vale", "Avenmoor Group", "Larkhil Skills Ltd", "2", "private", "", ""],
    ["Ellan Vale", "Avenmoor Group", "Wendmoor Debt Advice", "2", "VCS", "", ""],
)


@pytest.fixture
def staged(stage):
    return stage(csv_of(*ROWS, heading=HEADING))


@pytest.fixture
def page(client, administrator, staged):
    """The page as a text, after `who` logs in; `post` sends a form of it."""
    client.force_login(administrator)

    def get(query="", path=""):
        return client.get(f"/lists/{staged.public_id}/who/{path}{query}").content.decode()

    get.post = lambda path, **said: client.post(f"/lists/{staged.public_id}/{path}", said, follow=True).content.decode()
    return get


def first(provider_list):
    return provider_list.questions.get(number=1)


# ---- what is shown


def test_the_first_question_stands_with_its_row_as_written_and_whom_it_may_mean(page, world):
    html = page()
    assert "Row 3, as written" in html and "<dd>Larkhil Skills Ltd</dd>" in html and "Odile Marchbank" in html
    assert "One more row carries this name in area 1 Westmere: 4." in html
    assert "Under Avenmoor Group in area 1 Westmere (Tier 2, on lists only)" in html
    for words in ("already under this prime in this area", "0161 496 0001 is a number of it", "third on both sides"):
        assert words in html
    assert "This name in area 1 Westmere (2 rows, and later editions)" in html
    assert "This name everywhere (3 rows, and later editions)" in html


def test_the_lanes_count_rows_and_show_how_each_is_known(page):
    assert [part in page() for part in ("1</span> row settled", "3</span> rows to decide", "1</span> row new")]
    settled, new = page("?lane=settled"), page("?lane=new")
    assert "identical name, already in this area or contract" in settled and "Wendmoor" not in settled
    assert "nobody of this name is known" in new and "Wendmoor Debt Advice" in new


def test_of_a_file_that_is_not_read_yet_nothing_is_said_to_be_known(client, administrator, stage):
    unread = stage(b"Area;Subcontractor\nWestmere;Hope Trust\n", keep_unread=True)
    client.force_login(administrator)
    for page in ("who", "checks"):
        html = client.get(f"/lists/{unread.public_id}/{page}/").content.decode()
        assert "No row is read yet" in html and f'<a href="/lists/{unread.public_id}/sheets/">Sheets</a>' in html
        assert "known exactly" not in html and "0 of 0" not in html


def test_a_branch_is_said_to_be_decided_as_one_and_the_receipt_counts_the_decisions(client, page, staged, world):
    decide(question=first(staged), verdict="branch", provider=world.larkhill, by=world.by)
    assert "decided to be a branch of Larkhill Skills" in page("?lane=new")
    address = staged.get_absolute_url()
    assert f'<a href="{address}who/decisions/">1 decision</a> used' in client.get(address).content.decode()


def test_a_researcher_sees_the_question_without_people_or_numbers_and_cannot_answer(client, researcher, staged):
    client.force_login(researcher)
    html = client.get(f"/lists/{staged.public_id}/who/").content.decode()
    assert "Larkhil Skills Ltd" in html and "It may be this one" in html
    assert "0161" not in html and "Odile" not in html and 'name="do"' not in html
    for path in ("who/answer/", "who/withdraw/", "renew/"):
        assert client.post(f"/lists/{staged.public_id}/{path}").status_code == 403


@pytest.mark.parametrize("query", ["?at=nothere", "?lane=guess", "?page=x&lane=new", "?at=%00", "?at=" + "x" * 500])
def test_a_strange_address_gets_a_page(page, query):
    assert "Who is this?" in page(query)
    assert ("No question of this list has that address" in page(query)) == ("at=" in query)


def test_where_nothing_waits_the_page_says_why_and_what_is_next(client, administrator, stage):
    client.force_login(administrator)
    empty = stage(csv_of(["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"]))
    html = client.get(f"/lists/{empty.public_id}/who/").content.decode()
    assert "Every name in the list is known exactly" in html and "see what the list would do" in html
    assert "No row names a new organisation" in client.get(f"/lists/{empty.public_id}/who/?lane=new").content.decode()
    decisions = client.get(f"/lists/{empty.public_id}/who/decisions/").content.decode()
    assert "No decision reaches this list" in decisions


def test_two_primes_of_one_name_are_asked_about(client, administrator, stage, world):
    register_provider(name="Avenmoor Group")
    client.force_login(administrator)
    award_contract(area=world.westmere, prime=Provider.objects.filter(name="Avenmoor Group").last())
    provider_list = stage(csv_of(["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"]))
    html = client.get(f"/lists/{provider_list.public_id}/who/").content.decode()
    assert "Who is “Avenmoor Group”, as prime of area 1 Westmere?" in html and "It may be one of these" in html


# ---- answering


def answer(page, question, do, **said):
    return page.post("who/answer/", question=question.public_id, do=do, **said)


def test_an_answer_is_kept_and_the_next_question_asked(page, staged, world):
    html = answer(page, first(staged), f"same:{world.larkhill.public_id}")
    assert "Same organisation, Larkhill Skills, for “Larkhil Skills Ltd”; 2 rows followed." in html
    assert "Question 2 of 2. 1 to decide." in html
    assert MatchDecision.objects.get().scope == "area"


def test_with_the_last_answer_the_preview_is_one_step_away(page, staged, world):
    html = answer(page, first(staged), f"same:{world.larkhill.public_id}", scope="everywhere")
    assert "All 2 questions are decided." in html
    preview = page.post("renew/")
    assert "<strong>5 rows were read.</strong>" in preview and "4 rows would be placed" not in preview
    assert "wait for a person" not in preview
    apply_list(provider_list=staged, by=world.by)
    assert Subcontract.objects.filter(provider=world.larkhill).count() == 3


@pytest.mark.parametrize("do", ["", "same", "same:", "same:nothere1", "guess:1", "different", "x" * 60])
def test_an_answer_about_nobody_is_not_taken(page, staged, do):
    assert "notice bad" in answer(page, first(staged), do)
    assert not MatchDecision.objects.exists()


@pytest.mark.parametrize("question", ["", "gone", "\x00", "45755e129c"])
def test_an_answer_to_no_question_of_the_list_is_told_so(page, question):
    assert "does not ask this any more" in page.post("who/answer/", question=question, do="new")


def test_an_unknown_scope_is_not_taken(page, staged, world):
    answer(page, first(staged), f"same:{world.larkhill.public_id}", scope="galaxy")
    assert not MatchDecision.objects.exists()


def test_somebody_quicker_is_named(page, staged, world):
    question = first(staged)
    decide(question=question, verdict="same", provider=world.larkhill, by=world.by)
    assert "administrator was quicker" in answer(page, question, "new")
    assert "administrator decided on" in page(f"?at={question.public_id}")


def test_decisions_are_listed_and_withdrawn(page, staged, world):
    decide(question=first(staged), verdict="same", provider=world.larkhill, by=world.by)
    assert "Same organisation" in page(path="decisions/") and "area 1 Westmere" in page(path="decisions/")
    decision = MatchDecision.objects.get()
    html = page.post("who/withdraw/", decision=decision.pk)
    assert "Withdrawn. 3 rows followed." in html and "by administrator" in html
    assert "administrator withdrew this decision" in page.post("who/withdraw/", decision=decision.pk)


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30])
def test_a_decision_that_is_none_is_not_found(client, administrator, staged, number):
    client.force_login(administrator)
    assert client.post(f"/lists/{staged.public_id}/who/withdraw/", {"decision": number}).status_code == 404


# ---- what it costs


def test_the_page_asks_as_much_of_a_long_list_as_of_a_short_one(client, administrator, stage, world):
    client.force_login(administrator)

    def asked(n):
        rows = [
            [area, "Avenmoor Group", f"{name} {i}", "1", "VCS"]
            for i in range(n)
            for area in ("Westmere", "Ellan Vale")
            for name in ("Larkhil Skills", "Hope Trustt", "Quil College")
        ]
        provider_list = stage(csv_of(*rows))
        provider_list.refresh_from_db()
        question = provider_list.questions.first()
        counts = []
        for path in (f"?at={question.public_id}", "?lane=new", "?lane=settled", "decisions/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/lists/{provider_list.public_id}/who/{path}").status_code == 200
            counts.append(len(queries))
        return counts

    few, many = asked(1), asked(30)
    assert few == many and max(many) <= 32


# ---- evidence


SEATS = [
    Seat(1, "area 1 Westmere", 7, "Avenmoor", tier="Tier 1", standing="confirmed"),
    Seat(2, "area 2 Ellan Vale", 8, "Tallis", programme="Elsewhere"),
    Seat(3, "area 3 Fell", 9, "Fell Works", is_own=True),
    Seat(4, "area 4 Tarn", 7, "Avenmoor"),
]


def test_where_it_sits_is_told_up_to_three_places():
    assert sits(SEATS) == (
        "Under Avenmoor in area 1 Westmere (Tier 1, confirmed); under Tallis in area 2 Ellan Vale (Elsewhere); "
        "prime in area 3 Fell; and 1 more."
    )
    assert sits([]) == "In no chain."


@pytest.mark.parametrize(
    ("said", "body", "evidence"),
    [
        ({}, Body(), ("Place in the map", "silent", "in no chain")),
        ({}, Body(seats=SEATS[:1]), ("Place in the map", "for", "already under this prime in this area")),
        ({}, Body(seats=SEATS[1:]), ("Place in the map", "silent", "not in this area so far")),
        (
            {"sector": "third", "sector_as_written": "VCS"},
            Body("private"),
            ("Sector", "against", "the list writes “VCS”, the map says private"),
        ),
        ({"sector": "third"}, Body("third"), ("Sector", "for", "third on both sides")),
        ({"sector": "third"}, Body(), ("Sector", "silent", "the list writes “third”, its sector is not known")),
        ({"phone": "0161 496 0001"}, Body(), ("Telephone", "silent", "none known")),
        (
            {"phone": "0161 496 0001"},
            Body(numbers=frozenset(["+441614960001"])),
            ("Telephone", "for", "0161 496 0001 is a number of it"),
        ),
        (
            {"phone": "0161 496 0001"},
            Body(numbers=frozenset(["+441614960002"])),
            ("Telephone", "silent", "other numbers of it are known"),
        ),
    ],
)
def test_each_field_speaks_for_itself(said, body, evidence):
    assert evidence in weigh(Line(said, area=1, prime=7), body, (), with_numbers=True)


def test_another_number_in_the_same_register_speaks_against_it():
    line = Line({}, identifiers=(("GB-CHC", "1"),))
    body = Body(identifiers=frozenset([("GB-CHC", "2")]))
    assert weigh(line, body, (), with_numbers=False)[0] == (
        "Register",
        "against",
        "its charity number is known as 2, the list writes 1",
    )


def test_numbers_are_not_weighed_for_those_who_may_not_see_them():
    line, body = Line({"phone": "0161 496 0001"}), Body(numbers=frozenset(["+441614960001"]))
    assert not [one for one in weigh(line, body, (), with_numbers=False) if one[0] == "Telephone"]
