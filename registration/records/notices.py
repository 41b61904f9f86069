"""What a person is told of the way to the own records; a code goes by SMS, nothing of the entry."""

from portal.notifications.notices import Notice

NOTICES = (
    Notice(
        name="counter_self_code",
        title="窗口核验本人的验证码",
        body="验证码 {code}，用于{purpose}，{minutes} 分钟内有效。",
        sms="验证码{code}，用于{purpose}，{minutes}分钟内有效。"
        "请只在窗口当面告诉为您办理的工作人员，电话里不要告诉任何人。",
    ),
    Notice(
        name="self_verified",
        title="已经确认是您本人",
        body="{on}通过{proof}确认了您的身份，这个账号现在可以查您本人的参保记录、打参保证明。"
        "不是您本人办的，请马上打 12333。",
        sms="您的工伤保险账号已通过{proof}确认身份，可以查本人参保记录。非本人办理请马上打12333。",
    ),
    Notice(
        name="self_moved",
        title="这个账号不能再查参保记录",
        body="{on}有另一个账号确认为您本人。一个人同时只用一个账号查参保记录，这个账号从现在起不能再查。"
        "不是您本人办的，请马上打 12333。",
        sms="有另一个账号确认为您本人，此账号不能再查参保记录。非本人办理请马上打12333。",
    ),
)
