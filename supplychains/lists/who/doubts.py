"""Questions who a name on a list is, one for each name and area, kept with the organisations it may be."""

import hashlib

from django.db import models

from supplychains.contracts.models import ContractPackageArea

from ..placing.identifying import Role


def question_id(key: str, within: str, role: str = Role.SUBCONTRACTOR) -> str:
    """What stands in the address of a question. The same name in the same area keeps it, however often a list is
    staged; asked of as a prime and as a subcontractor, it has two."""
    told = "" if role == Role.SUBCONTRACTOR else f"\n{role}"
    return hashlib.sha256(f"{key}\n{within}{told}".encode()).hexdigest()[:10]


ROLES = [(Role.SUBCONTRACTOR, "Subcontractor"), (Role.PRIME, "Prime")]


class QuestionQuerySet(models.QuerySet):
    def held(self):
        """Those whose rows wait."""
        return self.filter(state__in=[Question.State.OPEN, Question.State.UNSURE])

    def at(self, address):
        """The question of an address; None where no question can have it."""
        return self.filter(public_id=address).first() if address.isalnum() else None

    def open(self):
        """Those nobody has looked at yet."""
        return self.filter(state=Question.State.OPEN)


class Question(models.Model):
    """Who is meant by a name in one area of a list, as a subcontractor there or as a prime. It stays when it is
    decided, so that a decision can be withdrawn and the organisations it might have been are there again."""

    class State(models.TextChoices):
        OPEN = "open", "To decide"
        UNSURE = "unsure", "Somebody was unsure"
        SETTLED = "settled", "Decided"
        TAKEN = "taken", "Taken as new, as the list was staged"

    provider_list = models.ForeignKey("lists.ProviderList", models.CASCADE, related_name="questions")
    public_id = models.CharField(max_length=10)
    number = models.PositiveIntegerField(help_text="Its place among the questions of the list, in the file's order.")
    role = models.CharField(max_length=13, choices=ROLES, default=Role.SUBCONTRACTOR)
    key = models.CharField(max_length=255, help_text="Normal form of the name.")
    text = models.CharField(max_length=255, help_text="The name as its first row has it.")
    area = models.ForeignKey(ContractPackageArea, models.CASCADE, null=True, related_name="list_questions")
    area_label = models.CharField(max_length=200)
    within = models.CharField(max_length=80, help_text="The area as decisions name it.")
    row_count = models.PositiveIntegerField()
    candidates = models.JSONField(
        default=list, help_text="The organisations it may be, see `Option` in identifying.py."
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["provider_list", "number"]
        indexes = [
            models.Index(fields=["provider_list", "state", "number"], name="question_walk"),
            models.Index(fields=["provider_list", "key"], name="question_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["provider_list", "public_id"], name="question_once_a_name_and_area"),
        ]

    def __str__(self):
        return f"{self.provider_list}: {self.text}, {self.area_label}"

    @property
    def is_held(self):
        return self.state in (self.State.OPEN, self.State.UNSURE)

    @property
    def is_of_prime(self):
        return self.role == Role.PRIME

    @property
    def lines(self):
        """Its rows, in the file's order."""
        return (self.prime_rows if self.is_of_prime else self.rows).order_by("pk")
