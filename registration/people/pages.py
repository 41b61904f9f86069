"""Where the pages of workers hang: a tab for agents, one for officers."""

from registration.frames import add_register_tab, add_unit_tab


def register_people() -> None:
    """Put the pages into the frames; called once when the app is ready."""
    add_unit_tab("我的职工", "unit_people", order=20)
    add_register_tab("职工", "register_people", order=20)
