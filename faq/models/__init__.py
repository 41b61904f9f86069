"""What faq keeps: entries with versions, what keeps them true, the search, other sites."""

from faq.models.consult import Logged, Question, Sender, Theme, Voice
from faq.models.entry import Audience, Citation, Edit, Entry, Topic, Version, Wording
from faq.models.intake import Draft
from faq.models.keeping import Conflict, Given, Picture, Repeal
from faq.models.links import Link, LinkCheck, Reach, Scope
from faq.models.news import Announcement, AnnouncementEdit
from faq.models.search import Miss, SearchText, Synonym, Word
from faq.models.useful import Lack, Tally

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
    "Lack",
    "Link",
    "LinkCheck",
    "Logged",
    "Miss",
    "Picture",
    "Question",
    "Reach",
    "Repeal",
    "Scope",
    "SearchText",
    "Sender",
    "Synonym",
    "Tally",
    "Theme",
    "Topic",
    "Version",
    "Voice",
    "Word",
    "Wording",
]
