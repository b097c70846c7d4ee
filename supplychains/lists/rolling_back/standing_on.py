"""What people built on records that a list made, whatever part of the software they did it in: what refers to them, and
who changed them by hand. Lists know nothing of surveys, so this asks the models what refers to them."""

from collections import defaultdict

from django.db.models import Count

from providers.origins import Made
from supplychains.contracts.wording import count

from ..applying import chunks

NOUNS = {"hanging": ("position under it", "positions under it")}
OURS = "List "  # how the reason begins in the history of what an import did


def referring(model, ids, ignore=()) -> dict[int, list[str]]:
    """{id: what refers to it, in words: ["2 targets"]} of the records with these ids, but for the relations to
    `ignore`."""
    found = defaultdict(list)
    for relation in _relations(model, ignore):
        others = relation.related_model._base_manager.all()
        if issubclass(relation.related_model, Made):
            others = others.filter(taken_back_at=None)
        name = relation.field.name
        for some in chunks(ids):
            rows = others.filter(**{f"{name}__in": some}).order_by().values_list(name).annotate(n=Count("pk"))
            for pk, n in rows:
                found[pk].append(count(n, *_nouns(relation)))
    return dict(found)


def _relations(model, ignore):
    """The relations to a model, hidden ones too; not of its history, nor the tables between two models, nor of lists:
    what other lists say is looked at apart."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.concrete or not relation.auto_created or not relation.is_relation:
            continue
        other = relation.related_model
        is_history = hasattr(other, "history_type") or other.__name__.startswith("Historical")
        is_ours = is_history or other._meta.auto_created or other._meta.app_label == "lists"
        if relation.get_accessor_name() not in ignore and not is_ours:
            yield relation


def _nouns(relation):
    meta = relation.related_model._meta
    return NOUNS.get(relation.get_accessor_name(), (str(meta.verbose_name), str(meta.verbose_name_plural)))


def edited(model, ids) -> set[int]:
    """Those of these ids that somebody changed by hand: imports say in the history that it was them."""
    lines = model.history.filter(history_type="~")
    return {
        pk
        for some in chunks(ids)
        for pk in lines.filter(id__in=some)
        .exclude(history_change_reason__startswith=OURS)
        .order_by()
        .values_list("id", flat=True)
    }
