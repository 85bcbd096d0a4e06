"""Install the foreign peers and run the tests that talk to them.

Peers live in ``.venv-interop`` and ``build/interop``, never among our own dependencies. A peer that
cannot be installed here is a skipped test with its reason, not a silent pass.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOM = ROOT / "build" / "interop"
PYTHON_PEERS = {"aiosmtpd": "aiosmtpd>=1.4.6", "jwcrypto": "jwcrypto>=1.5.6", "moto": "moto[server,s3]>=5.1"}
SERVERS = {"sekmet": "sekmet-fhir>=0.1.1"}
NPM_PEERS = {"axe-core": "axe-core@4", "jose": "jose@6", "playwright-core": "playwright-core@1"}
DEBIAN_PEERS = {
    "softhsm2": "softhsm2-util",
    "openssl": "openssl",
    "openssh-server": "sshd",
    "nginx": "nginx",
    "postgresql": "initdb",
    "dovecot-imapd": "dovecot",
    "chromium": "chromium",
}
"""Package -> a program of it, by which it is known to be there."""
SYSTEM = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
INTEROP = ROOT / "tests" / "interop"
JAVA_PEERS = (INTEROP / "oracle" / "Oracle.java", INTEROP / "hapi" / "Peer.java")
NO_TESTS = 5


def main() -> None:
    """Install peers, then hand over to pytest."""
    ROOM.mkdir(parents=True, exist_ok=True)
    python_peers()
    own_environments()
    node_peers()
    java_peers()
    debian_peers()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-m", "interop", "tests"],
        cwd=ROOT,
        env={**os.environ, "CARELINK_INTEROP": str(ROOM)},
        check=False,
    )
    sys.exit(done.returncode if done.returncode != NO_TESTS else 1)


def python_peers() -> None:
    """Put foreign Python libraries into a folder of their own."""
    target = ROOM / "python"
    missing = [wanted for name, wanted in PYTHON_PEERS.items() if not (target / name).is_dir()]
    if missing:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target)]
        subprocess.run([*pip, *missing], check=False)


def own_environments() -> None:
    """Give each server that is a Python program an environment of its own: it must not see our libraries."""
    for name, wanted in SERVERS.items():
        place = ROOM / name
        if not (place / "bin" / name).is_file():
            subprocess.run([sys.executable, "-m", "venv", str(place)], check=False)
            pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", wanted]
            subprocess.run(pip, check=False)


def node_peers() -> None:
    """Put foreign Node libraries into a folder of their own, where Node is at hand."""
    npm = shutil.which("npm")
    missing = [wanted for name, wanted in NPM_PEERS.items() if not (ROOM / "node_modules" / name).is_dir()]
    if npm is None or not missing:
        return
    (ROOM / "package.json").write_text('{"private": true, "type": "module"}\n', "utf-8")
    subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", *missing], cwd=ROOM, check=False)


def java_peers() -> None:
    """Fetch what Java programs need and compile them, where Java and Maven are at hand."""
    mvn, javac = shutil.which("mvn"), shutil.which("javac")
    if mvn is None or javac is None:
        return
    for source in JAVA_PEERS:
        target = ROOM / source.parent.name
        if not (target / "lib").is_dir():
            fetch = [mvn, "-q", "-B", "-f", str(source.with_name("pom.xml")), "dependency:copy-dependencies"]
            subprocess.run([*fetch, f"-DoutputDirectory={target / 'lib'}"], check=False)
        compile_ = [javac, "-cp", f"{target / 'lib'}/*", "-d", str(target), str(source)]
        subprocess.run(compile_, check=False)


def debian_peers() -> None:
    """Install the packages of ``DEBIAN_PEERS`` that are missing, where this is Debian and we may."""
    missing = [package for package, sign in DEBIAN_PEERS.items() if not shutil.which(sign, path=SYSTEM)]
    apt = shutil.which("apt-get")
    if not missing or apt is None or os.geteuid() != 0:
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update", "-qq"], env=quiet, stdout=subprocess.DEVNULL, check=False)
    install = [apt, "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    main()
