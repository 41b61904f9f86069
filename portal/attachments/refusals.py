"""Why a file is not taken, said so that the person knows what to do next."""

from typing import Final

from portal.attachments.models import Attachment

SENTENCES: Final = {
    "empty": "这个文件是空的，没有内容。请重新拍照，或者重新选择文件。",
    "too_large": (
        "这个文件超过20 MB，没有收下。照片请用手机相机普通清晰度重拍；PDF请分成几个文件再传。"
    ),
    "wrong_type": (
        "这个文件不是照片也不是PDF，没有收下。请用手机拍照上传，或者传JPG、PNG、HEIC照片和PDF文件。"
    ),
    "broken_image": "这张照片打不开，可能没有传完或者已经损坏，需要重拍。请重新拍一张再传。",
    "too_many_pixels": "这张图片的尺寸太大，系统打不开。请用手机相机普通清晰度重拍。",
    "broken_pdf": (
        "这个PDF打不开，可能没有传完或者已经损坏。请重新导出一份，或者把纸质材料逐页拍照上传。"
    ),
    "encrypted_pdf": "这个PDF设了密码，我们打不开。请取消密码后再传，或者把纸质材料逐页拍照上传。",
    "active_pdf": (
        "这个PDF里带有程序、启动命令或者附件，为了安全没有收下。"
        "请打印成普通PDF再传，或者把纸质材料逐页拍照上传。"
    ),
    "disguised_pdf": (
        "这个PDF里混有别的文件，为了安全没有收下。请打印成普通PDF再传，或者把纸质材料逐页拍照上传。"
    ),
    "too_many_pages": "这个PDF超过200页，没有收下。请分成几个文件再传。",
    "too_complex": "这个文件太复杂，系统打不开。请打印后逐页拍照上传。",
    "too_many_files": (
        "最多交{limit}个文件，现在已经有{limit}个，这一个没有收下。"
        "请把几页合成一个PDF再传；还没有提交的，可以先删掉不需要的文件。"
    ),
    "no_room": "系统暂时存不下新的文件，这一个没有收下，之前收到的都在。请过一会儿再传一次。",
    "not_kept": "这个文件存下来以后核对不上，没有收下。请再传一次。",
    "already_submitted": "这份申请已经提交，这个文件没有收下。请到“我的案件”里补交材料。",
    "duplicate": "这个文件（{name}）已经收到了，不用再传。",
}


class Refused(Exception):
    """A file was not taken; nothing of it is kept. `str()` is the sentence for the person."""

    def __init__(self, code: str, **fields: str | int) -> None:
        """Take the code of the sentence and what is filled into it."""
        self.code = code
        self.message = SENTENCES[code].format(**fields)
        super().__init__(self.message)


class AlreadyThere(Refused):
    """The same file was handed in before for the same material: told, not doubled."""

    def __init__(self, attachment: Attachment) -> None:
        """Take the file that is there."""
        super().__init__("duplicate", name=attachment.original_name)
        self.attachment = attachment
