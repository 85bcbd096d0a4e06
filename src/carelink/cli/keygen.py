"""``carelink keygen NAME``: an identity that stays here, and a card for the others."""

from __future__ import annotations

import json
from pathlib import Path

import click

from carelink.cli.keys import FILE, passphrase_of


@click.command("keygen")
@click.argument("name")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="folder, default: here"
)
@click.option("--passphrase-file", type=FILE, help="合言葉のファイル / else it is asked for")
@click.option(
    "--unprotected", is_flag=True, help="合言葉なし / no passphrase: for tests and sealed machines only"
)
@click.pass_obj
def command(lang: str, *, name: str, out: Path, passphrase_file: Path | None, unprotected: bool) -> None:
    """鍵を作る / make the identity of NAME (your organisation): a private file, and a card to give away."""
    from carelink.converters.atomic import write_bytes
    from carelink.encryption import Identity

    passphrase = None
    if passphrase_file is not None:
        passphrase = passphrase_of(passphrase_file)
    elif not unprotected:
        prompt = "合言葉 / passphrase"
        passphrase = click.prompt(prompt, hide_input=True, confirmation_prompt=True, err=True)
    out.mkdir(parents=True, exist_ok=True)
    made = Identity.generate(name)
    private = made.save(out, passphrase, unprotected=unprotected)
    card = out / f"{made.kid}.card.json"
    write_bytes(card, json.dumps(made.recipient.to_jwks(), ensure_ascii=False, indent=1).encode())
    said = ("private, keep it", "card, give it to the others", "compare") if lang == "en" else _SAID
    click.echo(f"{said[0]}: {private}\n{said[1]}: {card}\n{said[2]}: {made.recipient.fingerprint}")


_SAID = ("秘密鍵（渡さない）", "公開カード（相手に渡す）", "照合用の数字")
