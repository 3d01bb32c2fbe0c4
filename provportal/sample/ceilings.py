"""The ceilings of the sample: the real ones of Los Angeles County, effective 2022-01-01.

Dollars, from the California Department of Social Services' Regional Market Rate Ceilings. Two
licence-exempt cells for children younger than two are read as 70 % of the home's (526.81 and
785.54), as all others are; the published page has 536.81 and 758.54.
"""

from __future__ import annotations

from datetime import date

COUNTY = "Los Angeles"
EFFECTIVE = date(2022, 1, 1)
SOURCE = (
    "California Department of Social Services, Regional Market Rate Ceilings, Los Angeles County, "
    "effective 2022-01-01 (rcscc.adm.dss.ca.gov); two exempt cells corrected"
)
BASES = (
    "hourly",
    "daily",
    "weekly_part_time",
    "weekly_full_time",
    "monthly_part_time",
    "monthly_full_time",
)
_TABLE = """
center 0-2 19.46 100.01 277.58 406.72 1114.98 1688.28
center 2-5 14.11 73.99 227.58 309.93 793.85 1253.26
center 6+ 11.45 59.82 139.94 277.15 501.85 1001.50
home 0-2 13.14 61.31 188.51 275.79 752.59 1122.20
home 2-5 12.28 55.69 178.27 245.28 690.52 1006.20
home 6+ 10.30 43.95 142.51 182.67 555.69 752.63
exempt 0-2 9.20 42.91 131.96 193.06 526.81 785.54
exempt 2-5 8.59 38.98 124.79 171.69 483.36 704.34
exempt 6+ 7.21 30.76 99.76 127.87 388.98 526.84
"""
CEILINGS = {
    (facility, age_group): dict(zip(BASES, cells, strict=True))
    for facility, age_group, *cells in (line.split() for line in _TABLE.strip().splitlines())
}
"""(facility, age group): time basis -> dollars."""
