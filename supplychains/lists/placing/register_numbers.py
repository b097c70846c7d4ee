"""Numbers that registers give organisations, as they stand in a row of a list, pure."""

from collections.abc import Mapping

from .places import key_of


def numbers_of(raw: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The registers' numbers in a row, as (scheme, value), by what its headings are called."""
    found = []
    for heading, cell in raw.items():
        scheme = _scheme(heading)
        if scheme and (value := "".join(str(cell).split()).upper()):
            found.append(_number(scheme, value))
    return tuple(found)


def _number(scheme, value):
    if scheme == "GB-COH":
        return scheme, value.zfill(8) if value.isdigit() else value
    if value.startswith("SC"):
        return "GB-SC", value
    if value.startswith("NI"):
        return "GB-NIC", value.removeprefix("NIC").removeprefix("NI")
    return scheme, value


_SCHEMES: dict[str, str] = {}


def _scheme(heading):
    if heading not in _SCHEMES and len(_SCHEMES) < 1_000:
        words = set(key_of(heading).split())
        is_number = bool(words & {"no", "number", "num", "nr", "registration", "reg", "id"})
        kinds = {"charity": "GB-CHC", "charities": "GB-CHC", "company": "GB-COH", "co": "GB-COH", "companies": "GB-COH"}
        _SCHEMES[heading] = next((kinds[word] for word in sorted(words & kinds.keys()) if is_number), "")
    return _SCHEMES.get(heading, "")
