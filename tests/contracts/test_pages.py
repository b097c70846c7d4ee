"""The page of an organisation and finding one."""

import datetime as dt

from django.urls import reverse

from providers.actions import add_name, register_provider
from providers.models import Provider
from supplychains.contracts.actions import withdraw_positions


def page(client, user, provider):
    client.force_login(user)
    return client.get(reverse("contracts:provider", args=[provider.public_id]))


def test_every_position_and_every_statement_stands_on_the_page_newest_first(client, researcher, world):
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="2", involvement="delivering", referral_status="none")
    html = page(client, researcher, world.hope).content.decode()
    assert "1 Westmere" in html and "2 Ellan Vale" in html
    newest, oldest = html.index("Tier 2, delivering, no referrals so far"), html.index("Tier 1, on the list")
    assert newest < oldest
    assert "Employment Support Office" in html


def test_a_withdrawn_statement_is_shown_struck_with_its_reason(client, researcher, world):
    withdraw_positions(statements=world.hope_1.statements.all(), by=world.by, reason="Read from the wrong sheet.")
    html = page(client, researcher, world.hope).content.decode()
    assert 'class="withdrawn"' in html and "Read from the wrong sheet." in html


def test_a_statement_leads_to_the_list_it_comes_from(client, researcher, fieldworker, world):
    assert 'href="/lists/feb26/"' in page(client, researcher, world.hope).content.decode()
    assert 'href="/lists/feb26/"' not in page(client, fieldworker, world.hope).content.decode()


def test_numbers_are_for_fieldworkers_and_administrators(client, researcher, fieldworker, world):
    assert "0161 496 0000" not in page(client, researcher, world.hope).content.decode()
    assert "0161 496 0000" in page(client, fieldworker, world.hope).content.decode()


def test_the_address_of_a_merged_organisation_leads_to_the_one_it_became(client, researcher, world):
    old = register_provider(name="Hop Trust")
    Provider.objects.filter(pk=old.pk).update(merged_into=world.hope)
    response = page(client, researcher, old)
    assert response.url == world.hope.get_absolute_url()


def test_an_unknown_organisation_is_not_found(client, researcher):
    client.force_login(researcher)
    assert client.get("/organisations/zzzzzzzz/").status_code == 404


def test_an_organisation_is_found_by_a_spelling_a_list_used(client, researcher, world):
    add_name(provider=world.hope, text="Hpoe Trst (Westmere)")
    client.force_login(researcher)
    html = client.get("/organisations/?text=hpoe").content.decode()
    assert "Hope Trust" in html and "Quill College" not in html
    assert "No organisation is known as" in client.get("/organisations/?text=zzz").content.decode()
    assert client.get("/organisations/?text=%00").status_code == 200


def test_the_page_costs_the_same_however_much_is_known(client, researcher, world, django_assert_max_num_queries):
    page(client, researcher, world.hope)
    with django_assert_max_num_queries(20) as few:
        page(client, researcher, world.hope)
    for month in range(1, 9):
        world.said(world.hope_1, dt.date(2026, month, 1), tier="2")
        other = register_provider(name=f"Prime {month}")
        from supplychains.contracts.actions import award_contract

        world.listed(world.hope, award_contract(area=world.ellan_vale, prime=other)[0], "2")
    with django_assert_max_num_queries(20) as many:
        page(client, researcher, world.hope)
    assert len(few) == len(many)
