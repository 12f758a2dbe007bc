"""Personal data as it shows by default: enough to tell people apart, not enough to misuse.

Personal Information Protection Law (个人信息保护法): minimum needed, sensitive data guarded more.
"""


def mask_id(number: str) -> str:
    """First six and last two characters: 130302**********1X."""
    if len(number) < 10:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 8) + number[-2:]


def mask_phone(number: str) -> str:
    """First three and last four digits: 138****1234."""
    if len(number) < 8:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_name(name: str) -> str:
    """For public lists of minors: the family name and stars."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""
