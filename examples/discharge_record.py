"""What did the ward tell the care manager? From the file as typed to findings, FHIR and the page on paper."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import carelink

RECORD = Path(__file__).parent / "discharge.toml"


def main(source: Path, folder: Path) -> carelink.DischargeRecord:
    """Read, judge and print the record in ``source``; return it as FHIR brings it back."""
    record = carelink.read(source)
    report = carelink.validate(record, "discharge-record")
    print(report)
    for hearing in record.evidence.hearings:  # who told it; the author of the record is the care manager
        print(hearing.heard, hearing.source, "会議" if hearing.attended.name == "YES" else "聞き取り")
    carelink.write(record, folder / "record.json")
    carelink.write(record, folder / "record.html")  # one A4 page, in the order of the form
    again: carelink.DischargeRecord = carelink.read(folder / "record.json")
    return again


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        print(main(Path(sys.argv[1]) if sys.argv[1:] else RECORD, Path(name)).basics.planned_discharge)
