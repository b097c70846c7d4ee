"""The world the tests live in, built through the actions only.

Demonstration programme            list: "Employment Support Office", edition of 28 February 2026
|
+- 1 Westmere ---- Avenmoor Group ----+-- Hope Trust       Tier 1, third
|             |                       +-- Larkhill Skills  Tier 2, third
|             |
|             +--- Tallis and Rowe ---+-- Larkhill Skills  Tier 1, third
|                                     +-- Ostler Works     Tier 2, private
+- 2 Ellan Vale -- Avenmoor Group ----+-- Hope Trust       tier not stated
                                      +-- Quill College    Tier 2, public
"""

import datetime as dt
import os

import hypothesis
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

# No deadline: how long an example takes says something about the machine only. CI tries the same examples every time.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("suite")

TOUCHES_A_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "client"}
LISTED_ON = dt.date(2026, 2, 28)
PUBLISHER = "Employment Support Office"


def pytest_collection_modifyitems(config, items):
    """With DATABASE_TESTS_ONLY, as run.py asks on its second database, what no database changes is not run again."""
    if os.environ.get("DATABASE_TESTS_ONLY"):
        again = [item for item in items if _touches_a_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
        items[:] = again


def _touches_a_database(item):
    asks = item.get_closest_marker("django_db") or TOUCHES_A_DATABASE & set(item.fixturenames)
    return bool(asks) and not item.get_closest_marker("page_alone")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Roles and the policy of outcomes are part of every database."""
    with django_db_blocker.unblock():
        call_command("loaddata", "groups", "outcomes", verbosity=0)
    yield
    if connection.vendor == "postgresql":  # a browser's last request may still hold a connection of its server's thread
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def policy(db):
    """They are there in a test that commits too: such tests empty every table behind them."""
    if not Group.objects.exists():
        call_command("loaddata", "groups", "outcomes", verbosity=0)


def _person(django_user_model, role):
    user = django_user_model.objects.create_user(
        role, password="an unlikely password", is_staff=role == "administrator"
    )
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def administrator(policy, django_user_model):
    return _person(django_user_model, "administrator")


@pytest.fixture
def fieldworker(policy, django_user_model):
    return _person(django_user_model, "fieldworker")


@pytest.fixture
def researcher(policy, django_user_model):
    return _person(django_user_model, "researcher")


class World:
    """The members of the picture above by name, made with `by` as the one who entered them."""

    def __init__(self, by):
        from providers.actions import add_number, register_provider, state_sector
        from supplychains.contracts.models import ContractPackageArea, Programme

        self.by = by
        self.programme = Programme.objects.create(
            slug="demonstration", name="Demonstration programme", is_invented=True
        )
        areas = [(1, "Westmere"), (2, "Ellan Vale")]
        self.westmere, self.ellan_vale = (
            ContractPackageArea.objects.create(programme=self.programme, number=number, name=name)
            for number, name in areas
        )
        self.avenmoor = register_provider(name="Avenmoor Group")
        self.tallis = register_provider(name="Tallis and Rowe")
        self.hope = register_provider(name="Hope Trust")
        self.larkhill = register_provider(name="Larkhill Skills")
        self.ostler = register_provider(name="Ostler Works")
        self.quill = register_provider(name="Quill College")
        for number, provider in enumerate([self.hope, self.larkhill, self.ostler, self.quill]):
            add_number(provider=provider, text=f"0161 496 000{number}")
        for provider, sector in [
            (self.hope, "third"),
            (self.larkhill, "third"),
            (self.ostler, "private"),
            (self.quill, "public"),
        ]:
            state_sector(provider=provider, sector=sector, **self.on_list)
        self._chains()

    @property
    def on_list(self):
        """What every statement of the one list in this world shares."""
        return {
            "source": "list",
            "speaks_for": "publisher",
            "publisher": PUBLISHER,
            "edition": "feb26",
            "stated_on": LISTED_ON,
            "by": self.by,
        }

    def _chains(self):
        from supplychains.contracts.actions import award_contract

        self.avenmoor_1 = award_contract(area=self.westmere, prime=self.avenmoor)[0]
        self.tallis_1 = award_contract(area=self.westmere, prime=self.tallis)[0]
        self.avenmoor_2 = award_contract(area=self.ellan_vale, prime=self.avenmoor)[0]
        self.hope_1 = self.listed(self.hope, self.avenmoor_1, "1")
        self.larkhill_avenmoor = self.listed(self.larkhill, self.avenmoor_1, "2")
        self.larkhill_tallis = self.listed(self.larkhill, self.tallis_1, "1")
        self.ostler_1 = self.listed(self.ostler, self.tallis_1, "2")
        self.hope_2 = self.listed(self.hope, self.avenmoor_2, "")
        self.quill_2 = self.listed(self.quill, self.avenmoor_2, "2")

    def listed(self, provider, prime_contract, tier, **said):
        """A position as the list of this world has it."""
        from supplychains.contracts.actions import place, state_position

        subcontract, _ = place(provider=provider, prime_contract=prime_contract)
        state_position(subcontract=subcontract, listed=True, tier=tier, **{**self.on_list, **said})
        return subcontract

    def said(self, subcontract, on, speaks_for="subcontractor", **facts):
        """What somebody said on the phone about a position."""
        from supplychains.contracts.actions import state_position

        return state_position(
            subcontract=subcontract, source="call", speaks_for=speaks_for, stated_on=on, by=self.by, **facts
        )


@pytest.fixture
def world(administrator):
    return World(by=administrator)
