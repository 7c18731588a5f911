"""The rules: what an act leads to, or why it is refused; and what falls due by itself.

`decide` is pure: the same negotiation, act, actor and time give the same facts or the same
refusal. A file per subject; models/README.md numbers the rules.
"""

from models.rules.deciding import RULES, decide
from models.rules.lapsing import fall_due, next_due
from models.rules.outage import outage

__all__ = ["RULES", "decide", "fall_due", "next_due", "outage"]
