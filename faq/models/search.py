"""What the search knows: the words of the published answers, synonyms, and searches in vain."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from faq.models.entry import Entry
from portal import clock


class SearchText(models.Model):
    """The words of a published answer, cut once when it was published.

    `titles` are the question and its other wordings as they stand; the words are those of titles,
    of the short answers, and of the rest.
    """

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.CASCADE)
    titles = ArrayField(models.CharField(max_length=60))
    title_words = ArrayField(models.CharField(max_length=40))
    short_words = ArrayField(models.CharField(max_length=40))
    body_words = ArrayField(models.CharField(max_length=40))
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="faq_search_vector")]

    def __str__(self) -> str:
        return str(self.entry_id)


class Word(models.Model):
    """A word of the published answers: in how many it stands, and how it sounds without tones."""

    word = models.CharField(max_length=40, primary_key=True)
    answers = models.PositiveIntegerField()
    sound = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        return self.word


class Synonym(models.Model):
    """What people say, and the words by which answers say it; found in the words as typed."""

    phrase = models.CharField("人们怎么说", max_length=20, unique=True)
    means = ArrayField(models.CharField(max_length=20), verbose_name="回答里怎么说")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = "同义词"
        verbose_name_plural = "同义词"
        ordering = ("phrase",)

    def __str__(self) -> str:
        return self.phrase


class Miss(models.Model):
    """Words that were searched and not found, until somebody says what becomes of them.

    Numbers are taken out before it is kept; nobody is written down.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", "等处理"
        WORDS = "words", "加了同义词"
        ANSWER = "answer", "有回答了"
        FOREIGN = "foreign", "不是我们的事"

    text = models.CharField("搜索的话", max_length=60, unique=True)
    times = models.PositiveIntegerField("次数", default=1)
    first_on = models.DateField(default=clock.today)
    last_on = models.DateField("最近一次", default=clock.today)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_on = models.DateField(null=True)

    class Meta:
        verbose_name = "没有搜到的话"
        verbose_name_plural = "没有搜到的话"
        indexes = [
            models.Index(
                fields=["-times", "-id"],
                condition=models.Q(state="open"),
                name="faq_miss_open",
            ),
        ]

    def __str__(self) -> str:
        return self.text
