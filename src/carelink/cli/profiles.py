"""``carelink profiles``: what can be validated against."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("profiles")
@click.option(
    "--package",
    "packages",
    multiple=True,
    type=click.Path(path_type=Path),
    help="FHIR NPM package (.tgz, folder)",
)
def command(*, packages: tuple[Path, ...]) -> None:
    """検証に使えるプロファイル / list name, resource type and title of every profile at hand."""
    from carelink.profiles import Packages

    found = Packages(list(packages)).of_kind("StructureDefinition")
    for artefact in sorted(found, key=lambda one: one.url):
        resource = artefact.read()
        if resource.get("type") != "Extension":
            click.echo(f"{artefact.id or '-':40} {resource.get('type', '-'):20} {resource.get('title', '-')}")
            click.echo(f"    {artefact.url}")
