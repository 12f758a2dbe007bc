"""What activities are found by: their words, and pinyin initials as clerks type them."""


def search_text(words: tuple[str, ...], spelled: tuple[str, ...]) -> str:
    """One searchable line: ``words`` as they stand, ``spelled`` also by initials (大扫除 → dsc)."""
    return "\n".join((*words, *(_initials(text) for text in spelled))).lower()


def _initials(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # 0.1 s and 50 MB: not before it is needed

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
