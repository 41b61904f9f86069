"""What is done with Django between the start of the database and the start of the web server."""

import argparse
import io
from pathlib import Path

import django
from django.core.management import call_command, get_commands


def schema() -> None:
    """Check the whole configuration, then migrate."""
    call_command("check", fail_level="ERROR", databases=["default"])
    call_command("migrate", interactive=False, verbosity=1)


def static() -> None:
    """Collect the static files under their hashed names."""
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def content(*, demonstration: bool, note: Path) -> None:
    """Load offices, towns and calendar, then the demonstration cast into an empty database."""
    commands = get_commands()
    call_command("load_reference")
    logins = io.StringIO()
    if demonstration and "seed" in commands:
        call_command("seed", if_empty=True)
        call_command("seed", print_logins=True, stdout=logins)
    note.write_text(logins.getvalue(), encoding="utf-8")


def main() -> None:
    """Run as `python -m portal.embedded.prepare schema | static | content`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("part", choices=["schema", "static", "content"])
    parser.add_argument("--demonstration", action="store_true")
    parser.add_argument("--note-logins", type=Path, help="where to leave the list of log-ins")
    options = parser.parse_args()
    django.setup()
    if options.part == "schema":
        schema()
    elif options.part == "static":
        static()
    else:
        content(demonstration=options.demonstration, note=options.note_logins)


if __name__ == "__main__":
    import portal.celery  # noqa: F401

    main()
