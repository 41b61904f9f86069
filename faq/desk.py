"""Who keeps the questions and answers."""

from portal.workflow.roles import Role

EDITORS = (Role.EDITOR, Role.ADMINISTRATOR)
