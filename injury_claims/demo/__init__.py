"""Clearly fictitious people and cases, so that a newcomer can live the whole main job."""
