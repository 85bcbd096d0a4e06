"""The accept path: Python written for the type, the profiles and the names of what is met.

One function checks all of an object that its names do not decide, the demands of profiles folded in. What it
says was said by the walk before and is remembered by content; what it cannot be sure of, it leaves to the
walk, one resource at a time. So both say the same.
"""
