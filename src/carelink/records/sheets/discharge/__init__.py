"""退院・退所情報記録書: what hospital or facility staff told the care manager. The 2018 form, one page.

The care manager writes it, so the care manager is its author; whoever told something stands in the row of
the hearing, as its source. The form is 別紙2 of the notice 平成21年3月13日 老振発第0313001号 as rewritten in
March 2018; every label is remembered and was not compared with the printed form.
"""

from carelink.records.sheets.discharge.issues import Evidence, Hearing, Issues
from carelink.records.sheets.discharge.person import Basics
from carelink.records.sheets.discharge.sheet import DischargeRecord
from carelink.records.sheets.discharge.status import Disease, Status, Views

__all__ = ["Basics", "DischargeRecord", "Disease", "Evidence", "Hearing", "Issues", "Status", "Views"]
