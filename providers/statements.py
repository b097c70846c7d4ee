"""What a source states, in our vocabulary: the shape every kind of statement shares. Appended and withdrawn, never
edited."""

from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .settling import Claim
from .vocabulary import Source, SpeaksFor

AT_ONCE = 5_000  # ids in one condition; SQLite takes no more than 32,766 values
CLAIMED = ("pk", "source", "speaks_for", "stated_on", "recorded_at", "publisher", "edition", "withdrawn_at", "differs")


class StatementQuerySet(models.QuerySet["Statement"]):
    def live(self):
        return self.filter(withdrawn_at=None)

    def newest_first(self):
        return self.order_by("-stated_on", "-recorded_at", "-pk")

    def of_edition(self, edition):
        """What one edition of a list states; `edition` is the public id of that list."""
        return self.filter(source=Source.LIST, edition=edition)

    def claims_by(self, owner):
        """{id of the owner: [Claim]} of these statements, for the field `owner`, in one query."""
        claims, facts, shared = defaultdict(list), self.model.FACTS, len(CLAIMED)
        for of, *said in self.values_list(f"{owner}_id", *CLAIMED, *facts):
            claims[of].append(claim_of(said[:shared], facts, said[shared:]))
        return claims

    def withdraw(self, *, by, reason, at=None):
        """Withdraw those still live and return how many. Whoever calls settles what they spoke of afterwards."""
        return self.live().update(withdrawn_at=at or timezone.now(), withdrawn_by=by, withdrawn_reason=reason)


def write_settled(changed, columns):
    """Write settled columns of rows of one model, one update for all rows that settled alike.

    Few combinations occur, so an import that settles thousands of rows takes a handful of updates.
    """
    alike = defaultdict(list)
    for row in changed:
        alike[repr([getattr(row, column) for column in columns])].append(row)
    for rows in alike.values():
        values = {column: getattr(rows[0], column) for column in columns}
        for some in in_parts([row.pk for row in rows]):
            type(rows[0])._default_manager.filter(pk__in=some).update(**values)


def claim_of(shared, facts, values):
    """A Claim out of the values of CLAIMED and of these facts."""
    pk, source, speaks_for, stated_on, recorded_at, publisher, edition, withdrawn_at, differs = shared
    said = {fact: value for fact, value in zip(facts, values, strict=True) if value not in (None, "")}
    return Claim(pk, source, speaks_for, stated_on, recorded_at, said, publisher, edition, withdrawn_at, tuple(differs))


def in_parts(ids):
    """Ids in as many parts as one condition can hold."""
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


class Statement(models.Model):
    """One source's claim: true on `stated_on`, known since `recorded_at`, withdrawn when it was wrong to record it."""

    FACTS: tuple[str, ...] = ()

    source = models.CharField(max_length=10, choices=Source.choices())
    speaks_for = models.CharField(max_length=13, choices=SpeaksFor.choices())
    publisher = models.CharField(max_length=200, blank=True, help_text="Who published the list or the page.")
    edition = models.CharField(max_length=20, blank=True, help_text="Public id of the list this comes from.")
    reference = models.TextField(blank=True, help_text="Where exactly: sheet and row, address, who on the phone.")
    note = models.TextField(blank=True)
    differs = models.JSONField(
        default=list, blank=True, help_text="Facts of which other sources say otherwise, and no word is to win."
    )
    stated_on = models.DateField(help_text="The day for which it is stated.")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawn_by_somebody_for_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_list_names_its_edition",
                condition=~Q(source="list") | ~Q(edition=""),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ruling_gives_its_reason",
                condition=~Q(source="ruling") | ~Q(note=""),
            ),
        ]

    def as_claim(self):
        """This statement as settling sees it."""
        shared, values = ([getattr(self, name) for name in names] for names in (CLAIMED, self.FACTS))
        return claim_of(shared, self.FACTS, values)
