from __future__ import annotations

import subprocess
import sys


def test_importing_the_room_loads_nothing_heavy():
    code = (
        "import sys, carelink.rendering;"
        "print([m for m in ('jinja2', 'pydantic', 'lxml', 'carelink.records') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
