"""The forms of three steps of an import: where the list stands in the file, which column is what, what a word means.

Each is made from what the file looks like (`ListFile.looks`) and what was told so far; `said`, once valid, is what
`actions.read_list_again` takes. Fields are named by the place of what they are about in `looks`.
"""

from django import forms

from ..parsing.instructions import MOST_ROW, SECTION_FIELDS, SPLIT_FIELDS, Instructions
from ..parsing.looks import letters_said, numbers_said
from ..parsing.notices import letter_of
from ..parsing.values import REGISTERS
from ..reading.sheets import Unreadable
from ..wording import FIELDS

FIXED = {name: words for name, words in FIELDS.items() if name not in REGISTERS}  # a number is one organisation's
TELLS = [("", "Nothing"), *((name, FIELDS[name]) for name in SECTION_FIELDS if name)]
TRIED = "Found by trying"
NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 with a mark", "cp1252": "Windows-1252"}
ENCODINGS = [("", TRIED), *NAMES.items()]
DELIMITERS = [("", TRIED), (",", "Comma"), (";", "Semicolon"), ("\t", "Tab")]
SEPARATORS = [
    (";", ";"),
    (",", ","),
    ("/", "/"),
    ("|", "|"),
    ("&", "&"),
    ("and", "the word “and”"),
    ("\n", "a new line"),
]
BOOKS = ("xlsx", "xls", "ods")


class StepForm(forms.Form):
    """`part` are the fields of Instructions that the form tells."""

    part: tuple[str, ...] = ()

    def __init__(self, data=None, *, looks, told, **kwargs):
        super().__init__(data, **kwargs)
        self.looks, self.told, self.said = looks, told, {}
        self.ask()

    def ask(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def plain(self) -> dict:
        """What was typed, as plain data for Instructions.from_json."""
        raise NotImplementedError

    def clean(self):
        super().clean()
        if not self.errors:
            try:
                told = Instructions.from_json(self.plain())
            except Unreadable as error:
                raise forms.ValidationError(str(error)) from None
            self.said = {name: getattr(told, name) for name in self.part}
        return self.cleaned_data

    def typed(self, name):
        return self.cleaned_data.get(name)


class SheetsForm(StepForm):
    """Which sheets are read, from which heading to which row, and what is filled in."""

    def __init__(self, *args, encoding="", **kwargs):
        self.encoding, self.is_text = encoding, encoding not in BOOKS
        self.part = ("sheets", "encoding", "delimiter") if self.is_text else ("sheets",)
        super().__init__(*args, **kwargs)

    def ask(self):
        if self.is_text:
            found = f"Found by trying: {NAMES.get(self.encoding, self.encoding)}" if self.encoding else TRIED
            choices = ENCODINGS if self.told.encoding else [("", found), *ENCODINGS[1:]]
            self.fields["encoding"] = forms.ChoiceField(choices=choices, required=False, initial=self.told.encoding)
            self.fields["delimiter"] = forms.ChoiceField(
                label="Cells are parted by", choices=DELIMITERS, required=False, initial=self.told.delimiter
            )
        for i, sheet in enumerate(self.looks.get("sheets", [])):
            for name, field in _sheet_fields(sheet, self.told.of(sheet["name"]), self._is_proposed(sheet)).items():
                self.fields[f"{name}-{i}"] = field

    def _is_proposed(self, sheet):
        """Whether a sheet is to be read unless somebody says otherwise: one without a heading is not, where another
        has one."""
        some = any(each["heading"] is not None for each in self.looks["sheets"])
        return not sheet["is_hidden"] and (sheet["heading"] is not None or not some)

    @property
    def is_to_be_seen_again(self):
        """Whether the first rows look otherwise now: other characters, or cells cut elsewhere."""
        return any(self.said.get(name, "") != getattr(self.told, name) for name in ("encoding", "delimiter"))

    @property
    def sheets(self):
        """[(what a sheet looks like, {field: bound field})]."""
        names = ("use", "heading_row", "last_row", "fill_merged", "fill_blanks", "sections", "section_rows", "name_is")
        return [
            (sheet, {name: self[f"{name}-{i}"] for name in names})
            for i, sheet in enumerate(self.looks.get("sheets", []))
        ]

    def plain(self):
        sheets = dict(self.told.to_json()["sheets"])
        for i, sheet in enumerate(self.looks.get("sheets", [])):
            sheets.pop(sheet["name"], None)
            if told := self._sheet(i, sheet):
                sheets[sheet["name"]] = told
        return {"sheets": sheets} | {name: self.typed(name) or "" for name in self.part if name != "sheets"}

    def _sheet(self, i, sheet):
        """What was typed of a sheet, without what goes without saying."""
        use, heading = self.typed(f"use-{i}"), self.typed(f"heading_row-{i}")
        before = self.told.of(sheet["name"])
        blanks, rows = self.typed(f"fill_blanks-{i}"), self.typed(f"section_rows-{i}")
        told = {
            "use": use if use == sheet["is_hidden"] or use != self._is_proposed(sheet) else None,
            "heading_row": before.heading_row if heading == sheet["heading"] else heading,
            "last_row": self.typed(f"last_row-{i}"),
            "fill_down": blanks or self.typed(f"fill_merged-{i}"),
            "sections": self.typed(f"sections-{i}"),
            "section_rows": rows or None,
            "name_is": self.typed(f"name_is-{i}"),
        }
        said = {name: value for name, value in told.items() if value is not None and value != ""}
        return said if said["fill_down"] else {name: value for name, value in said.items() if name != "fill_down"}


class ColumnsForm(StepForm):
    """Which column is what; a fixed value where there is none; cells that name several."""

    part = ("columns", "fixed", "split")

    def ask(self):
        choices = [("", "Kept as it is"), *FIELDS.items()]
        for i, column in enumerate(self.looks.get("columns", [])):
            self.fields[f"column-{i}"] = forms.ChoiceField(
                label=f"Column {column['heading'] or column['letter']} is",
                choices=choices,
                required=False,
                initial=column["field"],
            )
        for name, words in FIXED.items():
            self.fields[f"fixed-{name}"] = forms.CharField(
                label=words, max_length=255, required=False, initial=self.told.fixed.get(name, "")
            )
        for name in SPLIT_FIELDS:
            self.fields[f"split-{name}"] = forms.MultipleChoiceField(
                label=FIELDS[name],
                choices=SEPARATORS,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=list(self.told.split.get(name, ())),
            )

    @property
    def columns(self):
        """[(what a column looks like, its bound field)]."""
        return [(column, self[f"column-{i}"]) for i, column in enumerate(self.looks.get("columns", []))]

    @property
    def fixed(self):
        return [self[f"fixed-{name}"] for name in FIXED]

    @property
    def split(self):
        return [self[f"split-{name}"] for name in SPLIT_FIELDS]

    def plain(self):
        fixed = {name: self.typed(f"fixed-{name}") for name in FIXED if self.typed(f"fixed-{name}")}
        split = {name: self.typed(f"split-{name}") for name in SPLIT_FIELDS if self.typed(f"split-{name}")}
        return {"columns": self._columns(), "fixed": fixed, "split": split}

    def _columns(self):
        """{field: column}. One field of two columns is left to each sheet where nobody touched it."""
        chosen = [(self.typed(f"column-{i}"), column) for i, column in enumerate(self.looks.get("columns", []))]
        found: dict[str, dict] = {}
        for name, column in chosen:
            if name in found and name:
                if not self.told.columns and all(field == each["field"] for field, each in chosen):
                    return {}
                either = " and ".join(f"“{each['heading'] or each['letter']}”" for each in (found[name], column))
                raise forms.ValidationError(f"{either} are both said to be: {FIELDS[name]}. Choose one of them.")
            found[name] = column
        return {name: column["which"] for name, column in found.items() if name}


class _Columns(forms.CharField):
    """ "A, C" -> [1, 3]; a heading stays one."""

    def __init__(self, width, **kwargs):
        super().__init__(max_length=200, required=False, **kwargs)
        self.columns = width

    def clean(self, value):
        return letters_said(super().clean(value), self.columns)


class _Rows(forms.CharField):
    """ "5, 9" -> [5, 9]."""

    def clean(self, value):
        try:
            return numbers_said(super().clean(value))
        except ValueError:
            raise forms.ValidationError("Give the numbers of rows, such as 5, 9.") from None


def _sheet_fields(sheet, told, is_proposed):
    filled = told.fill_down if isinstance(told.fill_down, tuple) else ()
    letters = ", ".join(letter_of(each - 1) if isinstance(each, int) else each for each in filled)
    use = is_proposed if told.use is None else told.use
    return {
        "use": forms.BooleanField(label="Read this sheet", required=False, initial=use),
        "heading_row": _row(label="Heading row", help_text="0: there is none.", initial=sheet["heading"]),
        "last_row": _row(label="Last row", help_text=f"Blank: to the end, row {sheet['last']}.", initial=told.last_row),
        "fill_merged": forms.BooleanField(label="Fill merged cells", required=False, initial=bool(told.fill_down)),
        "fill_blanks": _Columns(
            sheet["width"],
            label="Fill blank cells from above",
            help_text="Letters of columns: A, C.",
            initial=letters,
        ),
        "sections": forms.ChoiceField(
            label="A line with one cell tells", choices=TELLS, required=False, initial=told.sections
        ),
        "section_rows": _Rows(
            label="Such lines",
            help_text=_proposed(sheet["sections"]),
            max_length=4000,
            required=False,
            initial=", ".join(map(str, told.section_rows or ())),
        ),
        "name_is": forms.ChoiceField(
            label="The name of the sheet tells", choices=TELLS, required=False, initial=told.name_is
        ),
    }


def _row(**kwargs):
    return forms.IntegerField(min_value=0, max_value=MOST_ROW, required=False, **kwargs)


def _proposed(rows):
    if not rows:
        return "Rows, such as 5, 9. None looks like one."
    return f"Blank: rows {', '.join(map(str, rows[:6]))}{' and more' if len(rows) > 6 else ''}."
