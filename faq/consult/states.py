"""Where a question, a thank-you or a complaint stands."""

from enum import StrEnum


class QuestionState(StrEnum):
    """The way of a question, from its receipt to the answer."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


class VoiceState(StrEnum):
    """The way of thanks or of a complaint."""

    RECEIVED = "received"
    ANSWERED = "answered"
    PUBLISHED = "published"
    CLOSED = "closed"
