"""Questionnaires, and whether a response agrees with the one it answers."""

from carelink.validation.questionnaires.form import check_questionnaire
from carelink.validation.questionnaires.response import check_response

__all__ = ["check_questionnaire", "check_response"]
