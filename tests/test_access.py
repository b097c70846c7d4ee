"""Who may see which page: every address of the project, asked for by nobody and by each role, must answer as the table
in docs/access.md says."""

import datetime as dt
import io
import re
import uuid
import zipfile

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.urls import URLResolver, include, path, re_path, reverse
from django.urls.resolvers import RegexPattern
from django.utils import timezone

from providers.models import Contact
from supplychains.access import ROLES, public, seen_by
from supplychains.lists.actions import apply_list, stage_list
from supplychains.survey.actions import open_round
from supplychains.survey.models import Attempt, Outcome
from supplychains.survey.policy import AT_ANY_TIME
from supplychains.survey.queue import claim_next
from supplychains.views import health
from tests.addresses import ADMINISTRATION, PEOPLE, Page, pages, rows
from tests.pages import faults

PASSWORD = "an unlikely password"
CONTACT = {"name": "Odile Marchbank", "email": "odile@hope.example"}
PUBLISHER = "Employment Support Office"


# ---- who comes, and to what


@pytest.fixture
def people(administrator, fieldworker, researcher):
    """Each role, with the second step set up, so that its pages have something to show."""
    users = {"administrator": administrator, "fieldworker": fieldworker, "researcher": researcher}
    for user in users.values():
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return users


@pytest.fixture
def come(client, people):
    """Come as somebody: a client logged in as a role, confirmed a moment ago, or one of nobody."""

    client.raise_request_exception = False

    def as_(who):
        client.logout()
        if who != "nobody":
            client.force_login(people[who])
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return client

    return as_


LIST = """Area number,Prime,Subcontractor,Tier,Telephone,Contact name,Contact mail
1,Avenmoor Group,Hope Trust,1,0161 496 0900,Odile Marchbank,odile@hope.example
1,Avenmoor Group,Larkhill Skills,1,ring 0161 496 0901,Odile Marchbank,odile@hope.example
9,Avenmoor Group,Quill College,1,0161 496 0902,Odile Marchbank,odile@hope.example
"""


@pytest.fixture
def applied_list(world):
    """A list that brought people and numbers along, one row of it with a fault."""
    said = {"programme": world.programme, "publisher_name": PUBLISHER, "published_on": dt.date(2026, 3, 31)}
    provider_list = stage_list(content=LIST.encode(), file_name="march.csv", by=world.by, **said)
    apply_list(provider_list=provider_list, by=world.by)
    return provider_list


@pytest.fixture
def case(world, applied_list, fieldworker):
    """The case a fieldworker is calling about just now."""
    open_round(programme=world.programme, opens_on=dt.date(2026, 3, 1), policy=AT_ANY_TIME, by=world.by)
    return claim_next(by=fieldworker, at=timezone.now())


@pytest.fixture
def address(world, people, applied_list, case):
    """The address of a page, with arguments that exist."""
    Contact.objects.create(provider=case.provider, **CONTACT)
    someone = people["researcher"]
    call = {"case": case, "caller": people["fieldworker"], "dialled_at": timezone.now(), "script_version": "1"}
    attempt = Attempt.objects.create(client_id=uuid.uuid4(), outcome=Outcome.objects.first(), **call)
    key = {"uidb36": user_pk_to_url_str(someone), "key": default_token_generator.make_token(someone)}
    by_page = {"account_reset_password_from_key": key, "survey:void": {"pk": attempt.pk}}
    by_parameter = {
        ("contracts", "public_id"): case.provider.public_id,
        ("graphs", "slug"): world.programme.slug,
        ("graphs", "number"): world.westmere.number,
        ("lists", "public_id"): applied_list.public_id,
        ("survey", "pk"): case.pk,
        ("survey", "round"): case.round_id,
    }

    def of(page):
        if page.name in by_page:
            return reverse(page.name, kwargs=by_page[page.name])
        if page.is_administration:
            return administration_address(page)
        space = page.name.rpartition(":")[0]
        missing = [name for name in page.parameters if (space, name) not in by_parameter]
        if missing:
            pytest.fail(f"{page.route} needs {', '.join(missing)}: add it to `address` in {__name__}")
        return reverse(page.name, kwargs={name: by_parameter[space, name] for name in page.parameters})

    return of


def administration_address(page):
    """The address of an administration page about the first record of its model, if there is one."""
    model = model_of(page)
    record = model.objects.first() if model else None
    given = dict.fromkeys(("object_id", "id", "history_id", "content_type_id"), record.pk if record else 0)
    given |= {"app_label": "providers", "url": "nothing/here"}
    route = page.route
    for name in page.parameters:
        route = re.sub(rf"<(\w+:)?{name}>", str(given[name]), route)
    return route


def model_of(page):
    """The model an administration page is about, if it is about one."""
    for model in admin.site._registry:
        if page.route.startswith(f"/admin/{model._meta.app_label}/{model._meta.model_name}/"):
            return model
    return None


def answer(client, page, url):
    """What a client gets: "yes", "no", "log-in", or the status nobody expects, and the response."""
    response = client.get(url)
    for _ in range(5):
        if response.status_code == 302 and response.url.startswith(reverse("account_login")):
            return "log-in", response
        if response.status_code != 302 or not page.is_administration:
            break
        response = client.get(response.url)
    fault = repr(response.exc_info[1]) if response.status_code == 500 else ""
    known = {200: "yes", 301: "yes", 302: "yes", 405: "yes", 403: "no"}
    return known.get(response.status_code, f"status {response.status_code} {fault}".strip()), response


def expected_of_administrator(page, user):
    """What an administrator gets from an administration page: the groups decide. None where nothing is asked for
    that exists."""
    model = model_of(page)
    if not model or (page.parameters and not model.objects.exists()):
        return None
    tail = page.route.rstrip("/").rpartition("/")[2]
    if tail not in ("add", "delete", "change", "history", model._meta.model_name):
        return None
    means = {"add": ["add"], "delete": ["delete"]}.get(tail, ["view", "change"])
    rights = [f"{model._meta.app_label}.{mean}_{model._meta.model_name}" for mean in means]
    return "yes" if any(user.has_perm(right) for right in rights) else "no"


# ---- the table


def test_the_table_has_a_row_for_every_page_and_a_page_for_every_row():
    routes = {ADMINISTRATION if page.is_administration else page.route for page in pages()}
    without_row, without_page = routes - rows().keys(), rows().keys() - routes
    assert (without_row, without_page) == (set(), set()), "pages without a row, rows without a page"


def silent(found):
    """Pages of ours that do not say for whom they are."""
    marks = ("needs", "is_public", "is_for_all")
    return [p.route for p in found if p.is_ours and not any(hasattr(p.view, mark) for mark in marks)]


def test_every_view_of_ours_says_who_may_see_it():
    assert silent(pages()) == [], "views without `needs`, `signed_in` or `public`"


def test_a_view_of_ours_without_a_rule_is_found():
    def view(request):
        return None

    view.__module__ = "supplychains.lists.views"
    assert silent([Page("/lists/new/", view)]) == ["/lists/new/"]
    assert silent([Page("/lists/new/", public(view))]) == []


def test_addresses_are_read_through_includes_and_regular_expressions():
    inner = [re_path(r"^b/(?P<one>\w+)-(?P<two>[^/]+)/$", health, name="b"), path("c/<int:n>/", health, name="c")]
    resolver = URLResolver(RegexPattern(r"^/"), [path("a/", include((inner, "space")))])
    found = [(page.route, page.name, page.parameters) for page in pages(resolver)]
    assert found == [("/a/b/<one>-<two>/", "space:b", ("one", "two")), ("/a/c/<int:n>/", "space:c", ("n",))]


def test_what_a_view_says_is_what_the_table_says(db):
    known = rows()
    said = {p.route: seen_by(p.view.needs) for p in pages() if hasattr(p.view, "needs")}
    assert said == {r: [who for who in ROLES if known.get(r, {}).get(who) == "yes"] for r in said}


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_answers_as_the_table_says(who, come, address):
    client, known, wrong = come(who), rows(), []
    for page in [page for page in pages() if not page.is_administration]:
        url = address(page)
        got, response = answer(client, page, url)
        expected = known.get(page.route, {}).get(who, "nothing")
        if got != expected:
            wrong.append(f"{page.route}: {who} gets “{got}”, the table says “{expected}”")
        wrong += [f"{page.route}: {fault}" for fault in faults(response)]
        if got in ("no", "log-in") and page.is_ours and client.post(url).status_code not in (302, 403):
            wrong.append(f"{page.route}: {who} may send it a form")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", PEOPLE)
def test_the_administration_is_for_administrators_only(who, come, address, people):
    client, wrong = come(who), []
    for page in [page for page in pages() if page.is_administration]:
        expected = rows()[ADMINISTRATION][who]
        got, response = answer(client, page, address(page))
        if who == "administrator":
            expected = expected_of_administrator(page, people[who]) or got
            got = got if got in ("yes", "no", "status 404") else f"{got}, which nobody expects"
        if got != expected:
            wrong.append(f"{page.route}: {who} gets “{got}” and not “{expected}”")
        wrong += [f"{page.route}: {fault}" for fault in faults(response)]
    assert not wrong, "\n".join(wrong)


# ---- people and numbers


def private(response):
    """What a page holds of people and numbers, however spaced; every number in these tests begins alike."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    said = re.sub(r"&nbsp;|[\s\u00a0-]", "", unzipped(content).decode())
    return [text for text in (*CONTACT.values(), "161 496 0") if text.replace(" ", "") in said]


def unzipped(content):
    """A spreadsheet as the texts it is made of; anything else as it is."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"".join(map(parts.read, parts.namelist()))


def seen(client, address):
    """{route: what is private on it} of every page but the administration."""
    asked = {page.route: client.get(address(page)) for page in pages() if not page.is_administration}
    return {route: found for route, response in asked.items() if (found := private(response))}


def test_no_page_shows_a_researcher_a_person_or_a_number(come, address):
    assert seen(come("researcher"), address) == {}


def test_a_fieldworker_is_shown_whom_to_call(come, address):
    assert seen(come("fieldworker"), address) != {}, "the check above finds nothing anywhere, so it checks nothing"


@pytest.mark.parametrize(
    ("address", "role", "whom"),
    [
        ("/", "researcher", "administrators, fieldworkers and researchers"),
        ("/lists/", "researcher", "administrators and researchers"),
        ("/lists/upload/", "administrator", "administrators"),
        ("/account/", "fieldworker", "whoever is logged in"),
        ("/accounts/2fa/", "fieldworker", "whoever is logged in"),
        ("/accounts/login/", None, "everybody"),
        ("/accounts/password/reset/", None, "everybody"),
    ],
)
def test_each_page_says_who_may_see_it(client, request, policy, address, role, whom):
    if role:
        client.force_login(request.getfixturevalue(role))
    assert f"<span>Seen by {whom}</span>" in client.get(address).content.decode()
