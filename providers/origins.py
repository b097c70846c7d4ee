"""What lists make beside statements: records that say which list made them and leave the pages when it is taken back.

Statements are never deleted, and they hold on to what they speak of. So an organisation, an area or a contract that
only a rolled-back list knew stays in the database, marked; see docs/decisions/0007."""

from django.db import models


class OnThePages(models.Manager):
    """Records that were not taken back. As default manager it is that of related objects too, but joins see all."""

    def get_queryset(self):
        return super().get_queryset().filter(taken_back_at=None)


class Made(models.Model):
    """A record a list may have made, and that is taken back with it where nothing else stands on it."""

    edition = models.CharField(
        max_length=20, blank=True, editable=False, db_index=True, help_text="Public id of the list that made it."
    )
    taken_back_at = models.DateTimeField(
        null=True, editable=False, help_text="When its list was rolled back and nothing else stood on it."
    )

    class Meta:
        abstract = True


class Brought(models.Model):
    """A detail a list may have brought along, deleted with it where nobody else uses it."""

    edition = models.CharField(
        max_length=20, blank=True, editable=False, db_index=True, help_text="Public id of the list that brought it."
    )

    class Meta:
        abstract = True
