"""A page that shows a file of the repository."""

from __future__ import annotations

from pathlib import PurePosixPath

from reference.markdown import code, heading, page

_LANGUAGES = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml", ".py": "python", ".sh": "sh"}


def listing_page(name: str, text: str) -> str:
    """The file as it is, with the numbers of its lines."""
    language = _LANGUAGES.get(PurePosixPath(name).suffix, "text")
    fence = "`" * 6
    return page(
        [
            "---",
            "search: {exclude: true}",
            "hide: [navigation, toc]",
            "---",
            heading(1, code(name), "file"),
            "",
            f'{fence}{language} linenums="1"',
            text.rstrip("\n"),
            fence,
        ]
    )
