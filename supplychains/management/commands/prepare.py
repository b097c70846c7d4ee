"""`manage.py prepare`: brings the database of an installation up to the software. Safe to run again and again."""

from django.core.management import BaseCommand, call_command

from supplychains.survey.models import Outcome


class Command(BaseCommand):
    help = "Migrates, makes the cache's table, loads the roles, and the outcomes of calls where there are none yet."

    def handle(self, **options):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("loaddata", "groups", verbosity=0)
        if not Outcome.objects.exists():  # they are a policy administrators may change
            call_command("loaddata", "outcomes", verbosity=0)
