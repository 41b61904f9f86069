"""What a courier unit is told of its outlets."""

from portal.notifications.notices import Notice

UNINSURED = Notice(
    "outlet_uninsured",
    "快递网点{outlet}还没有参保",
    "邮政管理部门的名单里有{outlet}，参保登记里还没有人在这个网点参保。"
    "请{unit}登记网点和从业人员；已经不营业的，请告诉经办机构。",
    "您代表的单位有快递网点还没有参加工伤保险，请登录办理。有疑问请打12333。",
)
NOTICES = (UNINSURED,)
