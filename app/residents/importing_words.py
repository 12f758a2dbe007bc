"""Words that lists use for what this program calls otherwise; unknown words are not guessed."""

from app.accounts.new_station import LONGEST_NAME, check_length
from app.errors import InvalidInput
from app.residents.terms import HEAD, RESIDENCE_NAMES, SEXES, Residence
from app.spreadsheets.cells import Value, read_text, read_yes_no

RELATIONS = {
    HEAD: ("本人", "户主本人", "本人或户主"),
    "配偶": ("妻", "夫", "妻子", "丈夫", "爱人", "夫妻", "老伴"),
    "子": ("儿子", "长子", "次子", "三子", "四子", "独生子"),
    "女": ("女儿", "长女", "次女", "二女", "三女", "四女", "独生女"),
    "父亲": ("父", "爸爸"),
    "母亲": ("母", "妈妈"),
    "儿媳": ("媳", "儿媳妇"),
    "女婿": ("婿",),
    "孙子": ("长孙",),
    "孙女": ("长孙女",),
}
RELATION_OF = {word: name for name, words in RELATIONS.items() for word in words}
RESIDENCES = {
    Residence.REGISTERED: ("户籍人口", "户籍居民", "人户一致", "本地户籍", "在册", "户在人在"),
    Residence.LIVING_HERE: ("常住人口", "常住居民", "人在户不在", "人在户不在人口"),
    Residence.FLOATING: ("流动人口", "租户", "租住", "暂住", "暂住人口", "外来人口", "租客"),
}
RESIDENCE_OF = {word: one for one, words in RESIDENCES.items() for word in words} | {
    name: one for one, name in RESIDENCE_NAMES.items()
}
SEX_OF = {"男性": "男", "女性": "女", "1": "男", "2": "女", "男": "男", "女": "女"}
"""1 and 2 as GB/T 2261.1 codes them."""
NOT_A_MEMBER = frozenset({"群众", "共青团员", "团员", "无党派", "无党派人士", "民主党派"})
"""Under 政治面貌, of somebody who is not in the party."""


def read_relation(value: Value) -> str:
    """The relation to the head of the household; words unknown here are kept as they are.

    Raises:
        InvalidInput: too long for a relation.
    """
    text = "".join(read_text(value).split())
    check_length(text, "与户主关系", "relation", LONGEST_NAME)
    return RELATION_OF.get(text, text)


def read_residence(value: Value) -> Residence | None:
    """How somebody belongs to the community; None for an empty cell.

    Raises:
        InvalidInput: an unknown word.
    """
    text = "".join(read_text(value).split())
    if not text:
        return None
    if text not in RESIDENCE_OF:
        names = "、".join(RESIDENCE_NAMES.values())
        raise InvalidInput(f"人户情况“{text}”不认识。", f"请填 {names} 之一。")
    return RESIDENCE_OF[text]


def read_sex(value: Value) -> str:
    """男, 女, or empty.

    Raises:
        InvalidInput: anything else.
    """
    text = read_text(value)
    if text and text not in SEX_OF:
        raise InvalidInput(f"性别“{text}”不认识。", f"请填 {'或'.join(SEXES)}。")
    return SEX_OF.get(text, "")


def read_tag_cell(value: Value, tag: str) -> bool | None:
    """Whether a cell under 是否党员 says that somebody is; None for an empty cell.

    Raises:
        InvalidInput: neither yes nor no.
    """
    text = read_text(value)
    if text and tag in text:
        return not text.startswith(("非", "不", "无"))
    if tag == "党员" and text == "中共预备党员":
        return True
    if tag == "党员" and text in NOT_A_MEMBER:
        return False
    return read_yes_no(value)
