"""The project's own files, and what their syntax trees say: for the tests that hold the architecture."""

import ast
import functools
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("providers", "supplychains")
SUBJECTS = ("contracts", "lists", "survey", "graphs", "sampling")
NOT_OURS = {".git", "var", "__pycache__"}


def own_files():
    """Every file of the project that git would keep: what `.gitignore` names is left out."""
    ignored = NOT_OURS | {
        line.strip().strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    }
    waiting = [ROOT]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if path.name in ignored or path.suffix == ".pyc":
                continue
            if path.is_dir():
                waiting.append(path)
            else:
                yield path


def texts():
    """{path from the root: text} of every file of the project that is text."""
    found = {}
    for path in own_files():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


@functools.cache
def modules(migrations=False):
    """{dotted name: syntax tree} of every module of our packages."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                found[dotted(path.relative_to(ROOT))] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def dotted(path):
    """The name a module is imported by: providers/__init__.py is "providers"."""
    parts = Path(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def path_of(module):
    """The file of a module from the root, as text; the other way round of `dotted`."""
    plain = Path(*module.split("."))
    return (plain / "__init__.py" if (ROOT / plain).is_dir() else plain.with_suffix(".py")).as_posix()


def imports(module, tree):
    """Absolute names a module imports, each as far as it is written: `from .models import A` in
    `providers.actions` -> "providers.models.A"."""
    is_package = (ROOT / Path(*module.split("."))).is_dir()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{_base(module, node, is_package)}.{alias.name}" for alias in node.names}
    return names


def _base(module, node, is_package):
    """What the dots of a relative import stand for."""
    if not node.level:
        return node.module
    drop = node.level - is_package
    parts = module.split(".")
    return ".".join([*(parts[:-drop] if drop else parts), *([node.module] if node.module else [])])


def own_module(name):
    """The module of ours that an imported name lives in; None where it is somebody else's."""
    known = modules(migrations=True)
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name or None


def subject(module):
    """Whose room a module is in: "providers", a subject, or "project" for what stands above all subjects."""
    package, _, rest = module.partition(".")
    first = rest.split(".")[0]
    return package if package == "providers" else first if first in SUBJECTS else "project"


def functions(tree):
    """[(name, lines it takes, first line)] of every function and method."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(n.name, n.end_lineno - n.lineno + 1, n.lineno) for n in ast.walk(tree) if isinstance(n, kinds)]


def enclosing(tree):
    """[(node, name of the class or None, name of the function or None)] of every node."""
    found = []

    def visit(node, inside, within):
        for child in ast.iter_child_nodes(node):
            found.append((child, inside, within))
            is_class = isinstance(child, ast.ClassDef)
            is_function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
            visit(child, child.name if is_class else inside, child.name if is_function else within)

    visit(tree, None, None)
    return found
