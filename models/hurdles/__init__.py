"""What is in the way of a decision: shown beforehand, and named by the refusal."""

from models.hurdles.base import (
    POSITIVE,
    Hurdle,
    refusal,
    rules_missing,
    session_missing,
    still_contestable,
    still_live,
    still_open,
    still_running,
    to_decide,
)
from models.hurdles.clause import (
    needs_second,
    to_accept,
    to_agree,
    to_confirm,
    to_offer,
    to_reopen,
)
from models.hurdles.package import to_adopt_package
from models.hurdles.rules import to_adopt_rules

__all__ = [
    "POSITIVE",
    "Hurdle",
    "needs_second",
    "refusal",
    "rules_missing",
    "session_missing",
    "still_contestable",
    "still_live",
    "still_open",
    "still_running",
    "to_accept",
    "to_adopt_package",
    "to_adopt_rules",
    "to_agree",
    "to_confirm",
    "to_decide",
    "to_offer",
    "to_reopen",
]
