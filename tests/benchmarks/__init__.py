"""How fast, against what everybody knows: figures as ratios from the same run, printed, never asserted.

python -m tests.benchmarks.updates    updates a second, end to end, against a bare echo bot
python -m tests.benchmarks.flood      how long others wait while one floods
python -m tests.benchmarks.deliveries messages a second through the ledger, against senders that keep none
python -m tests.benchmarks.seats      a hundred register at once for thirty seats, on both databases: exact, and fair?
"""
