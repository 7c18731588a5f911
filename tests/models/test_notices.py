"""Notices: what each side is told, what it is not, and what somebody has seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from models import acts, facts, views
from models.names import moment
from models.negotiation import Negotiation
from models.notices import KEPT, lines, noticed
from models.package import Element, Package, PackageStatus
from models.party import FACILITATORS, Departure, NewParty, Presence
from models.position import Position, Source, Stand
from models.proposal import Reflected
from models.reopening import Reopening
from models.reservation import StatementKind
from models.rulebook import DEFAULT_VISIBILITY, Group, Kind, Mode, Rules, rules_digest
from models.silence import Silence, SilenceStatus
from tests.cast import MORNING, PARTIES, Stage, only, opened, published
from tests.models.adoption import TEXTS, WINDOW, adopted, agreed, wait
from tests.models.test_locking import locked

NO_SECONDS = Rules(seconding=False)


def told(stage: Stage, side: str) -> dict[str, str]:
    """The last sentence of each kind that a side was told."""
    return {one.kind: str(one.sentence) for one in stage.negotiation.notices.get(side, ())}


def news(before: Negotiation, after: Negotiation, kind: str) -> dict[str, str]:
    """What a step tells of one kind: side → the sentence."""
    return {line.side: str(line.sentence) for line in lines(before, after) if line.kind == kind}


def test_a_clause_moves_under_a_position() -> None:
    """N-1: each party that had one is told that it lapsed, of how many, and when it is back."""
    stage = opened(NO_SECONDS)
    stage.states("ada")
    stage.states("bo", Stand.STAND_ASIDE)
    stage.accepts("chair", stage.tables("gus", "A1", "seven", "ten"))
    said = told(stage, "BET")["position_lapsed"]
    assert "version 2" in said
    assert "stand aside, lapsed; 2 in all" in said
    assert "position_lapsed" not in told(stage, "GAM")
    stage.undoes()
    assert "holds again" in told(stage, "ALP")["position_restored"]
    why = f"was undone: {stage.negotiation.decisions[-1].because}"
    assert all(why in told(stage, side)["undone"] for side in ("DEL", FACILITATORS))


def test_what_becomes_of_ones_proposals() -> None:
    """N-1: seconded, joined, objected to, carried, needing its author, decided, live again."""
    stage = opened()
    first = stage.tables("ada", "A1", "seven", "ten")
    assert "P01 by ALP was tabled" in told(stage, FACILITATORS)["proposal_tabled"]
    stage.seconds("bo", first)
    stage.joins("gus", first)
    assert told(stage, "ALP")["proposal_seconded"] == "GAM seconded your P01."
    assert told(stage, "ALP")["proposal_joined"] == "GAM joined your P01."
    rival = stage.tables("bo", "A1", "current", "complete")
    other = stage.tables("dot", "A1", "seven days", "a week")
    stage.objects("gus", "A1", rival)
    assert told(stage, "BET")["objection_raised"].startswith("GAM objects to your P02: We cannot")
    stage.seconds("gus", rival)
    stage.seconds("ada", other)
    stage.accepts("chair", first)
    assert told(stage, "GAM")["proposal_accepted"] == "Your P01 was accepted."
    assert told(stage, "BET")["proposal_carried"] == "Your P02 was carried over to version 2."
    assert told(stage, "DEL")["proposal_superseded"] == "Your P03 was superseded."
    stage.undoes()
    assert told(stage, "DEL")["proposal_live"] == "Your P03 is live again."
    stage.withdraws("bo", rival)
    assert "proposal_withdrawn" not in told(stage, "BET")
    assert "is moot" in told(stage, "GAM")["objection_moot"]


def test_who_spoke_of_the_former_wording_is_told_that_it_was_revised() -> None:
    """N-1, P-10: a second and an objection lapse with it, and their parties hear why."""
    stage = opened()
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.seconds("bo", proposal)
    stage.objects("gus", "A1", proposal)
    stage.revises("ada", proposal, "ten", "nine")
    lapsed = "P01 by ALP was revised: you had seconded its former wording only."
    assert told(stage, "BET")["second_lapsed"] == lapsed
    moot = "Your objection O01 is moot: P01 reads otherwise now."
    assert told(stage, "GAM")["objection_moot"] == moot
    assert "second_lapsed" not in told(stage, "ALP")


def test_a_proposal_lapses_or_needs_its_author() -> None:
    """N-1: also what fell due by itself."""
    stage = opened()
    stage.tables("ada", "A1", "seven", "ten")
    stage.later(minutes=21).settle()
    assert told(stage, "ALP")["proposal_lapsed"] == "Your P01 lapsed."
    stage = opened(NO_SECONDS)
    mine = stage.tables("ada", "A1", "seven days", "five days")
    bridge = stage.tables("chair", "A1", "seven days", "six days", bridges=(mine,))
    assert "P02 bridges your P01" in told(stage, "ALP")["bridged"]
    stage.answers("ada", bridge, mine, Reflected.PARTLY)
    assert told(stage, FACILITATORS)["bridge_answered"] == "ALP calls P01 partly in P02."
    stage.accepts("chair", bridge)
    assert "revise it" in told(stage, "ALP")["proposal_needs_you"]


def test_objections_that_need_an_answer() -> None:
    """N-1: its party when the text changed, the facilitators when it is lifted."""
    stage = opened(NO_SECONDS)
    objection = stage.objects("gus")
    assert told(stage, FACILITATORS)["objection_raised"].startswith("GAM objects to clause 1")
    stage.accepts("chair", stage.tables("ada", "A1", "seven", "ten"))
    assert "needs your answer" in told(stage, "GAM")["objection_needs_answer"]
    stage.lifts("gus", objection)
    assert told(stage, FACILITATORS)["objection_lifted"] == "GAM lifted an objection."


def test_the_room_and_the_text() -> None:
    """N-1: the question, agreement, walking out and back, adoption, what is to be confirmed."""
    stage = opened(NO_SECONDS, TEXTS)
    stage.states("dot", Stand.AGREE_AD_REF)
    stage.shows("A1")
    stage.puts()
    assert "object until 2027-03-01 09:01" in told(stage, "ALP")["question_put"]
    stage.presence("GAM", Presence.WALKED_OUT)
    assert told(stage, "BET")["walked_out"] == "GAM has walked out."
    assert "walked_out" not in told(stage, "GAM")
    stage.presence("GAM", Presence.PRESENT)
    assert told(stage, FACILITATORS)["came_back"] == "GAM is back."
    stage.later(minutes=2)
    stage.confirms()
    assert "agreed ad referendum" in told(stage, "GAM")["clause_agreed"]
    stage.agrees("A2")
    stage.agrees("A3")
    stage.adopts_whole()
    assert "adopted ad referendum" in told(stage, FACILITATORS)["text_adopted"]
    assert told(stage, "DEL")["confirmation_due"].startswith("1 of your positions")
    assert "confirmation_due" not in told(stage, "ALP")
    stage.do("lex", acts.CompleteLegalCheck(explained="Meant."))
    assert "closed" in told(stage, "ALP")["text_closed"]


def test_corrections_and_translations() -> None:
    """N-1: until when to contest, what came of it; no position lapses by a correction."""
    stage = adopted()
    correction = stage.corrects("A2", "on-line", "online")
    ends = moment(stage.negotiation, stage.now + WINDOW)
    assert told(stage, "ALP")["correction_proposed"].endswith(f"contest it until {ends}.")
    stage.contests("gus", correction)
    assert told(stage, FACILITATORS)["correction_contested"].startswith("GAM contests E1")
    assert "not adopted any more" in told(stage, "BET")["adoption_fell"]
    assert "taken up again" in told(stage, "BET")["clause_reopened"]
    stage = adopted()
    gone = stage.corrects("A3", "oversee", "supervise")
    stage.do("lex", acts.WithdrawCorrection(correction=gone))
    assert "withdrawn" in told(stage, "ALP")["correction_withdrawn"]
    stage.corrects("A2", "on-line", "online")
    wait(stage).later(seconds=1).settle()
    assert "version 2, and every position holds" in told(stage, "ALP")["correction_confirmed"]
    assert "position_lapsed" not in told(stage, "ALP")
    noted = stage.do("abe", acts.NoteDiscrepancy(clause="A2", language="en", text="Odd."))
    note = only(noted, facts.DiscrepancyNoted).discrepancy
    assert "discrepancy_noted" in told(stage, FACILITATORS)
    stage.do("chair", acts.ClearDiscrepancy(discrepancy=note, answer="Not odd."))
    assert told(stage, "ALP")["discrepancy_cleared"] == "Your note N1 was answered: Not odd."


def test_a_definition_changed_is_told_to_all() -> None:
    """N-1: with what is defined otherwise now."""
    stage = opened(NO_SECONDS, TEXTS)
    stage.accepts("chair", stage.tables("ada", "A1", "a program", "any program"))
    assert "“bot”" in told(stage, "DEL")["second_look"]


def test_silences_packages_and_requests_whoever_makes_them() -> None:
    """N-1: read off the state, so whatever facts lead to it."""
    n = opened().negotiation
    silence = Silence(
        id="s",
        order=1,
        clause="A1",
        version=1,
        digest="",
        started=MORNING,
        ends=MORNING + timedelta(hours=12),
        by="chair",
        notified=("ALP",),
    )
    running = replace(n, silences={"s": silence})
    assert "until 2027-03-01 21:00" in news(n, running, "silence_started")["ALP"]
    moved = replace(n, silences={"s": replace(silence, ends=MORNING + timedelta(hours=14))})
    assert "23:00" in news(running, moved, "silence_moved")["ALP"]
    for status, kind, says in (
        (SilenceStatus.BROKEN, "silence_broken", "broken by GAM"),
        (SilenceStatus.EXPIRED, "silence_expired_unbroken", "not broken"),
        (SilenceStatus.CANCELLED, "silence_cancelled", "cancelled"),
    ):
        over = replace(n, silences={"s": replace(silence, status=status, broken_by="GAM")})
        assert says in news(running, over, kind)["ALP"]
    unnamed = replace(running, rules=Rules(silence_names=False))
    broken = replace(silence, status=SilenceStatus.BROKEN, broken_by="GAM")
    anonymous = news(unnamed, replace(unnamed, silences={"s": broken}), "silence_broken")
    assert "GAM" not in anonymous["ALP"]
    assert "GAM" in anonymous["GAM"]
    elements = (Element("A1", 1, ""),)
    package = Package(
        id="k", order=1, title="", elements=elements, digest="", by="chair", at=MORNING
    )
    tabled = replace(n, packages={"k": package})
    (told,) = (one for one in lines(n, tabled) if (one.side, one.kind) == ("DEL", "package_tabled"))
    assert told.item == "k"
    over = replace(n, packages={"k": replace(package, status=PackageStatus.DISSOLVED)})
    assert "dissolved" in news(tabled, over, "package_dissolved")["DEL"]
    closed = replace(n, clauses={"A1": replace(n.clauses["A1"], agreed=True)})
    request = Reopening(clause="A1", party="GAM", person="gus", reason="Why", at=MORNING)
    asked = replace(closed, reopenings={"A1": request})
    assert news(closed, asked, "reopening_requested")["ALP"].endswith(": Why")
    assert "GAM" not in news(closed, asked, "reopening_requested")
    assert set(news(asked, closed, "reopening_closed")) == {"GAM"}


def test_what_becomes_of_the_rules() -> None:
    """N-1: they are set anew under answers, adopted, proposed, taken back, changed."""
    stage = published()
    stage.do("chair", acts.SetRules(rules=replace(stage.negotiation.rules, seconding=False)))
    assert "rules_set" not in told(stage, "ALP")
    stage.do("ada", acts.AnswerRules(digest=rules_digest(stage.negotiation.rules), agree=True))
    stage.do("chair", acts.SetRules(rules=Rules()))
    assert "answers to the former ones are void" in told(stage, "GAM")["rules_set"]
    stage.do("chair", acts.OpenSession(session="S1", present=PARTIES))
    stage.do("chair", acts.AdoptRules())
    for side in ("ALP", FACILITATORS):
        assert told(stage, side)["rules_adopted"] == "The rules of procedure are adopted."
    others = acts.ProposeRules(rules=NO_SECONDS, reason="We are stuck.")
    stage.do("chair", others)
    assert told(stage, "BET")["rules_proposed"].endswith("the parties answer: We are stuck.")
    stage.do("chair", acts.TakeBackRules())
    assert told(stage, "BET")["rules_taken_back"] == "The proposal of other rules was taken back."
    stage.do("chair", others)
    stage.now += timedelta(minutes=5)
    stage.do("chair", acts.AdoptRules(digest=rules_digest(NO_SECONDS)))
    assert told(stage, "DEL")["rules_changed"] == "The rules of procedure were changed."
    assert len([one for one in stage.negotiation.notices["DEL"] if "rules" in one.kind]) == 6


def test_what_is_stated_for_the_record() -> None:
    """N-1, N-2: told to all but its party, unless they may not know whose it is."""
    stage = opened()
    digest = stage.negotiation.clauses["A1"].version.digest
    reserving = acts.EnterStatement(
        clause="A1",
        digest=digest,
        statement_kind=StatementKind.RESERVATION,
        text="Not for us.",
    )
    stage.do("ada", reserving)
    for side in ("BET", FACILITATORS):
        said = told(stage, side)["statement_entered"]
        assert said == "ALP enters a reservation on clause 1 (“Title 1”): R01."
    assert "statement_entered" not in told(stage, "ALP")
    (statement,) = stage.negotiation.statements
    stage.do("ada", acts.WithdrawStatement(statement=statement))
    assert told(stage, "GAM")["statement_withdrawn"].startswith("ALP withdraws R01")
    hidden = {**DEFAULT_VISIBILITY, Kind.ATTRIBUTION: frozenset({Group.FACILITATORS})}
    stage = opened(Rules(visibility=hidden))
    stage.do("ada", reserving)
    assert "statement_entered" not in told(stage, "BET")
    assert "statement_entered" in told(stage, FACILITATORS)


def test_who_speaks_for_a_party_from_now_on() -> None:
    """N-1: its own people and the facilitators are told."""
    stage = opened()
    stage.do("chair", acts.ReplaceHead(party="ALP", person="abe"))
    for side in ("ALP", FACILITATORS):
        assert told(stage, side)["head_replaced"] == "Abe is the head of delegation now."
    assert "head_replaced" not in told(stage, "BET")


def test_admission_visibility_and_what_was_recorded_for_a_party() -> None:
    """N-1: who came, who left, who sees what, and a position to confirm."""
    n = opened().negotiation
    joined = {**n.parties, "NEW": replace(n.parties["NEW"], admitted=True)}
    with_new = replace(n, parties=joined)
    assert set(news(n, with_new, "party_admitted")) == {"ALP", "BET", "GAM", "DEL", FACILITATORS}
    assert news(with_new, n, "party_left")["ALP"] == "NEW takes no part any more."
    stage = opened()
    into = tuple(
        NewParty(id=one, name=one, colour="#123456", seat_order=50 + seat)
        for seat, one in enumerate(("ONE", "TWO"))
    )
    stage.do("host", acts.SplitParty(party="GAM", into=into))
    told = news(n, stage.negotiation, "party_split")
    assert set(told) == {"ALP", "BET", "DEL", "ONE", "TWO", FACILITATORS}
    assert told["ONE"] == "GAM has split: ONE and TWO take its place."
    assert not news(n, stage.negotiation, "party_admitted")
    for mode, said in (
        (Mode.PLENARY, "in plenary"),
        (Mode.CLOSED, "is closed"),
        (Mode.CHATHAM, "Chatham House rule"),
    ):
        moved = news(n, replace(n, mode=mode), "visibility_changed")
        assert len(moved) == 5
        assert said in moved["BET"]
    narrowed = replace(n, shown={**DEFAULT_VISIBILITY, Kind.REASONS: frozenset()})
    assert news(n, narrowed, "visibility_changed")["BET"] == "who sees what has changed."
    out = replace(n.parties["GAM"], admitted=False, departure=Departure.EXCLUDED)
    excluded = replace(n, parties={**n.parties, "GAM": out})
    assert news(n, excluded, "party_left")["ALP"] == "GAM was excluded."
    position = Position(
        party="ALP",
        clause="A1",
        version=1,
        digest="",
        stand=Stand.AGREE,
        person="chair",
        at=MORNING,
        source=Source.STATED,
        recorded_by="chair",
    )
    recorded = replace(n, positions={"A1": {("ALP", 1): position}})
    assert set(news(n, recorded, "recorded_for_you")) == {"ALP"}


def test_a_notice_holds_nothing_its_side_may_not_see() -> None:
    """N-2: no reasons and no names where the rules keep them from the parties."""
    hidden = {kind: frozenset({Group.FACILITATORS}) for kind in Kind}
    stage = opened(Rules(seconding=False, visibility=hidden))
    proposal = stage.tables("ada", "A1", "seven", "ten")
    stage.objects("gus", "A1", proposal)
    said = told(stage, "ALP")["objection_raised"]
    assert said == "Somebody objects to your P01."
    assert {one.item for one in stage.negotiation.notices["ALP"]} == {None}
    assert "GAM objects" in told(stage, FACILITATORS)["objection_raised"]
    stage.states("ada")
    stage.accepts("chair", stage.tables("bo", "A1", "list its", "name its"))
    assert told(stage, "ALP")["position_lapsed"].startswith("Clause 1 (“Title 1”) reads as")
    shown = {**DEFAULT_VISIBILITY, Kind.REASONS: frozenset[Group]()}
    narrowed = replace(opened().negotiation, shown=shown)
    request = Reopening(clause="A1", party="GAM", person="gus", reason="Why", at=MORNING)
    asked = replace(narrowed, reopenings={"A1": request})
    assert "Why" not in news(narrowed, asked, "reopening_requested")["ALP"]


def test_notices_are_numbered_and_the_last_are_kept() -> None:
    """N-3: for each side by itself, 300 at most."""
    n = published().negotiation
    after = n
    for count in range(KEPT + 20):
        mode = Mode.CLOSED if count % 2 else Mode.PLENARY
        after = noticed(after, replace(after, mode=mode), MORNING)
    kept = after.notices["ALP"]
    assert (len(kept), kept[-1].number, kept[0].number) == (KEPT, KEPT + 20, 21)


def test_typing_makes_no_notice() -> None:
    """N-3: and nothing is looked for at a keystroke: the mapping is the very same."""
    stage = opened()
    stage.tables("ada", "A1", "seven", "ten")
    draft = stage.drafts("bo")
    before = stage.negotiation.notices
    stage.types("bo", draft, "current", "complete")
    assert stage.negotiation.notices is before


def test_since_you_left() -> None:
    """N-4: what one has not seen, by clause, newest last; each person for themselves."""
    stage = agreed()
    stage.adopts_whole()
    since = views.since_you_left(stage.negotiation, "abe")
    assert [group.clause for group in since] == [None, "A1", "A2", "A3"]
    numbers = [[one.number for one in group.notices] for group in since]
    assert all(group == sorted(group) for group in numbers)
    last = stage.negotiation.notices["ALP"][-1].number
    seen = stage.do("abe", acts.MarkSeen(upto=last - 1))
    assert only(seen, facts.NoticesSeen).upto == last - 1
    (left,) = views.since_you_left(stage.negotiation, "abe")
    assert [one.number for one in left.notices] == [last]
    assert views.since_you_left(stage.negotiation, "ada") == since
    assert stage.do("abe", acts.MarkSeen(upto=1)) == ()
    stage.do("abe", acts.MarkSeen(upto=10_000))
    assert stage.negotiation.seen["abe"] == last
    assert views.since_you_left(stage.negotiation, "abe") == ()
    for nobody in ("eve", "lex", "new", "unheard of"):
        assert views.since_you_left(stage.negotiation, nobody) == ()
    with stage.refused("wrong_role"):
        stage.do("eve", acts.MarkSeen(upto=1))


def test_times_are_told_on_the_clock_of_the_negotiation() -> None:
    """N-1: with the zone beside it."""
    n = replace(opened().negotiation, utc_offset="+02:00")
    at = datetime(2027, 1, 13, 22, 30, tzinfo=UTC)
    assert moment(n, at) == "2027-01-14 00:30 (+02:00)"


def test_the_final_text_from_its_lock_to_those_who_leave() -> None:
    """F-1, F-5, F-8, F-11, F-14 to F-17: every step is told to every side."""
    stage = locked()
    assert told(stage, "BET")["lock_requested"].startswith("The lock of the text is requested")
    assert told(stage, "BET")["text_locked"].startswith("The text is locked")
    stage.opens_signing(timedelta(days=7))
    window = stage.negotiation.window
    assert window is not None
    until = moment(stage.negotiation, window.closes)
    stage.declines("bo", "Too soon.")
    stage.signs("ada")
    digest = stage.negotiation.finals[-1].digest
    stage.do("host", acts.Publish(digest=digest, embargo=window.closes))
    for side in (*PARTIES, FACILITATORS):
        said = told(stage, side)
        assert said["signing_opened"] == f"The signing is open until {until}."
        assert said["signing_declined"] == "BET declines to sign: Too soon."
        assert said["text_signed"] == "ALP has signed the text."
        assert said["text_published"] == f"The text is published, under embargo until {until}."

    stage.later(minutes=8 * 24 * 60)
    stage.accedes("bo")
    assert "over" in told(stage, "GAM")["signing_closed"]
    stage.do("ada", acts.WithdrawSignature(effective="2031-01-01"))
    assert told(stage, "GAM")["text_signed"] == "BET has joined the text."
    assert told(stage, "GAM")["signature_withdrawn"] == "ALP leaves the code from 2031-01-01 on."


def test_opening_a_locked_text_is_told_from_the_question_to_the_end() -> None:
    """F-5, F-6."""
    stage = locked()
    stage.do("chair", acts.RequestUnlock(reason="A word is missing."))
    asked = "It is asked that the locked text be opened again: A word is missing."
    assert told(stage, "DEL")["unlock_asked"] == asked
    final = stage.negotiation.finals[-1]
    for person in ("ada", "bo", "gus", "dot"):
        stage.do(person, acts.ConsentUnlock(digest=final.digest))
    assert told(stage, "ALP")["unlock_consented"] == "DEL consents to open the text again."
    stage.do("host", acts.ConfirmUnlock(digest=final.digest))
    assert "open again" in told(stage, "ALP")["text_unlocked"]
