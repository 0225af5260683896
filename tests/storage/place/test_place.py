"""Row 9: network drives, synchronised folders, and the copies that services leave."""

import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from annotator.storage.place import network, synced
from annotator.storage.place.conflicts import conflict_copies
from annotator.storage.place.network import network_in, network_of, read_mount, read_mountinfo
from annotator.storage.place.synced import synced_by

LINUX = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /mnt/team rw shared:9 - nfs4 filer:/team rw,vers=4.2
31 22 0:41 / /mnt/team/own rw - ext4 /dev/vdb rw
32 22 0:42 / /mnt/with\\040blank rw - cifs //filer/news rw
33 22 0:43 / /home/m/.remote rw - fuse.sshfs m@filer: rw
34 22 0:44 / /auto rw - autofs systemd-1 rw
35 34 0:45 / /auto rw - nfs filer:/auto rw
a line that says nothing
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//m@filer/news on /Volumes/news (smbfs, nodev, nosuid, mounted by m)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
/dev/disk4s1 on /Volumes/with on it (exfat, local)
"""


@pytest.mark.trust(9, simulated="the lists of mounts of Linux and macOS are of our making")
@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("/home/m/news.annotator", ""),
        ("/mnt/team/news.annotator", "NFS"),
        ("/mnt/team/own/news.annotator", ""),
        ("/mnt/teams/news.annotator", ""),
        ("/mnt/with blank/news.annotator", "SMB"),
        ("/home/m/.remote/a/news.annotator", "SSHFS"),
        ("/auto/news.annotator", "NFS"),
    ],
)
def test_a_drive_of_the_network_on_linux(place: str, name: str) -> None:
    assert network_in(read_mountinfo(LINUX), PurePosixPath(place)) == name


@pytest.mark.trust(9, simulated="the lists of mounts of Linux and macOS are of our making")
@pytest.mark.parametrize(
    ("place", "name"),
    [("/Users/m/a", ""), ("/Volumes/news/a", "SMB"), ("/Volumes/with on it/a", "")],
)
def test_a_drive_of_the_network_on_macos(place: str, name: str) -> None:
    assert network_in(read_mount(MACOS), PurePosixPath(place)) == name


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for what is mounted")
def test_row_9_this_system_is_asked_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For the test the kind of drive that is mounted here, whatever it is, counts as one of the
    network."""
    said = subprocess.run(
        ["df", "--output=fstype", tmp_path], capture_output=True, text=True, check=True
    )
    kind = said.stdout.split()[-1]
    assert network_of(tmp_path / "news.annotator") == network.NAMES.get(kind, "")
    monkeypatch.setitem(network.NAMES, kind, "here")
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    assert network_of(link / "news.annotator") == "here", "it is where the link leads"


@pytest.mark.trust(9, simulated="the services' folders are of our making")
@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/work", "Dropbox"),
        ("Dropbox (The Gazette)", "Dropbox"),
        ("OneDrive - The Gazette/a/b", "OneDrive"),
        ("Library/CloudStorage/OneDrive-Gazette", "OneDrive"),
        ("Library/CloudStorage/GoogleDrive-m@example.org/My Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/news", "iCloud Drive"),
        ("iCloudDrive", "iCloud Drive"),
        ("Nextcloud/news", "Nextcloud"),
        ("My Dropbox articles", ""),
        ("work", ""),
    ],
)
def test_a_folder_by_its_name(tmp_path: Path, folder: str, service: str) -> None:
    (tmp_path / folder).mkdir(parents=True)
    assert synced_by(tmp_path / folder / "news.annotator", {}, tmp_path) == service


@pytest.mark.trust(9, simulated="the services' folders are of our making")
@pytest.mark.parametrize(
    ("left", "service"),
    [
        (".stfolder/", "Syncthing"),
        (".sync_1a2b.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".dropbox.cache/", "Dropbox"),
        (".tmp.drivedownload/", "Google Drive"),
        (".hidden", ""),
    ],
)
def test_a_folder_by_what_is_left_in_it(tmp_path: Path, left: str, service: str) -> None:
    inner = tmp_path / "top" / "a" / "b"
    inner.mkdir(parents=True)
    if left.endswith("/"):
        (tmp_path / "top" / left).mkdir()
    else:
        (tmp_path / "top" / left).touch()
    assert synced_by(inner / "news.annotator", {}, tmp_path) == service


@pytest.mark.trust(9, simulated="the services' folders are of our making")
def test_a_folder_by_what_the_service_says(tmp_path: Path) -> None:
    (tmp_path / "my files").mkdir()
    file = tmp_path / "my files" / "news.annotator"
    assert (
        synced_by(file, {"OneDriveCommercial": str(tmp_path / "my files")}, tmp_path) == "OneDrive"
    )
    (tmp_path / ".dropbox").mkdir()
    said = tmp_path / ".dropbox" / "info.json"
    said.write_text(f'{{"personal": {{"path": "{file.parent.as_posix()}"}}}}')
    assert synced_by(file, {}, tmp_path) == "Dropbox"
    for nonsense in ("[1, 2]", "{", '{"personal": 3}', '{"personal": {}}'):
        said.write_text(nonsense)
        assert synced_by(file, {}, tmp_path) == ""


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("news (conflicted copy 2026-01-24 140233).annotator", ""),
        ("news (Maria's conflicted copy 2026-01-24).annotator", ""),
        ("news (In Konflikt stehende Kopie von Maria 2026-01-24).annotator", ""),
        ("news.sync-conflict-20260124-140233-ABCDEFG.annotator", ""),
        ("news_conflict-20260124-140233.annotator", ""),
        ("news-DESKTOP-1A2B3C4.annotator", ""),
        ("news-LAPTOP-1A2B3C4-2.annotator", ""),
        ("news-Marias-MacBook.annotator", "OneDrive"),
        ("news (1).annotator", "Google Drive"),
        ("news 2.annotator", "iCloud Drive"),
    ],
)
def test_row_9_copies_of_services(tmp_path: Path, name: str, service: str) -> None:
    for one in (
        name,
        "news.annotator",
        "news (before 2026-01-24 14.02).annotator",
        "news (salvaged).annotator",
        "news-EU.jsonl",
        "newsletter (conflicted copy).annotator",
        "news (conflicted copy).txt",
    ):
        (tmp_path / one).touch()
    assert [one.name for one in conflict_copies(tmp_path / "news.annotator", service)] == [name]
    if service:
        assert conflict_copies(tmp_path / "news.annotator") == []


def test_row_9_where_nothing_is_nothing_is_said(tmp_path: Path) -> None:
    assert conflict_copies(tmp_path / "none" / "news.annotator") == []
    assert synced.synced_by(tmp_path / "none" / "news.annotator", {}, tmp_path) == ""
