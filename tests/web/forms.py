"""Reading the forms of a page as a browser without a script would send them."""

from __future__ import annotations

import re
from html import unescape

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
