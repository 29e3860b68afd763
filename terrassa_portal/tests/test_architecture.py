"""The arrows and the sizes of the house: docs/architecture.md."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.house

CODE = ("terrassa_portal", "poligons", "empreses", "incidencies", "plans", "deploy", "benchmarks")
LINES_OF_A_PYTHON_FILE = 400
LINES_OF_A_TEMPLATE = 120
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "selectors", "signals"}


def our_files(pattern):
    for area in (*CODE, "templates"):
        yield from (settings.BASE_DIR / area).rglob(pattern)


def too_long(paths, most):
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in paths}
    return [f"{path}: {lines}" for path, lines in lengths.items() if lines > most]


def run(*command):
    return subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)


def test_every_import_follows_the_arrows():
    lint_imports = Path(sys.executable).parent / "lint-imports"

    result = run(str(lint_imports), "--no-logo", "--no-cache")

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_arrows_name_every_module_of_the_project_package():
    package = settings.BASE_DIR / "terrassa_portal"
    pyproject = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))
    contract = pyproject["tool"]["importlinter"]["contracts"][0]
    outside = {"__init__", "__main__", "apps", "settings"}  # nothing of ours imports these

    modules = {path.stem for path in package.glob("*.py")} - outside

    assert modules <= {name.split(".")[-1] for name in contract["layers"][0].split(" : ")}


def test_no_python_file_outgrows_the_house():
    paths = (path for path in our_files("*.py") if "migrations" not in path.parts)

    assert not too_long(paths, LINES_OF_A_PYTHON_FILE)


def test_no_template_outgrows_the_house():
    assert not too_long(our_files("*.html"), LINES_OF_A_TEMPLATE)


def test_no_module_is_named_after_nothing_in_particular():
    assert not [path for path in our_files("*.py") if path.stem in FORBIDDEN_NAMES]


def test_no_template_carries_style_script_or_a_foreign_file():
    forbidden = (' style="', "<style", " onclick=", " onchange=", " onsubmit=", 'src="http')

    found = [
        f"{path}: {mark}"
        for path in our_files("*.html")
        for mark in forbidden
        if mark in path.read_text("utf-8")
    ]

    assert not found


def test_the_models_have_no_change_without_a_migration():
    result = run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run")

    assert result.returncode == 0, result.stdout + result.stderr
