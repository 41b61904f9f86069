"""What officers and askers are told; no text says what was asked."""

from portal.notifications.notices import Notice

NOTICES = (
    Notice("question_arrived", "新咨询 {reference}", "收到一条咨询，请在期限内答复。"),
    Notice("voice_arrived", "新来信 {reference}", "收到一封表扬或者投诉，请核实并在期限内答复。"),
    Notice(
        "question_answered",
        "您的咨询有答复了",
        "您的咨询（{reference}）有答复了，请打开查看。",
        "您的咨询（{reference}）有答复了，请用查询码查看，或者登录查看。",
    ),
    Notice(
        "voice_answered",
        "您的来信有答复了",
        "您的来信（{reference}）有答复了，请打开查看。",
        "您的来信（{reference}）有答复了，请用查询码查看，或者登录查看。",
    ),
)
