# SPDX-License-Identifier: Apache-2.0
"""Counts what is expected and what does not hold, for scripts that try the project as its users do."""

import sys

checked, failures = 0, 0


def expect(what, holds, found=""):
    """Says what does not hold, with what was found in its place, and goes on."""
    global checked, failures
    checked += 1
    if not holds:
        failures += 1
        print(f"FAILED: {what}\n    {found}", file=sys.stderr)


def finish(name):
    """Says how much holds, and ends the script; with 1 where something does not."""
    print(f"{name}: {checked - failures} of {checked} checks hold")
    sys.exit(1 if failures else 0)
