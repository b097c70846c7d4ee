"""What the commands about lists have in common: refusing in a sentence, finding a list, an account, writing a file."""

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from supplychains.lists.models import ProviderList

ACCOUNT = "command-line"


class Refused(CommandError):  # noqa: N818 - its name is printed before the sentence
    """What was asked cannot be done: one sentence, exit code 2. Nothing was written."""

    def __init__(self, sentence):
        super().__init__(sentence, returncode=2)


def account_of(username):
    """The account of that name; without a name, the one of the command line, which nobody can log in to."""
    accounts = get_user_model().objects
    if username:
        try:
            return accounts.get_by_natural_key(username)
        except get_user_model().DoesNotExist:
            raise Refused(f"There is no account “{username}”.") from None
    return accounts.filter(username=ACCOUNT).first() or accounts.create_user(ACCOUNT, password=None)


def list_of(public_id):
    """The list of this number, as `import_list` prints it."""
    found = ProviderList.objects.select_related("publisher", "programme").filter(public_id=public_id).first()
    if found is None:
        raise Refused(f"There is no list “{public_id}”.")
    return found


def ending_of(path, endings=("csv", "xlsx")):
    """How the name of a file to be written ends, one of `endings`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in endings:
        raise Refused(f"“{path.name}” names no kind of file that can be written; end it in .{' or .'.join(endings)}.")
    return ending


def write(path, content):
    """How many bytes were written."""
    try:
        return path.write_bytes(content)
    except OSError as error:
        raise Refused(f"The file “{path}” cannot be written: {(error.strerror or str(error)).lower()}.") from None
