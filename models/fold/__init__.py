"""From facts to state: `fold` takes one fact into a negotiation and decides nothing.

Each module of this package folds the facts of one subject; a fact nobody folds is an error at
import. The same facts give the same state always: replaying a record is folding it from None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import get_args

from models.facts import AnyFact, Convened, DraftEdited
from models.fold.briefing import FOLDINGS as BRIEFING
from models.fold.conferring import FOLDINGS as CONFERRING
from models.fold.decisions import FOLDINGS as DECISIONS
from models.fold.drafts import FOLDINGS as DRAFTS
from models.fold.drafts import edited
from models.fold.editorial import FOLDINGS as EDITORIAL
from models.fold.package import FOLDINGS as PACKAGES
from models.fold.partaking import FOLDINGS as PARTAKING
from models.fold.procedure import FOLDINGS as PROCEDURE
from models.fold.proposals import FOLDINGS as PROPOSALS
from models.fold.reopening import FOLDINGS as REOPENING
from models.fold.retaining import FOLDINGS as RETAINING
from models.fold.setting import FOLDINGS as SETTING
from models.fold.setting import convened
from models.fold.signing import FOLDINGS as SIGNING
from models.fold.silence import FOLDINGS as SILENCE
from models.fold.stands import FOLDINGS as STANDS
from models.fold.statements import FOLDINGS as STATEMENTS
from models.fold.structure import FOLDINGS as STRUCTURE
from models.fold.temperature import FOLDINGS as TEMPERATURE
from models.negotiation import Negotiation
from models.notices import noticed
from models.party import Actor

Folding = Callable[..., Negotiation]
"""Takes a negotiation, a fact, the time of its record and who acted (None: it fell due)."""

FOLDINGS: Mapping[type, Folding] = {
    **SETTING,
    **DRAFTS,
    **PROPOSALS,
    **STANDS,
    **DECISIONS,
    **PROCEDURE,
    **PARTAKING,
    **PACKAGES,
    **STATEMENTS,
    **TEMPERATURE,
    **SILENCE,
    **REOPENING,
    **EDITORIAL,
    **STRUCTURE,
    **CONFERRING,
    **SIGNING,
    **RETAINING,
    **BRIEFING,
}

_UNFOLDED = set(get_args(AnyFact)) - set(FOLDINGS) - {Convened}
if _UNFOLDED:
    raise TypeError(f"nobody folds {sorted(fact.__name__ for fact in _UNFOLDED)}")


def fold(
    negotiation: Negotiation | None, fact: AnyFact, at: datetime, by: Actor | None
) -> Negotiation:
    """The negotiation after `fact`, recorded at `at`, by an act of `by` (None: it fell due).

    Raises ValueError where the first fact of a record is not `Convened`, or a later one is.
    """
    if negotiation is None:
        if not isinstance(fact, Convened):
            raise ValueError("a record begins with its convening")
        return convened(fact)
    if type(fact) is DraftEdited:  # the one fact of every keystroke
        return edited(negotiation, fact)
    folding = FOLDINGS.get(type(fact))
    if folding is None:
        raise ValueError("a negotiation is convened once")
    return noticed(negotiation, folding(negotiation, fact, at, by), at)
