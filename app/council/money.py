"""Money as the council writes it: whole fen inside, yuan on paper."""


def yuan(fen: int) -> str:
    """2,600 元; with jiao and fen only where there are any: 2,600.50 元."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02d} 元" if rest else f"{whole:,} 元"
