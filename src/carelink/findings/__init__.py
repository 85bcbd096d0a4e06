"""What carelink says about data: findings, the reports that hold them, the rules that word them.

Bad data is a finding, never an exception. A finding names place, rule and cure in Japanese and
English, and never repeats a value of the record.
"""

from carelink.errors import Words
from carelink.findings.finding import Finding, Severity, Source
from carelink.findings.report import Report
from carelink.findings.rule import Rule
from carelink.findings.unread import Unread

__all__ = ["Finding", "Report", "Rule", "Severity", "Source", "Unread", "Words"]
