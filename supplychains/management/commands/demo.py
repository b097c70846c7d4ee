"""`manage.py demo`: all a newcomer needs to try the software. Under demo settings only; again changes nothing."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from supplychains.access import ROLES
from supplychains.contracts.models import Subcontract
from supplychains.contracts.vocabulary import Tier
from supplychains.graphs.programmes.summaries import programmes_summary
from supplychains.samples.demonstration import load_demonstration
from supplychains.samples.rehabilitative_services import load_rehabilitative_services
from supplychains.samples.work_programme import load_work_programme

PASSWORD = "{}-in-the-demonstration"


class Command(BaseCommand):
    help = "Prepares the database, imports the sample lists, makes a user for each role, prints the map."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration has known passwords: it runs with SUPPLYCHAINS_DEMO=1 only.")
        call_command("prepare")
        users = {role: _user(role) for role in ROLES}
        load_work_programme(by=users["administrator"])
        load_rehabilitative_services(by=users["administrator"])
        people = {"by": users["administrator"], "caller": users["fieldworker"]}
        load_demonstration(**people, on=timezone.localdate(), at=timezone.now())
        self._print_map()
        self._print_users()

    def _print_map(self):
        row = "{:<38}{:>6}{:>11}{:>14}{:>8}{:>8}{:>12}{:>14}"
        heads = ("Programme", "Areas", "Contracts", "Subcontracts", "Tier 1", "Tier 2", "Tier 1 + 2", "Tier unknown")
        self.stdout.write(row.format(*heads))
        for line in programmes_summary():
            positions = Subcontract.objects.on_map().in_programme(line.programme)
            tiers = [positions.filter(tier=tier).count() for tier in Tier]
            self.stdout.write(row.format(line.programme.name, line.areas, line.contracts, line.positions, *tiers))

    def _print_users(self):
        self.stdout.write("\nLog in as one of these; they exist in the demonstration only:")
        for role in ROLES:
            self.stdout.write(f"  {role:<15} password  {PASSWORD.format(role)}")


def _user(role):
    """The demo user of a role, named after it, with the password this command prints."""
    user, is_new = get_user_model().objects.get_or_create(username=role, defaults={"is_staff": role == ROLES[0]})
    if is_new:
        user.set_password(PASSWORD.format(role))
        user.save()
        user.groups.add(Group.objects.get(name=role))
    return user
