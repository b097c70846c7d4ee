"""Who may see which page. Every view of ours says it with `needs`; a page without a rule fails the suite
(tests/test_access.py)."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required, permission_required
from django.contrib.auth.models import Group

ROLES = ("administrator", "fieldworker", "researcher")


def needs(permission):
    """A view for those who hold `permission` ("app.codename"). Others are told so (403); nobody is sent to log in
    first."""

    def mark(view):
        guarded = permission_required(permission, raise_exception=True)(view)
        guarded.needs = permission
        return guarded

    return mark


def signed_in(view):
    """A view for whoever is logged in, with a role or without: LoginRequiredMiddleware sees to it."""
    view.is_for_all = True
    return view


def public(view):
    """A view for everybody, logged in or not."""
    view.is_public = True
    return login_not_required(view)


def page(request):
    """For every template: who may see this page, in words, and whether this is the demonstration."""
    return {"seen_by": whom(request.resolver_match), "is_demo": settings.DEMO}


def whom(match):
    """Whom an address is for: "administrators and researchers", "everybody", ...; "" where there is no page."""
    if match is None:
        return ""
    if permission := getattr(match.func, "needs", None):
        *others, last = [f"{role}s" for role in seen_by(permission)] or ["nobody yet"]
        return f"{', '.join(others)} and {last}" if others else last
    return "whoever is logged in" if getattr(match.func, "login_required", True) else "everybody"


def seen_by(permission):
    """The roles, by name, that hold a permission."""
    app, codename = permission.split(".")
    held = Group.objects.filter(permissions__content_type__app_label=app, permissions__codename=codename)
    return list(held.order_by("name").values_list("name", flat=True).distinct())
