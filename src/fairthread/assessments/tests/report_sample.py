"""A whole report of an invented factory, in either language: 252 answers, 31 findings, photos, comments."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
QUESTIONS = (
    ("Is there a written procedure for: {}?", "Nhà máy có quy trình bằng văn bản về {} không?"),
    ("Is one person responsible for: {}?", "Nhà máy có phân công người chịu trách nhiệm về {} không?"),
    (
        "Are the records complete and kept as long as the law asks: {}?",
        "Hồ sơ về {} có đầy đủ và được lưu đủ thời hạn không?",
    ),
    (
        "Do workers interviewed confirm what the records say: {}?",
        "Người lao động được phỏng vấn có xác nhận hồ sơ về {} không?",
    ),
    (
        "Were workers and line leaders trained this year: {}?",
        "Người lao động và chuyền trưởng có được tập huấn trong năm về {} không?",
    ),
    ("Can workers raise a problem without fear: {}?", "Người lao động có thể nêu vấn đề về {} mà không lo ngại không?"),
    ("Did the bipartite committee discuss it this year: {}?", "Ban đối thoại có trao đổi trong năm về {} không?"),
)
EVIDENCE = ("Records of 25 workers and interviews agree.", "Hồ sơ của 25 người và phỏng vấn khớp nhau.")
NOT_HERE = {"OSH-AC", "FA-04"}
INFORMATION = (
    ("INF-01", "Number of unions and members", "Số tổ chức công đoàn và đoàn viên", "1; 1,104", "1; 1.104"),
    (
        "INF-02",
        "Collective agreement in force until",
        "Thoả ước lao động tập thể có hiệu lực đến",
        "31 May 2028",
        "31/5/2028",
    ),
    ("INF-03", "Strikes in the last two years", "Số cuộc đình công trong hai năm qua", 0, 0),
    ("INF-04", "Workers on fixed-term contracts", "Người lao động có hợp đồng xác định thời hạn", 412, 412),
    ("INF-05", "Is there a dormitory?", "Nhà máy có ký túc xá không?", "no", "no"),
    ("INF-06", "Lowest basic wage paid (VND a month)", "Mức lương cơ bản thấp nhất (đồng/tháng)", 5310000, 5310000),
    (
        "INF-07",
        "Languages of the supervisors",
        "Ngôn ngữ của người quản lý",
        "Vietnamese, English, Korean",
        "Tiếng Việt, tiếng Anh, tiếng Hàn",
    ),
)
METHOD = (
    ("Two assessors spent four person-days at the factory without announcing the visit. They walked through every "
     "workshop, read the records of 25 workers for three months, and spoke with 24 workers, 6 representatives and the "
     "management. Workers were chosen by chance from every line and spoke without managers present.",
     "Hai cán bộ đánh giá làm việc bốn ngày công tại nhà máy, không báo trước. Đoàn đã đi qua mọi phân xưởng, xem hồ "
     "sơ của 25 người lao động trong ba tháng, trao đổi với 24 người lao động, 6 đại diện và ban quản "
     "lý. Người lao động "
     "được chọn ngẫu nhiên từ tất cả các chuyền và trả lời không có mặt quản lý."),
    ("A compliance point is non-compliant when one of its questions is. Questions that do not apply are left out of "
     "the rates, and so is the cluster on cooperation with the programme.",
     "Một điểm tuân thủ là không đạt khi có ít nhất một câu hỏi không đạt. Câu hỏi không áp dụng và nhóm phối hợp với "
     "chương trình không tính vào tỷ lệ."),
    ("An assessment sees a sample on certain days. It does not prove that nothing else is wrong. What workers said is "
     "reported only in sums, and nobody is named.",
     "Đánh giá dựa trên mẫu trong một số ngày, không chứng minh rằng không còn vấn đề nào khác. Ý kiến của người lao "
     "động chỉ được nêu dưới dạng tổng hợp và không nêu tên."),
)  # fmt: skip


def sample(language: str = "vi") -> dict[str, Any]:
    """The content of one full report; nothing in it is real."""
    vi = int(language == "vi")
    points = list(csv.DictReader((HERE / "report_sample_points.csv").open(encoding="utf-8")))
    rows = list(csv.DictReader((HERE / "report_sample_findings.csv").open(encoding="utf-8"), delimiter="|"))
    clusters: dict[str, dict[str, Any]] = {}
    kinds: dict[str, str] = {}
    annex: list[dict[str, Any]] = []
    for p in points:
        label = p[f"point_{language}"]
        kinds[p["cluster"]] = p["kind"]
        cluster = clusters.setdefault(
            p["cluster"], {"code": p["cluster"], "label": p[f"cluster_{language}"], "points": []}
        )
        own = [r for r in rows if r["point"] == p["code"]]
        findings = [_finding(r, p, i, language) for i, r in enumerate(own, start=1)]
        result = "not_applicable" if p["code"] in NOT_HERE else "non_compliant" if findings else "compliant"
        cluster["points"].append({"code": p["code"], "label": label, "result": result, "findings": findings})
        where = {"cluster": p["cluster"], "point": p["code"]}
        annex += [
            where
            | {
                "code": f["code"],
                "label": f["label"],
                "answer": "no",
                "result": "non_compliant",
                "evidence": f["finding"],
            }
            for f in findings
        ]
        for i, pair in enumerate(QUESTIONS[len(findings) :] if p["kind"] != "process" else QUESTIONS[:2], start=11):
            state = ("na", "not_applicable") if p["code"] in NOT_HERE else ("yes", "compliant")
            evidence = EVIDENCE[vi] if i % 3 == 0 and state[0] == "yes" else ""
            annex.append(where | {"code": f"{p['code']}-{i:02}", "label": pair[vi].format(label[0].lower() + label[1:]),
                                  "answer": state[0], "result": state[1], "evidence": evidence})  # fmt: skip
    for code, en, vn, value_en, value_vi in INFORMATION:
        annex.append({"cluster": ("Information", "Thông tin")[vi], "point": ("Information", "Thông tin")[vi],
                      "code": code, "label": (en, vn)[vi], "answer": str((value_en, value_vi)[vi]),
                      "result": "information", "evidence": ""})  # fmt: skip
    return _head(language) | {
        "summary": _summary(list(clusters.values()), kinds, annex),
        "clusters": list(clusters.values()),
        "information": [{"code": c, "label": (en, vn)[vi], "value": (a, b)[vi]} for c, en, vn, a, b in INFORMATION],
        "annex": annex,
        "method": [pair[vi] for pair in METHOD],
    }


def _finding(row: dict[str, str], point: dict[str, str], order: int, language: str) -> dict[str, Any]:
    vi = int(language == "vi")
    code, comment = f"{point['code']}-{order:02}", row[f"comment_{language}"]
    pictures = {"OSH-EP-01": 3, "OSH-EP-02": 2, "OSH-CH-01": 1, "OSH-WP-01": 2, "OSH-WF-01": 1}.get(code, 0)
    captions = (("Exit 3, workshop B, 11 November, 9:20", "Seen from inside", "After the lock was opened"),
                ("Cửa số 3, xưởng B, 9 giờ 20 ngày 11/11", "Nhìn từ bên trong", "Sau khi mở khoá"))[vi]  # fmt: skip
    return {
        "code": code, "label": row[f"question_{language}"], "answer": "no", "finding": row[f"finding_{language}"],
        "legal": point["legal"].split("; "), "workers_affected": int(row["workers"]) if row["workers"] else None,
        "root_cause": row[f"cause_{language}"] or None, "public_issue": row["public"] == "y",
        "photos": [{"path": f"{code}-{i}.jpg", "caption": captions[i]} for i in range(pictures)],
        "comments": [{"by": ("Factory", "Nhà máy")[vi], "on": "2026-11-20", "text": comment}] if comment else [],
        "previous": row["previous"] or None,
    }  # fmt: skip


def _head(language: str) -> dict[str, Any]:
    vi = int(language == "vi")
    return {
        "language": language, "number": "FT-VN-2026-000123", "issued_at": "2026-11-21", "demo": True,
        "verify_url": "https://fairthread.example/verify/FT-VN-2026-000123", "law_date": "2026-10-05",
        "programme": ("Fair Work in Garments Viet Nam", "Chương trình Việc làm Công bằng Dệt may Việt Nam")[vi],
        "factory": {"name": ("Thuy Nguyen Spring Garment Company Limited", "Công ty TNHH May mặc Xuân Thuỷ Nguyên")[vi],
                    "other_names": ["Thuy Nguyen Spring Garment Co., Ltd"] if vi else [], "public_id": "VN2026-0ABC123",
                    "address": ("Lot C5, Hoa Mai Industrial Park", "Lô C5, Khu công nghiệp Hoa Mai")[vi],
                    "province": ("Dong Nai", "Đồng Nai")[vi], "sector": ("Garments", "May mặc")[vi],
                    "workers_total": 1200, "workers_women": 950, "workers_men": 250, "union": True},
        "assessment": {"cycle": 3, "started_on": "2026-11-11", "ended_on": "2026-11-12", "person_days": 4,
                       "tool": ("Viet Nam garment and footwear", "Dệt may và da giày Việt Nam")[vi],
                       "tool_version": "2026.2",
                       "mode": "unannounced", "assessors": ["Nguyễn Thị Hạnh", "Trần Quốc Việt"]},
    }  # fmt: skip


def _summary(clusters: list[dict[str, Any]], kinds: dict[str, str], annex: list[dict[str, Any]]) -> dict[str, Any]:
    counted = []
    for c in clusters:
        results = Counter(p["result"] for p in c["points"])
        assessed = results["compliant"] + results["non_compliant"]
        counted.append({"code": c["code"], "label": c["label"], "kind": kinds[c["code"]], "points_assessed": assessed,
                        "points_non_compliant": results["non_compliant"]})  # fmt: skip
    rated = [c for c in counted if c["kind"] != "process"]
    asked = Counter(r["result"] for r in annex if kinds.get(r["cluster"], "process") != "process")
    return {
        "compliance_points_assessed": sum(c["points_assessed"] for c in rated),
        "compliance_points_non_compliant": sum(c["points_non_compliant"] for c in rated),
        "questions_assessed": asked["compliant"] + asked["non_compliant"],
        "questions_non_compliant": asked["non_compliant"],
        "clusters": counted,
    }


def photos(content: dict[str, Any]) -> dict[str, bytes]:
    """Drawn stand-ins for a phone's photos, 4:3 and upright, by path."""
    paths = [p["path"] for c in content["clusters"] for q in c["points"] for f in q["findings"] for p in f["photos"]]
    return {path: _picture(order) for order, path in enumerate(paths)}


def _picture(order: int) -> bytes:
    size = (1600, 1200) if order % 3 else (1200, 1600)
    image = Image.new("RGB", size, ("#b9c4c0", "#c8bfae", "#aab4bd")[order % 3])
    draw = ImageDraw.Draw(image)
    wide, high = size
    draw.rectangle((0, high * 0.72, wide, high), fill="#7d7a72")
    draw.rectangle((wide * 0.32, high * 0.18, wide * 0.68, high * 0.8), fill="#4f6b5d", outline="#22332b", width=14)
    draw.rectangle((wide * 0.36, high * 0.06, wide * 0.64, high * 0.14), fill="#2c8a4b")
    draw.ellipse((wide * 0.6, high * 0.48, wide * 0.65, high * 0.53), fill="#d9b13b")
    for mark in range(order + 1):
        draw.rectangle((40 + 60 * mark, 40, 80 + 60 * mark, 80), fill="#0f5c63")
    told = Image.Exif()
    told[0x010F] = "Phone that tells"  # the maker; stands for place and time
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, exif=told)
    return out.getvalue()
