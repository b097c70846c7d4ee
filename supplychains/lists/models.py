"""Provider lists: publishers, their editions, the file as it came, and every row of it with what became of it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from providers.models import MatchDecision, Provider, SectorStatement, new_public_id
from supplychains.contracts.models import PrimeContract, Programme, Subcontract, SubcontractStatement

from .kept import Kept, Leaf  # noqa: F401 - models of this app, wherever they stand
from .parsing.instructions import Instructions
from .placing.coverage import ALL, in_short, words
from .versions import Mapping
from .who.doubts import Question
from .wording import obstacle, unread


class PublisherQuerySet(models.QuerySet):
    def with_lists(self):
        """Those with lists, and their `lists` with everything a line about each shows, in two questions."""
        lists = ProviderList.objects.select_related("programme", "staged_by", "applied_by", "rolled_back_by")
        lists = lists.defer("column_mapping")  # long, and no line shows it
        return self.filter(lists__isnull=False).distinct().prefetch_related(models.Prefetch("lists", lists))

    def sought(self, text):
        """Those whose name has this text, or one of whose lists has it in its title, file name or programme, or begins
        so with its checksum or number."""
        named = Q(name__icontains=text) | Q(lists__title__icontains=text) | Q(lists__file_name__icontains=text)
        numbered = Q(lists__checksum__istartswith=text) | Q(lists__public_id__iexact=text)
        return self.filter(named | numbered | Q(lists__programme__name__icontains=text)).distinct()


class Publisher(models.Model):
    """Who publishes a list: a department, a prime, a researcher compiling public sources."""

    name = models.CharField(max_length=200, unique=True)
    website = models.URLField(blank=True)
    note = models.TextField(blank=True)

    objects = PublisherQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class ProviderList(models.Model):
    """One edition of a publisher's list for one programme, from staging to receipt."""

    class State(models.TextChoices):
        STAGED = "staged", "Staged"
        APPLIED = "applied", "Applied"
        ROLLED_BACK = "rolled-back", "Rolled back"

    class Doubtful(models.TextChoices):
        HOLD = "hold", "Hold back until somebody decides"
        NEW = "new", "Take as new organisations"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="lists")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="lists")
    title = models.CharField(max_length=200, blank=True)
    published_on = models.DateField()
    captured_on = models.DateField(null=True, blank=True)
    web_address = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=255)
    checksum = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    encoding = models.CharField(max_length=20, blank=True)
    coverage = models.JSONField(default=dict, blank=True, help_text="What the list claims to be complete for.")
    column_mapping = models.JSONField(
        default=dict, blank=True, help_text="How the file was read, see `Parsed` in lists/parsing."
    )
    mapping = models.ForeignKey(
        Mapping, models.PROTECT, null=True, related_name="lists", help_text="What was told of how to read it."
    )
    create_contracts = models.BooleanField(default=False)
    doubtful = models.CharField(max_length=4, choices=Doubtful.choices, default=Doubtful.HOLD)
    state = models.CharField(max_length=11, choices=State.choices, default=State.STAGED)
    counts = models.JSONField(default=dict, blank=True, help_text="The preview's figures, then the receipt's.")
    asked_of = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Checksum of the names its questions were asked of."
    )
    staged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    staged_at = models.DateTimeField(default=timezone.now)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applying_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applying_since = models.DateTimeField(
        null=True, help_text="When somebody put it in the queue to be applied, as long as that is neither done nor off."
    )
    apply_failure = models.TextField(blank=True, help_text="Why applying it from the queue came to nothing, in words.")
    brought_in_later = models.JSONField(
        default=list, blank=True, help_text="When rows decided later were brought in, see who/later.py."
    )
    rolled_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rolled_back_at = models.DateTimeField(null=True)
    rolled_back_reason = models.TextField(blank=True)
    rolled_back_figures = models.JSONField(default=dict, blank=True, help_text="What rolling it back did and kept.")

    class Meta:
        ordering = ["publisher", "-published_on", "-staged_at"]
        permissions = [("import_lists", "May stage, apply and roll back provider lists")]
        constraints = [
            models.UniqueConstraint(
                name="list_file_once_a_publisher",
                fields=["programme", "publisher", "checksum"],
                condition=~Q(state="rolled-back"),  # what was taken back may be brought in again
            ),
            models.CheckConstraint(
                name="list_applied_by_somebody",
                condition=Q(state="staged", applied_at=None, applied_by=None)
                | (~Q(state="staged") & Q(applied_at__isnull=False, applied_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="list_being_applied_by_somebody",
                condition=Q(applying_since=None, applying_by=None)
                | Q(state="staged", applying_since__isnull=False, applying_by__isnull=False),
            ),
            models.CheckConstraint(
                name="list_rolled_back_by_somebody",
                condition=(
                    Q(state="rolled-back", rolled_back_at__isnull=False, rolled_back_by__isnull=False)
                    & ~Q(rolled_back_reason="")
                )
                | (~Q(state="rolled-back") & Q(rolled_back_at=None, rolled_back_by=None, rolled_back_reason="")),
            ),
        ]

    def __str__(self):
        return self.title or f"{self.publisher}, edition of {self.published_on:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("lists:edition", args=[self.public_id])

    @property
    def stamp(self):
        """Which preview this is, to be sent back by whoever applies what they looked at."""
        return self.staged_at.isoformat()

    def obstacle(self):
        """Why there is nothing to apply, and what to do, in a sentence or two; "" where there is."""
        if self.unread:
            return unread(self.unread)
        holds = self.doubtful == self.Doubtful.HOLD
        return obstacle(self.counts, creates_contracts=self.create_contracts, holds_doubtful=holds)

    def problems(self):
        """[(code, rows)] of the problems that keep rows out of the map, the most frequent first."""
        held = self.rows.filter(resolution=ListRow.Resolution.PROBLEM).order_by().values_list("problem")
        return list(held.annotate(number=Count("pk")).order_by("-number", "problem"))

    def covers(self):
        """What it claims to be complete for, in words."""
        primes = self.coverage.get("primes", ALL) if self.coverage else ALL
        ids = [] if primes == ALL else primes
        names = Provider.objects.filter(public_id__in=ids).values_list("public_id", "name") if ids else ()
        return words(self.coverage, dict(names))

    def covers_in_short(self):
        return in_short(self.coverage)

    def decisions_used(self) -> int:
        """How many decisions about names say who its rows are about."""
        rows = self.rows.order_by()
        used = rows.exclude(decision=None).values("decision")
        return used.union(rows.exclude(prime_decision=None).values("prime_decision")).count()

    def times_brought_in(self):
        """When rows decided later were brought in, the figures of each time, oldest first."""
        return [{**one, "at": datetime.fromisoformat(one["at"])} for one in self.brought_in_later]

    @property
    def unread(self):
        """Why no row of the file could be read yet, in a sentence; "" where they were."""
        return self.column_mapping.get("problem", "")

    def told(self):
        """What was told of how to read it, as Instructions."""
        return self.mapping.told() if self.mapping else Instructions()

    def was_read(self):
        """How each sheet was read: its heading row, and {our field: their heading}."""
        return self.column_mapping.get("sheets", [])


class ListFile(models.Model):
    """The file as it came, byte for byte, so that a list can be read again."""

    provider_list = models.OneToOneField(ProviderList, models.CASCADE, related_name="file")
    content = models.BinaryField()
    looks = models.JSONField(default=dict, help_text="Its sheets, columns and values, see lists/parsing/looks.py.")

    def __str__(self):
        return self.provider_list.file_name


class ListRow(models.Model):
    """One row of the file: its cells untouched, what we read in them, and what became of it."""

    class Resolution(models.TextChoices):
        PLACED = "placed", "Placed"
        CONTRACT = "contract", "Contract alone"
        DOUBTFUL = "doubtful", "To decide"
        PROBLEM = "problem", "Problem"

    provider_list = models.ForeignKey(ProviderList, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=120, blank=True)
    number = models.PositiveIntegerField(help_text="The row number the file itself shows.")
    part = models.PositiveSmallIntegerField(default=1, help_text="Where a cell of the row names several.")
    raw = models.JSONField(help_text="Heading as written: cell as written.")
    parsed = models.JSONField(default=dict, blank=True, help_text="Field: value in our vocabulary.")
    resolution = models.CharField(max_length=8, choices=Resolution.choices)
    is_new_provider = models.BooleanField(default=False)
    is_unchanged = models.BooleanField(default=False, help_text="The map already says all of this.")
    problem = models.CharField(max_length=40, blank=True, help_text="Code of the problem.")
    explanation = models.TextField(blank=True, help_text="The problem in a sentence.")
    notes = models.JSONField(default=list, blank=True, help_text="What was not understood but stopped nothing.")
    provider = models.ForeignKey(Provider, models.SET_NULL, null=True, related_name="list_rows")
    prime_contract = models.ForeignKey(PrimeContract, models.SET_NULL, null=True, related_name="list_rows")
    statement = models.ForeignKey(SubcontractStatement, models.SET_NULL, null=True, related_name="list_rows")
    sector_statement = models.ForeignKey(SectorStatement, models.SET_NULL, null=True, related_name="list_rows")
    known_by = models.CharField(max_length=10, blank=True, help_text="What settled who it is, see identifying.How.")
    decision = models.ForeignKey(MatchDecision, models.SET_NULL, null=True, related_name="list_rows")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="rows")
    prime_known_by = models.CharField(max_length=10, blank=True, help_text="The same of its prime.")
    prime_decision = models.ForeignKey(MatchDecision, models.SET_NULL, null=True, related_name="prime_list_rows")
    prime_question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="prime_rows")

    class Meta:
        ordering = ["provider_list", "pk"]  # as in the file
        indexes = [models.Index(fields=["provider_list", "resolution"], name="list_row_lane")]
        constraints = [
            models.UniqueConstraint(fields=["provider_list", "sheet", "number", "part"], name="list_row_once"),
            models.CheckConstraint(
                name="list_row_problem_is_explained",
                condition=(Q(problem="") & ~Q(resolution="problem")) | (~Q(problem="") & ~Q(explanation="")),
            ),
            models.CheckConstraint(
                name="list_row_resolution_in_vocabulary",
                condition=Q(resolution__in=["placed", "contract", "doubtful", "problem"]),
            ),
        ]

    def __str__(self):
        return f"{self.provider_list}, row {self.number}"


class ListClosing(models.Model):
    """A position that an earlier edition of the publisher has and this one, complete there, leaves out: its listing
    closes, unless a row that could not be placed may be about it.

    `edition` is whose word the closing is: this list's, or that of a newer edition applied before this one."""

    provider_list = models.ForeignKey(ProviderList, models.CASCADE, related_name="closings")
    subcontract = models.ForeignKey(Subcontract, models.CASCADE, related_name="list_closings")
    edition = models.CharField(max_length=20, help_text="Public id of the edition that leaves it out.")
    last_edition = models.CharField(max_length=20, help_text="Public id of the newest edition that has it.")
    last_named_on = models.DateField()
    is_spared = models.BooleanField(default=False, help_text="Not closed: a row that names it could not be placed.")
    statement = models.ForeignKey(SubcontractStatement, models.SET_NULL, null=True, related_name="list_closings")

    class Meta:
        ordering = ["provider_list", "subcontract__prime_contract__area__number", "subcontract__provider__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider_list", "subcontract"], name="list_closing_once_a_position")
        ]

    def __str__(self):
        return f"{self.provider_list} leaves out {self.subcontract}"
