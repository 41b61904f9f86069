"""Template tags of portal.home."""
