"""The last acts: the records go to the neighbour and are answered; what is not right is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import carelink
from carelink.adapters import address
from carelink.adapters import connect as channel
from carelink.errors import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carelink.cli.demo.cast import Cast
    from carelink.cli.demo.stage import Stage
    from carelink.encryption import Identity
    from carelink.exchange import Received, Town

_SENDING: Final = Words("検証・封緘・送付しています", "Validating, sealing, sending")
_RECEIVING: Final = Words("受領・開封・再検証しています", "Receiving, opening, validating again")
_SEALED: Final = Words(
    "センター: {n} 通を検証・封緘し、共有フォルダー drop/ に置きました",
    "Centre: {n} parcels validated, sealed and laid into the shared folder drop/",
)
_ACCEPTED: Final = Words(
    "病院: {n} 通を開封・署名確認・再検証して保存、received/ にJSONとXMLで出力",
    "Hospital: {n} parcels opened, verified, validated again, stored; received/ holds JSON and XML",
)
_AGAIN: Final = Words(
    "病院: もう一度受領しても変化なし。同じ便がまた届いても {n} 通とも重複と判定し、同じ受領証で応答",
    "Hospital: receiving again changes nothing; {n} parcels delivered twice were found to be duplicates",
)
_RECEIPTS: Final = Words(
    "センター: 封緘された受領証 {n} 通が送付記録と一致",
    "Centre: {n} sealed receipts match what was sent",
)
_UNCHANGED: Final = Words(
    "病院: 受信箱は変わらず、監査記録 {n} 件の鎖も正しい",
    "Hospital: the inbox is unchanged, and the journal's chain of {n} entries holds",
)
_REFUSED: Final = Words("拒否 [{case}] {reason}", "Refused [{case}] {reason}")
_NOT_REFUSED: Final = Words("拒否されませんでした [{case}]", "Not refused [{case}]")
_CASES: Final = {
    "tampered": Words("改ざんされた便", "tampered parcel"),
    "for-somebody-else": Words("他の機関あての便", "parcel for somebody else"),
    "unknown-sender": Words("知らない差出人の便", "parcel by an unknown sender"),
}


def exchange(stage: Stage, cast: Cast, records: Sequence[Any]) -> bool:
    """Send every record to the hospital through a folder, receive it there, match the receipts."""
    title = Words("4 三木町の病院と交換", "4 Exchange")
    about = Words(
        "封緘 → 共有フォルダー → 開封 → 受領証", "sealed, laid into a shared folder, opened, answered"
    )
    with stage.act(title, about, "4-exchange/") as act:
        stage.folder("4-exchange/drop")
        with _town(stage, cast, cast.centre) as centre, _town(stage, cast, cast.hospital) as ward:
            with stage.busy(_SENDING):
                sent = [centre.send(record, to=[cast.hospital.name]) for record in records]
            count = sum(len(one.messages) for one in sent)
            _count(stage, _SEALED, count, fine=all(one.handed_over for one in sent))
            lying = _lying(stage, cast.hospital)
            with stage.busy(_RECEIVING):
                accepted = [one for one in ward.receive() if one.state == "accepted"]
                for one in accepted:
                    one.write(stage.folder("4-exchange/received"))
            _count(stage, _ACCEPTED, len(accepted), fine=len(accepted) == count)
            same = _again(stage, cast, ward, lying)
            centre.receive()
            answered = sum(delivery.state == "accepted" for delivery in centre.status())
            _count(stage, _RECEIPTS, answered, fine=answered == count)
        act.sent, act.received, act.refused = str(count), str(len(accepted)), "0"
        return same and len(accepted) == answered == count


def refusals(stage: Stage, cast: Cast, record: Any) -> bool:
    """Show that a tampered parcel, one for somebody else and one by an unknown sender are refused."""
    title = Words("5 拒否すべき便", "5 Refusals")
    about = Words("改ざん、宛先違い、知らない差出人", "tampered, for somebody else, by somebody unknown")
    with stage.act(title, about, "4-exchange/drop/…/dead/") as act:
        refused = 0
        parcels = _wrong_parcels(cast, record)
        with _town(stage, cast, cast.hospital) as ward:
            before = sum(1 for _ in ward.inbox())
            for case, parcel in parcels.items():
                _drop(stage, cast.hospital, case, parcel)
                refused += _refused(stage, case, ward.receive())
            unchanged = before == sum(1 for _ in ward.inbox())
            verified = ward.verify()
        _count(stage, _UNCHANGED, verified.checkpoint.entries, fine=unchanged and verified.ok)
        act.sent, act.received, act.refused = str(len(parcels)), "0", str(refused)
        return unchanged and verified.ok and refused == len(parcels)


def _town(stage: Stage, cast: Cast, identity: Identity) -> Town:
    """Open one member's side of the conversation; its store lies beside the shared folder."""
    folder = stage.folder("4-exchange")
    store = folder / f"{address(identity.name)}.sqlite"
    return carelink.connect(folder / "drop", identity=identity, trust=cast.catchment, store=store)


def _lying(stage: Stage, member: Identity) -> dict[str, bytes]:
    """Return the parcels that wait for a member now."""
    files = (stage.folder("4-exchange/drop") / address(member.name)).glob("*.cle")
    return {file.stem: file.read_bytes() for file in sorted(files)}


def _again(stage: Stage, cast: Cast, ward: Town, lying: dict[str, bytes]) -> bool:
    """Receive a second time, and have every parcel delivered a second time: nothing may change."""
    before = [one.message for one in ward.inbox()]
    nothing = ward.receive() == []
    for name, parcel in lying.items():
        _drop(stage, cast.hospital, f"{name}-again", parcel)
    states = [one.state for one in ward.receive()]
    fine = nothing and set(states) == {"duplicate"} and before == [one.message for one in ward.inbox()]
    _count(stage, _AGAIN, len(states), fine=fine)
    return fine


def _drop(stage: Stage, member: Identity, name: str, parcel: bytes) -> None:
    """Lay a parcel into the shared folder as anybody with access could."""
    with channel(stage.folder("4-exchange/drop")) as folder:
        folder.put(parcel, to=member.name, name=name)


def _wrong_parcels(cast: Cast, record: Any) -> dict[str, bytes]:
    unknown = type(cast.centre).generate("なりすまし（見本）")
    good = carelink.seal(record, to=[cast.hospital.recipient], sender=cast.centre)
    return {
        "tampered": _flipped(good),
        "for-somebody-else": carelink.seal(record, to=[cast.stranger.recipient], sender=cast.centre),
        "unknown-sender": carelink.seal(record, to=[cast.hospital.recipient], sender=unknown),
    }


def _flipped(parcel: bytes) -> bytes:
    """Change one letter in the middle of the sealed content."""
    middle = len(parcel) // 2
    other = b"A" if parcel[middle : middle + 1] != b"A" else b"B"
    return parcel[:middle] + other + parcel[middle + 1 :]


def _refused(stage: Stage, case: str, got: list[Received]) -> bool:
    """Show why a parcel was refused; return whether it was."""
    one = next((r for r in got if r.state == "refused" and r.reason is not None), None)
    if one is None or one.reason is None:
        stage.say(Words(*(w.format(case=c) for w, c in zip(_NOT_REFUSED, _CASES[case], strict=True))), "✗")
        return False
    facts = zip(_REFUSED, _CASES[case], one.reason, strict=True)
    stage.say(Words(*(w.format(case=c, reason=r) for w, c, r in facts)), "✓")
    return True


def _count(stage: Stage, words: Words, n: int, *, fine: bool) -> None:
    stage.say(Words(words.ja.format(n=n), words.en.format(n=n)), "✓" if fine else "✗")
