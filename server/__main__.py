"""The commands: `python -m server COMMAND`; `--help` says what each does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from server import commands, demo, play, serving
from server.settings import Settings

Command = Callable[[argparse.Namespace, Settings], int]


def _convene(options: argparse.Namespace, settings: Settings) -> int:
    return commands.convene(
        settings, options.file, rehearsal=options.rehearsal, invitations=options.invitations
    )


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    return serving.serve(
        settings, host=options.host, port=options.port, rehearsal=options.rehearsal
    )


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    return demo.demo(settings, options.file, host=options.host, port=options.port)


def _play(options: argparse.Namespace, _: Settings) -> int:
    return play.play(
        options.file,
        url=options.url,
        invitations=options.invitations,
        speed=options.speed,
        check=options.check,
        until=options.until,
        session=options.session,
    )


def _backup(options: argparse.Namespace, settings: Settings) -> int:
    return commands.backup(settings, options.file)


def _restore(options: argparse.Namespace, settings: Settings) -> int:
    return commands.restore(settings, options.file, replace=options.replace)


def _retain(_: argparse.Namespace, settings: Settings) -> int:
    return commands.retain(settings)


def _verify(options: argparse.Namespace, settings: Settings) -> int:
    file = Path(options.what) if options.what else None
    if file is not None and file.exists():
        return commands.verify_bundle(file, options.held)
    return commands.verify(settings, options.what, options.held)


def _invite(options: argparse.Namespace, settings: Settings) -> int:
    return commands.invite(
        settings, options.negotiation, options.person, again=options.again, revoke=options.revoke
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parley", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")

    def verb(name: str, run: Command, about: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=about, description=about)
        added.set_defaults(run=run)
        return added

    convene = verb("convene", _convene, "Create a negotiation from a YAML file.")
    convene.add_argument("file", type=Path)
    convene.add_argument("--rehearsal", action="store_true", help="its clock may be moved")
    convene.add_argument("--invitations", type=Path, help="write person → link to this JSON file")
    serve = verb("serve", _serve, "Serve all negotiations of the database.")
    show = verb("demo", _demo, "Load the demonstration if it is absent, and serve it.")
    show.add_argument("file", type=Path, nargs="?", default=demo.DEMONSTRATION)
    for served in (serve, show):
        served.add_argument("--host", default="0.0.0.0")  # noqa: S104 - a workshop is a local network
        served.add_argument("--port", type=int)
    serve.add_argument("--rehearsal", action="store_true", help="the clock may be moved")
    playing = verb("play", _play, "Perform the moves of a scenario file against a server.")
    playing.add_argument("file", type=Path)
    playing.add_argument("--url", help="a running server; without it --check starts its own")
    playing.add_argument("--invitations", type=Path, help="JSON file: person → link")
    playing.add_argument("--speed", type=float, default=1.0)
    playing.add_argument("--check", action="store_true", help="compare every expectation")
    playing.add_argument("--until", type=int, help="stop after this move")
    playing.add_argument("--session", help="stop after this session, e.g. S1")
    backup = verb("backup", _backup, "Copy the database, also while it is served.")
    backup.add_argument("file", type=Path)
    restore = verb("restore", _restore, "Bring a copy back into an empty database.")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="overwrite what is there")
    verb("retain", _retain, "Erase what the rules of retention let be erased by now.")
    verify = verb("verify", _verify, "Check a bundle, or the records of the database.")
    verify.add_argument("what", nargs="?", help="a bundle's file, or a negotiation")
    verify.add_argument("--held", type=Path, help="a checkpoint you kept, to hold either against")
    invite = verb("invite", _invite, "List, re-issue or revoke invitations.")
    invite.add_argument("negotiation")
    invite.add_argument("person", nargs="?")
    invite.add_argument("--again", action="store_true", help="a new link and code; the old die")
    invite.add_argument("--revoke", action="store_true", help="end the invitation and its sessions")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    options = _parser().parse_args(arguments)
    run: Command = options.run
    return run(options, Settings())


if __name__ == "__main__":
    sys.exit(main())
