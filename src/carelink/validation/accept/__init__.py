"""The accept path: Python written for the names an object has, which decides most before it sees a value.

It says nothing of its own. What it cannot pass in silence it leaves to the explaining walk, element by
element, so both say the same; what a coded value gets said is remembered from that walk.
"""

from carelink.validation.accept.tiers import Tiers

__all__ = ["Tiers"]
