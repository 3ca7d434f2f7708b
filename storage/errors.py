"""What may go wrong between us and the database, in our words. All others are bugs and pass through.

StorageError
├── AlreadyTaken     somebody else was first: the same update, the same address
├── Unreachable      the database does not answer, has no line free, is locked for too long or full: try again later
└── NewerSchema      the database was written by a newer program
"""


class StorageError(Exception):
    """Root of all errors of this folder."""


class AlreadyTaken(StorageError):
    """A unique key exists already: the transaction was undone as a whole."""


class Unreachable(StorageError):
    """The database could not be used just now: the transaction was undone as a whole and may be tried again."""


class NewerSchema(StorageError):
    """The database's schema is newer than this program."""
