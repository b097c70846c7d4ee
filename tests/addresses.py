"""Every address of the project, and what docs/access.md says of each."""

import re
from dataclasses import dataclass, field

from django.urls import URLPattern, get_resolver

from supplychains.access import ROLES
from tests.sources import PACKAGES, ROOT

TABLE = ROOT / "docs" / "access.md"
PEOPLE = ("nobody", *ROLES)
ADMINISTRATION = "/admin/…"


@dataclass(frozen=True)
class Page:
    """One address pattern of the project, and the view behind it."""

    route: str
    view: object = field(compare=False)
    name: str = ""
    parameters: tuple = ()

    @property
    def is_administration(self):
        return self.route.startswith("/admin/")

    @property
    def module(self):
        return getattr(self.view, "view_class", self.view).__module__

    @property
    def is_ours(self):
        return self.module.split(".")[0] in PACKAGES


def pages(resolver=None, route="/", space=""):
    """Every page below a resolver, through all includes."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        below = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            parameters = tuple(sorted(pattern.pattern.regex.groupindex))
            name = f"{space}{pattern.name}" if pattern.name else ""
            found.append(Page(plain(below), pattern.callback, name, parameters))
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += pages(pattern, below, inner)
    return found


def plain(route):
    """An address pattern as people write it: named groups of a regular expression become <names>."""
    return re.sub(r"[\^$]", "", re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", route))


def table(text):
    """{route: {who: answer}} of the table in docs/access.md."""
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines() if line[:1] == "|"]
    head, _, *body = [row for row in rows if len(row) == len(PEOPLE) + 2]
    assert tuple(head[2:]) == PEOPLE
    return {row[0].strip("`"): dict(zip(PEOPLE, row[2:], strict=True)) for row in body}


def rows():
    """The table as it stands."""
    return table(TABLE.read_text(encoding="utf-8"))
