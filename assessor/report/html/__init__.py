"""The HTML report: one file without script or network, which reads well with its style sheet switched off too.

Pure: equal contents give equal bytes. The views (`page`, `profile` and the modules below them) say what is shown; the
templates say how. Whatever a template prints is escaped and made harmless in `templating`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.html.page import page_of
from assessor.report.html.templating import rendered

if TYPE_CHECKING:
    from assessor.report.contents import Contents
    from assessor.report.view import View


def render(contents: Contents, view: View) -> str:
    """The report as one HTML document, ending with a line feed."""
    return rendered("page.html", page=page_of(contents, view))
