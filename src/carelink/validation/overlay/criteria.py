"""Which slice is it? Discriminators of a profile turned into tests of an instance.

A test is built by walking the discriminator's path through the *definition* of a slice until something
says what the value must be; the same steps then find the values in the *instance*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.overlay import values
from carelink.validation.overlay.items import Item, items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.validation.engine import Engine
    from carelink.validation.overlay.tree import Node
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

    Test = Callable[[Walker, Item, Scope], bool]

_STEP = re.compile(
    r"\$this|extension\('(?P<url>[^']+)'\)|resolve\(\)|ofType\((?P<type>\w+)\)|(?P<name>[A-Za-z_]\w*)(?:\[x\])?"
)
_DEPTH_AT_MOST: Final = 12


class Step:
    """One step of a discriminator path: a name, an extension, ``resolve()`` or ``ofType(T)``."""

    __slots__ = ("kind", "text")

    def __init__(self, kind: str, text: str = "") -> None:
        self.kind = kind
        self.text = text


def steps_of(path: str) -> list[Step] | None:
    """Return the steps of a discriminator path; None for what the restricted language does not have."""
    steps: list[Step] = []
    for part in re.split(r"\.(?![^(]*\))", path):
        found = _STEP.fullmatch(part)
        if found is None:
            return None
        if found["url"]:
            steps.append(Step("extension", found["url"]))
        elif found["type"]:
            steps.append(Step("type", found["type"]))
        elif found["name"]:
            steps.append(Step("name", found["name"]))
        elif part == "resolve()":
            steps.append(Step("resolve"))
    return steps


def criterion(engine: Engine, slice_: Node, discriminator: dict[str, Any]) -> Test | None:
    """Return the test that one discriminator sets for a slice; None when the slice says nothing usable."""
    steps = steps_of(str(discriminator.get("path", "")))
    if steps is None:
        return None
    kind = discriminator.get("type")
    if kind in ("value", "pattern"):
        return _value_test(engine, slice_, steps, 0)
    if kind == "exists":
        return _exists_test(engine, slice_, steps)
    if kind == "type":
        return _type_test(engine, slice_, steps)
    if kind == "profile":
        return _profile_test(engine, slice_, steps)
    return None


# value and pattern


def _value_test(engine: Engine, node: Node, steps: list[Step], depth: int) -> Test | None:
    if depth > _DEPTH_AT_MOST:
        return None
    if not steps:
        return _own_test(engine, node, depth)
    step, rest = steps[0], steps[1:]
    if step.kind == "name" and step.text == "url" and not rest and _is_extension(node):
        return _url_test(engine, node)
    inherited = _from_above(node, steps)
    if inherited is not None:
        return inherited
    inner = [
        test for below in descend(engine, node, step) if (test := _value_test(engine, below, rest, depth + 1))
    ]
    if not inner:
        return None

    def matches(walker: Walker, item: Item, scope: Scope) -> bool:
        found = list(follow(engine, item, step, scope))
        return all(any(test(walker, one, inside) for one, inside in found) for test in inner)

    return matches


def _own_test(engine: Engine, node: Node, depth: int) -> Test | None:
    """Return the test a definition sets for its value: fixed, pattern, binding, or what is fixed below."""
    fixed, pattern = node.fixed(), node.pattern()
    if node.most == 0:
        return lambda _walker, _item, _scope: False
    if fixed is not None:
        return lambda _walker, item, _scope: values.same(fixed, item.value)
    if pattern is not None:
        matches = values.matcher(pattern)
        return lambda _walker, item, _scope: matches(item.value) is True
    binding = node.element.get("binding")
    if isinstance(binding, dict) and binding.get("strength") == "required" and binding.get("valueSet"):
        value_set = str(binding["valueSet"])
        return lambda _walker, item, _scope: engine.member(item.value, value_set) is True
    return _below_test(engine, node, depth)


def _below_test(engine: Engine, node: Node, depth: int) -> Test | None:
    parts: list[tuple[Step, Test]] = []
    for name, child in node.children.items():
        for target in _mandatory(child):
            test = _value_test(engine, target, [], depth + 1)
            if test is not None and (child.least or target is not child or child.fixed() is not None):
                parts.append((Step("name", name), test))
    if not parts:
        return None

    def matches(walker: Walker, item: Item, scope: Scope) -> bool:
        return all(
            any(test(walker, one, inside) for one, inside in follow(engine, item, step, scope))
            for step, test in parts
        )

    return matches


def _from_above(node: Node, steps: list[Step]) -> Test | None:
    """Return the test set by a fixed value or pattern on this element for a path below it."""
    constant = node.fixed()
    constant = node.pattern() if constant is None else constant
    if constant is None:
        return None
    wanted: Any = constant
    for number, step in enumerate(steps):
        if step.kind != "name":
            return None
        if isinstance(wanted, list):
            wanted = wanted[0] if wanted else None
        wanted = wanted.get(step.text) if isinstance(wanted, dict) else None
        if wanted is None:
            return None
        del number
    matches = values.matcher(constant)
    return lambda _walker, item, _scope: matches(item.value) is True


def _is_extension(node: Node) -> bool:
    return any(t.get("code") == "Extension" for t in node.types) or node.path.endswith("xtension")


def _url_test(engine: Engine, node: Node) -> Test | None:
    urls = extension_urls(engine, node)
    if not urls:
        return None
    return lambda _walker, item, _scope: type(item.value) is dict and item.value.get("url") in urls


def extension_urls(engine: Engine, node: Node) -> frozenset[str]:
    """Return the url, or urls, that an extension slice stands for."""
    url = node.children.get("url")
    if url is not None and isinstance(fixed := url.fixed(), str):
        return frozenset({fixed})
    profiles = [p for t in node.types for p in t.get("profile", ()) if isinstance(p, str)]
    found: set[str] = set()
    for profile in profiles:
        tree = engine.tree(profile)
        root_url = tree.root.children.get("url") if tree is not None and tree.root is not None else None
        fixed = root_url.fixed() if root_url is not None else None
        found.add(fixed if isinstance(fixed, str) else profile.partition("|")[0])
    return frozenset(found)


# exists, type, profile


def _exists_test(engine: Engine, slice_: Node, steps: list[Step]) -> Test | None:
    nodes = definitions(engine, slice_, steps)
    wanted = [n.least >= 1 for n in nodes if n.least >= 1 or n.most == 0]
    if not wanted:
        return None
    must = wanted[0]

    def matches(walker: Walker, item: Item, scope: Scope) -> bool:
        del walker
        return any(True for _ in _instances(engine, item, steps, scope)) == must

    return matches


def _type_test(engine: Engine, slice_: Node, steps: list[Step]) -> Test | None:
    codes: set[str] = set()
    for node in definitions(engine, slice_, steps):
        codes.update(str(t.get("code")) for t in node.types)
        if not node.types and "." not in node.path:
            codes.add(node.path)
    codes.discard("")
    path = [step.text for step in steps]
    if not codes:
        return None
    if not codes.isdisjoint(("Resource", "DomainResource")):
        return lambda _walker, _item, _scope: True

    def matches(walker: Walker, item: Item, scope: Scope) -> bool:
        del walker
        if inner is not None and type(item.value) is dict:
            held = item.value.get(inner)
            if type(held) is dict:
                return str(held.get("resourceType", "Resource")) in codes
        return any(one.type in codes for one, _ in _instances(engine, item, steps, scope))

    inner = "resource" if slice_.path == "Bundle.entry" and path == ["resource"] else None
    return matches


def _profile_test(engine: Engine, slice_: Node, steps: list[Step]) -> Test | None:
    resolves = bool(steps) and steps[-1].kind == "resolve"
    key = "targetProfile" if resolves else "profile"
    nodes = definitions(engine, slice_, steps[:-1] if resolves else steps)
    profiles = [p for n in nodes for t in n.types for p in t.get(key, ()) if isinstance(p, str)]
    if not profiles or not any(engine.overlay(p) is not None for p in profiles):
        return None

    def matches(walker: Walker, item: Item, scope: Scope) -> bool:
        return any(
            walker.judge.item(one, profile, inside)
            for one, inside in _instances(engine, item, steps, scope)
            for profile in profiles
        )

    return matches


# walking the definition


def _mandatory(node: Node) -> list[Node]:
    """Return an element itself and, where it is sliced, its mandatory slices: all of them must be met."""
    slices = [s for s in node.slices.values() if s.least > 0]
    return slices or [node]


def definitions(engine: Engine, node: Node, steps: list[Step]) -> list[Node]:
    """Return the definitions that a path leads to from a definition."""
    found = [node]
    for step in steps:
        found = [below for one in found for below in descend(engine, one, step)]
    return found


def descend(engine: Engine, node: Node, step: Step) -> list[Node]:
    """Return the definitions one step below a definition, in the profile or in the types it names."""
    if step.kind == "type":
        kept = any(t.get("code") == step.text for t in node.types)
        return [node] if kept else []
    if step.kind == "resolve":
        targets = [p for t in node.types for p in t.get("targetProfile", ()) if isinstance(p, str)]
        return _roots(engine, targets) if len(targets) == 1 else []
    if step.kind == "extension":
        heads = [node.children[n] for n in ("extension", "modifierExtension") if n in node.children]
        slices = [s for head in heads for s in head.slices.values()]
        return [s for s in slices if step.text in extension_urls(engine, s)]
    child = node.children.get(step.text)
    if child is not None:
        return _mandatory(child)
    return [
        below
        for root in _type_roots(engine, node)
        if (inner := root.children.get(step.text)) is not None
        for below in _mandatory(inner)
    ]


def _type_roots(engine: Engine, node: Node) -> list[Node]:
    reference = node.element.get("contentReference")
    if isinstance(reference, str):
        target = node.tree.by_id.get(reference.rpartition("#")[2])
        return [target] if target is not None else []
    profiles = [p for t in node.types for p in t.get("profile", ()) if isinstance(p, str)]
    roots = _roots(engine, profiles)
    codes = {str(t.get("code")) for t in node.types}
    if len(codes) == 1:
        roots += _roots(engine, list(codes))
    return roots


def _roots(engine: Engine, canonicals: list[str]) -> list[Node]:
    trees = (engine.tree(canonical) for canonical in canonicals)
    return [tree.root for tree in trees if tree is not None and tree.root is not None]


# walking the instance


def _instances(engine: Engine, item: Item, steps: list[Step], scope: Scope) -> Iterator[tuple[Item, Scope]]:
    found = [(item, scope)]
    for step in steps:
        found = [pair for one, inside in found for pair in follow(engine, one, step, inside)]
    yield from found


def follow(engine: Engine, item: Item, step: Step, scope: Scope) -> Iterator[tuple[Item, Scope]]:
    """Yield the instances one step below an instance, each with the scope it is to be judged in."""
    if step.kind == "type":
        if item.type == step.text:
            yield item, scope
    elif step.kind == "resolve":
        yield from _resolved(item, scope)
    elif step.kind == "extension":
        for name in ("extension", "modifierExtension"):
            for one in items(item.inner, engine.slots(item.type, name), item.place):
                if one.inner.get("url") == step.text:
                    yield one, scope
    else:
        for one in items(item.inner, engine.slots(item.type, step.text), item.place):
            yield one, scope.below(one.value, one.type, one.place)


def _resolved(item: Item, scope: Scope) -> Iterator[tuple[Item, Scope]]:
    reference = item.inner.get("reference") if item.type == "Reference" else item.value
    if isinstance(reference, str) and (found := scope.resolve(reference)) is not None:
        node, inside = found
        yield Item(node, None, str(node.get("resourceType")), inside.place), inside
