"""What offices write for a document, a sex, a kind of work, a nationality; pure tables."""

from portal.accounts.identifiers import IdentityKind, normalise
from portal.accounts.nationalities import CHINESE, foreign
from registration.roster.headers import key_of
from registration.rules.retirement import Post, Sex

DELAYED = "delayed"
OVERAGE = "overage"
COURIER = "courier"

KINDS: dict[IdentityKind, tuple[str, ...]] = {
    IdentityKind.RESIDENT_ID: (
        *("居民身份证", "身份证", "二代身份证", "第二代身份证", "二代证", "大陆身份证"),
        *("居民户口簿", "中国居民身份证", "公民身份证", "01"),
    ),
    IdentityKind.HMT_PERMIT: (
        *("港澳台居民居住证", "港澳居民居住证", "台湾居民居住证", "港澳台居住证", "居住证"),
    ),
    IdentityKind.TRAVEL_PERMIT: (
        *("港澳台居民来往内地通行证", "港澳居民来往内地通行证", "台湾居民来往大陆通行证"),
        *("港澳台居民来往内地大陆通行证", "来往内地通行证", "回乡证", "台胞证", "通行证"),
        *("港澳通行证", "港澳居民通行证", "台湾通行证"),
    ),
    IdentityKind.FOREIGN_PERMANENT: (
        *("外国人永久居留身份证", "外国人永久居留证", "永久居留身份证", "永久居留证"),
        *("外国人永居证", "永居证", "五星卡"),
    ),
    IdentityKind.PASSPORT: ("护照", "外国护照", "外籍护照", "外国人护照", "passport"),
}
SEXES: dict[Sex, tuple[str, ...]] = {
    Sex.MALE: ("男", "男性", "男士", "m", "male", "1"),
    Sex.FEMALE: ("女", "女性", "女士", "f", "female", "2"),
}
WORK: dict[str, tuple[str, ...]] = {
    "employee": (
        *("职工", "全日制", "全日制用工", "正式", "正式工", "正式职工", "正式员工", "合同工"),
        *("合同制", "劳动合同", "劳动合同制", "劳动合同工", "在职", "在岗", "普通职工", "长期工"),
        *("固定工", "直签", "员工", "自有"),
    ),
    "part_time": ("非全日制", "非全日制用工", "小时工", "钟点工", "兼职", "临时小时工"),
    "dispatched": ("劳务派遣", "派遣", "派遣工", "劳务派遣人员", "劳务派遣工", "派遣人员"),
    OVERAGE: ("超龄", "超龄劳动者", "超龄人员", "退休返聘", "返聘", "退休人员"),
    COURIER: (
        *("快递网点从业人员", "快递网点", "网点从业人员", "快递从业人员", "快递员", "快递小哥"),
        *("快递业务员", "网点人员", "仅工伤保险", "仅工伤"),
    ),
    DELAYED: ("弹性延迟退休", "延迟退休", "自愿延迟退休", "约定延迟退休"),
}
COURIER_JOBS: dict[str, tuple[str, ...]] = {
    "收寄": ("收寄", "收件", "收件员", "揽收", "揽收员", "揽件", "揽件员", "取件", "取件员"),
    "分拣": ("分拣", "分拣员", "分拨", "分拨员", "装卸", "装卸工", "卸车", "装包"),
    "运输": ("运输", "司机", "驾驶员", "货车司机", "干线司机", "支线司机", "送货司机"),
    "投递": (
        *("投递", "投递员", "派件", "派件员", "派送", "派送员", "送件", "送件员"),
        *("快递员", "快递小哥", "业务员", "快递业务员"),
    ),
    "查询": ("查询", "查询员", "客服", "客服员", "查件", "查件员"),
}
POSTS: dict[Post, tuple[str, ...]] = {
    Post.MANAGEMENT: (
        *("管理技术岗位", "管理专业技术岗位", "管理岗", "管理岗位", "管理", "技术岗", "技术岗位"),
        *("专业技术岗", "专业技术岗位", "管理技术", "管理人员", "技术人员", "干部", "是"),
    ),
    Post.OTHER: (
        *("其他岗位", "其他", "生产岗", "生产岗位", "操作岗", "操作岗位", "服务岗", "工人"),
        *("一线", "一线岗位", "普通岗位", "工勤", "否"),
    ),
}

_KINDS = {key_of(word): kind for kind, words in KINDS.items() for word in words}
_SEXES = {key_of(word): sex for sex, words in SEXES.items() for word in words}
_WORK = {key_of(word): kind for kind, words in WORK.items() for word in words}
_COURIER_JOBS = {key_of(word): job for job, words in COURIER_JOBS.items() for word in words}
_POSTS = {key_of(word): post for post, words in POSTS.items() for word in words}


def kind_of(word: str, number: str) -> IdentityKind | None:
    """Return the document that a word names; without a word, what the number can only be."""
    if word:
        return _KINDS.get(_key(word))
    return guessed_kind(normalise(number))


def guessed_kind(number: str) -> IdentityKind | None:
    """Return the only document that has a number of this shape, or None where several may."""
    if number[:2] in {"81", "82", "83"} and len(number) == 18:
        return IdentityKind.HMT_PERMIT
    if len(number) == 18 and number[:1] == "9":
        return IdentityKind.FOREIGN_PERMANENT
    if len(number) == 15 and number[:3].isalpha() and number.isascii():
        return IdentityKind.FOREIGN_PERMANENT
    if number[:1] in {"H", "M"} and number[1:].isdigit() and len(number) in {9, 11}:
        return IdentityKind.TRAVEL_PERMIT
    if number[:14].isdigit() and len(number) >= 14:
        return IdentityKind.RESIDENT_ID
    return None


def sex_of(word: str) -> str | None:
    """Return the sex that a word names, or None."""
    return _SEXES.get(_key(word))


def work_of(word: str) -> str | None:
    """Return the kind of work that a word names; ordinary work where nothing is written."""
    return _WORK.get(_key(word)) if word else "employee"


def courier_job_of(word: str) -> str:
    """Return which of the five jobs of outlets a word names; a word that names none stays it."""
    return _COURIER_JOBS.get(_key(word), word)


def post_of(word: str) -> Post | None:
    """Return which kind of post a word names, or None."""
    return _POSTS.get(_key(word))


def nationality_of(word: str) -> str | None:
    """Return the code of a nationality by code or Chinese name, or None."""
    if word.strip() in {"中国", "中华人民共和国", "中国籍", CHINESE}:
        return CHINESE
    names = foreign()
    upper = word.strip().upper()
    if upper in names:
        return upper
    wanted = _key(word).removesuffix("籍")
    return next((code for code, name in names.items() if _key(name) == wanted), None)


def _key(word: str) -> str:
    """Return a word without spaces, marks and case; what stands in brackets is a part of it."""
    return key_of(word.translate(_OPEN))


_OPEN = dict.fromkeys(map(ord, "()（）[]【】〔〕"))
