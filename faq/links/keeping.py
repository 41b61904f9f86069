"""How links change: by editors, each change under the row's lock, and by the daily look."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction

from faq.links.looking import Finding
from faq.models import Link, LinkCheck
from faq.models.links import ANSWERING
from portal import clock
from portal.accounts.models import User

KEPT_DAYS = 180
NO_LONGER = 1  # day: how long somebody else's answer proves that our own line works
STATED = ("scope", "title", "purpose", "address", "owner", "keeper", "replacement")


class NotNowError(Exception):
    """The step is not possible as things stand; the sentence says why."""


class SavedMeanwhileError(Exception):
    """Somebody else has saved the link since it was opened."""


class ThereAlreadyError(Exception):
    """The code or the address is there already."""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What an editor says of a link."""

    scope: str
    title: str
    purpose: str
    address: str
    owner: str
    keeper: User | None
    replacement: Link | None


def add_link(code: str, stated: Stated) -> Link:
    """Add a link; raises ThereAlreadyError when two add the same at once."""
    try:
        with transaction.atomic():
            return Link.objects.create(code=code, **vars(stated))
    except IntegrityError:
        raise ThereAlreadyError from None


def change_link(link: Link, stated: Stated, *, seen: int) -> bool:
    """Change a link and say whether anything is different; a new address is looked at anew.

    Raises SavedMeanwhileError, ThereAlreadyError, and NotNowError for replacements in a ring.
    """
    try:
        with transaction.atomic():
            locked = _locked(link)
            if locked.edits != seen:
                raise SavedMeanwhileError
            changed = [name for name in STATED if getattr(locked, name) != getattr(stated, name)]
            if not changed:
                return False
            if "replacement" in changed:
                _refuse_ring(locked, stated.replacement)
            if "address" in changed:
                _forget_checks(locked)
            for name in changed:
                setattr(locked, name, getattr(stated, name))
            locked.edits += 1
            locked.save()
    except IntegrityError:
        raise ThereAlreadyError from None
    return True


def take_new_address(link: Link) -> None:
    """Take the address to which the site moved for good; raises NotNowError, ThereAlreadyError."""
    try:
        with transaction.atomic():
            locked = _locked(link)
            if not locked.moved_to.startswith("https://"):
                raise NotNowError("现在没有可以换的新网址")
            locked.address = locked.moved_to
            _forget_checks(locked)
            locked.edits += 1
            locked.save()
    except IntegrityError:
        raise ThereAlreadyError from None


@transaction.atomic
def retire(link: Link, *, why: str) -> None:
    """Take a link off the site; what replaces it stands in its place wherever it was named."""
    locked = _locked(link)
    if locked.retired_on is not None:
        raise NotNowError("这一条已经停用了")
    locked.retired_on, locked.retired_because = clock.today(), why
    locked.edits += 1
    locked.save()


def bring_back(link: Link) -> None:
    """Put a link on the site again; raises NotNowError, also when another has its address now."""
    try:
        with transaction.atomic():
            locked = _locked(link)
            if locked.retired_on is None:
                raise NotNowError("这一条没有停用")
            locked.retired_on, locked.retired_because = None, ""
            _forget_checks(locked)
            locked.edits += 1
            locked.save()
    except IntegrityError:
        raise NotNowError("另一条已经用了这个网址，先改那一条") from None


@transaction.atomic
def note_finding(link: Link, finding: Finding) -> bool:
    """Write down what today's look found; say whether it counted.

    The day's first look counts, and only for the address that was looked at. A day on which
    nothing else could be reached either speaks of our own line and adds nothing against the link.
    """
    locked = _locked(link)
    today = clock.today()
    if locked.address != link.address or locked.checked_on == today:
        return False
    if finding.reach in ANSWERING:
        locked.failed_days = 0
    elif not _is_our_own_line(locked):
        locked.failed_days += 1
    locked.checked_on, locked.found = today, finding.reach
    locked.detail, locked.moved_to = finding.detail, finding.moved_to
    locked.save()
    locked.checks.create(on=today, found=finding.reach, detail=finding.detail)
    return True


def purge_checks() -> None:
    """Forget looks that nobody will ask about any more."""
    LinkCheck.objects.filter(on__lt=clock.today() - timedelta(days=KEPT_DAYS)).delete()


def _is_our_own_line(link: Link) -> bool:
    """Say whether others were looked at since yesterday and none of them answered."""
    since = clock.today() - timedelta(days=NO_LONGER)
    others = Link.objects.kept().exclude(pk=link.pk).filter(checked_on__gte=since)
    return others.exists() and not others.filter(found__in=ANSWERING).exists()


def _refuse_ring(link: Link, replacement: Link | None) -> None:
    """Raise NotNowError when the replacements would lead back to the link."""
    one, seen = replacement, {link.pk}
    while one is not None:
        if one.pk in seen:
            raise NotNowError("这样换会绕回自己，请换一条")
        seen.add(one.pk)
        one = one.replacement


def _forget_checks(link: Link) -> None:
    """Begin anew: what was found belongs to another address, or to another time."""
    link.checked_on, link.found, link.detail, link.moved_to = None, "", "", ""
    link.failed_days = 0
    link.checks.all().delete()


def _locked(link: Link) -> Link:
    return Link.objects.select_for_update().get(pk=link.pk)
