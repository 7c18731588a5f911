"""The words that scripts say: each page brings those of its language (static/js/live/words.js)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

WORDS = (
    # standing of the page
    "Connecting…",
    "Saved",
    "Live",
    "Saving…",
    "Not saved yet",
    "Offline: what you see may be out of date",
    "Offline: what you typed is kept on this device, not sent",
    "Offline: what you typed is not sent. Keep this page open",
    "This session has ended",
    "This session has ended.",
    "Sign in again with your link or code.",
    "The page has connected again.",
    "{n} d",
    # acts
    "Done.",
    "Close",
    "This was not sent: the server could not be reached.",
    "What you entered is still here. Try again when the page says it is live.",
    "Your last words are not saved yet, so nobody could say what is to be tabled.",
    "Wait until the page says Saved, then try again.",
    "The server could not do this just now.",
    "Nothing happened. Try again in a moment.",
    # wording that could not be sent
    "Not sent",
    "It is kept on this device only.",
    "As it reads without",
    "As you wrote it",
    "Keep as a private draft",
    "Copy",
    "Put away",
    "The record of this negotiation was restored from a copy, and this was typed before.",
    "The form you were writing in is no longer there.",
    "While you were not connected, the draft went on without you.",
    "This draft was closed before your last words arrived.",
    "The server could not read this change.",
    # layers that are followed
    "being written now",
    "Nothing changed yet.",
    "Facilitators",
    # a record that is not what it was
    (
        "This browser was shown entry {was}. The server now shows a record that does not hold it: "
        "{now}."
    ),
    (
        "Sign and decide nothing. Compare the code with the other delegations, and ask the "
        "convenor whether the record was restored from a copy."
    ),
    "Both signed notes, to keep as evidence",
    "I know why: go on from here",
    "The record has changed",
)


def scripted(word: Callable[[str], str]) -> Mapping[str, str]:
    """What a page brings its scripts: each word that is another one in this language."""
    return {said: word(said) for said in WORDS if word(said) != said}
