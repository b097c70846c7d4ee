"""Who writes to which column, read from syntax trees: for the tests that hold settled columns and statements."""

import ast

from tests.sources import enclosing

MAKERS = ("create", "get_or_create", "update_or_create", "acreate")
CHANGES = ("save", "delete", "update", "bulk_update", "update_or_create")


def writes(tree, model, columns, related=()):
    """[(line, column, function)] where a module may write one of `columns` of a model.

    Read for certain: constructors, makers on `Model.objects` or on a related manager (names in `related`), and
    columns set on `self` in the model. Any other `x.column = ...`, `.update(column=...)`, `setattr` or list of
    columns to save counts too, since what `x` is cannot be told: a column has one writer, whatever it is called on.
    """
    found = []
    for node, inside, within in enclosing(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            names = [t.attr for t in _attributes(node) if inside in (None, model) or _text(t.value) != "self"]
        elif isinstance(node, ast.Call):
            names = _written(node, model, related)
        else:
            continue
        whole = {"SETTLED", "DERIVED"}
        hits = [name for name in names if name in columns or (name in whole and f"{model}." in _text(node))]
        found += [(node.lineno, name, within) for name in hits]
    return found


def _attributes(node):
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in targets:
        parts = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
        yield from (part for part in parts if isinstance(part, ast.Attribute))


def _written(call, model, related):
    """Columns a call names as ones it writes."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "setattr":
        return [text for text in (_constant(argument) for argument in call.args[1:2]) if text]
    if name == "bulk_update":
        return [text for argument in [*call.args[1:], *_values(call)] for text in _named(argument)]
    if name == "save":
        return [text for argument in _values(call) for text in _named(argument)]
    is_maker = name in MAKERS and {model, *related} & set(_chain(call.func))
    if name == model or name == "update" or is_maker:
        return [kw.arg for kw in call.keywords if kw.arg] + [t for v in _values(call) for t in _keys(v)]
    return []


def _values(call):
    return [keyword.value for keyword in call.keywords]


def _keys(node):
    """The constant keys of a dict, as in defaults={...}."""
    return [_constant(key) for key in node.keys if key] if isinstance(node, ast.Dict) else []


def _named(node):
    """The columns of a list, or the last part of Provider.SETTLED."""
    if isinstance(node, ast.Attribute):
        return [node.attr]
    return [_constant(part) for part in node.elts] if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else []


def _constant(node):
    return node.value if isinstance(node, ast.Constant) else None


def _text(node):
    return ast.unparse(node)


def statement_changes(tree, models):
    """[(line, what, function)] where a module changes or deletes a statement: save, delete or update called on
    something named a statement or made from one of `models`, a column set on it, or a reason to withdraw written."""
    found = []
    for node, _, within in enclosing(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            columns = {keyword.arg for keyword in node.keywords}
            if _is_statement(node.func.value, models) or "withdrawn_reason" in columns:
                found.append((node.lineno, f"{_text(node.func)}()", within))
        elif isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            hits = [target for target in _attributes(node) if _is_statement(target.value, models)]
            found += [(node.lineno, f"{_text(target)} = ...", within) for target in hits]
    return found


def _is_statement(node, models):
    return bool({*models, "statement", "statements", "sector_statements"} & set(_chain(node)))


def _chain(node):
    """The names a value is reached through, arguments left out: a.b.filter(c=1) -> filter, b, a."""
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return
    yield node.id
