"""How fast is sealing? A record beside a bare JWS-in-JWE; a file beside its cipher alone and other tools.

The other tools (openssl CMS, age) are measured when they are installed. They encrypt, we also sign.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import FULL, Figure, Scale, interleaved
from benchmarks.processes import in_child
from carelink.encryption import Identity, Trust, open, open_file, seal, seal_file  # noqa: A004
from carelink.encryption.keys.suites import SUITES
from carelink.encryption.parcels import cobblestone

if TYPE_CHECKING:
    from collections.abc import Callable

RECORD = os.urandom(7_500).hex().encode()[:10_000]
MEDIA = "application/fhir+json"
MIB = 1 << 20
MEMORY = Path("/dev/shm")  # noqa: S108  where it exists, so that the disk is not what is measured


UNSIGNED = "the tool only encrypts; SHA-256 for the signature takes about half of our time"
TOOLS = {
    "openssl cms signed": "two processes that sign and encrypt, as we do",
    "openssl cms": UNSIGNED,
    "age": UNSIGNED,
}


def measure(scale: Scale = FULL) -> list[Figure]:
    figures = [figure for suite in SUITES for figure in _record(suite, scale)]
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        return figures + _files(scale, Path(folder))


def _record(suite: str, scale: Scale) -> list[Figure]:
    took = interleaved({"carelink": carelink_pair(suite), "bare": bare_pair(suite)}, scale.rounds)
    work = f"10 KB record: sign, seal, open, verify ({suite})"
    name = f"seal-record-{suite.lower()}"
    return [
        Figure(name, work, took["carelink"], "joserfc, bare JWS in JWE", took["bare"], least=1),
        Figure(f"{name}-rate", work, 1 / took["carelink"], least=800, unit="/s"),
    ]


def carelink_pair(suite: str) -> Callable[[], object]:
    town, ward = Identity.generate("計測 A", suite=suite), Identity.generate("計測 B", suite=suite)
    to, trust = [ward.recipient], Trust([town.recipient])

    def round_trip() -> None:
        parcel = seal(RECORD, to=to, sender=town, content_type=MEDIA)
        assert open(parcel, ward, trust=trust).content == RECORD

    return round_trip


def bare_pair(suite: str) -> Callable[[], object]:
    """joserfc as anybody would call it: the record in a JWS, the JWS in a JWE; no limits, no manifest."""
    from joserfc import jwe, jws
    from joserfc.jwk import ECKey, OKPKey

    library, sign, wrap = (ECKey, "P-256", "P-256") if suite == "CL1-P256" else (OKPKey, "Ed25519", "X25519")
    alg = "ES256" if suite == "CL1-P256" else "Ed25519"
    signing, reading = library.generate_key(sign), library.generate_key(wrap)
    verifying = library.import_key(signing.as_dict(private=False))
    sealing = library.import_key(reading.as_dict(private=False))
    registry = jwe.JWERegistry(algorithms=["ECDH-ES+A256KW", "A256GCM"])

    def round_trip() -> None:
        signed = jws.serialize_compact({"alg": alg}, RECORD, signing, algorithms=[alg])
        header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "cty": "JWT"}
        sealed = jwe.encrypt_compact(header, signed, sealing, registry=registry)
        plain = jwe.decrypt_compact(sealed, reading, registry=registry).plaintext
        assert jws.deserialize_compact(plain, verifying, algorithms=[alg]).payload == RECORD

    return round_trip


def _files(scale: Scale, folder: Path) -> list[Figure]:
    me = Identity.generate("計測")
    to, trust = [me.recipient], Trust([me.recipient])
    plain, sealed, out = folder / "plain", folder / "sealed", folder / "out"
    bare, bare_out = folder / "bare", folder / "bare-out"
    with plain.open("wb") as file:
        for _ in range(scale.sealed):
            file.write(os.urandom(MIB))
    jobs = {
        "seal": lambda: seal_file(plain, sealed, to=to, sender=me, content_type="application/zip"),
        "cipher": lambda: _cipher_alone(plain, bare, cobblestone.encryptor),
        "open": lambda: open_file(sealed, out, me, trust=trust),
        "decipher": lambda: _cipher_alone(bare, bare_out, cobblestone.decryptor),
    }
    made = {"seal": sealed, "cipher": bare, "open": out, "decipher": bare_out}
    tools = _tools(plain, folder)
    jobs |= {name: run for name, (run, _) in tools.items()}
    took = _turns(jobs, made | {name: file for name, (_, file) in tools.items()}, scale.heavy)
    size = f"{scale.sealed} MiB file"
    figures = [
        Figure(
            f"{verb}-file-cipher",
            f"{size}: {words}",
            took[verb],
            "the body cipher alone",
            took[alone],
            least=0.6,
            note=f"{scale.sealed / took[verb]:,.0f} MiB/s",
        )
        for verb, alone, words in (("seal", "cipher", "seal"), ("open", "decipher", "open and verify"))
    ]
    figures += [
        Figure(
            f"{verb}-file-{tool.replace(' ', '-')}",
            f"{size}: {words}",
            took[verb],
            tool,
            took.get(f"{tool} {verb}"),
            least=1,
            note=note,
        )
        for verb, words in (("seal", "seal"), ("open", "open and verify"))
        for tool, note in TOOLS.items()
    ]
    sealed.unlink()
    held = in_child("seal", plain, sealed)
    return [
        *figures,
        Figure("memory-seal", f"peak memory, {size} sealed and opened", held, most=64, unit="MiB"),
    ]


def _cipher_alone(source: Path, target: Path, make) -> None:
    cipher = make(bytes(32), b"")
    with source.open("rb") as plain, target.open("wb") as sealed:
        while block := plain.read(MIB):
            sealed.write(cipher.update(block))
        sealed.write(cipher.finalize())
        sealed.flush()
        os.fsync(sealed.fileno())


def _turns(jobs: dict[str, Callable[[], object]], made: dict[str, Path], rounds: int) -> dict[str, float]:
    """Return the median seconds by the clock on the wall; what a job makes is removed before it runs.

    Not processor time: some of these work in several threads, and it is waiting that counts for a file.
    """
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            made[name].unlink(missing_ok=True)
            start = time.perf_counter()
            job()
            spent[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in spent.items()}


def _tools(plain: Path, folder: Path) -> dict[str, tuple[Callable[[], object], Path]]:
    """Return what the tools at hand do, and the file each makes; sealing comes before opening."""
    jobs: dict[str, tuple[Callable[[], object], Path]] = {}

    keys = folder / "keys"  # carelink writes no parcel into a folder that holds a private key
    keys.mkdir()

    def add(name: str, there: list[str], back: list[str], sealed: Path, out: Path) -> None:
        jobs[f"{name} seal"] = (lambda: _run(*there), sealed)
        jobs[f"{name} open"] = (lambda: _run(*back), out)

    if shutil.which("openssl"):
        key, cert = str(keys / "key.pem"), str(keys / "cert.pem")
        _run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            key,
            "-out",
            cert,
            "-subj",
            "/CN=test",
        )
        cms = ["openssl", "cms", "-binary"]
        sealed, out = folder / "cms", folder / "cms-out"
        add(
            "openssl cms",
            [
                *cms,
                "-encrypt",
                "-aes-256-gcm",
                "-stream",
                "-outform",
                "DER",
                "-in",
                str(plain),
                "-out",
                str(sealed),
                cert,
            ],
            [
                *cms,
                "-decrypt",
                "-inform",
                "DER",
                "-in",
                str(sealed),
                "-out",
                str(out),
                "-recip",
                cert,
                "-inkey",
                key,
            ],
            sealed,
            out,
        )
        signed, back = folder / "cms-signed", folder / "cms-signed-out"
        der, pair = "openssl cms -binary -stream -outform DER", f"-inkey '{key}'"
        there = (
            f"{der} -sign -nodetach -in '{plain}' -signer '{cert}' {pair}"
            f" | {der} -encrypt -aes-256-gcm -out '{signed}' '{cert}'"
        )
        again = (
            f"openssl cms -binary -decrypt -inform DER -in '{signed}' -recip '{cert}' {pair}"
            f" | openssl cms -binary -verify -inform DER -CAfile '{cert}' -purpose any -out '{back}'"
        )
        add("openssl cms signed", ["sh", "-c", there], ["sh", "-c", again], signed, back)
    if shutil.which("age"):
        key = str(keys / "age.key")
        recipient = _run("age-keygen", "-o", key).stderr.split()[-1].decode()
        sealed, out = folder / "age", folder / "age-out"
        add(
            "age",
            ["age", "-r", recipient, "-o", str(sealed), str(plain)],
            ["age", "-d", "-i", key, "-o", str(out), str(sealed)],
            sealed,
            out,
        )
    return jobs


def _run(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, check=True, capture_output=True)  # noqa: S603  tools named above
