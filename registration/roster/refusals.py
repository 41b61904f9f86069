"""Why a table is not taken, said so that the person knows what to do next."""

from typing import Final

MEGABYTES = 20
MOST_ROWS = 20_000
MOST_COLUMNS = 200

SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，再上传"

SENTENCES: Final[dict[str, str]] = {
    "empty": "这个文件是空的，没有内容。请重新选择",
    "too_large": f"这个文件超过 {MEGABYTES} MB，没有收下。请删掉图片和多余的表，或者分成几个文件",
    "too_many_rows": f"表里的人超过 {MOST_ROWS} 行，没有收下。请分成几个文件",
    "too_wide": f"表格超过 {MOST_COLUMNS} 列，没有收下。请删掉右边多余的列",
    "bomb": "这个文件解压以后大得不正常，为了安全没有收下。请把要登记的人复制到我们的模板里再上传",
    "broken": f"这个文件打不开，可能没有传完或者已经损坏。{SAVE_AS}",
    "encrypted": "这个表格设了打开密码，我们读不了。请在 Excel 或 WPS 里取消密码，保存后再上传",
    "old_format": f"这是旧格式的表格（.xls 或 .et），看不出哪些行是隐藏的，没有收下。{SAVE_AS}",
    "macro": f"这个表格带有宏（程序），为了安全没有收下。{SAVE_AS}",
    "open_document": f"这是 OpenDocument 表格（.ods）。{SAVE_AS}",
    "binary": f"这是二进制格式的表格（.xlsb）。{SAVE_AS}",
    "html": f"这个文件其实是网页，只是名字像表格。{SAVE_AS}",
    "xml": f"这个文件是 XML，只是名字像表格。{SAVE_AS}",
    "zip": "这是压缩包。请先解压，把里面的表格一个一个上传",
    "document": f"这是文档，不是表格。{SAVE_AS}",
    "pdf": "这是 PDF，读不出表格。请上传原来的 Excel 表格，或者把人填到我们的模板里",
    "picture": "这是图片，读不出表格。请上传原来的 Excel 表格，或者把人填到我们的模板里",
    "not_text": f"看不出这个文件是什么表格。{SAVE_AS}",
    "no_header": (
        "没有找到表头。表里要有一行写着列名，至少有“姓名”“证件号码”“用工日期”三列。"
        "请下载我们的模板对照"
    ),
    "missing": "表头里缺少{missing}这一列。请补上再上传，也可以下载我们的模板对照",
    "no_rows": "有表头，但下面没有人。请填好以后再上传",
    "too_complex": "这个文件太复杂，读了很久也没有读完。请把要登记的人复制到我们的模板里再上传",
    "no_room": "系统暂时存不下新的文件，这一个没有收下。请过一会儿再传一次",
}


class TableRefused(Exception):
    """A table is not taken; nothing of it is kept. `str()` is the sentence for the person."""

    def __init__(self, code: str, **words: str) -> None:
        """Take the code of the sentence and what is filled into it."""
        self.code = code
        self.words = words
        super().__init__(SENTENCES[code].format(**words))
