"""A round of calls over the world of the tests, and short ways to call in it. It is Tuesday 10 March 2026, 10:00.

Cases: Hope Trust (two positions), Larkhill Skills (two), Ostler Works (one), Quill College (one).
"""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

NOW = dt.datetime(2026, 3, 10, 10, 0, tzinfo=dt.UTC)


class Calls:
    """Round 1, and calls in it by `by`. Times are minutes after NOW."""

    def __init__(self, world, by, **more):
        from supplychains.survey.actions import open_round

        self.world, self.by = world, by
        more = {"opens_on": dt.date(2026, 3, 1), **more}
        self.round = open_round(programme=world.programme, by=world.by, at=NOW, **more)

    @staticmethod
    def at(minutes=0, **more):
        return NOW + dt.timedelta(minutes=minutes, **more)

    @staticmethod
    def outcome(key):
        from supplychains.survey.models import Outcome

        return Outcome.objects.get(key=key)

    def case(self, provider):
        return self.round.cases.get(provider=provider)

    def target(self, subcontract):
        from supplychains.survey.models import Target

        return Target.objects.get(case__round=self.round, subcontract=subcontract)

    def call(self, provider, outcome, minutes=0, *, by=None, answers=None, held=True, **more):
        """One attempt; `answers` by subcontract (None: the organisation). Held as if claimed, unless said."""
        from supplychains.survey.actions import record_attempt
        from supplychains.survey.models import Case

        case, by, at = self.case(provider), by or self.by, self.at(minutes)
        if held:
            until = at + dt.timedelta(minutes=20)
            Case.objects.filter(holder=by).update(holder=None, lease_until=None)
            Case.objects.filter(pk=case.pk).update(holder=by, lease_until=until)
        told = {part and self.target(part).pk: values for part, values in (answers or {}).items()}
        more = {"client_id": uuid.uuid4(), "note": "a note", **more}
        return record_attempt(case=case, by=by, at=at, outcome=self.outcome(outcome), answers=told, **more)

    def answer_all(self, provider, minutes=0, **more):
        """A whole interview: third sector, and everywhere still there, Tier 2, delivering, no referrals so far."""
        whole = {"part_of_it": "still", "role": "2", "delivering": "yes", "referrals": "none"}
        positions = [target.subcontract for target in self.case(provider).targets.all()]
        answers = {None: {"sector": "third"}, **dict.fromkeys(positions, whole)}
        return self.call(provider, "answered", minutes, answers=answers, **more)

    def standing(self, provider):
        case = self.case(provider)
        return (case.disposition, case.is_final, case.work_status)


@pytest.fixture
def calls(world, fieldworker):
    return Calls(world, fieldworker)


@pytest.fixture
def second_caller(django_user_model, fieldworker):
    user = django_user_model.objects.create_user("second", password="an unlikely password")
    user.groups.set(fieldworker.groups.all())
    return user


# ---- for the pages, which live in the present


@pytest.fixture
def round(world):
    from supplychains.survey.actions import open_round
    from supplychains.survey.policy import AT_ANY_TIME

    opens_on = timezone.localdate() - dt.timedelta(days=3)
    return open_round(programme=world.programme, opens_on=opens_on, policy=AT_ANY_TIME, by=world.by)


@pytest.fixture
def caller(client, fieldworker):
    client.force_login(fieldworker)
    return client


@pytest.fixture
def held(round, world, fieldworker):
    """The case of Larkhill Skills (two positions), held by the fieldworker."""
    from supplychains.survey.models import Case

    case = round.cases.get(provider=world.larkhill)
    until = timezone.now() + dt.timedelta(minutes=20)
    Case.objects.filter(pk=case.pk).update(holder=fieldworker, lease_until=until)
    return case
