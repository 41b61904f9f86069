"""Messages to people: outbox, channels, inbox, texts by notice name."""
