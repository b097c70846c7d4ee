"""Forms of a call as a browser without scripts sends them, and pages as they are read, for the tests of the pages."""

import re
import uuid


def filled(case, outcome="no-answer", **more):
    """A form as a browser without scripts sends it, by names of fields."""
    return {"client_id": str(uuid.uuid4()), "outcome": outcome, "then": "stop", **more}


def about(case, **answers):
    """The same answers for every position of a case, by names of fields."""
    return {f"{key}-{target.pk}": value for target in case.targets.all() for key, value in answers.items()}


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
