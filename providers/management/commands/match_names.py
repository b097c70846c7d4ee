"""Judges pairs of names from a csv file; what the quality of matching is measured with."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from providers.pairs import BadPairs, as_csv, figures, judged


class Refused(CommandError):  # noqa: N818 - its name is printed before the sentence
    """What was asked cannot be done: one sentence, exit code 2. Nothing was written."""

    def __init__(self, sentence):
        super().__init__(sentence, returncode=2)


class Command(BaseCommand):
    help = (
        "Reads columns name_a and name_b of a csv file and writes every row with a verdict (same, decide, different), "
        "a score from 0 to 1 and why. Words weigh what general knowledge says, so a verdict does not hang on the other "
        "rows. With a column same (1 or 0) it also says on the error output how good the verdicts are."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--output", metavar="FILE", type=Path, help="where to write (default: the standard output)")

    def handle(self, *args, **options):
        try:
            headings, pairs = judged(_reached(options["file"], "opened", Path.read_bytes))
        except BadPairs as error:
            raise Refused(str(error)) from None
        text = as_csv(headings, pairs)
        if options["output"]:
            _reached(options["output"], "written", lambda path: path.write_bytes(text.encode()))
        else:
            self.stdout.write(text, ending="")
        if "same" in headings:
            self.stderr.write("\n".join(figures(pairs)), style_func=str)


def _reached(path, done, ask):
    try:
        return ask(path)
    except OSError as error:
        raise Refused(f"The file “{path}” cannot be {done}: {(error.strerror or str(error)).lower()}.") from None
