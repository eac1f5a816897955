"""HTML of the pages that need no framework. What is put into a template is escaped, unless it says `safe`."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def html(template: str, **values: object) -> str:
    return _TEMPLATES.get_template(template).render(values)
