"""What an exit code means. 3 goes before 2, and 2 before 1."""

from __future__ import annotations

PASSED = 0
"""Assessed, and every gate passed, or none was set."""
NOT_PASSED = 1
"""Assessed, and a gate did not pass."""
UNUSABLE = 2
"""Bad usage, or something that was given cannot be read, is invalid, or matches no file."""
FAULT = 3
"""The assessor itself is at fault."""
INTERRUPTED = 130
