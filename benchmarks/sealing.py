"""How fast is sealing? Ratios against peers, measured in the same run.

    python benchmarks/sealing.py                  10 KB records: round trips per second
    python benchmarks/sealing.py --mib 1024       and a file of 1 GiB, against its body cipher alone
    python benchmarks/sealing.py --folder DIR     where the files go (memory-backed by default)

The peers openssl (CMS, AES-256-GCM) and age are measured when they are installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from joserfc import jwe, jws
from joserfc.jwk import ECKey, OKPKey

from carelink.encryption import Identity, Trust, open, open_file, seal, seal_file  # noqa: A004
from carelink.encryption.keys.suites import SUITES
from carelink.encryption.parcels import cobblestone

RECORD = os.urandom(7_500).hex().encode()[:10_000]
MEDIA = "application/fhir+json"
ROUNDS, BURST = 15, 20


def carelink_pair(suite):
    town, ward = Identity.generate("計測 A", suite=suite), Identity.generate("計測 B", suite=suite)
    to, trust = [ward.recipient], Trust([town.recipient])

    def round_trip():
        parcel = seal(RECORD, to=to, sender=town, content_type=MEDIA)
        assert open(parcel, ward, trust=trust).content == RECORD
        return len(parcel)

    return round_trip


def bare_pair(suite):
    """joserfc as anybody would call it: the record in a JWS, the JWS in a JWE; no limits, no manifest."""
    library, sign, wrap = (ECKey, "P-256", "P-256") if suite == "CL1-P256" else (OKPKey, "Ed25519", "X25519")
    alg = "ES256" if suite == "CL1-P256" else "Ed25519"
    signing, reading = library.generate_key(sign), library.generate_key(wrap)
    verifying = library.import_key(signing.as_dict(private=False))
    sealing = library.import_key(reading.as_dict(private=False))
    registry = jwe.JWERegistry(algorithms=["ECDH-ES+A256KW", "A256GCM"])

    def round_trip():
        signed = jws.serialize_compact({"alg": alg}, RECORD, signing, algorithms=[alg])
        header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "cty": "JWT"}
        sealed = jwe.encrypt_compact(header, signed, sealing, registry=registry)
        plain = jwe.decrypt_compact(sealed, reading, registry=registry).plaintext
        assert jws.deserialize_compact(plain, verifying, algorithms=[alg]).payload == RECORD
        return len(sealed)

    return round_trip


def interleaved(contestants):
    """Return each one's median seconds of processor time, in turns: a busy machine hits all alike."""
    sizes = {name: run() for name, run in contestants.items()}
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, run in contestants.items():
            start = time.process_time()
            for _ in range(BURST):
                run()
            times[name].append((time.process_time() - start) / BURST)
    return {name: (statistics.median(taken), sizes[name]) for name, taken in times.items()}


def records():
    print(f"10 KB record, sign + seal + open + verify (median of {ROUNDS} x {BURST}, interleaved)")
    for suite in SUITES:
        result = interleaved({"carelink": carelink_pair(suite), "joserfc bare": bare_pair(suite)})
        (ours, size), (bare, bare_size) = result["carelink"], result["joserfc bare"]
        print(
            f"  {suite:11} carelink {1 / ours:6.0f}/s ({size / len(RECORD):.2f}x size)   "
            f"joserfc bare {1 / bare:6.0f}/s ({bare_size / len(RECORD):.2f}x)   ratio {bare / ours:.2f}"
        )


def cipher_alone(source: Path, target: Path, make):
    cipher = make(bytes(32), b"")
    with source.open("rb") as plain, target.open("wb") as sealed:
        while block := plain.read(1 << 20):
            sealed.write(cipher.update(block))
        sealed.write(cipher.finalize())
        sealed.flush()
        os.fsync(sealed.fileno())


def timed(work, *made: Path):
    best = float("inf")
    for _ in range(3):
        for path in made:
            path.unlink(missing_ok=True)
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def files(mib: int, folder: Path):
    me = Identity.generate("計測")
    to, trust = [me.recipient], Trust([me.recipient])
    plain, sealed, out = folder / "plain", folder / "sealed", folder / "out"
    with plain.open("wb") as file:
        for _ in range(mib):
            file.write(os.urandom(1 << 20))
    cipher = timed(lambda: cipher_alone(plain, sealed, cobblestone.encryptor), sealed)
    decipher = timed(lambda: cipher_alone(sealed, out, cobblestone.decryptor), out)
    ours = timed(lambda: seal_file(plain, sealed, to=to, sender=me, content_type="application/zip"), sealed)
    back = timed(lambda: open_file(sealed, out, me, trust=trust), out)
    print(f"{mib} MiB file, best of 3")
    for name, taken, alone in (("seal", ours, cipher), ("open", back, decipher)):
        print(
            f"  {name} {mib / taken:6.0f} MiB/s   body cipher alone {mib / alone:6.0f} MiB/s   "
            f"ratio {alone / taken:.2f}"
        )
    print(f"  peak memory of this process {peak()} MiB")
    sealed.unlink()
    out.unlink()
    peers(mib, plain, folder)


def peak():
    """Return the peak resident memory in MiB, where the system tells (Linux)."""
    status = Path("/proc/self/status")
    return int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024 if status.exists() else "?"


def peers(mib: int, plain: Path, folder: Path):
    sealed, out = folder / "peer", folder / "peer-out"
    if shutil.which("age"):
        key = folder / "age.key"
        recipient = run("age-keygen", "-o", str(key)).stderr.split()[-1].decode()
        report(mib, "age", sealed, out, ["age", "-r", recipient, "-o", str(sealed), str(plain)],
               ["age", "-d", "-i", str(key), "-o", str(out), str(sealed)])  # fmt: skip
    if shutil.which("openssl"):
        key, cert = folder / "key.pem", folder / "cert.pem"
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", str(key), "-out", str(cert), "-subj", "/CN=test")  # fmt: skip
        report(mib, "openssl cms AES-256-GCM", sealed, out,
               ["openssl", "cms", "-encrypt", "-aes-256-gcm", "-binary", "-stream", "-outform", "DER",
                "-in", str(plain), "-out", str(sealed), str(cert)],
               ["openssl", "cms", "-decrypt", "-inform", "DER", "-in", str(sealed), "-out", str(out),
                "-recip", str(cert), "-inkey", str(key)])  # fmt: skip


def run(*command: str):
    return subprocess.run(command, check=True, capture_output=True)  # noqa: S603  peers named above


def report(mib: int, name: str, sealed: Path, out: Path, *commands: list[str]):
    encrypt, decrypt = (lambda command=command: run(*command) for command in commands)

    there, back = timed(encrypt, sealed), timed(decrypt, out)
    print(f"  {name}: encrypt {mib / there:.0f} MiB/s, decrypt {mib / back:.0f} MiB/s (no signature)")
    sealed.unlink()
    out.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mib", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=None)
    asked = parser.parse_args()
    records()
    if asked.mib:
        memory = Path("/dev/shm")  # noqa: S108  so that the disk is not what is measured
        parent = asked.folder or (memory if memory.is_dir() else None)
        with tempfile.TemporaryDirectory(dir=parent) as folder:
            files(asked.mib, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
