"""What ``tools/build_profiles.py`` adds to the artefacts of the records."""
