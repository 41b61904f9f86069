"""What agents of an employer are told about who acts for it."""

from portal.notifications.notices import Notice

NOTICES = (
    Notice(
        "unit_agent_entered",
        "您可以替{unit}办事了",
        "从{day}起，您可以看到和办理{unit}的参保登记和工伤案件。以后登录就能办，不用再输激活码。",
    ),
    Notice(
        "unit_agent_joined",
        "{unit}多了一位经办人",
        "{agent}从{day}起可以替{unit}办事。"
        "不是单位派的人，请马上在单位页结束他的办理权限，并打 12333。",
    ),
    Notice(
        "unit_agent_ended",
        "您不再替{unit}办事",
        "您替{unit}办事的权限在{day}结束。有不对的地方，请问单位，或者打 12333。",
        "您替{unit}办事的权限已结束。有疑问请打12333。",
    ),
)
