"""A lock of the system on an open file: it goes with whoever holds it, also after a crash."""

import os
import sys

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: int) -> bool:
        """Lock an open file (a descriptor) if nobody else has; tell whether it is ours now.

        It is the first byte that is locked, and cannot be read by others: put nothing there.
        """
        try:
            os.lseek(file, 0, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(file: int) -> bool:
        """Lock an open file (a descriptor) if nobody else has; tell whether it is ours now."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
