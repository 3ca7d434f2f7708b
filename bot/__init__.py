"""The civic assistant of the city of Gera. A message takes five hops, and the answer comes back by return:

1. `bot/telegram/` (or `bot/web/`) turns what arrives into an `Incoming`;
2. `bot/conversation/turn.py` opens one transaction: the receipt, the person, what changes;
3. `bot/conversation/routing.py` chooses who answers;
4. a flow, for example `bot/answering/flow.py`, decides and returns replies;
5. `knowledge/search/` finds the entry.

Then the transaction commits, and only then the face sends the replies.
"""
