"""What events are found by: number and words as they stand, and pinyin initials as clerks type."""


def search_text(words: tuple[str, ...], spelled: tuple[str, ...]) -> str:
    """One searchable line: ``words`` as they stand, ``spelled`` also by initials (停车位 → tcw)."""
    return "\n".join((*words, *(_initials(text) for text in spelled))).lower()


def _initials(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # 0.2 s and 50 MB: not before it is needed

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
