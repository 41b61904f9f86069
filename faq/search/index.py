"""The index: what stands in it of an answer, and in how many answers each word stands."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value

from faq.models import Entry, SearchText, Version, Word
from faq.reading import unmarked
from faq.search.sounds import sound_of
from faq.search.words import words_of

COUNT = "SELECT word, ndoc FROM ts_stat('SELECT vector FROM faq_searchtext')"


@transaction.atomic
def index_entry(entry: Entry) -> None:
    """Let the search find what an entry says now, or nothing of it any more."""
    if entry.current is None:
        SearchText.objects.filter(entry=entry).delete()
    else:
        index_many([entry.current])


def index_many(versions: Iterable[Version]) -> None:
    """Put versions that stand on the site into the index; the caller counts the words."""
    rows = [_row(version) for version in versions]
    fields = ["titles", "title_words", "short_words", "body_words", "vector"]
    SearchText.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["entry"], update_fields=fields
    )


@transaction.atomic
def count_words() -> None:
    """Count in how many answers each word stands; publications of the same moment wait."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE faq_word IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(COUNT)
        counted = cursor.fetchall()
    Word.objects.all().delete()
    Word.objects.bulk_create(
        (Word(word=word, answers=answers, sound=sound_of(word)[:80]) for word, answers in counted),
        batch_size=2000,
    )


def _row(version: Version) -> SearchText:
    titles = [version.question, *version.also]
    wordings = list(version.wordings.all())
    shorts = [version.short, *(one.short for one in wordings)]
    bodies = [version.body, version.silent, *(one.body for one in wordings)]
    title_words = _words(titles)
    short_words = _words(shorts)
    body_words = _words(bodies)
    every = sorted({*title_words, *short_words, *body_words})
    return SearchText(
        entry_id=version.entry_id,
        titles=titles,
        title_words=title_words,
        short_words=short_words,
        body_words=body_words,
        vector=SearchVector(Value(" ".join(every)), config="simple"),
    )


def _words(texts: Iterable[str]) -> list[str]:
    return sorted({word for text in texts for word in words_of(unmarked(text))})
