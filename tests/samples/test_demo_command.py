"""`manage.py demo` from nothing, and once more."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from supplychains.contracts.models import Programme, Subcontract


@pytest.mark.django_db
def test_the_demonstration_is_made_once_and_told_in_a_table(settings, capsys):
    settings.DEMO = True
    call_command("demo")
    told = capsys.readouterr().out
    lines = {line[:38].strip(): line[38:].split() for line in told.splitlines() if line[:1].isupper()}
    assert lines["Work Programme"] == ["18", "40", "17", "2", "2", "0", "13"]
    assert lines["Commissioned Rehabilitative Services"] == ["51", "194", "341", "0", "0", "0", "341"]
    assert lines["Demonstration programme"][:2] == ["2", "5"]
    for role in ("administrator", "fieldworker", "researcher"):
        assert get_user_model().objects.get(username=role).check_password(f"{role}-in-the-demonstration")
        assert f"{role}-in-the-demonstration" in told
    before = (Programme.objects.count(), Subcontract.objects.count())
    call_command("demo")
    assert (Programme.objects.count(), Subcontract.objects.count()) == before
    assert capsys.readouterr().out == told
