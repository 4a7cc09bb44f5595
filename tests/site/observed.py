"""Everything about the files of others that a reader of a folder can see."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def facts_of(folder, ours, *, contents=True):
    """Mode, owner, group, time, inode and content of all that is in `folder`, without the names in `ours` and the marker.

    A folder has a new inode after each build, so that of folders is left out.
    """
    found = {}
    for root, folders, files in os.walk(folder, onerror=_raise):
        for name in (*folders, *files):
            path = Path(root, name)
            relative = path.relative_to(folder).as_posix()
            if relative not in ours and relative != ".sitegen":
                facts = path.lstat()
                inode = 0 if stat.S_ISDIR(facts.st_mode) else facts.st_ino
                small = contents and stat.S_ISREG(facts.st_mode) and facts.st_size < 1 << 20
                content = path.read_bytes() if small else b""
                found[relative] = (facts.st_mode, facts.st_uid, facts.st_gid, facts.st_mtime_ns, inode, content)
    return found


def _raise(error):
    raise error
