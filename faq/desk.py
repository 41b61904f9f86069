"""Who keeps the questions and answers: who writes and publishes, who compares with the law."""

from portal.workflow.roles import Role

EDITORS = (Role.EDITOR,)
CHECKERS = (Role.LEGAL_CHECKER,)
DESK = (*EDITORS, *CHECKERS)
