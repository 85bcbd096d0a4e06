"""A questionnaire as an index of its items; and the rules on its conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.validation.rules import questionnaires as rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

_DEPTH_AT_MOST: Final = 60


class Question(NamedTuple):
    """One item of a questionnaire.

    :param node: the item itself
    :param above: linkIds of the items it stands in
    :param order: its place in document order
    :param form: the questionnaire it belongs to
    """

    node: dict[str, Any]
    above: tuple[str, ...]
    order: int
    place: Place
    form: dict[str, Any]

    @property
    def link_id(self) -> str:
        """Its linkId, or an empty text."""
        link_id = self.node.get("linkId")
        return link_id if isinstance(link_id, str) else ""

    @property
    def kind(self) -> str:
        """Its type: group, display, string ..."""
        kind = self.node.get("type")
        return kind if isinstance(kind, str) else ""

    def says(self, name: str) -> bool:
        """Whether a boolean element (required, repeats) is true."""
        return self.node.get(name) is True

    def extension(self, *names: str) -> Any:
        """Return the value of the first extension whose url ends in one of these names, or None."""
        for extension in dicts(self.node.get("extension")):
            url = extension.get("url")
            if isinstance(url, str) and url.rpartition("/")[2] in names:
                return next((v for k, v in extension.items() if k.startswith("value")), None)
        return None

    def contained(self, id_: str) -> dict[str, Any] | None:
        """Return a resource that the questionnaire contains."""
        held = dicts(self.form.get("contained"))
        return next((resource for resource in held if resource.get("id") == id_), None)

    def extensions(self, *names: str) -> list[Any]:
        """Return the values of all extensions whose url ends in one of these names."""
        return [
            next((v for k, v in x.items() if k.startswith("value")), None)
            for x in dicts(self.node.get("extension"))
            if str(x.get("url")).rpartition("/")[2] in names
        ]


class Form:
    """All items of a questionnaire by linkId."""

    def __init__(self, questionnaire: dict[str, Any], place: Place, *, trusted: bool = False) -> None:
        self.trusted = trusted
        """Whether it comes from a package, not from the record: only then are its expressions run."""
        self.resource = questionnaire
        self.top: list[Question] = []
        self.by_link: dict[str, Question] = {}
        self.below: dict[str, list[Question]] = {}
        self._count = 0
        self.top = self._read(questionnaire, (), place)

    def _read(self, holder: dict[str, Any], above: tuple[str, ...], place: Place) -> list[Question]:
        found: list[Question] = []
        if len(above) > _DEPTH_AT_MOST:
            return found
        for index, node in enumerate(listed(holder.get("item"))):
            if not isinstance(node, dict):
                continue
            question = Question(node, above, self._count, (place, "item", index), self.resource)
            self._count += 1
            found.append(question)
            self.by_link.setdefault(question.link_id, question)
            inner = self._read(node, (*above, question.link_id), question.place)
            self.below.setdefault(question.link_id, inner)
        return found

    def inside(self, question: Question) -> list[Question]:
        """Return the items directly below an item."""
        return self.below.get(question.link_id, [])

    def all(self) -> Iterator[Question]:
        """Yield every item, the outer before the inner."""
        waiting = list(reversed(self.top))
        while waiting:
            question = waiting.pop()
            yield question
            waiting.extend(reversed(self.inside(question)))


def check_questionnaire(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check what the conditions of a questionnaire depend on."""
    form = Form(node, scope.place)
    for question in form.all():
        for condition in dicts(question.node.get("enableWhen")):
            target_id = condition.get("question")
            if not isinstance(target_id, str):
                continue
            target = form.by_link.get(target_id)
            if target is None or target_id == question.link_id or question.link_id in target.above:
                walker.sink.add(rules.ENABLE_WHEN_TARGET, question.place)
            elif target.order > question.order:
                walker.sink.add(rules.ENABLE_WHEN_LATER, question.place)


def listed(value: Any) -> list[Any]:
    """Return a list, or an empty one for anything else."""
    return value if isinstance(value, list) else []


def dicts(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    return [v for v in listed(value) if isinstance(v, dict)]
