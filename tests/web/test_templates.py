"""Rules that hold for every template: the content security policy, icons, what it includes, its controls."""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.template import engines
from django.template.loader import get_template

import tochuc.web
from tochuc.web.templatetags.components import icon_names

WEB = Path(tochuc.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
every_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))


def markup(path: Path) -> str:
    """The template without its comments."""
    return re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@every_template
def test_it_compiles(path: Path) -> None:
    engines["django"].from_string(path.read_text(encoding="utf-8"))


@every_template
def test_nothing_inline_that_the_content_security_policy_would_block(path: Path) -> None:
    text = markup(path)
    assert not re.search(r"\sstyle\s*=|<style", text), "inline style"
    assert not re.search(r"\son[a-z]+\s*=|\shx-on|javascript:", text), "inline handler"
    assert not re.search(r"hx-(?:vals|vars|headers)=['\"]js:|hx-trigger=['\"][^'\"]*\[", text), (
        "evaluated by htmx"
    )
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert " src=" in tag or 'type="application/json"' in tag, tag


@every_template
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    assert not re.search(r"(?:src|href|action)=['\"](?:https?:)?//", markup(path))


@every_template
def test_its_icons_are_in_the_sprite(path: Path) -> None:
    assert set(re.findall(r"{% icon \"([^\"]+)\"", markup(path))) <= icon_names()


@every_template
def test_what_it_includes_and_extends_exists(path: Path) -> None:
    for name in re.findall(r"{% (?:include|extends) \"([^\"]+)\"", markup(path)):
        get_template(name)


@every_template
def test_a_form_that_posts_carries_its_token(path: Path) -> None:
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", markup(path), flags=re.DOTALL):
        assert "csrf_token" in form


@every_template
def test_a_button_says_what_kind_it_is(path: Path) -> None:
    for button in re.findall(r"<button\b[^>]*>", markup(path)):
        assert " type=" in button, button


@every_template
def test_an_icon_alone_in_a_control_has_a_name(path: Path) -> None:
    for tag in re.findall(r"<(?:a|button)\b[^>]*btn-icon[^>]*>", markup(path)):
        assert "aria-label=" in tag, tag


def test_icons_are_listed_once_and_in_order() -> None:
    names = (WEB / "frontend" / "icons.txt").read_text(encoding="utf-8").split()
    assert names == sorted(set(names))


def test_the_compiled_catalogue_is_that_of_its_source() -> None:
    folder = WEB / "locale" / "vi" / "LC_MESSAGES"
    with (folder / "django.po").open("rb") as source, (folder / "django.mo").open("rb") as compiled:
        said = {message.id: message.string for message in read_po(source) if message.id}
        kept = {message.id: message.string for message in read_mo(compiled) if message.id}
    assert kept == said
    assert all(said.values())
