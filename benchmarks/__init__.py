"""How fast is it, beside whom? Every module measures its own work and its peers in the same run.

make bench                                        everything that is installed
.venv/bin/python benchmarks/run.py --peers        fetch the absent peers into build/bench first
.venv/bin/python benchmarks/run.py --quick --only validation
"""
