"""The code on a paper slip: whoever has it makes the idea theirs. Only a hash of it is stored."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage import claim_tries, ideas
from storage.database import Session
from storage.ideas import IdeaRow

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which look alike on paper."""
LENGTH = 10
"""Signs of a code: 31^10, about 50 bits. A thousand tries a second at one number find it in 13,000 years, on average;
in the chat, where a code is tried at all numbers, five an hour are allowed."""
MOST_TRIES = 5
PAUSE = timedelta(hours=1)


class Claim(StrEnum):
    """What became of a code."""

    YOURS = "yours"
    WRONG = "wrong"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """What became of a code, and the idea that is the person's now."""

    outcome: Claim
    idea: IdeaRow | None = None


def new_code() -> str:
    """A code as it is printed: `K7QF2-MXP9T`."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{signs[: LENGTH // 2]}-{signs[LENGTH // 2 :]}"


def hash_of(code: str) -> str:
    """What is stored of a code. Blanks, hyphens and small letters make no difference."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(signs.encode()).hexdigest()


async def claim(session: Session, address: str, code: str, now: datetime) -> Claimed:
    """Make the idea of this code the person's. Holds once; after five wrong codes in an hour none is looked at."""
    if await claim_tries.count_since(session, address, now - PAUSE) >= MOST_TRIES:
        return Claimed(outcome=Claim.PAUSED)
    idea = await ideas.claimable(session, hash_of(code))
    if idea is None:
        claim_tries.add(session, address, now)
        return Claimed(outcome=Claim.WRONG)
    idea.author, idea.claim = address, None
    return Claimed(outcome=Claim.YOURS, idea=idea)
