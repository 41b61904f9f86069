"""Addresses of faq."""

from django.urls import path

from faq.views import (
    acts,
    desk,
    doubts,
    entries,
    given,
    intake,
    pictures,
    policies,
    public,
)

app_name = "faq"
urlpatterns = [
    path("ask/", public.ask, name="ask"),
    path("ask/suggest/", public.suggest, name="suggest"),
    path("ask/about/<slug:topic>/", public.topic, name="topic"),
    path("ask/pictures/<uuid:picture_id>/", pictures.picture, name="picture"),
    path("ask/<slug:code>/", public.answer, name="answer"),
    path("cases/<str:reference>/answers/", given.give_page, name="give"),
    path("cases/<str:reference>/answers/<int:given_id>/", given.given_page, name="given"),
    path("policies/", policies.policies, name="policies"),
    path("policies/<slug:code>/", policies.policy, name="policy"),
    path("answers/", desk.desk, name="desk"),
    path("answers/misses/<int:miss_id>/", desk.miss, name="miss"),
    path("answers/drafts/", intake.drafts, name="drafts"),
    path("answers/drafts/<int:draft_id>/", intake.draft, name="draft"),
    path("answers/drafts/<int:draft_id>/drop/", intake.draft_drop, name="draft_drop"),
    path("answers/entries/", entries.entries, name="entries"),
    path("answers/entries/new/", entries.entry_new, name="entry_new"),
    path("answers/entries/<slug:code>/", entries.entry, name="entry"),
    path("answers/entries/<slug:code>/edit/", entries.entry_edit, name="entry_edit"),
    path("answers/entries/<slug:code>/<int:number>/", entries.version, name="version"),
    path("answers/entries/<slug:code>/pictures/", acts.picture_add, name="picture_add"),
    path("answers/entries/<slug:code>/<slug:act>/", acts.entry_act, name="entry_act"),
    path("answers/repeals/", doubts.repeals, name="repeals"),
    path("answers/conflicts/", doubts.conflicts, name="conflicts"),
    path("answers/conflicts/<int:conflict_id>/", doubts.conflict_clear, name="conflict_clear"),
    path("answers/synonyms/", desk.synonyms, name="synonyms"),
    path("answers/synonyms/new/", desk.synonym_new, name="synonym_new"),
    path("answers/synonyms/<int:synonym_id>/", desk.synonym, name="synonym"),
    path("answers/synonyms/<int:synonym_id>/remove/", desk.synonym_remove, name="synonym_remove"),
]
