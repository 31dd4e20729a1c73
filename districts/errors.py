"""What the domain refuses, as a sentence for the person who asked."""


class DomainError(Exception):
    """A rule was not met. ``str(error)`` is the Vietnamese sentence that every surface shows."""


class NotAllowed(DomainError):
    """The officer's roles do not cover the act."""


class WrongState(DomainError):
    """The object is not in a state from which the act leads on; someone else may just have done it."""


class EditConflict(DomainError):
    """The text was changed by someone else since it was read; nothing was overwritten."""


class Frozen(DomainError):
    """The record is signed or issued: it is corrected by another paper, never in place."""
