"""Words for the codes of an import, pure: why a row is not in the map, and what a column is to us."""

PROBLEMS = {
    "no-area": "no area",
    "unknown-area": "unknown area",
    "which-area": "a name of two areas",
    "no-prime": "no prime",
    "unknown-prime": "prime without a contract there",
    "which-prime": "prime to be decided",
    "decided-since": "decided since it was applied",
    "unknown-contract": "unknown contract",
    "which-contract": "contracts not told apart",
    "no-subcontractor": "no subcontractor",
    "own-subcontractor": "prime as its own subcontractor",
    "which-organisation": "organisation to be decided",
    "number-other-name": "number of an organisation of another name",
    "too-long": "a name too long to be kept",
    "heading": "heading repeated",
}

FIELDS = {
    "area": "Area",
    "area_number": "Area number",
    "prime": "Prime",
    "reference": "Contract reference",
    "service": "Service",
    "subcontractor": "Subcontractor",
    "tier": "Tier",
    "sector": "Sector",
    "contract_starts": "Contract starts",
    "contract_ends": "Contract ends",
    "via": "Via (kept, not used)",
    "company_number": "Company number",
    "charity_number": "Charity number",
    "ukprn": "UKPRN",
    "phone": "Phone",
    "source_note": "Source of the row",
}


def obstacle(counts: dict, *, creates_contracts: bool, holds_doubtful: bool) -> str:
    """Why a list of these figures cannot be applied, and what to do; "" where a row is placed or gives a contract."""
    if counts.get("placed") or counts.get("contracts_alone"):
        return ""
    if holds_doubtful and counts.get("doubtful"):
        remedy = "Say who they are under “Who is this?”, or stage the file again with “Take as new organisations”."
    elif not creates_contracts:
        option = "“The list itself defines areas and prime contracts”"
        remedy = f"If it brings areas and contracts of its own, stage the file again with {option}."
    else:
        remedy = "Correct the file by what is said of its rows, and stage it again."
    return f"No row of the list can be placed, so there is nothing to apply. {remedy}"


def unread(why: str) -> str:
    """Why a file waits without rows, and what to do."""
    return f"{why} No row of the file is read yet: say under “Sheets” and “Columns” where the list stands in the file."


def sheets_read(sheets) -> list[dict]:
    """How each sheet was read, in words: [{"name", "heading_row", "columns": [(ours, theirs)], "kept": [theirs]}]."""
    return [
        {
            "name": sheet["name"],
            "heading_row": sheet["heading_row"],
            "columns": [(words, sheet["fields"][name]) for name, words in FIELDS.items() if name in sheet["fields"]],
            "kept": [heading for heading in sheet["headings"] if heading not in sheet["fields"].values()],
        }
        for sheet in sheets
    ]
