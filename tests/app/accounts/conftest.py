import pytest

from db import keyslots


@pytest.fixture
def quick_passwords(monkeypatch):
    """One Argon2 pass over little memory: what it costs is measured elsewhere, once."""
    monkeypatch.setattr(keyslots, "ARGON2_KIB", 64)
    monkeypatch.setattr(keyslots, "ARGON2_PASSES", 1)
