"""What an administrator may do under Administration, and what nobody may."""

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError

from providers.models import Provider
from supplychains.contracts.models import Programme
from supplychains.survey.models import Outcome


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


def entered(client, address, **fields):
    """Send a form of an organisation with no lines but those in `fields` ("names-0-text")."""
    inlines = ("names", "identifiers", "contacts", "numbers")
    form = {f"{inline}-{part}_FORMS": 0 for inline in inlines for part in ("TOTAL", "INITIAL")}
    form |= {f"{inline}-TOTAL_FORMS": 1 for inline in inlines if any(name.startswith(inline) for name in fields)}
    return client.post(address, form | fields)


def test_a_name_entered_by_hand_gets_its_key(client, administrator, world):
    client.force_login(administrator)
    change = f"/admin/providers/provider/{world.hope.pk}/change/"
    line = {"names-0-text": "The Hope & Co.", "names-0-kind": "trading"}
    assert entered(client, change, name="Hope Trust", **line).status_code == 302
    assert world.hope.names.get(kind="trading").key == "hope and co"
    refused = entered(client, change, name="Hope Trust", **{"names-0-text": "!!!", "names-0-kind": "trading"})
    assert "has no letters or digits" in refused.content.decode()


def test_an_organisation_entered_by_hand_is_known_by_its_name_to_lists_and_searches(client, administrator, world):
    client.force_login(administrator)
    assert entered(client, "/admin/providers/provider/add/", name="Lone Prime Ltd").status_code == 302
    lone = Provider.objects.get(name="Lone Prime Ltd")
    assert list(Provider.objects.named(["lone prime ltd"])) == [lone]
    entered(client, f"/admin/providers/provider/{lone.pk}/change/", name="Lone Star Ltd")
    assert list(Provider.objects.named(["lone star ltd"])) == list(Provider.objects.named(["lone prime ltd"])) == [lone]


def test_a_number_entered_by_hand_is_kept_as_it_is_dialled(client, administrator, world):
    client.force_login(administrator)
    change = f"/admin/providers/provider/{world.hope.pk}/change/"
    line = {"numbers-0-state": "untried", "numbers-0-rank": 1}
    entered(client, change, name="Hope Trust", **line, **{"numbers-0-text": "0161 496 0777"})
    assert world.hope.numbers.get(text="0161 496 0777").normalised == "+441614960777"
    refused = entered(client, change, name="Hope Trust", **line, **{"numbers-0-text": "ask Jo"})
    assert "is not a phone number" in refused.content.decode()


def test_whoever_has_no_role_still_reaches_their_own_account(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", password="an unlikely password"))
    assert client.get("/account/").status_code == 200
    assert client.get("/").status_code == 403


def test_a_database_is_prepared_again_without_undoing_what_people_changed(policy):
    Outcome.objects.filter(key="busy").update(delay_minutes=45)
    call_command("prepare")
    assert Outcome.objects.get(key="busy").delay_minutes == 45
    Outcome.objects.all().delete()
    call_command("prepare")
    assert Outcome.objects.get(key="busy").delay_minutes == 20


def test_what_sources_said_is_never_deleted_with_what_it_is_about(world):
    for doomed in (world.hope, world.westmere, world.avenmoor_1, world.hope_1):
        with pytest.raises(ProtectedError):
            doomed.delete()
    with pytest.raises(ProtectedError):
        Programme.objects.all().delete()
    assert Provider.objects.filter(pk=world.hope.pk).exists()
