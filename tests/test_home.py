"""Where things stand: the sentence, the figures, what waits for whom, and what changed last."""

import datetime as dt

import pytest

from providers.actions import register_provider
from supplychains.lists.actions import apply_list, stage_list
from supplychains.overview import figures, headline, standing

HEARD = dt.date(2026, 3, 12)


def test_an_empty_map_says_how_it_begins(client, administrator):
    client.force_login(administrator)
    html = client.get("/").content.decode()
    assert "Nothing is in the map yet. It begins with a list." in html
    assert "No programme yet" in html and "Nothing has changed yet" in html
    assert figures(standing()) == []


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"positions": 6, "checked": 0, "otherwise": 0}, "6 positions in the map, and none checked by phone yet."),
        ({"positions": 1, "checked": 1, "otherwise": 0}, "Of 1 position, 1 has been checked by phone."),
        (
            {"positions": 1200, "checked": 9, "otherwise": 1},
            "Of 1,200 positions, 9 have been checked by phone. 1 of them was not as listed.",
        ),
        (
            {"positions": 10, "checked": 10, "otherwise": 7},
            "Of 10 positions, 10 have been checked by phone. 7 of them were not as listed.",
        ),
    ],
)
def test_the_sentence_says_what_was_found(counts, sentence):
    assert headline(counts) == sentence


def test_the_figures_tell_both_ends(world):
    world.said(world.hope_1, HEARD, tier="1", involvement="delivering", referral_status="none")
    world.said(world.quill_2, HEARD, involvement="left")
    told = {f.title: (f.part, f.most, f.whole) for f in figures(standing())}
    assert told == {
        "Checked by phone": (2, None, 4),
        "Delivering, at least and at most": (1, 5, 6),
        "Receiving referrals": (0, 4, 6),
        "Sources differ": (0, None, 6),
    }


def test_what_waits_leads_to_where_it_waits(client, administrator, researcher, world):
    world.said(world.quill_2, HEARD, involvement="left")
    world.said(world.quill_2, HEARD, speaks_for="prime", involvement="delivering")
    client.force_login(administrator)
    lines = {line.what: (line.number, line.address) for line in client.get("/").context["waiting"]}
    disputed = "positions where sources differ, most in Ellan Vale"
    assert lines[disputed] == (1, "/programmes/demonstration/areas/2/?checked=disputed")
    assert set(lines) > {"organisations to call now", "lists staged, not applied", "rows to decide"}
    assert [p.provider.public_id for p in client.get(lines[disputed][1]).context["positions"]] == [
        world.quill.public_id
    ]
    client.force_login(researcher)
    assert [line.what for line in client.get("/").context["waiting"]] == [disputed]


def test_a_list_in_the_news_is_a_link_only_for_whoever_may_open_it(client, researcher, fieldworker, world):
    edition = stage_list(
        content=b"Area,Prime,Organisation\nWestmere,Avenmoor Group,Kinder Works\n",
        file_name="list.csv",
        programme=world.programme,
        publisher_name="Office",
        published_on=HEARD,
        by=world.by,
    )
    apply_list(provider_list=edition, by=world.by)
    for user, may_open in ((researcher, True), (fieldworker, False)):
        client.force_login(user)
        html = client.get("/").content.decode()
        assert "Office, edition of 12 March 2026" in html
        assert (f'href="{edition.get_absolute_url()}"' in html) == may_open


def test_the_page_costs_the_same_however_much_is_known(client, administrator, world, django_assert_max_num_queries):
    client.force_login(administrator)
    client.get("/")
    with django_assert_max_num_queries(20) as few:
        client.get("/")
    for n in range(12):
        world.said(world.listed(register_provider(name=f"Body {n}"), world.avenmoor_1, "2"), HEARD, tier="1")
    with django_assert_max_num_queries(20) as many:
        client.get("/")
    assert len(few) == len(many)
