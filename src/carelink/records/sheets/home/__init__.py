"""在宅情報共有シート: what the team around somebody at home tells each other from visit to visit.

All of it is carelink's own design, gathered from what notebooks at the bedside (連絡ノート) are used for:
no national form exists, and the sheets of the two towns this project started from are not public.
"""

from carelink.records.sheets.home.daily import Daily, Measures
from carelink.records.sheets.home.messages import Ahead, Message, Messages
from carelink.records.sheets.home.person import Basics, Standing
from carelink.records.sheets.home.sheet import HomeSheet

__all__ = ["Ahead", "Basics", "Daily", "HomeSheet", "Measures", "Message", "Messages", "Standing"]
