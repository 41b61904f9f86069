"""Template tags of portal.ui."""
