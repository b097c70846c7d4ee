"""The options of `import_list` that tell how a file is read, and what they come to, told like the steps on the web."""

import argparse
import json
from pathlib import Path

from supplychains.lists.actions import read_list_again
from supplychains.lists.parsing.instructions import Instructions
from supplychains.lists.parsing.telling import with_columns, with_sheets
from supplychains.lists.reading.sheets import Unreadable

from .asked import Refused

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
PARTS = tuple(Instructions.__dataclass_fields__)


def add_to(parser):
    """The options. Those that name a field, a heading or a word may be given several times."""
    group = parser.add_argument_group("how the file is read, guessed where nothing is said")
    group.add_argument("--sheet", action="append", default=[], metavar="NAME", help="read this sheet, and no other")
    group.add_argument("--heading-row", type=int, metavar="N", help="the row of the heading; 0: there is none")
    group.add_argument("--encoding", metavar="NAME", help="of a csv: utf-8, utf-8-sig or cp1252")
    group.add_argument("--delimiter", metavar="NAME", help="of a csv: comma, semicolon or tab")
    several = {"action": "append", "default": [], "type": pair}
    group.add_argument("--column", metavar="FIELD=HEADING", help="or its number from 1", **several)
    group.add_argument("--fixed", metavar="FIELD=VALUE", help="the same for every row", **several)
    group.add_argument(
        "--value", metavar="FIELD:WORD=CODE", help="what a word means", action="append", default=[], type=word
    )
    group.add_argument("--instructions", type=Path, metavar="FILE.json", help="all of it, as the next option prints it")
    group.add_argument(
        "--show-instructions", action="store_true", help="print how the file is read, as JSON; nothing is staged"
    )


def pair(text):
    """ "prime=Lead body" -> ("prime", "Lead body")."""
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form field=value.")
    return name.strip(), value.strip()


def word(text):
    """ "tier:spec.=2" -> ("tier", "spec.", "2")."""
    name, colon, rest = text.partition(":")
    written, equals, code = rest.rpartition("=")
    if not colon or not equals:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form field:word=code.")
    return name.strip(), written.strip(), code.strip()


def tell(provider_list, options, by):
    """Read a staged list as the options say, on top of how it was read. Unreadable or Refused, in a sentence."""
    if options["instructions"]:
        _again(provider_list, _instructions_in(options["instructions"]), by)
    if options["sheet"] or options["heading_row"] is not None or options["encoding"] or options["delimiter"]:
        said = with_sheets(provider_list.told(), _looks(provider_list), options["sheet"], options["heading_row"])
        said["encoding"] = options["encoding"] or said["encoding"]
        said["delimiter"] = DELIMITERS.get(options["delimiter"], options["delimiter"]) or said["delimiter"]
        _again(provider_list, said, by)
    if options["column"] or options["fixed"] or options["value"]:
        values: dict[str, dict[str, str]] = {}
        for name, written, code in options["value"]:
            values.setdefault(name, {})[written] = code
        columns, fixed = dict(options["column"]), dict(options["fixed"])
        _again(provider_list, with_columns(provider_list.told(), _looks(provider_list), columns, fixed, values), by)


def _again(provider_list, plain, by):
    told = Instructions.from_json(plain)
    said = {name: getattr(told, name) for name in PARTS}
    seen = str(provider_list.mapping_id or "")
    read_list_again(provider_list=provider_list, said=said, seen=seen, by=by, before_columns=True)


def _looks(provider_list):
    provider_list.file.refresh_from_db(fields=["looks"])
    return provider_list.file.looks


def _instructions_in(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"The file “{path}” cannot be opened: {(error.strerror or str(error)).lower()}.") from None
    except ValueError:
        raise Unreadable(f"The file “{path}” is no JSON.") from None
