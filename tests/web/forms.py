"""The forms of a page as tests read them: what a browser would send."""

from __future__ import annotations

import re
from html import unescape


def hidden(form: str) -> dict[str, list[str]]:
    """The hidden fields of a form."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)">', form):
        found.setdefault(name, []).append(value)
    return found


def form_to(page: str, address: str) -> str:
    """The first form of a page that goes to an address."""
    forms: list[str] = re.findall(r"<form data-act.*?</form>", page, re.DOTALL)
    return next(form for form in forms if f"/{address}" in form.partition(">")[0])


def region(page: str, name: str) -> str:
    """The region of a page with this id."""
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def values(html: str, name: str) -> list[str]:
    """What the checkboxes and hidden fields of this name hold, in order."""
    found: list[str] = re.findall(rf'name="{re.escape(name)}"[^>]*?value="([^"]*)"', html)
    return found


def options(html: str, name: str) -> list[str]:
    """What a list of choices offers."""
    inside = html.partition(f'<select name="{name}"')[2].partition("</select>")[0]
    found: list[str] = re.findall(r'<option value="([^"]*)"', inside)
    return found


FORM = re.compile(r"<form[^>]*>.*?</form>", re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def forms(html: str, action: str) -> list[dict[str, str]]:
    """The hidden fields of every form that posts to an address with this end."""
    return [
        {name: unescape(value) for name, value in HIDDEN.findall(form)}
        for form in FORM.findall(html)
        if re.search(rf'action="[^"]*{re.escape(action)}(#[^"]*)?"', form)
    ]


def the_form(html: str, action: str, **having: str) -> dict[str, str]:
    """The one form to an address that has these fields."""
    found = [one for one in forms(html, action) if having.items() <= one.items()]
    assert len(found) == 1, (action, having, found)
    return found[0]
