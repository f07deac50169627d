"""What the kernel keeps: people who sign in, what they may do, the tree, and who wrote what."""

from tochuc.kernel.models.access import Assignment, Grant, Role
from tochuc.kernel.models.base import Dated, DatedQuerySet, Record
from tochuc.kernel.models.changes import ChainHead, Change, ChangeSet, Operation, Via
from tochuc.kernel.models.jobs import ImportJob, ReadingLog
from tochuc.kernel.models.tree import Placement, Sector, TreeVersion, Unit, UnitKind, UnitName
from tochuc.kernel.models.user import User

__all__ = [
    "Assignment",
    "ChainHead",
    "Change",
    "ChangeSet",
    "Dated",
    "DatedQuerySet",
    "Grant",
    "ImportJob",
    "Operation",
    "Placement",
    "ReadingLog",
    "Record",
    "Role",
    "Sector",
    "TreeVersion",
    "Unit",
    "UnitKind",
    "UnitName",
    "User",
    "Via",
]
