"""Is a file on a drive of the network: each system is asked in its own way."""

import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path, PurePath

NAMES = {
    "nfs": "NFS", "nfs4": "NFS", "cifs": "SMB", "smb3": "SMB", "smbfs": "SMB", "ncpfs": "NetWare",
    "afpfs": "AFP", "webdav": "WebDAV", "davfs": "WebDAV", "fuse.davfs": "WebDAV",
    "fuse.davfs2": "WebDAV", "9p": "9P", "afs": "AFS", "ceph": "Ceph", "fuse.ceph": "Ceph",
    "fuse.sshfs": "SSHFS", "fuse.rclone": "rclone", "fuse.glusterfs": "GlusterFS",
    "glusterfs": "GlusterFS", "lustre": "Lustre", "beegfs": "BeeGFS", "gpfs": "GPFS",
    "fuse.gvfsd-fuse": "GVfs", "fuse.kio-fuse": "KIO", "fuse.s3fs": "S3", "coda": "Coda",
    "fuse.onedriver": "OneDrive", "vboxsf": "VirtualBox", "virtiofs": "virtiofs",
    "fuse.vmhgfs-fuse": "VMware",
}  # fmt: skip
"""Kinds of file systems whose files others than this machine may write -> what they are called."""

_MOUNTS = Path("/proc/self/mountinfo")
_MOUNTED = re.compile(r"^.+? on (?P<at>/.*) \((?P<kind>\w+)[,)]")
_REMOTE = 4
"""What Windows calls a drive of the network."""


def network_of(path: Path) -> str:
    """Return what the drive of the network is called on which a file lies; "" where it is none, or
    that cannot be told."""
    place = path.resolve()
    if sys.platform == "win32":
        return _of_drive(place)
    if sys.platform == "darwin":
        with suppress(OSError, subprocess.SubprocessError):
            said = subprocess.run(
                ["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False
            )
            return network_in(read_mount(said.stdout), place)
        return ""
    with suppress(OSError):
        said_by_linux = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        return network_in(read_mountinfo(said_by_linux), place)
    return ""


def network_in(mounts: list[tuple[str, str]], place: PurePath) -> str:
    """Return what the network drive of a place is called by a list of (where, kind); of two in one
    place the later lies above."""
    found = ("", "")
    for at, kind in mounts:
        if place.is_relative_to(at) and len(at) >= len(found[0]):
            found = (at, kind)
    return NAMES.get(found[1].lower(), "")


def read_mountinfo(said: str) -> list[tuple[str, str]]:
    """Return (where, kind) of what Linux says is mounted."""
    mounts = []
    for line in said.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) > 4 and after:
            mounts.append((_unescaped(fields[4]), after.split(" ")[0]))
    return mounts


def read_mount(said: str) -> list[tuple[str, str]]:
    """Return (where, kind) of what macOS says is mounted."""
    return [
        (found["at"], found["kind"]) for found in map(_MOUNTED.match, said.splitlines()) if found
    ]


def _unescaped(name: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), name)


def _of_drive(place: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        root = place.anchor
        is_remote = root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOTE
        return "network" * is_remote
    return ""
