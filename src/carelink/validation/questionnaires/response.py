"""A response against its questionnaire, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.profiles.urls import split
from carelink.validation.questionnaires.answers import check_answer
from carelink.validation.questionnaires.enabled import enabled, same_answer
from carelink.validation.questionnaires.form import Form, dicts, listed
from carelink.validation.rules import questionnaires as rules
from carelink.validation.rules import references as reference_rules

if TYPE_CHECKING:
    from carelink.findings import Rule
    from carelink.validation.place import Place
    from carelink.validation.questionnaires.form import Question
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

_DONE: Final = frozenset({"completed", "amended"})
_DEPTH_AT_MOST: Final = 60


def check_response(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check a QuestionnaireResponse against the questionnaire it names."""
    canonical = node.get("questionnaire")
    if not isinstance(canonical, str) or not canonical:
        walker.sink.add(rules.QUESTIONNAIRE_NOT_NAMED, scope.place)
        return
    form = _form(walker, canonical, scope)
    if form is None:
        walker.sink.add(rules.QUESTIONNAIRE_UNKNOWN, scope.place)
        kinds = walker.engine.packages.kinds(canonical)
        if kinds and "Questionnaire" not in kinds:
            here = (scope.place, "questionnaire", None)
            walker.sink.add(reference_rules.CANONICAL_WRONG_TYPE, here, types="Questionnaire")
        return
    _period(walker, node, form, scope)
    _Responses(walker, node, form).items(form.top, node.get("item"), scope.place, [])


def _form(walker: Walker, canonical: str, scope: Scope) -> Form | None:
    if canonical.startswith("#"):
        found = scope.contained(canonical[1:])
    else:
        found = walker.engine.packages.find(canonical, "Questionnaire")
        if found is None:
            found = walker.engine.packages.find(split(canonical)[0], "Questionnaire")
    return Form(found, scope.place, trusted=canonical[0] != "#") if found is not None else None


def _period(walker: Walker, node: dict[str, Any], form: Form, scope: Scope) -> None:
    authored, period = node.get("authored"), form.resource.get("effectivePeriod")
    if not isinstance(authored, str) or not isinstance(period, dict):
        return
    start, end = period.get("start"), period.get("end")
    early = isinstance(start, str) and authored[: len(start)] < start[: len(authored)]
    late = isinstance(end, str) and authored[: len(end)] > end[: len(authored)]
    if early or late:
        walker.sink.add(rules.ANSWERED_OUTSIDE_PERIOD, (scope.place, "authored", None))


class _Responses:
    """One response while it is compared."""

    def __init__(self, walker: Walker, response: dict[str, Any], form: Form) -> None:
        self._walker = walker
        self._response = response
        self._form = form
        self._missing = (
            rules.ANSWER_MISSING if response.get("status") in _DONE else rules.ANSWER_MISSING_SO_FAR
        )

    def _say(self, rule: Rule, place: Place, **facts: Any) -> None:
        self._walker.sink.add(rule, place, **facts)

    def _enabled(self, question: Question, around: list[list[Any]]) -> bool:
        return enabled(question, around, self._response, trusted=self._form.trusted)

    def items(self, questions: list[Question], raw: Any, place: Place, around: list[list[Any]]) -> None:
        """Check the items of one level; ``around`` are the levels outside it, for conditions."""
        if len(around) > _DEPTH_AT_MOST:
            return
        given = listed(raw)
        here = [*around, given]
        known = {q.link_id: number for number, q in enumerate(questions)}
        by_link: dict[str, list[tuple[Place, dict[str, Any]]]] = {}
        last = -1
        for index, item in enumerate(given):
            link_id = item.get("linkId") if isinstance(item, dict) else None
            if not isinstance(link_id, str):
                continue
            at = (place, "item", index)
            if link_id in known:
                if known[link_id] < last:
                    self._say(rules.ITEM_OUT_OF_ORDER, place)
                last = max(last, known[link_id])
                by_link.setdefault(link_id, []).append((at, item))
            else:
                self._stray(link_id, item, at, place, here)
        for question in questions:
            self._question(question, by_link.get(question.link_id, []), place, here)

    def _stray(
        self, link_id: str, item: dict[str, Any], at: Place, place: Place, around: list[list[Any]]
    ) -> None:
        question = self._form.by_link.get(link_id)
        if question is None:
            self._say(rules.ITEM_UNKNOWN, place)
            return
        self._say(rules.ITEM_MISPLACED, place)
        self._item(question, item, at, around)

    def _question(
        self,
        question: Question,
        given: list[tuple[Place, dict[str, Any]]],
        place: Place,
        around: list[list[Any]],
    ) -> None:
        is_enabled = self._enabled(question, around)
        if not given:
            if is_enabled and question.says("required") and question.kind != "display":
                self._say(self._missing, place, link_id=question.link_id)
            return
        if len(given) > 1 and not question.says("repeats"):
            self._say(rules.ONE_ANSWER_ONLY, place, link_id=question.link_id)
        for at, item in given:
            if not is_enabled and (item.get("answer") or item.get("item")):
                self._say(rules.NOT_ENABLED, at, link_id=question.link_id)
            self._item(question, item, at, around)

    def _item(self, question: Question, item: dict[str, Any], at: Place, around: list[list[Any]]) -> None:
        text, asked = item.get("text"), question.node.get("text")
        if isinstance(text, str) and isinstance(asked, str) and text != asked:
            self._say(rules.ITEM_TEXT_DIFFERS, at)
        if question.kind == "group":
            self._group(question, item, at, around)
        elif question.kind == "display":
            if item.get("answer"):
                self._say(rules.ANSWER_NOT_ALLOWED, at, kind="display")
            if item.get("item"):
                self._say(rules.ITEMS_NOT_ALLOWED, at, kind="display")
        elif question.kind == "question":
            if item.get("answer"):
                self._say(rules.ANSWER_NOT_ALLOWED, at, kind="question")
        elif question.kind:
            self._answers(question, item, at, around)

    def _group(self, question: Question, item: dict[str, Any], at: Place, around: list[list[Any]]) -> None:
        if item.get("answer"):
            self._say(rules.ANSWER_NOT_ALLOWED, at, kind="group")
        if question.says("required") and not item.get("item"):
            self._say(rules.GROUP_EMPTY, at, link_id=question.link_id)
        self.items(self._form.inside(question), item.get("item"), at, around)

    def _answers(self, question: Question, item: dict[str, Any], at: Place, around: list[list[Any]]) -> None:
        answers = dicts(item.get("answer"))
        if item.get("item"):
            self._say(rules.ITEMS_NOT_ALLOWED, at, kind=question.kind)
        if not answers and question.says("required") and self._enabled(question, around):
            self._say(self._missing, at, link_id=question.link_id)
        if len(answers) > 1 and not question.says("repeats"):
            self._say(rules.ONE_ANSWER_ONLY, at, link_id=question.link_id)
        self._occurs(question, len(answers), at)
        self._exclusive(question, answers, at)
        for index, answer in enumerate(answers):
            here = (at, "answer", index)
            check_answer(self._walker, question, answer, here, trusted=self._form.trusted)
            self.items(self._form.inside(question), answer.get("item"), here, around)

    def _occurs(self, question: Question, count: int, at: Place) -> None:
        most = question.extension("questionnaire-maxOccurs")
        least = question.extension("questionnaire-minOccurs")
        if isinstance(most, int) and count > most:
            self._say(rules.TOO_MANY_ANSWERS, at, link_id=question.link_id, most=most)
        if isinstance(least, int) and count < least:
            self._say(rules.TOO_FEW_ANSWERS, at, link_id=question.link_id, least=least)

    def _exclusive(self, question: Question, answers: list[dict[str, Any]], at: Place) -> None:
        """Check that an answer that excludes all others stands alone."""
        if len(answers) > 1 and any(
            same_answer(answer.get("valueCoding"), option.get("valueCoding"))
            for option in dicts(question.node.get("answerOption"))
            if isinstance(option.get("valueCoding"), dict) and _excludes(option)
            for answer in answers
        ):
            self._say(rules.ANSWER_EXCLUSIVE, at, link_id=question.link_id)


def _excludes(option: dict[str, Any]) -> bool:
    return any(
        str(extension.get("url")).endswith("/questionnaire-optionExclusive")
        and extension.get("valueBoolean") is True
        for extension in dicts(option.get("extension"))
    )
