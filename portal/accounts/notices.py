"""The words in which accounts speak to people outside their pages."""

from portal.notifications.notices import Notice, register

NOTICES = (
    Notice(
        name="login_code",
        title="验证码",
        body="验证码 {code}，用于{purpose}，{minutes} 分钟内有效。",
        sms="验证码{code}，用于{purpose}，{minutes}分钟内有效。工作人员不会向您索要，请勿告诉他人。",
    ),
    Notice(
        name="code_without_account",
        title="这个号码还没有注册",
        body="有人要用这个手机号的验证码，但它还没有注册。如是您本人，请先注册。",
        sms="有人要用此手机号的验证码，但此号码尚未在济宁工伤保险注册。如是您本人，请先注册；如不是，请忽略。",
    ),
    Notice(
        name="code_without_staff_account",
        title="这个号码没有工作人员账号",
        body="有人用这个手机号登录业务台，但它没有工作人员账号。需要开通请联系系统管理员。",
        sms="有人用此手机号登录工伤认定业务台，但此号码没有工作人员账号。需要开通请联系系统管理员。",
    ),
    Notice(
        name="code_with_account",
        title="这个号码已经注册",
        body="有人用这个手机号注册，但它已有账号。如是您本人，请直接登录，忘记密码可用验证码登录。",
        sms="此手机号已在济宁工伤保险注册过，请直接登录；忘记密码可用验证码登录。如非本人操作，请忽略。",
    ),
    Notice(
        name="second_factor_development",
        title="动态口令（仅开发环境）",
        body="{name} 现在的动态口令是 {code}。",
        sms="{name}现在的动态口令是 {code}（仅开发环境显示）。",
    ),
    Notice(
        name="new_device",
        title="新设备登录",
        body="您的账号刚刚在一台新设备上登录（{device}）。如不是您本人，请马上修改密码并在所有设备上退出。",
    ),
    Notice(
        name="phone_changed",
        title="手机号已更换",
        body="您的登录手机号已换成 {phone}。如不是您本人操作，请马上联系窗口。",
        sms="您在工伤认定平台的登录手机号已更换。如非本人操作，请马上联系窗口。",
    ),
    Notice(
        name="counter_code",
        title="窗口换绑手机号的验证码",
        body="验证码 {code}，用于{purpose}，{minutes} 分钟内有效。",
        sms="验证码{code}，用于{purpose}，{minutes}分钟内有效。"
        "请只在窗口当面告诉为您办理的工作人员，电话里不要告诉任何人。",
    ),
    Notice(
        name="phone_changed_at_counter",
        title="手机号已在窗口更换",
        body="您的登录手机号 {on} 在{office}窗口换成了 {phone}，所有设备都已退出。"
        "如不是您本人办理，请马上联系窗口或拨打 12333。",
        sms="您在工伤认定平台的登录手机号已在{office}窗口更换为{phone}，所有设备都已退出。"
        "如非本人办理，请马上联系窗口或拨打12333。",
    ),
    Notice(
        name="counter_phone_report",
        title="窗口为一个账号换绑了手机号",
        body="{clerk} {on} 在窗口为 {name} 换绑手机号：{old} 换成 {phone}。"
        "原因：{reason}。证件核对：{compared}。请抽查；有疑问的，请联系系统管理员停用该账号。",
    ),
    Notice(
        name="secret_changed",
        title="密码已设置",
        body="您的密码刚刚重新设置。如不是您本人操作，请用验证码登录后马上修改。",
        sms="您在工伤认定平台的密码刚刚重新设置。如非本人操作，请马上用验证码登录并修改。",
    ),
    Notice(
        name="staff_account",
        title="工作人员账号已开通",
        body="{name}，您的工作人员账号已开通，请打开工作人员登录页，选“首次登录或忘记密码”设置密码。",
        sms="{name}，您的工作人员账号已开通。请打开工作人员登录页，选“首次登录或忘记密码”设置密码。",
    ),
)


def register_all() -> None:
    """Make the words known."""
    for notice in NOTICES:
        register(notice)
