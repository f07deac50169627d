"""Why a whole file is refused. Each class is one reason; its sentence tells the officer what to do."""


class SheetError(Exception):
    """The file cannot be used; `sentence` (Vietnamese) says what is wrong and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class EmptyFileError(SheetError):
    """The file has no bytes in it."""


class FileTooLargeError(SheetError):
    """The file itself has more bytes than the limit."""


class WrongTypeError(SheetError):
    """The content is not a spreadsheet that can be read, whatever the name ends in."""


class EncryptedError(SheetError):
    """The workbook is protected with a password."""


class ArchiveBombError(SheetError):
    """The archive unpacks to far more than an honest workbook does, or lies about what it holds."""


class ForbiddenXmlError(SheetError):
    """A part declares a DTD or XML entities, which no spreadsheet program writes."""


class CorruptError(SheetError):
    """The file is cut off or damaged."""


class NoDataError(SheetError):
    """No visible sheet has a value in it."""


class TooManyRowsError(SheetError):
    """A sheet has values below the last row allowed."""


class TooManyColumnsError(SheetError):
    """A sheet has values to the right of the last column allowed."""


class TooManySheetsError(SheetError):
    """The workbook has more sheets than allowed."""


class TooExpensiveError(SheetError):
    """Reading needed more memory or time than the reading process may use."""


REASONS: dict[str, type[SheetError]] = {reason.__name__: reason for reason in SheetError.__subclasses__()}
"""The refusals by name: the reading process reports the name, its caller raises the class."""
