"""Where the pages of employers and agents hang: tabs, menu, own page."""

from registration.frames import add_register_tab, add_unit_tab


def register_pages() -> None:
    """Put the pages into their frames; called once when the app is ready."""
    add_unit_tab("概况", "unit", order=10)
    add_register_tab("概况", "register_employer", order=10)
