"""Templates for what goes wrong with backups."""

from annotator.messages.templates import Choose
from annotator.model import backup_errors as e


def _unsound(error: e.BackupUnsound) -> str:
    if error.is_of_project:
        return (
            "No backup was made: {path} is not whole ({what}: {where:clause}). The backups from"
            " before stay; “annotator restore” goes back to one."
        )
    return "The backup {path} is damaged ({what}: {where:clause}); choose another one."


def _failed(error: e.BackupFailed) -> str:
    if error.is_disk_full:
        return "There is no room for a backup in {folder}; make room, or choose another folder."
    return "The backup in {folder} could not be written or read{reason:aside}."


def _unknown(error: e.BackupUnknown) -> str:
    if error.number:
        return "{path} has no backup {number}; “annotator restore --list” lists those it has."
    return "There is no backup of {path}: none is in {folder}."


def _journal_stopped(error: e.JournalStopped) -> str:
    if error.is_too_large:
        return "The last act was too much for the journal in {folder}; the next backup has it."
    what = "The journal in {folder} stands still, for "
    goes_on = ". Your work is saved in the project as before."
    if error.is_disk_full:
        return what + "its disk is full" + goes_on
    return what + "it could not be written{reason:aside}" + goes_on


BACKUP_TEMPLATES: dict[type[BaseException], str | Choose] = {
    e.BackupUnsound: _unsound,
    e.BackupFailed: _failed,
    e.BackupUnknown: _unknown,
    e.JournalStopped: _journal_stopped,
    e.ReplayUnsound: (
        "With its journal {path} is not whole ({what}: {where:clause}); put it back without."
    ),
    e.RestoreRefused: (
        "{path} is open{holder:aside}; close it, and restore it then. Nothing was changed."
    ),
}
