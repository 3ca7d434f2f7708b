"""Secrets that open something: made here, and kept only as what cannot be turned back."""

import hashlib
import secrets

LENGTH = 32
"""Characters of a secret: 24 bytes of chance. Too many to be guessed, so a plain hash keeps them."""


def new_secret() -> str:
    """A secret nobody can guess, of letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(24)


def kept(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
