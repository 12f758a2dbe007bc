"""How telephone numbers are typed and shown."""

import re
import unicodedata


def bare(text: str) -> str:
    """The number without the marks people type in it; 86 in front of a mobile number goes."""
    digits = re.sub(r"[\s\-—–.()（）]+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(\+86|0086|86)(?=1\d{10}$)", "", digits)


def spaced(text: str) -> str:
    """A mobile number as 3-4-4, anything else as it stands."""
    digits = bare(text)
    if re.fullmatch(r"1\d{10}", digits):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return text
