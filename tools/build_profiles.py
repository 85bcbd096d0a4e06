"""Write the derived artefacts of ``profiles/``: from the records, the rules, the samples.

python tools/build_profiles.py            write what differs, remove what is derived no more
python tools/build_profiles.py --check    exit 1 when a file is stale, missing or left over
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carelink import canonical
from carelink.fhir import json as fhir_json
from carelink.fhir import xml as fhir_xml
from carelink.records.derive import artefacts

sys.path.insert(0, str(Path(__file__).parent))

from profile_package.codes import findings
from profile_package.examples import IN_XML, examples
from profile_package.guide import guide

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = ("structures", "extensions", "terminology", "search", "examples", "guide")


def rendered(resource: dict[str, Any]) -> str:
    """Return the text of an artefact's file."""
    return json.dumps(resource, ensure_ascii=False, indent=2) + "\n"


def everything() -> dict[str, str]:
    """Return the text of every derived file by its path inside ``profiles/``."""
    made = artefacts()
    for resource in findings():
        made[f"terminology/{resource['resourceType']}-{resource['id']}.json"] = resource
    about = guide(made.values(), examples())
    texts = {path: rendered(resource) for path, resource in made.items()}
    texts["guide/carelink.json"] = rendered(about)
    for name, tree in examples().items():
        texts[f"examples/{name}.json"] = fhir_json.write(tree, indent=2).decode() + "\n"
    texts[f"examples/{IN_XML}.xml"] = fhir_xml.write(examples()[IN_XML], indent=2).decode() + "\n"
    return texts


def stale(home: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield the files that are not as derived, with what they should hold (None: nothing derives them)."""
    wanted = {home / path: text for path, text in everything().items()}
    for path, text in wanted.items():
        if not path.is_file() or path.read_text("utf-8") != text:
            yield path, text
    for folder in FOLDERS:
        for path in sorted((home / folder).glob("*.*")):
            if path not in wanted:
                yield path, None


def main() -> int:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something is stale")
    check = parser.parse_args().check
    found = list(stale(canonical.home()))
    for path, text in found:
        print(
            ("stale " if text is not None else "left over ") + path.relative_to(canonical.home()).as_posix()
        )
        if check:
            continue
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    if check and found:
        print("run: python tools/build_profiles.py", file=sys.stderr)
    return int(check and bool(found))


if __name__ == "__main__":
    sys.exit(main())
