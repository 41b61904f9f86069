"""The first answers themselves: each whole, sourced, first answering, leading on."""

from datetime import date

import pytest

from faq.answer_form import PAGES
from faq.intake.damage import answers_first, doubts_in
from faq.loading import content_of, load_answers, load_synonyms, rows
from faq.models import Audience, Entry, SearchText, Synonym, Topic, Word
from faq.reading import filled, to_html
from faq.search.words import words_of
from portal.home.services import open_cards
from tests import reference

TODAY = date(2026, 11, 24)
ROWS = {row["code"]: row for row in rows()}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(db: None) -> None:
    """Load the dated values."""
    reference.load()


def test_there_are_the_eleven_of_the_page_and_many_more() -> None:
    numbers = sorted(row["seed"] for row in ROWS.values() if row["seed"])
    assert numbers == list(range(1, 12))
    assert len(ROWS) >= 71
    assert {row["topic"] for row in ROWS.values()} == set(Topic.values)


@pytest.mark.parametrize("code", ROWS)
def test_an_answer_is_whole_and_answers_first(code: str) -> None:
    row, content = ROWS[code], content_of(ROWS[code])
    assert 1 <= len(content.places) <= 8
    assert set(content.fits) <= set(Audience.values)
    assert content.fits
    assert len(content.also) >= 4
    assert set(row["related"]) <= set(ROWS) - {code}
    assert set(row["next"]) <= {card.name for card in open_cards()} | set(PAGES)
    assert row["next"]
    shorts = [content.short, *(one.short for one in content.wordings.values())]
    assert all(answers_first(content.question, one) for one in shorts[:1])
    for text in content.texts():
        assert [one for one in doubts_in(text) if one.bars] == []
        plain = filled(text, on=TODAY)
        assert "{{" not in plain
        assert to_html(plain) or not text
    assert all(len(filled(one, on=TODAY)) <= 110 for one in shorts)


def test_no_two_answers_have_one_question() -> None:
    questions = [row["question"] for row in ROWS.values()]
    assert len(questions) == len(set(questions))


def test_answers_are_loaded_once_and_what_editors_changed_stays() -> None:
    assert load_answers().created == len(ROWS)
    assert SearchText.objects.count() == len(ROWS)
    assert Word.objects.filter(word="工伤").exists()
    entry = Entry.objects.get(code="commute-hit")
    assert entry.related.exists()
    Entry.objects.filter(pk=entry.pk).update(topic=Topic.PEOPLE)
    again = load_answers()
    assert (again.created, again.kept) == (0, len(ROWS))
    entry.refresh_from_db()
    assert entry.topic == Topic.PEOPLE


def test_synonyms_are_loaded_once_and_lead_to_words_of_answers() -> None:
    load_answers()
    created = load_synonyms().created
    assert created == Synonym.objects.count() > 100
    assert load_synonyms().created == 0
    words = set(Word.objects.values_list("word", flat=True))
    for one in Synonym.objects.all():
        assert words & {word for mean in one.means for word in words_of(mean) or [mean]}, one.phrase
