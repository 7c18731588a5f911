"""A move in plain words, one line each, for somebody who watches the screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from server.play.scenario import Move, Scenario

PRESENCE: Mapping[str, str] = {
    "remote": "connects from afar",
    "present": "is here",
    "absent": "has left",
    "walked_out": "walks out",
}


def line(scenario: Scenario, move: Move) -> str:
    """One line: the time, the number, who, and what."""
    words = WORDS.get(move.do)
    what = words(scenario, move) if words else move.do.replace("_", " ")
    who = who_makes(scenario, move)
    return f"{move.at:%H:%M}  {move.n:>3}  {f'{who} {what}' if who else what[0].upper() + what[1:]}"


def who_makes(scenario: Scenario, move: Move) -> str:
    """Who makes a move: a name, and the party where there is one; "" where nobody is named."""
    if move.by is None or move.by == "system" or move.do == "positions":
        return ""
    if move.by in scenario.persons:
        return scenario.persons[move.by].name
    if move.by not in scenario.parties:
        return move.by
    named = None
    if "proposal" in move.details and move.details["proposal"] in scenario.proposals:
        proposed = scenario.proposals[move.details["proposal"]]
        named = proposed.person if proposed.by == move.by else None
    return f"{scenario.persons[scenario.speaker(move.by, named)].name} ({move.by})"


def _said(template: str) -> Callable[[Scenario, Move], str]:
    def said(scenario: Scenario, move: Move) -> str:
        named = {"reason": "", **move.details}
        if "clause" in named:
            named["clause"] = clause_name(scenario, named["clause"])
        return template.format_map(named)

    return said


def clause_name(scenario: Scenario, clause: str) -> str:
    """A clause as people speak of it."""
    return f"“{scenario.clauses.get(clause, clause)}”"


def _table(scenario: Scenario, move: Move) -> str:
    proposed = scenario.proposals.get(move.details["proposal"])
    if proposed is None:
        return f"tables {move.details['proposal']}"
    edits = next(iter(proposed.changes.values()), ())
    bridges = f", bridging {' and '.join(proposed.bridges)}" if proposed.bridges else ""
    words = "; ".join(_change(edit.find, edit.replace) for edit in edits)
    return f"tables {proposed.id} on {clause_name(scenario, proposed.clause)}{bridges}: {words}"


def _change(find: str, replace: str) -> str:
    return (
        f"“{find.strip()}” becomes “{replace.strip()}”" if replace else f"strikes “{find.strip()}”"
    )


def _object(scenario: Scenario, move: Move) -> str:
    objected = scenario.objections.get(move.details["objection"])
    if objected is None:
        return f"objects ({move.details['objection']})"
    target = objected.proposal or clause_name(scenario, objected.clause)
    return f"objects to {target} ({objected.id}): {objected.reason}"


def _met(template: str) -> Callable[[Scenario, Move], str]:
    def said(scenario: Scenario, move: Move) -> str:
        its = scenario.caucuses.get(move.details["caucus"])
        members = ", ".join(its.members) if its else move.details["caucus"]
        return template.format(members)

    return said


def _positions(scenario: Scenario, move: Move) -> str:
    said = str(move.details["all"]).replace("_", " ")
    others = ", ".join(
        f"{party} {stand.replace('_', ' ')}"
        for party, stand in move.details.get("except", {}).items()
    )
    clause = clause_name(scenario, move.details["clause"])
    return f"the parties on {clause}: {said}" + (f"; {others}" if others else "")


WORDS: Mapping[str, Callable[[Scenario, Move], str]] = {
    "publish_text": _said("publishes the text to all parties"),
    "open_session": lambda _, move: (
        f"opens {move.details['session']}: {', '.join(move.details.get('present', ()))} are here"
    ),
    "close_session": _said("closes {session}"),
    "adopt_rules": _said("records that the rules are adopted"),
    "briefing": lambda _, move: f"briefs the room: {move.details.get('title', '')}",
    "advice": _said("advises on {clause}: {text}"),
    "presence": lambda _, move: (
        f"records: {move.details['party']} "
        f"{PRESENCE.get(move.details['status'], move.details['status'])}"
    ),
    "put_on_screen": _said("puts {clause} on the screen"),
    "positions": _positions,
    "declare_agreed": _said("puts {clause} to the room: any objection?"),
    "table": _table,
    "second": _said("seconds {proposal}"),
    "withdraw": _said("withdraws {proposal}"),
    "object": _object,
    "withdraw_objection": _said("lifts {objection}"),
    "accept": _said("accepts {proposal}"),
    "confirm_reflected": lambda _, move: (
        f"confirms that {move.details['proposal']} is reflected in {move.details['in']}"
    ),
    "park": _said("parks {clause}"),
    "resume": _said("takes {clause} up again"),
    "undo": _said("takes the decision of move {move} back: {reason}"),
    "open_caucus": _met("opens a caucus: {}"),
    "open_small_group": _met("opens a small drafting group: {}"),
    "change_members": lambda _, move: (
        f"says who is in {move.details['caucus']}: {', '.join(move.details['members'])}"
    ),
    "close_caucus": _said("closes {caucus}"),
    "leave_caucus": _said("leaves {caucus}"),
    "write_in_caucus": _said("writes in {caucus}: {text}"),
    "note": _said("notes for their own side: {text}"),
    "tripwire": _said("watches {clause} for “{phrase}”"),
    "lapse": _said("{proposal} lapses: nobody seconded it"),
}
"""Kind of a move → what it does, after the name of who does it."""
