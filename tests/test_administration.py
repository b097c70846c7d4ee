"""What an administrator may do under Administration, and what nobody may."""

import pytest
from django.db.models import ProtectedError

from providers.models import Provider
from supplychains.contracts.models import Programme


def test_an_administrator_cannot_lift_themselves_above_their_role(client, administrator):
    client.force_login(administrator)
    client.post(
        f"/admin/auth/user/{administrator.pk}/change/",
        {
            "username": "administrator",
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
            "date_joined_0": "2026-11-24",
            "date_joined_1": "09:00:00",
            "groups": [group.pk for group in administrator.groups.all()],
        },
    )
    administrator.refresh_from_db()
    assert administrator.is_staff and not administrator.is_superuser


def test_an_administrator_does_not_change_whoever_is_above_all_roles(client, administrator, django_user_model):
    above = django_user_model.objects.create_superuser("above", password="an unlikely password")
    client.force_login(administrator)
    assert client.post(f"/admin/auth/user/{above.pk}/password/", {}).status_code == 403


def test_a_name_entered_by_hand_gets_its_key(client, administrator, world):
    client.force_login(administrator)
    prefixes = ("identifiers", "contacts", "numbers")
    forms = {f"{prefix}-{part}_FORMS": 0 for prefix in prefixes for part in ("TOTAL", "INITIAL")}
    forms |= {"names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0}
    line = {"names-0-text": "The Hope & Co.", "names-0-kind": "trading", "names-0-provider": world.hope.pk}
    response = client.post(
        f"/admin/providers/provider/{world.hope.pk}/change/", {"name": "Hope Trust", **forms, **line}
    )
    assert response.status_code == 302
    assert world.hope.names.get(kind="trading").key == "hope and co"


def test_what_sources_said_is_never_deleted_with_what_it_is_about(world):
    for doomed in (world.hope, world.westmere, world.avenmoor_1, world.hope_1):
        with pytest.raises(ProtectedError):
            doomed.delete()
    with pytest.raises(ProtectedError):
        Programme.objects.all().delete()
    assert Provider.objects.filter(pk=world.hope.pk).exists()
