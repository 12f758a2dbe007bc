"""A bundle of 200 MB made, verified and read, and what memory the process took for it.

Half of it photos of half a megabyte that do not compress, half of it changes. Run as a module of
its own it is the child that does it.
"""

import hashlib
import json
import random
import resource
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

from app.exchange.envelope import read_manifest, records, verify
from app.exchange.envelope_writer import EnvelopeWriter
from tests.app.exchange.envelopes import COMMUNITY, STREET, a_change, manifest_of
from tests.bench.child import child

MEGABYTES = (2, 20, 200)
PHOTO = 512 << 10


def run() -> None:
    print("                        made   verified       read   traced peak    process peak")
    for size in MEGABYTES:
        told = child("envelope", str(size))
        if "failed" in told:
            print(f"{size} MB: not measured: {told['failed']}")
            continue
        print(
            f"{told['megabytes']:6.0f} MB, {told['records']:>7,} changes "
            + "".join(f"{told[part]:7.2f} s " for part in ("made", "verified", "read"))
            + f"{told['traced']:11.1f} MB {told['peak']:12.0f} MB"
        )


def fill(envelope: EnvelopeWriter, megabytes: int) -> None:
    """Photos and changes, about as many bytes of each once compressed."""
    noise = random.Random(megabytes)
    for number in range(megabytes):
        photo = noise.randbytes(PHOTO)
        envelope.content(hashlib.sha256(photo).hexdigest(), photo)
        for part in range(256):
            text = noise.randbytes(2000).hex()
            envelope.change(a_change(number * 256 + part, v={"text": text}))


def measure(megabytes: int, target: Path, *, traced: bool) -> dict[str, float]:
    if traced:
        tracemalloc.start()
    began = time.perf_counter()
    with EnvelopeWriter(target, COMMUNITY, STREET.public.box, manifest_of) as envelope:
        fill(envelope, megabytes)
    made = time.perf_counter()
    manifest = read_manifest(target)
    verify(target, manifest, COMMUNITY.public.sign)
    verified = time.perf_counter()
    for _ in records(target, manifest, own=STREET, sign_key=COMMUNITY.public.sign):
        pass
    read = time.perf_counter()
    peak = tracemalloc.get_traced_memory()[1] if traced else 0
    tracemalloc.stop()
    return {
        "made": made - began,
        "verified": verified - made,
        "read": read - verified,
        "megabytes": target.stat().st_size / 1e6,
        "records": manifest.payload.records,
        "traced": peak / 1e6,
    }


def main(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = measure(megabytes, Path(folder) / "a.liren", traced=False)
        told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told["traced"] = measure(megabytes, Path(folder) / "a.liren", traced=True)["traced"]
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
