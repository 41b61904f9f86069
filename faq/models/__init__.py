"""What faq keeps: entries with versions, the index of the search, what was searched in vain."""

from faq.models.entry import Audience, Citation, Edit, Entry, Topic, Version, Wording
from faq.models.intake import Draft
from faq.models.search import Miss, SearchText, Synonym, Word

__all__ = [
    "Audience",
    "Citation",
    "Draft",
    "Edit",
    "Entry",
    "Miss",
    "SearchText",
    "Synonym",
    "Topic",
    "Version",
    "Word",
    "Wording",
]
