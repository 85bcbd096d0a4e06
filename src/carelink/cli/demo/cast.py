"""Who plays: a support centre in 高松市, a hospital in 三木町, and somebody else in 直島町. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carelink.encryption import Identity
    from carelink.exchange import Catchment


@dataclass(frozen=True)
class Cast:
    """The members and the directory they share. Keys live in memory only: a demo leaves none behind."""

    centre: Identity
    hospital: Identity
    stranger: Identity
    catchment: Catchment


def gather() -> Cast:
    """Make fresh keys for everybody, and the catchment that knows them."""
    from carelink.encryption import Identity
    from carelink.exchange import Catchment, Member

    centre = Identity.generate("高松市在宅医療支援センター（見本）")
    hospital = Identity.generate("三木町みほん病院")
    stranger = Identity.generate("直島町みほん診療所")
    members = (
        Member(centre.name, "centre", "372013", recipient=centre.recipient),
        Member(hospital.name, "hospital", "3710199013", recipient=hospital.recipient),
        Member(stranger.name, "office", "373648", recipient=stranger.recipient),
    )
    return Cast(centre, hospital, stranger, Catchment("高松・三木・直島・綾川（見本）", members))
