"""``carelink profiles``: what can be validated against, and our own as one package."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("profiles", invoke_without_command=True)
@click.option(
    "--package",
    "packages",
    multiple=True,
    type=click.Path(path_type=Path),
    help="FHIR NPM package (.tgz, folder)",
)
@click.pass_context
def command(ctx: click.Context, *, packages: tuple[Path, ...]) -> None:
    """検証に使えるプロファイル / list name, resource type and title of every profile at hand."""
    if ctx.invoked_subcommand is not None:
        return
    from carelink.profiles import Packages

    found = Packages(list(packages)).of_kind("StructureDefinition")
    for artefact in sorted(found, key=lambda one: one.url):
        resource = artefact.read()
        if resource.get("type") != "Extension":
            click.echo(f"{artefact.id or '-':40} {resource.get('type', '-'):20} {resource.get('title', '-')}")
            click.echo(f"    {artefact.url}")


@command.command("package")
@click.option("--out", "file", required=True, type=click.Path(path_type=Path), help="書き出し先 / FILE.tgz")
@click.pass_obj
def package(lang: str, *, file: Path) -> None:
    """プロファイル一式を FHIR NPM パッケージに書き出す / write our profiles as a FHIR NPM package."""
    from carelink.converters.atomic import write_bytes
    from carelink.profiles import Package, pack

    write_bytes(file, pack())
    made = Package.load(file)
    count = len(made.artefacts)
    said = (
        f"{made.name} {made.version}: {count} artefacts"
        if lang == "en"
        else f"{made.name} {made.version}: {count} 件"
    )
    click.echo(said)
