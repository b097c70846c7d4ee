"""Who calls."""

from django.contrib.auth import get_user_model

BACKEND = "django.contrib.auth.backends.ModelBackend"


def callers():
    """The users who may be given a case, by name."""
    people = get_user_model().objects.with_perm("survey.make_calls", backend=BACKEND, include_superusers=False)
    return people.filter(is_active=True).order_by("username")
