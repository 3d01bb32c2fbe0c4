"""Runs in the oracles' environment: achkit writes and reads as many payments; seconds as JSON.

python achkit_file.py ENTRIES prints {"write_s", "read_s", "peak_mb"}.
"""

from __future__ import annotations

import json
import resource
import sys
from time import perf_counter

import achkit

ROUTING_NUMBERS = ("011000015", "021001208", "061000146", "101000048", "111000038", "121000374")


def written(count: int) -> str:
    file = achkit.AchFile.create("121000374", "1946000001", origin_name="ALDER COUNTY")
    batch = file.batch("CCD", "HCCLAIMPMT", "2026-11-25")
    for number in range(1, count + 1):
        routing = ROUTING_NUMBERS[number % len(ROUTING_NUMBERS)]
        account, addenda = str(100_000_000 + number), f"TRN*1*{number:09}*1946000001\\"
        batch.credit("ROSA MARTINEZ", routing, account, number, addenda=addenda)
    return str(file.render())


if __name__ == "__main__":
    started = perf_counter()
    text = written(int(sys.argv[1]))
    middle = perf_counter()
    assert achkit.validate(text)["ok"]
    ended = perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    found = {"write_s": middle - started, "read_s": ended - middle, "peak_mb": peak}
    json.dump(found, sys.stdout)
