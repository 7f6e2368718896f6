# SPDX-License-Identifier: Apache-2.0
"""What the checks share: the project's files, and how a check ends."""
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTHING_THERE, PROGRAM_MISSING = 77, 78

# Not written for this project to read: inputs of fuzzers and tests, kept byte for byte.
FOREIGN = re.compile(r"(^|/)(Corpus|Dictionaries|Fixtures|Golden)/|^SampleRepository/jcr_root/|^SampleRepository/META-INF/")

# Shows each check fail, and so holds what they look for.
SELFTEST = "Scripts/checks/selftest.sh"


def files(*endings):
    """The files that are, or are about to be, under version control, with one of these endings; without any, all."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True).stdout
    names = sorted({os.fsdecode(name) for name in listing.split(b"\0") if name})
    return [name for name in names if (ROOT / name).is_file() and (not endings or name.endswith(endings))]


def own_files(*endings):
    """The same without what is kept byte for byte for tests, fuzzers and demonstrations."""
    return [name for name in files(*endings) if not FOREIGN.search(name)]


def text(name):
    """A file's text; None where it is none, or not there."""
    if not (ROOT / name).is_file():
        return None
    data = (ROOT / name).read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def line_of(whole, offset):
    """The number of the line in which this offset of a text lies."""
    return whole.count("\n", 0, offset) + 1


def scripts():
    """The shell scripts, also those without an ending, and the Python files."""
    shell, python = [], []
    for name in own_files():
        with open(ROOT / name, "rb") as file:
            first = file.readline(80)
        if name.endswith(".sh") or re.match(rb"#!.*\b(ba)?sh\b", first):
            shell.append(name)
        elif name.endswith(".py") or re.match(rb"#!.*\bpython3?\b", first):
            python.append(name)
    return shell, python


def program():
    """The built program: the one that IMS_MIGRATE names, or the one that was built last."""
    named = os.environ.get("IMS_MIGRATE")
    if named:
        return Path(named)
    built = [ROOT / ".build" / mode / "ims-migrate" for mode in ("debug", "release")]
    built = [path for path in built if path.exists()]
    if not built:
        skip("ims-migrate is not built: run 'make build' first, or name one in IMS_MIGRATE", PROGRAM_MISSING)
    return max(built, key=lambda path: path.stat().st_mtime)


def skip(reason, status=NOTHING_THERE):
    """Ends a check that could not look."""
    print(reason)
    sys.exit(status)


def finish(problems, looked_at, count):
    """Ends the check. One that has found nothing to look at has failed, whatever the reason."""
    if not count:
        problems = [*problems, f"nothing was looked at: no {looked_at}"]
    for problem in problems:
        print(problem)
    print(f"{count} {looked_at}" + (f", {len(problems)} wrong" if problems else ""))
    sys.exit(1 if problems else 0)
