"""What faq keeps: entries with versions, what keeps them true, the search, what missed."""

from faq.models.entry import Audience, Citation, Edit, Entry, Topic, Version, Wording
from faq.models.intake import Draft
from faq.models.keeping import Conflict, Given, Picture, Repeal
from faq.models.news import Announcement, AnnouncementEdit
from faq.models.search import Miss, SearchText, Synonym, Word

__all__ = [
    "Announcement",
    "AnnouncementEdit",
    "Audience",
    "Citation",
    "Conflict",
    "Draft",
    "Edit",
    "Entry",
    "Given",
    "Miss",
    "Picture",
    "Repeal",
    "SearchText",
    "Synonym",
    "Topic",
    "Version",
    "Word",
    "Wording",
]
