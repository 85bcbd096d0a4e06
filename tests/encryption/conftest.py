"""Two towns, a ward and a stranger; and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from carelink.encryption import Identity, Trust
from carelink.encryption.keys import keyfile

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch):
    """Guessing a passphrase of a test may be cheap; the cost itself is tested once."""
    monkeypatch.setattr(keyfile, "LOG_N", 10)


@pytest.fixture(scope="session", params=["CL1-P256", "CL1-X25519", "CL1-XWING"])
def suite(request):
    return request.param


@pytest.fixture(scope="session")
def town(suite):
    return Identity.generate("直島町 地域包括支援センター（試験）", suite=suite, now=NOW)


@pytest.fixture(scope="session")
def ward(suite):
    return Identity.generate("三木町 病院（試験）", suite=suite, now=NOW)


@pytest.fixture(scope="session")
def stranger(suite):
    return Identity.generate("よその町（試験）", suite=suite, now=NOW)


@pytest.fixture(scope="session")
def trust(town, ward):
    return Trust([town.recipient, ward.recipient])
