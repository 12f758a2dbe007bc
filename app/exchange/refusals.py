"""Why a bundle, a volume or an identity file is not taken: one reason, in words for the office.

Whatever stands in a file that came from outside, reading it ends in a value or in a
:class:`Refused`; no other exception leaves these modules, apart from the system's own
(``OSError``) and a cancel.
"""

from enum import StrEnum

from app.errors import LirenError


class Reason(StrEnum):
    """What is wrong with a file, or with its coming here now."""

    NOT_A_BUNDLE = "not_a_bundle"
    CUT_SHORT = "cut_short"
    ALTERED = "altered"
    TOO_NEW = "too_new"
    BAD_MANIFEST = "bad_manifest"
    BAD_RECORDS = "bad_records"
    TOO_LARGE = "too_large"
    UNKNOWN_SENDER = "unknown_sender"
    REVOKED_SENDER = "revoked_sender"
    OLD_KEY = "old_key"
    MISSED_ROTATION = "missed_rotation"
    FORGED = "forged"
    OTHER_RECEIVER = "other_receiver"
    NOT_FOR_THIS_LEVEL = "not_for_this_level"
    GAP = "gap"
    FORK = "fork"
    SUPERSEDED = "superseded"
    NOT_OWNER = "not_owner"
    UNKNOWN_TABLE = "unknown_table"
    VOLUME_MISSING = "volume_missing"
    VOLUME_FOREIGN = "volume_foreign"
    WRONG_SLIP_CODE = "wrong_slip_code"
    OWN_BUNDLE = "own_bundle"
    NOT_AN_IDENTITY = "not_an_identity"
    BAD_IDENTITY = "bad_identity"


WORDS: dict[Reason, tuple[str, str]] = {
    Reason.NOT_A_BUNDLE: (
        "这个文件不是里仁的报送包。",
        "请选择后缀为 .liren 的文件；站点文件请在“打开站点”里打开。",
    ),
    Reason.CUT_SHORT: (
        "文件不完整，可能是写入时U盘被提前拔出。",
        "请对方重新拷贝一次，提示完成后再拔U盘。",
    ),
    Reason.ALTERED: ("报送包的内容被改动过或已损坏。", "请对方重新制作，再拷贝一次。"),
    Reason.TOO_NEW: (
        "这个文件是用更新版本的里仁制作的，本机还读不了。",
        "请保留好这个文件，在本机安装新版本后再收取。",
    ),
    Reason.BAD_MANIFEST: (
        "报送包的说明部分不合格式。",
        "请对方重新制作；再次出现时请留下文件，交技术人员查看。",
    ),
    Reason.BAD_RECORDS: (
        "报送包里的记录不合格式，或与说明的数目不符。",
        "请对方重新制作；再次出现时请留下文件，交技术人员查看。",
    ),
    Reason.TOO_LARGE: (
        "报送包里的内容超过允许的大小。",
        "请不要收取，先向对方核实这个文件的来历。",
    ),
    Reason.UNKNOWN_SENDER: (
        "本站还没有与制作报送包的单位配对。",
        "请先与对方交换身份文件，核对对照码后再收取。",
    ),
    Reason.REVOKED_SENDER: (
        "制作报送包用的密钥已经停用。",
        "请向对方核实，重新交换身份文件并核对对照码。",
    ),
    Reason.OLD_KEY: ("报送包用的是对方已经更换的旧密钥。", "请对方用现在的密钥重新制作。"),
    Reason.MISSED_ROTATION: (
        "对方更换过几次密钥，中间的更换证明没有收到。",
        "请先收取较早的报送包，或重新交换身份文件并核对对照码。",
    ),
    Reason.FORGED: (
        "签名不符：不是该单位制作的，或内容被改动过。",
        "请不要使用，向对方核实后请其重新制作。",
    ),
    Reason.OTHER_RECEIVER: (
        "这个报送包是写给别的单位的，本站打不开。",
        "请核对移交单上的接收单位，把文件交给它。",
    ),
    Reason.NOT_FOR_THIS_LEVEL: (
        "报送包里有不该送到本级的内容。",
        "没有收取任何内容；请对方更新里仁后重新制作。",
    ),
    Reason.GAP: ("中间缺少报送包。", "请联系对方补交，或请对方重新制作一包。"),
    Reason.FORK: (
        "对方的数据有两个不一致的来路，可能是两台电脑各用了一份站点文件。",
        "请对方核实，只保留一份站点文件后重新制作。",
    ),
    Reason.SUPERSEDED: ("这是较早的报送包，其中的内容已经收到过。", "不需要再收取。"),
    Reason.NOT_OWNER: (
        "报送包要改动不属于对方的记录。",
        "没有收取任何内容；请不要使用，并向对方核实。",
    ),
    Reason.UNKNOWN_TABLE: (
        "报送包里有本机不认识的内容。",
        "请保留好这个文件，在本机安装新版本的里仁后再收取。",
    ),
    Reason.VOLUME_MISSING: (
        "分卷不齐。",
        "请把缺少的分卷拷到同一个文件夹，再收取一次。",
    ),
    Reason.VOLUME_FOREIGN: (
        "有的分卷不属于这个报送包。",
        "请把同一个报送包的分卷放在同一个文件夹里，再收取一次。",
    ),
    Reason.WRONG_SLIP_CODE: (
        "移交单上的校验码与这个报送包不符。",
        "请核对输入；确实不符时文件可能被换过，请向对方核实。",
    ),
    Reason.OWN_BUNDLE: (
        "这是本站自己制作的报送包。",
        "请把它交给接收单位，本站不用收取。",
    ),
    Reason.NOT_AN_IDENTITY: (
        "这个文件不是里仁的身份文件。",
        "请选择后缀为 .lirenid 的文件。",
    ),
    Reason.BAD_IDENTITY: (
        "身份文件被改动过或已损坏。",
        "请对方重新导出身份文件，再拷贝一次。",
    ),
}
"""What happened and what to do, by reason."""


class Refused(LirenError):
    """A file from outside was not taken; nothing of it was used."""

    def __init__(self, reason: Reason, what_happened: str = "", what_to_do: str = ""):
        what, todo = WORDS[reason]
        super().__init__(what_happened or what, what_to_do or todo)
        self.reason = reason
