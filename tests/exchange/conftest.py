"""Two members, one folder between them, a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from carelink.adapters import address
from carelink.encryption import Identity, Trust
from carelink.exchange import connect
from carelink.findings import Report, Rule, Severity, Words

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "カナリア太郎0901234"
BAD = Rule("test-bad", Severity.ERROR, Words("悪い", "bad"), Words("直す", "mend"), Words("試験", "test"))
START = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)

CENTRE = Identity.generate("高松市 在宅医療支援センター", now=START)
WARD = Identity.generate("三木町 病院", now=START)
OFFICE = Identity.generate("直島町 居宅介護支援事業所", now=START)
STRANGER = Identity.generate("見知らぬ人", now=START)
TRUST = Trust([CENTRE.recipient, WARD.recipient, OFFICE.recipient])


class KilledError(BaseException):
    """Stands for kill -9: nothing catches it on purpose."""


def record(**more: Any) -> dict[str, Any]:
    """A stand-in record: the exchange carries any Bundle that its check knows."""
    return {"resourceType": "Bundle", "id": str(uuid4()), "type": "document", "note": CANARY, **more}


def fake_check(tree: dict[str, Any]) -> tuple[str, Report]:
    """What stands in for validation where the conversation is tested, not the records."""
    if tree.get("crash"):
        raise RuntimeError
    return "consultation", Report([BAD.at("Bundle.note")] if tree.get("bad") else [])


@dataclass
class Scene:
    """A folder, a clock, and towns that are opened anew on the same store each time."""

    CENTRE = CENTRE
    WARD = WARD
    OFFICE = OFFICE
    STRANGER = STRANGER
    TRUST = TRUST
    CANARY = CANARY
    Killed = KilledError
    record = staticmethod(record)
    fake_check = staticmethod(fake_check)

    root: Path
    now: datetime = START
    steps: list[str] = field(default_factory=list)
    die_after: int | None = None
    dying: Any = None
    open_towns: list[Any] = field(default_factory=list)

    def step(self, name: str) -> None:
        self.steps.append(name)
        if self.die_after == len(self.steps):
            self.dying(name)

    def town(self, identity: Identity, **more: Any) -> Any:
        settings = {"trust": TRUST, "check": fake_check, "clock": lambda: self.now, "step": self.step}
        (self.root / "drop").mkdir(exist_ok=True)
        store = self.root / f"{address(identity.name)}.sqlite"
        town = connect(self.root / "drop", identity=identity, store=store, **(settings | more))
        object.__setattr__(town._desk.channel, "clock", lambda: self.now.timestamp())  # noqa: PLW0108  now moves
        self.open_towns.append(town)
        return town

    def letterbox(self, identity: Identity) -> Path:
        return self.root / "drop" / address(identity.name)

    def parcels(self, identity: Identity) -> list[Path]:
        return sorted(self.letterbox(identity).glob("*.cle"))

    def dead(self, identity: Identity) -> list[str]:
        return sorted(p.name.split(".")[1] for p in (self.letterbox(identity) / "dead").glob("*.cle"))

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def close(self) -> None:
        for town in self.open_towns:
            town.close()
        self.open_towns.clear()


@pytest.fixture
def scene(tmp_path):
    made = Scene(tmp_path)
    yield made
    made.close()


@pytest.fixture
def scene_type():
    return Scene
