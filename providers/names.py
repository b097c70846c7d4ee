"""Spelling -> comparable key, pure.

In: a name as somebody wrote it. Out: its normal form, under which two spellings count as the identical name: case,
accents, punctuation, "&" and "and", a leading "The", and the two ways to write a legal form do not tell names
apart. Nothing else is taken away: what an organisation is called decides who it is, and only a person may say that
two different names are one body."""

import re
import unicodedata

LEGAL_FORMS = {
    "limited": "ltd",
    "cyfyngedig": "ltd",
    "cyf": "ltd",
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
}
_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
_GAPS = re.compile(r"[\W_]+")


def normal_form(text: str) -> str:
    """The key of a name: "The Fenimoor Trust & Co. Limited" -> "fenimoor trust and co ltd". Empty for a name without
    letters."""
    words = [LEGAL_FORMS.get(word, word) for word in folded(text).split()]
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def folded(text: str) -> str:
    """A text without case, accents and punctuation, to look for a part of a name: "Women’s F" -> "womens f"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = _APOSTROPHES.sub("", plain.casefold()).replace("&", " and ")
    return " ".join(_GAPS.sub(" ", plain).split())


def clean(text: str) -> str:
    """A name as it may be kept: control characters out, white space folded. ValueError where nothing is left."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c for c in text)
    name = " ".join(kept.split())
    if not name:
        raise ValueError("The name is empty.")
    return name
