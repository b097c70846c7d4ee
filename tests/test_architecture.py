"""The house rules, read from the files themselves: who may import whom, what is pure, who writes what, how long things
are. Every check has a small bad case beside it, so that it is known to be able to fail."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command

from providers.models import Provider
from providers.statements import Statement
from supplychains.contracts.models import Subcontract
from supplychains.survey.models import Attempt, Case
from tests.pages import inline
from tests.sources import ROOT, functions, imports, modules, own_module, path_of, subject, texts
from tests.writing import statement_changes, writes

BELOW = {
    "providers": set(),
    "contracts": {"providers"},
    "lists": {"providers", "contracts"},
    "survey": {"providers", "contracts"},
    "graphs": {"providers", "contracts"},
    "sampling": {"providers", "contracts", "lists", "survey", "graphs"},
}
FOR_ALL = {"supplychains.access"}  # who may see a page is said on the page's own view
PURE = """reading columns values resolving settling names phones vocabulary script questions openings rates dispositions
when build ordering placing layout grouping labels links render export draw""".split()
STORED = "django simple_history django_tables2 django_filters allauth csp".split()  # what knows a database or a request
KEPT = [(Provider, "SETTLED", "providers.models"), (Subcontract, "SETTLED", "supplychains.contracts.models")]
KEPT += [(Case, "DERIVED", "supplychains.survey.standing")]
STATEMENTS = {model.__name__ for model in apps.get_models() if issubclass(model, Statement)}
VAGUE = {"util", "utils", "helper", "helpers", "manager", "managers", "service", "services", "handler", "handlers"}
VAGUE |= {"common", "misc"}
OF_THE_FIELD = "rehabilitative_services"  # a word of the people we write for, and none of ours


# ---- who may import whom


def wrong_imports(module, tree):
    """What a module imports of ours and may not."""
    own = subject(module)
    targets = {own_module(name) for name in imports(module, tree)} - {None} - FOR_ALL
    allowed = {own} | BELOW.get(own, set())
    return sorted(target for target in targets if own != "project" and subject(target) not in allowed)


def test_imports_point_one_way():
    assert {name: wrong for name, tree in modules().items() if (wrong := wrong_imports(name, tree))} == {}


def test_an_import_against_the_direction_is_found():
    tree = ast.parse("from supplychains.survey import models\nfrom ..access import needs\nimport providers.names")
    assert wrong_imports("supplychains.lists.views", tree) == ["supplychains.survey.models"]
    assert wrong_imports("providers.names", ast.parse("from supplychains.lists.models import ListRow")) == [
        "supplychains.lists.models"
    ]


def test_relations_between_models_point_the_same_way():
    """A foreign key written as text escapes the check of imports."""
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if own_module(model.__module__)
        for field in model._meta.get_fields()
        if field.concrete and field.related_model and own_module(field.related_model.__module__)
        if subject(field.related_model.__module__) not in {subject(model.__module__)} | BELOW[subject(model.__module__)]
    ]
    assert wrong == []


# ---- what is pure


def is_called_pure(module, tree):
    """By its name, or because its own description says so ("..., pure.")."""
    says = re.search(r"\bpure\b[^.:]*[.:]", (ast.get_docstring(tree) or "").partition("\n")[0], re.IGNORECASE)
    return subject(module) != "project" and bool(says or module.rpartition(".")[2] in PURE)


def reached(module, trees):
    """Every name a module imports, itself or through modules of ours."""
    names, waiting, seen = set(), [module], set()
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            found = imports(at, trees[at])
            names |= found
            waiting += [own for own in map(own_module, found) if own in trees]
    return names | seen


def impure(module, trees):
    """What a module reaches that knows a database or a request."""
    is_bad = re.compile(rf"({'|'.join(STORED)})(\.|$)|.*\.(models|actions|views)(\.|$)").match
    return sorted(filter(is_bad, reached(module, trees)))


def test_pure_modules_know_no_database_and_no_request():
    trees = modules()
    pure = [name for name, tree in trees.items() if is_called_pure(name, tree)]
    assert len(pure) > 20
    assert {name: bad for name in pure if (bad := impure(name, trees))} == {}


def test_a_pure_module_that_reaches_the_database_through_another_is_found():
    trees = {
        "providers.names": ast.parse("from . import phones"),
        "providers.phones": ast.parse("from django.db import models"),
    }
    assert impure("providers.names", trees) == ["django.db.models"]
    assert is_called_pure("providers.ages", ast.parse('"""Dates -> ages, pure."""'))
    assert not is_called_pure("providers.ages", ast.parse('"""Ages of records."""'))


# ---- who writes what


def accessors(model):
    """The names of related managers that make a model's rows."""
    related = [field for other in apps.get_models() for field in other._meta.related_objects]
    return {field.get_accessor_name() for field in related if field.related_model is model} - {None}


@pytest.mark.parametrize(("model", "constant", "writer"), KEPT, ids=lambda part: getattr(part, "__name__", part))
def test_a_settled_column_is_written_in_one_place(model, constant, writer):
    columns = getattr(model, constant)
    found = {name: writes(tree, model.__name__, columns, accessors(model)) for name, tree in modules().items()}
    assert {column for _, column, _ in found[writer]} >= set(columns)
    others = {name: hits for name, hits in found.items() if hits and name != writer}
    assert others == {}
    functions_of_it = {function for _, _, function in found[writer]}
    assert functions_of_it <= {"settle", "_take", "_write"}


@pytest.mark.parametrize(
    "line",
    [
        "Subcontract(tier=1)",
        "Subcontract.objects.create(provider=p, tier=1)",
        "Subcontract.objects.filter(a=1).get_or_create(provider=p, defaults={'tier': 1})",
        "contract.subcontracts.create(tier=1)",
        "anything.update(tier=1)",
        "anything.tier = 1",
        "a, anything.tier = 1, 2",
        "setattr(anything, 'tier', 1)",
        "anything.save(update_fields=['tier'])",
        "Anything.objects.bulk_update(rows, ['name', 'tier'])",
        "Anything.objects.bulk_update(rows, fields=Subcontract.SETTLED)",
    ],
)
def test_a_second_writer_is_found(line):
    found = writes(ast.parse(line), "Subcontract", ("tier",), {"subcontracts"})
    assert [column for _, column, _ in found] in (["tier"], ["SETTLED"])


@pytest.mark.parametrize(
    "line",
    [
        "SubcontractStatement.objects.create(subcontract=s, tier=1)",
        "class Row:\n    def __init__(self):\n        self.tier = 1",
        "Subcontract.objects.filter(tier=1)",
        "Subcontract.objects.bulk_update(rows, ['via'])",
    ],
)
def test_what_reads_or_writes_something_else_is_let_be(line):
    assert writes(ast.parse(line), "Subcontract", ("tier",), {"subcontracts"}) == []


def test_statements_are_withdrawn_and_never_edited():
    found = {name: statement_changes(tree, STATEMENTS) for name, tree in modules().items()}
    assert [function for _, _, function in found.pop("providers.statements")] == ["withdraw"]
    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize(
    "line",
    [
        "statement.note = ''",
        "answer.statement.save()",
        "subcontract.statements.filter(pk=1).delete()",
        "SectorStatement.objects.update(sector='third')",
        "rows.update(withdrawn_reason='wrong')",
    ],
)
def test_an_edited_statement_is_found(line):
    assert len(statement_changes(ast.parse(line), STATEMENTS)) == 1


def test_what_only_speaks_of_a_statement_is_let_be():
    assert (
        statement_changes(ast.parse("row.statement = s\nRow.objects.filter(statement=s).update(a=1)"), STATEMENTS) == []
    )


def test_nobody_edits_what_was_said_in_the_administration(rf, django_user_model):
    request = rf.get("/")
    request.user = django_user_model(is_superuser=True, is_active=True)
    said = [m for m in admin.site._registry if issubclass(m, (Statement, Attempt))]
    assert len(said) == len(STATEMENTS) + 1
    for model in said:
        page = admin.site._registry[model]
        rights = [page.has_add_permission(request), page.has_change_permission(request)]
        assert [*rights, page.has_delete_permission(request)] == [False] * 3, model.__name__


# ---- models


def overrides(cls):
    """The methods of ours on a model that would make saving or deleting do more than it says."""
    magic = {"save", "delete", "__init__", "save_base", "full_clean"}
    ours = [base for base in cls.__mro__ if base.__module__.split(".")[0] in ("providers", "supplychains")]
    return sorted(magic & {name for base in ours for name in vars(base)})


def test_no_model_does_more_on_save_than_it_says():
    assert {model.__name__: found for model in apps.get_models() if (found := overrides(model))} == {}
    assert overrides(type("Row", (), {"__module__": "providers.x", "save": print})) == ["save"]


def listens(tree):
    """Whether a module names Django's signals."""
    names = {getattr(node, "module", "") or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    named = {a.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for a in node.names}
    return bool(named & {"receiver", "signals", "Signal"}) or any("signals" in n or "dispatch" in n for n in names)


def test_nothing_listens_to_signals():
    assert [name for name, tree in modules().items() if listens(tree)] == []
    assert listens(ast.parse("from django.db.models.signals import post_save"))
    assert listens(ast.parse("from django.dispatch import receiver"))


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


# ---- sizes and names


def too_long(files):
    """{path or path:line: lines} of what is longer than the house allows."""
    found = {}
    for path, text in files.items():
        lines, kind = len(text.splitlines()), Path(path).suffix
        if lines > {".py": 400, ".html": 120}.get(kind, lines):
            found[path] = lines
        if kind == ".py" and "/migrations/" not in path:
            most = 25 if Path(path).name == "views.py" else 40
            found |= {f"{path}:{at}": size for _, size, at in functions(ast.parse(text)) if size > most}
    return found


def test_files_and_functions_stay_short():
    assert too_long(texts()) == {}


def test_what_is_too_long_is_found():
    body = "def f():\n" + "    pass\n" * 30
    assert too_long({"a/views.py": body, "a/other.py": body}) == {"a/views.py:1": 31}
    assert too_long({"a.html": "\n" * 121, "b.py": "\n" * 401}) == {"a.html": 121, "b.py": 401}


def words(name):
    """PhoneManager, phone_manager -> phone, manager."""
    return set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r" \1", name).lower()))


def test_no_name_says_nothing():
    for name, tree in modules().items():
        defined = [n.name for n in ast.walk(tree) if isinstance(n, (ast.ClassDef, ast.FunctionDef))]
        said = [text.replace(OF_THE_FIELD, "") for text in [*name.split("."), *defined]]
        assert [n for n in said if words(n) & VAGUE] == [], path_of(name)
    assert words("ListManager") & words("list_utils") == {"list"}
    assert words("ListManager") & VAGUE and words("list_utils") & VAGUE


# ---- what no file holds

HOSTS = [a + "." + b for a, b in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"), ("npmjs", "org")]]
HOSTS += [a + "." + b for a, b in [("jsdelivr", "net"), ("unpkg", "com"), ("cdnjs", "com"), ("googleapis", "com")]]
HOMES = [f"/{name}/" for name in ("home", "root", "Users", "work")]


def betrayals(text):
    """Hosts of package registries, and folders of somebody's own machine."""
    found = [host for host in HOSTS if host in text]
    folders = {str(ROOT), str(Path.home()), *HOMES} - {"/"}
    return found + [f for f in folders if re.search(rf"(?<![\w.}}/-]){re.escape(f)}", text)]


def test_no_file_names_a_registry_or_a_folder_of_a_machine():
    assert {path: found for path, text in texts().items() if (found := betrayals(text))} == {}
    assert betrayals(f"see https://{HOSTS[0]}/x") == [HOSTS[0]]
    assert betrayals(f"open({str(ROOT)!r})")
    assert betrayals('<a href="{{ site }}/home/">') == []


def test_no_lock_holds_an_address():
    locks = {path: text for path, text in texts().items() if path.startswith("requirements/")}
    assert len(locks) == 3
    assert [path for path, text in locks.items() if "://" in text] == []


def test_no_file_for_the_browser_holds_an_address():
    files = {path: text for path, text in texts().items() if path.startswith("static/")}
    assert len(files) >= 3
    is_address = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE).search
    assert [path for path, text in files.items() if is_address(text)] == []
    assert is_address('fetch("https://example.org/a")') and is_address("url(//example.org/a.css)")


def test_no_template_has_inline_script_or_style():
    templates = {path: text for path, text in texts().items() if path.startswith("templates/")}
    assert {path: found for path, text in templates.items() if (found := inline(text))} == {}
    assert inline('{% if a %}<p style="top: 0" {% include "x" only %}>{% endif %}') == ["style= on <p>"]


def test_only_two_packages_stand_at_the_top():
    assert sorted(path.parent.name for path in ROOT.glob("*/__init__.py")) == ["providers", "supplychains"]
