"""Commands of portal.offices."""
