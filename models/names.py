"""What things are called in sentences for people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from models.clause import Clause
from models.negotiation import Negotiation
from models.objection import Objection
from models.party import EDITORIAL, FACILITATORS, Role
from models.proposal import Proposal

ROLES = {
    Role.HEAD: "heads of delegation",
    Role.DELEGATE: "delegates",
    Role.ADVISER: "advisers",
    Role.LEAD_FACILITATOR: "the lead facilitator",
    Role.CO_FACILITATOR: "co-facilitators",
    Role.CONVENOR: "the convenor",
    Role.LEGAL_EXPERT: "legal experts",
    Role.RISK_EXPERT: "risk experts",
    Role.OBSERVER: "observers",
    Role.SIGNATORY: "authorised signatories",
    Role.PROJECTOR: "the projector",
}

_AUTHORS = {FACILITATORS: "the facilitators", EDITORIAL: "the legal experts"}


def clause_name(negotiation: Negotiation, clause: str) -> str:
    """Its display number and its title in the first language: clause 3 (“Definitions”)."""
    return name_of(negotiation.clauses[clause], negotiation.languages)


def name_of(clause: Clause, languages: Iterable[str]) -> str:
    """What a clause is called where only it and the order of the languages are at hand."""
    wording = clause.version.wording
    titles = (wording.get(f"{language}/title", "") for language in languages)
    title = next(filter(None, titles), "")
    if not title and clause.removed:
        title = "[deleted]"
    if not clause.number:
        return f"“{title or clause.id}”"
    return f"clause {clause.number}" + (f" (“{title}”)" if title else "")


def author_name(author: str) -> str:
    """A party's code, the facilitators, or the legal experts."""
    return _AUTHORS.get(author, author)


def proposal_name(proposal: Proposal) -> str:
    """Its label and whose it is: P03 by WLP."""
    return f"{proposal.label} by {author_name(proposal.author)}"


def objection_name(objection: Objection) -> str:
    """Its label, and whose it is where that is told: O02 of PPA."""
    return objection.label if objection.unnamed else f"{objection.label} of {objection.party}"


def objector_name(objection: Objection) -> str:
    """The party that objects, where it is told which."""
    return "the party that raised it" if objection.unnamed else objection.party


def capital(sentence: str) -> str:
    """The same with a capital first letter, as a name or a verb may begin a sentence."""
    return sentence[:1].upper() + sentence[1:]


def zone(negotiation: Negotiation) -> tzinfo | None:
    """The negotiation's local time."""
    return datetime.fromisoformat(f"2000-01-01T00:00{negotiation.utc_offset}").tzinfo


def moment(negotiation: Negotiation, at: datetime) -> str:
    """A time with its date and zone, local to the negotiation: 2027-01-14 08:30 (+02:00)."""
    local = at.astimezone(zone(negotiation))
    return f"{local:%Y-%m-%d %H:%M} ({negotiation.utc_offset})"


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names in a sentence: one, two and three."""
    *most, final = names
    return f"{', '.join(most)} {last} {final}" if most else final
