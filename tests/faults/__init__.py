"""What goes wrong, done on purpose: the assistant as a real process, killed, lied to, flooded, cut off.

Two forms of the same tests: the short one runs with all others (`python -m pytest`) within a minute, the full one
with the figures that the reliability page promises by

    python -m pytest tests/faults --full

Both print their figures at the end. In the full form (about 20 minutes) every start is `python -m bot` and every wait
is real; in the short form a start is a fork of a process that has read the entries already (`nest.py`), the 30 seconds
for which a dead process's replies are left to it pass in the database (`Books.time_passes`) instead of on the wall,
counts are smaller, and what needs ten seconds of patience is left out.

What is counted, in the words of `ledger.py`: attempted, acknowledged, delivered, and so lost, duplicated, unexpected.
"""
