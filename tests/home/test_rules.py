"""Every article of the house that a refusal or a date cites can be read."""

import re

from django.conf import settings
from django.test import Client

from portal.law.house_rules import HOUSE_ARTICLES, LOCAL_ARTICLES


def test_every_cited_article_of_the_house_is_printed() -> None:
    cited: dict[str, set[int]] = {"HOUSE": set(), "LOCAL": set()}
    for folder in ("portal", "registration", "injury_claims", "faq"):
        for path in (settings.BASE_DIR / folder).rglob("*.py"):
            for name, number in re.findall(
                r"(HOUSE|LOCAL)_RULES\.article\((\d+)", path.read_text()
            ):
                cited[name].add(int(number))
    assert cited["HOUSE"] == set(HOUSE_ARTICLES)
    assert cited["LOCAL"] == set(LOCAL_ARTICLES)


def test_the_rules_are_open_to_everybody(db: None) -> None:
    page = Client().get("/rules/").content.decode()
    assert all(text in page for text in HOUSE_ARTICLES.values())
    assert "第九条" in page
