"""What matters and meetings are found by: their words, and pinyin initials as clerks type them."""


def initials(text: str) -> str:
    """First letters of the characters: 停车位 → tcw; other characters stay as they are."""
    from pypinyin import Style, lazy_pinyin  # 0.2 s and 50 MB: not before it is needed

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def search_text(words: tuple[str, ...], spelled: tuple[str, ...]) -> str:
    """One searchable line: ``words`` as they stand, ``spelled`` also by initials."""
    return "\n".join((*words, *(initials(text) for text in spelled))).lower()
