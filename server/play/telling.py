"""A move in plain words, one line each, for somebody who watches the screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from server.play.scenario import Move, Scenario

AT_ONCE = frozenset({"positions", "package_positions"})
"""Moves that several make, each for themselves."""
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
    if move.by is None or move.by == "system" or move.do in AT_ONCE:
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
        named = {"reason": "", "statement": "", **move.details}
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


def _of_it(move: Move) -> str:
    """A proposal, or the parts of it that a move is about."""
    parts = " and ".join(map(str, move.details.get("parts", ())))
    return f"{move.details['proposal']}, part {parts}" if parts else move.details["proposal"]


def _structure(template: str) -> Callable[[Scenario, Move], str]:
    """What a proposal would do to the clauses of the text."""

    def said(scenario: Scenario, move: Move) -> str:
        proposed = scenario.proposals.get(move.details["proposal"])
        if proposed is None:
            return f"tables {move.details['proposal']}"
        after = proposed.after
        return f"tables {proposed.id}: " + template.format(
            clause=clause_name(scenario, proposed.clause),
            other=clause_name(scenario, proposed.joins),
            place=f"after {clause_name(scenario, after)}" if after else "at the beginning",
            title=next(iter(proposed.wording.values()), ""),
        )

    return said


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
    named = move.details.get("package")
    what = named or clause_name(scenario, move.details["clause"])
    return f"the parties on {what}: {said}" + (f"; {others}" if others else "")


def _enter(scenario: Scenario, move: Move) -> str:
    entered = scenario.statements.get(move.details["reservation"])
    if entered is None:
        return f"enters {move.details['reservation']}"
    kind, clause = entered.kind.replace("_", " "), clause_name(scenario, entered.clause)
    return f"enters {entered.id}, {kind}, on {clause}: {entered.text}"


def _record(scenario: Scenario, move: Move) -> str:
    party = move.details["on_behalf"]
    if "objection" in move.details:
        return f"records for {party}: {_object(scenario, move)}"
    stand = str(move.details.get("position", "")).replace("_", " ")
    return f"records for {party} on {clause_name(scenario, move.details['clause'])}: {stand}"


def _package(verb: str) -> Callable[[Scenario, Move], str]:
    def said(scenario: Scenario, move: Move) -> str:
        packaged = scenario.packages.get(move.details["package"])
        title = f" “{packaged.title}”" if packaged else ""
        return f"{verb} {move.details['package']}{title}"

    return said


def _confirm(_: Scenario, move: Move) -> str:
    clauses = ", ".join(move.details.get("clauses", ()))
    return f"confirms what was agreed ad referendum{clauses and f' on {clauses}'}"


def _sign(_scenario: Scenario, move: Move) -> str:
    kept = " and ".join(map(str, move.details.get("with", ())))
    return f"signs, with {kept}" if kept else "signs"


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
    "withdraw": lambda _, move: f"withdraws {_of_it(move)}",
    "object": _object,
    "withdraw_objection": _said("lifts {objection}"),
    "accept": lambda _, move: f"accepts {_of_it(move)}",
    "confirm_reflected": lambda _, move: (
        f"confirms that {move.details['proposal']} is reflected in {move.details['in']}"
    ),
    "park": _said("parks {clause}"),
    "resume": _said("takes {clause} up again"),
    "undo": _said("takes the decision of move {move} back: {reason}"),
    "table_package": _package("tables the package"),
    "package_positions": _positions,
    "adopt_package": _package("adopts the package"),
    "refuse_package": _package("refuses the package"),
    "enter_reservation": _enter,
    "withdraw_reservation": _said("withdraws {reservation}"),
    "confirm_ad_ref": _confirm,
    "record_on_behalf": _record,
    "temperature": _said("asks, and everybody answers unnamed: {question}"),
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
    "adopt_whole_text": _said("records that the whole text is adopted ad referendum"),
    "editorial": _said("proposes the editorial correction {correction}"),
    "editorial_contested": _said("contests {correction}: {reason}"),
    "editorial_withdrawn": _said("withdraws {correction}"),
    "editorial_confirmed": _said("{correction} is confirmed: nobody contested it"),
    "complete_legal_check": _said("completes the legal check"),
    "sever": _said("lets the parts of {proposal} be decided apart"),
    "take_over": _said("takes {proposal} over"),
    "restore": _said("restores {proposal}, which had lapsed: {reason}"),
    "table_new_clause": _structure("a new clause “{title}” {place}"),
    "table_deletion": _structure("{clause} is deleted"),
    "table_move": _structure("{clause} moves, to stand {place}"),
    "table_split": _structure("{clause} is split in two"),
    "table_merge": _structure("{clause} and {other} become one"),
    "renumber": _said("gives the clauses their final numbers"),
    "admit_party": _said("admits {party}"),
    "end_admission": _said("ends the admission of {party}: {departure}"),
    "split_party": _said("records that {party} has split"),
    "replace_head": _said("makes {person} head of {party}"),
    "confirm_inherited": _said("confirms the positions it has from its former coalition"),
    "complete_review": _said("has reviewed {clauses}: {position}"),
    "walk_out": _said("walks out: {statement}"),
    "set_rules": _said("prepares the rules"),
    "propose_rules": _said("puts other rules before the parties: {reason}"),
    "answer_rules": lambda _, move: (
        "agrees to the rules" if move.details.get("agree", True) else "objects to the rules"
    ),
    "set_visibility": _said("makes the meeting {mode}"),
    "start_silence": _said("starts silence {silence}"),
    "receipts": _said("those who were notified of {silence} acknowledge it"),
    "acknowledge": _said("acknowledges {silence}"),
    "break_silence": _said("breaks silence {silence}"),
    "cancel_silence": _said("cancels {silence}: {reason}"),
    "expire_silence": _said("the deadline of {silence} passes"),
    "request_reopen": _said("asks to reopen {clause}: {reason}"),
    "reopen": _said("reopens {clause}"),
    "decline_reopen": _said("does not reopen {clause}: {reason}"),
    "request_lock": _said("requests the lock of the whole text"),
    "confirm_lock": _said("confirms the lock: the text is final"),
    "unlock": _said("asks to open the locked text again"),
    "table_new": _said("begins another proposal on {clause}"),
    "sign": _sign,
    "decline": _said("does not sign: {statement}"),
    "publish": _said("publishes the final text"),
    "close_signing_window": _said("the window for signatures closes"),
    "accede": _said("joins the text by a written declaration"),
}
"""Kind of a move → what it does, after the name of who does it."""
