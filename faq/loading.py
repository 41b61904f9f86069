"""The first answers and links: read from files into an installation that has none of them.

What editors have changed since stays changed; a file that is read again adds only what is new.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from faq.laws import place_of
from faq.models import Audience, Entry, Link, Synonym, Topic
from faq.publishing import Content, Words, publish, write
from faq.search.index import count_words
from portal import clock
from portal.offices import reference
from portal.offices.reference import Loaded

FILES = Path(__file__).parent / "content"
SYNONYMS = "synonyms.toml"
LINKS = "links.toml"


def register_reference() -> None:
    """Have the answers and links loaded with all other reference data."""
    reference.register("问答", load_answers)
    reference.register("同义词", load_synonyms)
    reference.register("网址", load_links)


@transaction.atomic
def load_answers() -> Loaded:
    """Load the answers that are not there yet, published and read by no office so far."""
    known = set(Entry.objects.values_list("code", flat=True))
    fresh = [row for row in rows() if row["code"] not in known]
    entries = {}
    for number, row in enumerate(fresh, start=1):
        entry = Entry.objects.create(
            code=row["code"],
            topic=row["topic"],
            sort=number * 10,
            seed_number=row.get("seed") or None,
        )
        entries[row["code"]] = entry
        publish(write(entry, content_of(row), by=None), on=clock.today())
    every = dict(Entry.objects.values_list("code", "pk")) if fresh else {}
    for row in fresh:
        entries[row["code"]].related.set(every[code] for code in row["related"])
    if fresh:
        count_words()
    return Loaded(created=len(fresh), kept=len(known))


def load_synonyms() -> Loaded:
    """Load the synonyms that are not there yet."""
    known = set(Synonym.objects.values_list("phrase", flat=True))
    pairs = tomllib.loads((FILES / SYNONYMS).read_text(encoding="utf-8"))["synonyms"]
    fresh = [
        Synonym(phrase=phrase, means=means)
        for phrase, means in pairs.items()
        if phrase not in known
    ]
    Synonym.objects.bulk_create(fresh)
    return Loaded(created=len(fresh), kept=len(known))


def load_links() -> Loaded:
    """Load the addresses of other sites that are not there yet, by code and by address."""
    known = list(Link.objects.values_list("code", "address"))
    taken = {word for pair in known for word in pair}
    fresh = [
        Link(**row, sort=number * 10)
        for number, row in enumerate(link_rows(), start=1)
        if row["code"] not in taken and row["address"] not in taken
    ]
    Link.objects.bulk_create(fresh)
    return Loaded(created=len(fresh), kept=len(known))


def link_rows() -> list[dict[str, str]]:
    """Return the links of the file, in the order of the page."""
    rows: list[dict[str, str]] = tomllib.loads((FILES / LINKS).read_text(encoding="utf-8"))["link"]
    return rows


def rows() -> Iterator[dict[str, Any]]:
    """Yield the answers of all files, in the order of topics."""
    for topic in Topic.values:
        path = FILES / f"{topic}.toml"
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["answer"]


def content_of(row: Mapping[str, Any]) -> Content:
    """Return what a row of a file says."""
    return Content(
        question=row["question"],
        short=row["short"],
        body=row["body"].strip(),
        silent=row["silent"],
        fits=row["fits"],
        also=row["also"],
        next_steps=row["next"],
        places=[place_of(one) for one in row["law"]],
        wordings={
            audience: Words(row[audience]["short"], row[audience].get("body", "").strip())
            for audience in Audience.values
            if audience in row
        },
    )
