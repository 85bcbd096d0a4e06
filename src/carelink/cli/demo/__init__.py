"""``carelink demo``: two neighbouring towns exchange the three records, before your eyes."""

from carelink.cli.demo.play import command

__all__ = ["command"]
