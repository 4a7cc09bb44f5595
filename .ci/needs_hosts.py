"""Print whether a change needs the tests in ``tests/hosts``: yes or no.

The change is everything since the commit at which this branch left the main one, with uncommitted and untracked files.
Where git is missing or knows no such commit, all tests are needed.
"""

from __future__ import annotations

import subprocess
from collections.abc import Collection

HOST_PATHS = (
    ".ci/",
    "content/hosts/",
    "examples/",
    "Makefile",
    "pyproject.toml",
    "sitegen/figure.py",
    "sitegen/integrations/",
    "sitegen/interactive/",
    "sitegen/page/",
    "sitegen/pipeline.py",
    "sitegen/resolve/",
    "sitegen/spec/content_root.py",
    "sitegen/svg/",
    "sitegen/theme.py",
    "templates/",
    "tests/browser/",  # what both tiers share
    "tests/conftest.py",
    "tests/hosts/",
)
MAIN_BRANCHES = ("origin/HEAD", "origin/main", "main")


def needs_hosts(changed: Collection[str]) -> bool:
    """Whether one of the changed paths can change a figure on the page of another tool, or nothing is known."""
    return not changed or any(path.startswith(HOST_PATHS) for path in changed)


def changed_paths() -> list[str]:
    """Paths that differ from the base, those of the working folder included; none where no base is found."""
    for branch in MAIN_BRANCHES:
        base = _git("merge-base", "HEAD", branch)
        if base:
            return _git("diff", "--name-only", "--no-renames", "-z", *base) + _git(
                "ls-files", "--others", "--exclude-standard", "-z"
            )
    return []


def _git(*words: str) -> list[str]:
    try:
        done = subprocess.run(["git", *words], check=False, capture_output=True, text=True)
    except FileNotFoundError:
        return []
    return done.stdout.strip("\0\n").split("\0") if done.returncode == 0 and done.stdout else []


if __name__ == "__main__":
    print("yes" if needs_hosts(changed_paths()) else "no")
