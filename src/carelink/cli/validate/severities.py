"""``--severity CODE=warning``: what a town has decided to see otherwise."""

from __future__ import annotations

import click

from carelink.findings import Severity


def severities(
    ctx: click.Context,  # noqa: ARG001  click's signature
    param: click.Parameter,  # noqa: ARG001  click's signature
    given: tuple[str, ...],
) -> tuple[tuple[str, str], ...]:
    """Return code and severity of each override.

    :raises UsageError: there is no rule with that code; a typing mistake must not pass for a decision
    """
    if not given:
        return ()
    from carelink.cli.explain import all_rules, unknown

    rules, known = all_rules(), {s.value for s in Severity}
    pairs = []
    for text in given:
        code, _, severity = text.partition("=")
        if severity not in known:
            raise click.BadParameter(f"{text}: CODE={'|'.join(s.value for s in Severity)}")
        if code not in rules:
            raise unknown(code, rules)
        pairs.append((code, severity))
    return tuple(pairs)
