"""Instances made from definitions: where an element stands, what may be there, what is valid as a whole."""
