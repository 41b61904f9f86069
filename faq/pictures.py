"""Pictures of answers: looked into and rewritten like any file, made small, shown by number.

A text names a picture by `{{图 3}}` on a line of its own; no address stands in a text.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from PIL import Image

from faq.models import Entry, Picture, Version
from portal.accounts.models import User
from portal.attachments import storage
from portal.attachments.examining import Upload, examined
from portal.attachments.names import EXTENSIONS
from portal.attachments.refusals import Refused
from portal.cases.models import Case

FOLDER = "pictures"
WIDEST = 1280
MOST_OF_ENTRY = 20
QUALITY = 82
NAMED = re.compile(r"\{\{\s*图\s+(\d{1,3})\s*\}\}")
_ALONE = re.compile(r"^\{\{\s*图\s+\d{1,3}\s*\}\}$")
_PARAGRAPH = re.compile(r"<p>\{\{\s*图\s+(\d{1,3})\s*\}\}</p>")


def add_picture(entry: Entry, upload: Upload, *, words: str, by: User) -> Picture:
    """Keep a picture for an entry as the next number; raises Refused with what to do."""
    with examined(upload) as file:
        media_type = file.finding.media_type
        if file.finding.width is None:
            raise Refused("wrong_type")
        name = f"{FOLDER}/{file.id.hex[:2]}/{file.id.hex}{EXTENSIONS[media_type]}"
        width, height = _shrink(file.path, media_type=media_type)
        _, size = storage.keep_compared(file.path, name=name)
    try:
        with transaction.atomic():
            locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
            last = locked.pictures.aggregate(last=Max("number"))["last"] or 0
            if last >= MOST_OF_ENTRY:
                raise Refused("too_many_files", limit=MOST_OF_ENTRY)
            return Picture.objects.create(
                id=file.id,
                entry=locked,
                number=last + 1,
                words=words,
                media_type=media_type,
                width=width,
                height=height,
                size=size,
                storage_name=name,
                by=by,
            )
    except BaseException:
        storage.drop(name)
        raise


def numbers_in(text: str) -> list[int]:
    """Return the pictures that a text names."""
    return [int(number) for number in NAMED.findall(text)]


def stand_alone(text: str) -> bool:
    """Say whether every picture of a text has a line of its own, with empty lines around."""
    blocks = re.split(r"\n\s*\n", text)
    return all(_ALONE.match(block.strip()) for block in blocks if NAMED.search(block))


def with_pictures(html: str, pictures: Mapping[int, Picture]) -> SafeString:
    """Return an answer's HTML with its pictures in their places."""

    def shown(found: re.Match[str]) -> str:
        picture = pictures.get(int(found[1]))
        return figure(picture) if picture else found[0]

    return mark_safe(_PARAGRAPH.sub(shown, html))  # noqa: S308 - the figure is built escaped


def figure(picture: Picture) -> SafeString:
    """Return a picture with its words, which are read aloud where it is not seen."""
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">'
        "</figure>",
        reverse("faq:picture", args=[picture.pk]),
        picture.words,
        picture.width,
        picture.height,
    )


def pictures_of(version: Version) -> dict[int, Picture]:
    """Return the pictures of a version's entry by number; none is read where none is named."""
    texts = [version.body, *(one.body for one in version.wordings.all())]
    if not any(NAMED.search(text) for text in texts):
        return {}
    return {one.number: one for one in Picture.objects.filter(entry=version.entry_id)}


def is_public(picture: Picture) -> bool:
    """Say whether the answer that stands on the site shows it."""
    return _shown_in(picture, Version.objects.filter(entry__current=F("pk")))


def is_given(picture: Picture, cases: QuerySet[Case]) -> bool:
    """Say whether a version that was given in one of these cases shows it."""
    return _shown_in(picture, Version.objects.filter(given__case__in=cases).distinct())


def _shown_in(picture: Picture, versions: QuerySet[Version]) -> bool:
    rows = versions.filter(entry=picture.entry_id).prefetch_related("wordings")
    return any(
        picture.number in numbers_in(text)
        for version in rows
        for text in (version.body, *(one.body for one in version.wordings.all()))
    )


def _shrink(path: Path, *, media_type: str) -> tuple[int, int]:
    """Make a picture that our own inspector wrote no wider than a page needs, in its place."""
    with Image.open(path) as image:
        image.thumbnail((WIDEST, WIDEST))
        if media_type == "image/jpeg":
            image.convert("RGB").save(path, "JPEG", quality=QUALITY, optimize=True)
        else:
            image.save(path, "PNG", optimize=True)
        return image.size
