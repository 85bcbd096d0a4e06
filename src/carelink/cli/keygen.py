"""``carelink keygen NAME``: an identity that stays here, and a card for the others; later, its next keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carelink.cli.keys import FILE, PROMPT, from_keyring, passphrase_from, passphrase_of, say, unlocked
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from datetime import datetime

    from carelink.encryption import Identity


@click.command("keygen")
@click.argument("name", required=False)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="folder, default: here"
)
@click.option("--file", "called", help="ファイル名の頭 / files are FILE.identity.json, FILE.card.json")
@click.option(
    "--suite",
    type=click.Choice(["CL1-P256", "CL1-X25519", "CL1-XWING"]),
    default="CL1-P256",
    show_default=True,
    help="CL1-XWING: 耐量子、CRYPTREC リスト外 / post-quantum hybrid, not CRYPTREC-listed",
)
@click.option(
    "--unprotected", is_flag=True, help="合言葉なし / no passphrase: for tests and sealed machines only"
)
@click.option("--rotate", type=FILE, metavar="FILE", help="この鍵を更新 / give this identity its next keys")
@click.option(
    "--use",
    type=click.Choice(["both", "enc", "sig"]),
    default="both",
    help="更新する鍵 / which key to rotate",
)
@click.option(
    "--begins", type=click.DateTime(["%Y-%m-%d"]), help="新しい鍵の初日 / first day of the new keys (UTC)"
)
@passphrase_from
def command(
    *,
    name: str | None,
    out: Path,
    called: str | None,
    suite: str,
    unprotected: bool,
    rotate: Path | None,
    use: str,
    begins: datetime | None,
    passphrase_file: Path | None,
) -> None:
    """鍵を作る / make the identity of NAME (your organisation): a private file, and a card to give away.

    With --rotate, the identity in FILE gets its next keys beside the old ones; give the new card away.
    """
    if (name is None) == (rotate is None):
        raise UsageError(
            Words(
                "機関の名前か --rotate FILE のどちらかが要ります。", "Give either a name or --rotate FILE."
            ),
            hint=Words("carelink keygen 直島町", "carelink keygen 直島町"),
        )
    if rotate is not None:
        _rotated(rotate, use, begins, passphrase_file)
    elif name is not None:
        _made(name, suite, out, called, _chosen(passphrase_file, unprotected=unprotected))


def _chosen(passphrase_file: Path | None, *, unprotected: bool) -> str | None:
    if passphrase_file is not None:
        return passphrase_of(passphrase_file)
    if unprotected:
        return None
    asked: str = click.prompt(PROMPT, hide_input=True, confirmation_prompt=True, err=True)
    return asked


def _made(name: str, suite: str, out: Path, called: str | None, passphrase: str | None) -> None:
    from carelink.encryption import Identity

    out.mkdir(parents=True, exist_ok=True)
    made = Identity.generate(name, suite=suite)  # type: ignore[arg-type]  # click checked it
    private = out / f"{called or made.kid}.identity.json"
    made.save(private, passphrase, unprotected=passphrase is None)
    if from_keyring() and passphrase is not None:
        from carelink.encryption.keys import vault

        vault.remember(private, passphrase)
    _shown(made, private)


def _rotated(path: Path, use: str, begins: datetime | None, passphrase_file: Path | None) -> None:
    from datetime import UTC

    ours, passphrase = unlocked(path, passphrase_file)
    start = begins.replace(tzinfo=UTC) if begins else None
    for one in ("sig", "enc"):
        if use in ("both", one):
            ours = ours.rotate(one, begins=start)
    ours.save(path, passphrase, unprotected=passphrase is None, overwrite=True)
    _shown(ours, path)


def _shown(ours: Identity, private: Path) -> None:
    from carelink.converters.atomic import write_bytes
    from carelink.encryption.keys.suites import OPT_IN, label

    card = private.with_name(private.name.removesuffix(".json").removesuffix(".identity") + ".card.json")
    write_bytes(card, json.dumps(ours.recipient.to_jwks(), ensure_ascii=False, indent=1).encode())
    english = click.get_current_context().find_root().obj == "en"
    said = ("private, keep it", "card, give it to the others", "compare") if english else _SAID
    click.echo(f"{said[0]}: {private}\n{said[1]}: {card}\n{said[2]}: {ours.recipient.fingerprint}")
    for suite in sorted({key.public.kind.suite for key in ours.keys} & set(OPT_IN)):
        say(label(suite), label(suite))


_SAID = ("秘密鍵（渡さない）", "公開カード（相手に渡す）", "照合用の数字")
