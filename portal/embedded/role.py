"""The database role that serves: it may add to the ledgers and never change or empty them."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import psycopg
from psycopg import sql

ROLE = "portal_app"
LEDGERS = ("cases_entry", "audit_event", "audit_seal")
EVIDENCE = (
    "cases_recusal",
    "cases_note",
    "letters_letterrecipient",
    "letters_service",
    "injury_claims_statement",
    "injury_claims_insuredcheck",
    "registration_employerchange",
    "registration_employmentchange",
    "registration_certificate",
    "registration_unitcertificate",
    "registration_counterentry",
    "registration_importrow",
    "registration_projectpayment",
    "offices_officeedit",
    "faq_edit",
    "faq_announcementedit",
    "django_admin_log",
)
"""Written once: who was served when, who said what, who stays away."""
LETTERS = "letters_letter"
PRINTED = ("pdf", "pdf_sha256", "rendered_at")
"""All that is ever written to a letter after it was issued."""


def statements(ledgers: Sequence[str], *, password: str | None = None) -> list[sql.Composed]:
    """Return what the owner runs after each migration, in order; running it again is harmless."""
    role = sql.Identifier(ROLE)
    create = sql.SQL(
        "DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    ).format(role=role)
    grants = (
        "GRANT {role} TO CURRENT_USER",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "REVOKE TRUNCATE ON ALL TABLES IN SCHEMA public FROM {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    )
    closed = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
    result = [create]
    if password:
        login = sql.SQL("ALTER ROLE {role} LOGIN PASSWORD {password}")
        result.append(login.format(role=role, password=sql.Literal(password)))
    result += [sql.SQL(grant).format(role=role) for grant in grants]
    result += [closed.format(table=sql.Identifier(name), role=role) for name in ledgers]
    if LETTERS in ledgers:
        columns = sql.SQL(", ").join(map(sql.Identifier, PRINTED))
        printed = sql.SQL("GRANT UPDATE ({columns}) ON {table} TO {role}")
        result.append(printed.format(columns=columns, table=sql.Identifier(LETTERS), role=role))
    return result


def grant(connection: psycopg.Connection[tuple[str]], *, password: str | None = None) -> None:
    """Give the serving role its rights on every table that exists now."""
    found = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY(%s)",
        [[*LEDGERS, *EVIDENCE, LETTERS]],
    ).fetchall()
    for statement in statements([row[0] for row in found], password=password):
        connection.execute(statement)


def main() -> None:
    """Run as `python -m portal.embedded.role` with DATABASE_URL naming the owner."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--password-file", help="let the role log in with the password in this file"
    )
    options = parser.parse_args()
    password = None
    if options.password_file:
        password = Path(options.password_file).read_text(encoding="utf-8").strip()
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        grant(connection, password=password)


if __name__ == "__main__":
    main()
