"""A synthetic export of the layout `star`: as many rows as wanted, always the same for the same seed."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEAD = [
    "Country",
    "Factory.Assessed.ID",
    "Factory.Assessed.Name",
    "Cycle",
    "Assesment.Start.Date",
    "Quest.ID",
    "Question.ID",
    "Question.type",
    "Q.Label",
    "CP",
    "Cluster",
    "Finding",
    "Tags",
    "TQ.Name",
]
CLUSTERS = [
    ("Child Labour", ["Child Labourers", "Hazardous Work", "Unconditional Worst Forms"]),
    ("Discrimination", ["Gender", "Race and Origin"]),
    ("Forced Labour", ["Coercion", "Bonded Labour"]),
    ("Freedom of Association and Collective Bargaining", ["Union Operations", "Strikes"]),
    ("Compensation", ["Minimum Wages", "Overtime Wages", "Paid Leave"]),
    ("Contracts and Human Resources", ["Employment Contracts", "Termination"]),
    ("Systems", ["OSH Management Systems"]),
    ("Occupational Safety and Health", ["Worker Protection", "Emergency Preparedness", "Welfare Facilities"]),
    ("Working Time", ["Regular Hours", "Overtime", "Leave"]),
]


def questions(count: int) -> list[tuple[str, str, str, str, str, str, float]]:
    """(ID, type, label, CP, cluster, tags, share non-compliant); one in ten is an information question."""
    draw = random.Random(7)
    places = [(cluster, point) for cluster, points in CLUSTERS for point in points]
    found = []
    for number in range(count):
        cluster, point = places[number % len(places)]
        kind = "FGW" if number % 10 == 9 else "NCQ"
        tags = "Public Disclosure" if number % 25 == 0 else ""
        label = f"Has the employer failed duty {number} on {point.lower()} as the law asks?"
        found.append((f"Q{number:04d}", kind, label, point, cluster, tags, draw.random() ** 3))
    return found


def write(path: Path, rows: int, per_assessment: int = 250, country: str = "Vietnam", seed: int = 1) -> int:
    """Writes the file and gives back its number of assessments. Each factory has up to six, a year apart."""
    draw = random.Random(seed)
    asked = questions(per_assessment)
    count = -(-rows // per_assessment)
    left = rows
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEAD)
        for number in range(count):
            factory, cycle = divmod(number, 6)
            day = date(2015, 1, 1) + timedelta(days=factory % 300 + 365 * cycle + draw.randrange(20))
            name = f"Nhà máy May {factory}" + (" (new name)" if cycle > 3 and factory % 50 == 0 else "")
            head = [country, 1000 + factory, name, cycle + 1, f"{day:%d/%m/%Y}", 50_000 + number]
            for code, kind, label, point, cluster, tags, share in asked[: min(left, per_assessment)]:
                finding = str(draw.randrange(2000)) if kind == "FGW" else str(int(draw.random() < share))
                writer.writerow([*head, code, kind, label, point, cluster, finding, tags, "Garment CAT"])
            left -= per_assessment
    return count
