"""What a visitor reads when something cannot be had: what happened, what it means, what to do."""

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.views.defaults import bad_request, permission_denied, server_error

from tests.pages import faults, inline


def test_an_unknown_address_leads_on(client, researcher):
    client.force_login(researcher)
    said = client.get("/nothing/here/")
    assert said.status_code == 404
    assert "Nothing at this address" in said.content.decode()
    assert reverse("contracts:providers") in said.content.decode()
    assert faults(said) == []


def test_an_unknown_address_shows_nobody_more_than_the_way_in(client, db):
    said = client.get("/nothing/here/").content.decode()
    assert reverse("home") in said and reverse("contracts:providers") not in said


def test_a_page_for_another_role_says_for_whom_it_is_and_who_asks(client, researcher):
    client.force_login(researcher)
    said = client.get(reverse("survey:today"))
    assert said.status_code == 403
    words = " ".join(said.content.decode().split())
    assert "It is for administrators and fieldworkers." in words
    assert "You are logged in as researcher (researcher)." in words
    assert faults(said) == []


def test_an_account_without_a_role_is_told_so(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("newcomer"))
    said = client.get(reverse("home"))
    assert said.status_code == 403
    assert "(no role yet)" in said.content.decode()
    assert reverse("account_logout") in said.content.decode()


def test_a_refusal_with_a_reason_gives_it(rf, researcher):
    request = rf.get("/")
    request.user, request.resolver_match = researcher, None
    said = permission_denied(request, Exception("Somebody else is on the phone with Hope Trust.")).content.decode()
    assert "Somebody else is on the phone with Hope Trust." in said


@pytest.mark.parametrize("view", [bad_request, server_error])
def test_pages_of_last_resort_stand_without_a_database(rf, view, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        said = view(rf.get("/"), *([Exception()] if view is bad_request else []))
    assert said.status_code in (400, 500)
    assert "tell an administrator the address of the page and the time" in said.content.decode()
    assert inline(said.content.decode()) == []


def test_the_page_for_a_fault_leans_on_no_other_template():
    source = get_template("500.html").template.source
    assert not {"extends", "include", "url"} & set(source.replace("{%", " ").split())


def test_a_form_from_a_page_of_another_session_is_explained(db):
    said = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a", "password": "b"})
    assert said.status_code == 403
    assert "The form was not taken" in said.content.decode()
    assert faults(said) == []


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_every_error_page_has_a_way_on(name):
    assert 'class="button" href="/' in get_template(f"{name}.html").render({})


def test_an_address_that_only_takes_forms_says_so(client, fieldworker):
    """A log-in, or a reload, may lead there."""
    client.force_login(fieldworker)
    response = client.get("/survey/next/")
    assert response.status_code == 405 and response["Allow"] == "POST"
    assert "press it again" in response.content.decode()
