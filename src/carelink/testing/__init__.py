"""For vendors: put any system through carelink's cases.

``plugin`` (pytest: files as tests, a fixture), ``strategies`` (Hypothesis), ``defects`` (a case for every
constraint of any profile), ``conformance`` and ``suite`` (what a system must do), ``sameness``.
"""
