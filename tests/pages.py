"""What every page of the project must hold, whoever asks for it."""

from html.parser import HTMLParser

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


class _Inline(HTMLParser):
    """Collects what a strict policy would not run: inline scripts, styles and event attributes."""

    def __init__(self):
        super().__init__()
        self.found, self.open = [], None

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.found += [f"{name}= on <{tag}>" for name, text in attributes if _is_inline(name, text)]
        self.found += [f"{name}={text} on <{tag}>" for name, text in attributes if _is_script(text)]
        if tag == "style":
            self.found.append("<style>")
        self.open = tag if tag == "script" and _runs(named) and "src" not in named else None

    def handle_data(self, data):
        if self.open and data.strip():
            self.found.append("a script in the page")


def _is_inline(name, text):
    return text is not None and (name == "style" or name.startswith("on"))


def _is_script(text):
    return (text or "").strip().lower().startswith("javascript:")


def _runs(attributes):
    """Whether a browser would run the script; data in a script element (JSON) it only keeps."""
    return "json" not in (attributes.get("type") or "")


def inline(html):
    """What stands inline in a page and a strict policy would block, in words; empty for a good page."""
    parser = _Inline()
    parser.feed(html)
    return parser.found


def loose(response):
    """The directives in which the policy of a response differs from ours; empty for a good one."""
    sent = [part.strip().partition(" ") for part in response.get("Content-Security-Policy", "").split(";")]
    policy = {name: sources for name, _, sources in sent if name}
    return sorted(name for name in POLICY.keys() | policy if POLICY.get(name) != policy.get(name))


def faults(response):
    """Everything wrong with a response, in words: its policy, and what stands inline if it is a page."""
    words = [f"the policy differs in {name}" for name in loose(response)]
    if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
        words += inline(response.content.decode())
    return words
