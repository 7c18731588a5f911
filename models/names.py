"""What things are called in sentences for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from models.clause import ChangedBasis, Clause
from models.negotiation import Negotiation
from models.objection import Objection
from models.party import EDITORIAL, FACILITATORS, Role
from models.proposal import Proposal
from models.saying import Name, Sentence, capital, say

ROLES: Mapping[Role, Sentence] = {
    Role.HEAD: say("heads of delegation"),
    Role.DELEGATE: say("delegates"),
    Role.ADVISER: say("advisers"),
    Role.LEAD_FACILITATOR: say("the lead facilitator"),
    Role.CO_FACILITATOR: say("co-facilitators"),
    Role.CONVENOR: say("the convenor"),
    Role.LEGAL_EXPERT: say("legal experts"),
    Role.RISK_EXPERT: say("risk experts"),
    Role.OBSERVER: say("observers"),
    Role.SIGNATORY: say("authorised signatories"),
    Role.PROJECTOR: say("the projector"),
}

LANGUAGES: Mapping[str, Sentence] = {
    "ar": say("Arabic"),
    "de": say("German"),
    "en": say("English"),
    "es": say("Spanish"),
    "fa": say("Persian"),
    "fr": say("French"),
    "he": say("Hebrew"),
    "pt": say("Portuguese"),
    "ru": say("Russian"),
    "sw": say("Swahili"),
    "ur": say("Urdu"),
}

_AUTHORS: Mapping[str, Sentence] = {
    FACILITATORS: say("the facilitators"),
    EDITORIAL: say("the legal experts"),
}


def clause_name(negotiation: Negotiation, clause: str) -> Sentence:
    """Its display number and its title in the first language: clause 3 (“Definitions”)."""
    return name_of(negotiation.clauses[clause], negotiation.languages)


def name_of(clause: Clause, languages: Iterable[str]) -> Sentence:
    """What a clause is called where only it and the order of the languages are at hand."""
    wording = clause.version.wording
    titles = (wording.get(f"{language}/title", "") for language in languages)
    title: Name = next(filter(None, titles), "")
    if not title and clause.removed:
        title = say("[deleted]")
    if not clause.number:
        return say("“{title}”", title=title or clause.id)
    if not title:
        return say("clause {number}", number=clause.number)
    return say("clause {number} (“{title}”)", number=clause.number, title=title)


def basis_said(negotiation: Negotiation, basis: ChangedBasis) -> Sentence:
    """What changed that a clause rests on."""
    name = capital(clause_name(negotiation, basis.clause))
    if basis.package:
        return say(
            "{clause}, agreed with it as {package}, was reopened.",
            clause=name,
            package=negotiation.packages[basis.package].label,
        )
    terms = tuple(say("“{term}”", term=term) for term in basis.terms)
    return say("{clause} defines {terms} otherwise now.", clause=name, terms=terms)


def author_name(author: str) -> Name:
    """A party's code, the facilitators, or the legal experts."""
    return _AUTHORS.get(author, author)


def language_name(language: str) -> Name:
    """Its name where it has one here, else its tag."""
    return LANGUAGES.get(language, language)


def proposal_name(proposal: Proposal) -> Sentence:
    """Its label and whose it is: P03 by WLP."""
    return say("{label} by {author}", label=proposal.label, author=author_name(proposal.author))


def objection_name(objection: Objection) -> Name:
    """Its label, and whose it is where that is told: O02 of PPA."""
    if objection.unnamed:
        return objection.label
    return say("{label} of {party}", label=objection.label, party=objection.party)


def objector_name(objection: Objection) -> Name:
    """The party that objects, where it is told which."""
    return say("the party that raised it") if objection.unnamed else objection.party


def zone(negotiation: Negotiation) -> tzinfo | None:
    """The negotiation's local time."""
    return datetime.fromisoformat(f"2000-01-01T00:00{negotiation.utc_offset}").tzinfo


def day_name(at: datetime, end: str = "%Y") -> Sentence:
    """A day with the name of its month, and the year or what else of the time ends it."""
    month = say(at.strftime("%B"))
    return say("{day} {month} {end}", day=f"{at:%d}", month=month, end=f"{at:{end}}")


def moment(negotiation: Negotiation, at: datetime) -> str:
    """A time with its date and zone, local to the negotiation: 2027-01-14 08:30 (+02:00)."""
    local = at.astimezone(zone(negotiation))
    return f"{local:%Y-%m-%d %H:%M} ({negotiation.utc_offset})"
