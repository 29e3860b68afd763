"""Install a list of requirements into `.venv`, unless that very list is there already.

Run by make with the machine's own Python: standard library only.
"""

import hashlib
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
# The second list contains the first.
CONTAINED = {"requirements.txt": [], "requirements-dev.txt": ["requirements.txt"]}


def stamp(name):
    return VENV / f".{name}.installed"


def fingerprint(name):
    """Tell two installations apart: the lists, the Python, and where the directory stands."""
    texts = [(ROOT / part).read_text("utf-8") for part in [name, *CONTAINED[name]]]
    return hashlib.sha256("\0".join([*texts, sys.version, str(VENV)]).encode()).hexdigest()


def is_installed(name):
    return stamp(name).exists() and stamp(name).read_text() == fingerprint(name)


def make_venv():
    """Make `.venv`, anew if it was made by another Python or in another place."""
    marker = VENV / ".made-by"
    origin = f"{sys.version}\n{VENV}"
    if marker.exists() and marker.read_text() == origin:
        return
    if marker.exists():
        rmtree(VENV)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    marker.write_text(origin)


def install(name):
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    pip += ["--disable-pip-version-check", "--no-warn-script-location", "--no-compile"]
    subprocess.run([*pip, "-r", str(ROOT / name)], check=True)
    for part in [name, *CONTAINED[name]]:
        stamp(part).write_text(fingerprint(part))


def main(name):
    if sys.version_info < OLDEST_PYTHON:
        return "The portal needs Python 3.11 or newer: make run PYTHON=python3.12"
    if is_installed(name):
        return None
    print(f"Installing {name} into .venv …", flush=True)
    try:
        make_venv()
    except subprocess.CalledProcessError:
        return "Python cannot make a virtual environment. On Debian: apt-get install python3-venv"
    try:
        install(name)
    except subprocess.CalledProcessError:
        return "pip could not install: see above. It needs a network to the package index."
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
