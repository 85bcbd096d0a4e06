"""For vendors: put any system through carelink's cases."""
