"""The forms: declarations only, one line per item."""
