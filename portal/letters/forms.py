"""Forms of the public verification page."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from portal.letters import codes

CODE_UNREADABLE = "核对码是文书末页二维码旁边的 16 个字母和数字，请再看一遍。"
FILE_TOO_LARGE = "文件太大，不是本平台制发的文书。"


class CodeForm(forms.Form):
    """Take the verification code as people type it, with or without its groups."""

    code = forms.CharField(
        label="核对码",
        max_length=64,
        help_text="在文书末页二维码旁边，形如 7K3M-92QP-X4T7-ABCD；大小写和横线都不要紧。",
        error_messages={"required": "请填写核对码。", "max_length": CODE_UNREADABLE},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Return the code as stored."""
        code = codes.normalise(self.cleaned_data["code"])
        if len(code) != codes.BODY + codes.MARK:
            raise forms.ValidationError(CODE_UNREADABLE)
        return code


class PaperForm(forms.Form):
    """Take the file that somebody was given, to compare it with the letter."""

    paper = forms.FileField(
        label="您手里的 PDF 文件",
        help_text="只用来比对，不会保存。",
        error_messages={"required": "请选择要比对的 PDF 文件。", "empty": "这个文件是空的。"},
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_paper(self) -> UploadedFile[bytes]:
        """Refuse what no letter of the portal could be."""
        paper: UploadedFile[bytes] = self.cleaned_data["paper"]
        if (paper.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(FILE_TOO_LARGE)
        return paper
