"""How a publisher's lists are read, as somebody told it: version after version, none of them ever changed."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone

from .parsing.instructions import Instructions

GUESSED = "guessed"  # beside what was told, where nobody told anything: how each sheet was read


class MappingQuerySet(models.QuerySet["Mapping"]):
    def newest_of(self, publisher) -> "Mapping | None":
        """The newest mapping of a publisher that somebody told, or None. A guess is made anew for each list."""
        told = self.filter(publisher=publisher).exclude(instructions__has_key=GUESSED)
        return told.order_by("-number").first()

    def kept(self, *, publisher, instructions, by) -> "Mapping":
        """The newest mapping of this publisher where it says just this, otherwise a new version that does. The
        publisher has to be locked."""
        newest = self.newest_of(publisher)
        said = instructions.to_json()
        if newest and newest.instructions == said:
            return newest
        return self._next(publisher, said, by)

    def as_guessed(self, *, publisher, sheets, by) -> "Mapping":
        """The newest mapping of this publisher where it is this guess, otherwise a new version that is. `sheets` as in
        ProviderList.was_read(). The publisher need not be locked."""
        guessed = [{name: sheet[name] for name in ("name", "heading_row", "fields")} for sheet in sheets]
        said = {**Instructions().to_json(), GUESSED: guessed}
        newest = self.filter(publisher=publisher).order_by("-number").first()
        return newest if newest and newest.instructions == said else self._next(publisher, said, by)

    def _next(self, publisher, said, by, tries=3) -> "Mapping":
        """A new version. Where another took its number meanwhile, it takes the one after."""
        number = (self.filter(publisher=publisher).aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return self.create(publisher=publisher, number=number, instructions=said, made_by=by)
        except IntegrityError:
            if tries == 1:
                raise
            return self._next(publisher, said, by, tries - 1)


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
        return Instructions.from_json({name: said for name, said in self.instructions.items() if name != GUESSED})

    @property
    def is_guessed(self):
        """Whether nobody told anything, and this keeps how the list was read by itself."""
        return GUESSED in self.instructions


def keep_guess(provider_list, *, by):
    """A list that is applied as it came gets a version that says how it was read; unsaved."""
    if provider_list.mapping_id is None:
        publisher, sheets = provider_list.publisher, provider_list.was_read()
        provider_list.mapping = Mapping.objects.as_guessed(publisher=publisher, sheets=sheets, by=by)
