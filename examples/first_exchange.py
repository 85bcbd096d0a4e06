"""How do two towns exchange a sheet? From the file a care manager wrote to the receipt of the hospital."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import carelink

SHEET = Path(carelink.__file__).parent / "cli" / "demo" / "data" / "admission.toml"


def main(source: Path, folder: Path) -> str:
    """Send the sheet in ``source`` through ``folder`` and return how the delivery ended."""
    town, ward = carelink.Identity.generate("高松市"), carelink.Identity.generate("三木町 病院")
    members = carelink.Trust([town.recipient, ward.recipient])
    sheet = carelink.read(source)
    print(carelink.validate(sheet))
    with carelink.connect(folder, identity=town, trust=members, store=folder / "town.sqlite") as ours:
        ours.send(sheet, to=["三木町 病院"])  # refused if it had errors
        with carelink.connect(folder, identity=ward, trust=members, store=folder / "ward.sqlite") as theirs:
            (received,) = theirs.receive()  # opened, verified, validated, stored, answered
            assert received.record == sheet  # noqa: S101
        ours.receive()  # the sealed receipt
        return ours.status()[0].state


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        print(main(Path(sys.argv[1]) if sys.argv[1:] else SHEET, Path(name)))
