"""How a publisher's lists are read, as somebody told it: version after version, none of them ever changed."""

from django.conf import settings
from django.db import models
from django.db.models import Max
from django.utils import timezone

from .parsing.instructions import Instructions


class MappingQuerySet(models.QuerySet):
    def newest_of(self, publisher):
        """The newest mapping of a publisher, or None."""
        return self.filter(publisher=publisher).order_by("-number").first()

    def kept(self, *, publisher, instructions, by):
        """The newest mapping of this publisher where it says just this, otherwise a new version that does. The
        publisher has to be locked."""
        newest = self.newest_of(publisher)
        said = instructions.to_json()
        if newest and newest.instructions == said:
            return newest
        number = (self.filter(publisher=publisher).aggregate(last=Max("number"))["last"] or 0) + 1
        return self.create(publisher=publisher, number=number, instructions=said, made_by=by)


class Mapping(models.Model):
    """One version of what somebody told about the lists of a publisher: sheets, columns and values."""

    publisher = models.ForeignKey("lists.Publisher", models.PROTECT, related_name="mappings")
    number = models.PositiveIntegerField(help_text="Its version, from 1 for each publisher.")
    instructions = models.JSONField(default=dict, help_text="See `Instructions` in lists/parsing/instructions.py.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = MappingQuerySet.as_manager()

    class Meta:
        ordering = ["publisher", "-number"]
        constraints = [models.UniqueConstraint(fields=["publisher", "number"], name="mapping_version_once")]

    def __str__(self):
        return f"Version {self.number}"

    def told(self):
        """Its Instructions."""
        return Instructions.from_json(self.instructions)
