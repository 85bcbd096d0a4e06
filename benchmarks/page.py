"""The figures of the last whole run as a table of ``docs/explanation/speed.md``: no number is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.figures import amount

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "speed.md"
BEGIN, END = "<!-- figures of benchmarks/results.json -->", "<!-- end of figures -->"
VERDICT = {True: "met", False: "**not yet**", None: ""}


def table(results: dict[str, Any]) -> str:
    """Return what stands between the two marks."""
    versions = {
        k: v for k, v in results["versions"].items() if v != "absent" and k not in {"carelink", "cpus"}
    }
    said = ", ".join(f"{name} {version.lstrip('v')}" for name, version in versions.items())
    lines = [
        f"Measured on {results['date']} with {results['versions']['cpus']} processors: {said}.",
        "",
        "| work | carelink | beside | takes | ratio | aim | |",
        "|---|---:|---|---:|---:|---:|---|",
        *(_row(figure) for figure in results["figures"]),
    ]
    return "\n".join(lines)


def _row(figure: dict[str, Any]) -> str:
    beside = figure.get("peer", "")
    takes = amount(figure["theirs"], figure["unit"]) if "theirs" in figure else ("absent" if beside else "")
    ratio = f"{figure['ratio']:.3g} {figure['sense']}" if beside and figure["ratio"] else ""
    aim = figure["aim"] or ""
    if aim and not beside:
        aim += f" {figure['unit']}"
    aim = aim.replace(">=", "≥").replace("<=", "≤")
    cells = (figure["work"], amount(figure["ours"], figure["unit"]), beside, takes, ratio, aim)
    return f"| {' | '.join(cells)} | {VERDICT[figure['met']]} |"


def write(results: dict[str, Any], page: Path = PAGE) -> None:
    """Put the table into the page; all other words stay."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{table(results)}\n\n{END}{after}", encoding="utf-8")
