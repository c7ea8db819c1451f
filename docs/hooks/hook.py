"""What MkDocs calls while it builds the site: pages made of the schemas, the rules and the commands, and their links.

Nothing of this is in the repository: the pages are made anew with every build (docs/adr/0019).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from links import linked_files, rewritten
from mkdocs.structure.files import File
from reference.benchmarks import benchmarks_page
from reference.commands import commands_page
from reference.csf import csf_page
from reference.examples import observed
from reference.listing import listing_page
from reference.requirements import requirements_page
from reference.rules import kinds_page, rules_page
from reference.schemas import schema_page

from assessor.api import open_assessor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_ROOT = Path(__file__).resolve().parents[2]
_COPIED = {"contributing.md": "CONTRIBUTING.md", "changelog.md": "CHANGELOG.md"}
_GOLDEN = _ROOT / "tests" / "golden"
_DOCUMENTS = {
    "result": _GOLDEN / "eclipse-ditto" / "expected.json",
    "comparison": _GOLDEN / "answers" / "eclipse-ditto" / "compare-documents.json",
    "diff": _GOLDEN / "answers" / "eclipse-ditto" / "diff.json",
    "explanation": _GOLDEN / "answers" / "eclipse-ditto" / "explain-rating.json",
    "forecast": _GOLDEN / "answers" / "eclipse-ditto" / "forecast-gate.json",
    "plan": _GOLDEN / "answers" / "eclipse-ditto" / "plan-green.json",
}
"""Documents of the schemas of what dtassess writes; examples are taken from them."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put into the navigation what its entries with a `*` stand for: the pages that are there."""
    config.nav = _expanded(config.nav, Path(config.docs_dir))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made, and the files that pages link to."""
    made = {**dict(_reference()), **_copies()}
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    for name, place in sorted(_linked(files).items()):
        text = (_ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, place, content=listing_page(name, text) if place.endswith(".md") else text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Lead the links of a page of the repository to pages of the site."""
    path = page.file.src_uri
    if page.file.generated_by:
        return markdown
    return rewritten(markdown, f"docs/{path}", path)


def _reference() -> Iterator[tuple[str, str | bytes]]:
    assessor = open_assessor(engine="plain")
    knowledge = assessor.knowledge
    yield "reference/requirements.md", requirements_page(knowledge)
    yield "reference/benchmarks.md", benchmarks_page(knowledge, assessor.derived)
    yield "reference/rules.md", rules_page(knowledge)
    yield "reference/kinds.md", kinds_page(knowledge)
    yield "reference/csf.md", csf_page(knowledge)
    yield "reference/commands.md", commands_page()
    for file in sorted((_ROOT / "schemas").glob("*.schema.json")):
        name = file.name.removesuffix(".schema.json")
        schema = json.loads(file.read_bytes())
        document = json.loads(_DOCUMENTS[name].read_bytes()) if name in _DOCUMENTS else None
        yield f"reference/schemas/{name}.md", schema_page(name, schema, observed(schema, document))
        yield f"schemas/{file.name}", file.read_bytes()


def _copies() -> dict[str, str]:
    """Pages that stand at the repository's root, where people look for them."""
    return {path: rewritten((_ROOT / name).read_text(encoding="utf-8"), name, path) for path, name in _COPIED.items()}


def _linked(files: Files) -> dict[str, str]:
    """The files of the repository that a page links to and that no other page shows, with their places."""
    own = {f"docs/{file.src_uri}": file.content_string for file in files.documentation_pages() if not file.generated_by}
    copied = {name: (_ROOT / name).read_text(encoding="utf-8") for name in _COPIED.values()}
    return {file: place for name, text in {**own, **copied}.items() for file, place in linked_files(text, name)}


def _expanded(entry: Any, folder: Path) -> Any:
    """An entry of the navigation, and all below it."""
    if isinstance(entry, dict):
        return {title: _expanded(below, folder) for title, below in entry.items()}
    if not isinstance(entry, list):
        return entry
    found = []
    for below in entry:
        pages = sorted(folder.glob(below)) if isinstance(below, str) and "*" in below else None
        found += (
            [_expanded(below, folder)] if pages is None else [page.relative_to(folder).as_posix() for page in pages]
        )
    return found
