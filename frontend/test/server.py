"""The filler's endpoints in memory, for development and tests. Run: python server.py [port] [workbook.xlsx]"""
# ruff: noqa: E501, E731, RET503

import hashlib
import json
import re
import sys
import threading
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import importer

HERE = Path(__file__).parent
STATIC = {
    "/static/filler.js": "text/javascript",
    "/static/filler.css": "text/css",
    "/static/filler.js.map": "application/json",
    "/static/filler.css.map": "application/json",
}
BASE = "/assessments/0a0a0a0a-0000-4000-8000-000000000001/fill/"
CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fairthread</title>{sheets}<link rel="stylesheet" href="/static/filler.css"></head>
<body><header class="top"><div class="wrap top__row"><a class="brand" href="/"><span>Fairthread</span></a></div></header>
<main id="main" tabindex="-1"><div class="wrap wrap--wide">
<div id="filler" data-base="{base}" data-lang="{lang}" data-user="hoa" data-back="{base}../"></div>
</div></main><script type="module" src="/static/filler.js"></script></body></html>"""
SITE = (
    HERE.parents[1] / "src/fairthread/base/static/base"
)  # the clothes of the real page, so that the two are seen together
SHEETS = [
    name for name in ("tokens", "page", "forms", "tables", "components", "print") if (SITE / f"{name}.css").exists()
]


def now():
    return datetime.now(UTC).isoformat(timespec="seconds")


class House:
    """One assessment and its two assessors: Hoa, who fills here, and Lan, whose answers are simply set."""

    def __init__(self, workbook=None):
        self.form, self.clusters, self.questions = importer.build(importer.read(workbook))
        self.etag = hashlib.sha256(self.form.encode()).hexdigest()
        self.reset()

    def reset(self):
        self.down, self.problem, self.file_problem, self.lead = False, None, None, True
        self.draft = {"instance_id": None, "sequence": 0, "xml": None, "saved_at": None}
        self.lan, self.chosen, self.files, self.puts, self.remarks = {}, {}, {}, 0, []
        for facts in self.questions.values():
            facts["previous"] = None

    def mine(self):
        if not self.draft["xml"]:
            return {}
        root = ET.fromstring(self.draft["xml"])
        tag = lambda e: e.tag.split("}")[-1]
        found, words = {}, {}
        for element in root.iter():
            if tag(element) in self.questions and (element.text or "").strip():
                found[tag(element)] = element.text.strip()
            if tag(element) == "finding":
                fields = {tag(f): (f.text or "") for f in element}
                words[fields.get("finding_question")] = fields.get("finding_evidence", "")
        return {
            name: {
                "value": value,
                "by": "Hoa",
                "instance_id": self.draft["instance_id"],
                "at": self.draft["saved_at"],
                "evidence": words.get(name, ""),
            }
            for name, value in found.items()
        }

    def merged(self):
        mine, answers, conflicts = self.mine(), {}, []
        for name in {**self.lan, **mine}:
            both = [side[name] for side in (mine, self.lan) if name in side]
            chosen = next((a for a in both if a["instance_id"] == self.chosen.get(name)), None)
            if len(both) == 2 and both[0]["value"] != both[1]["value"] and not chosen:
                conflicts.append({"question": name, "answers": both})
            answers[name] = chosen or both[0]
        return {"answers": answers, "conflicts": conflicts}

    def state(self):
        me = {k: self.draft[k] for k in ("instance_id", "sequence", "xml", "saved_at")}
        return {
            "assessment": {
                "id": BASE.split("/")[2],
                "factory": "Công ty TNHH May Bình Minh",
                "state": "in_field",
                "tool": "VN garment",
                "tool_version": "2026.1",
                "lead": self.lead,
            },
            "me": {**me, "name": "Hoa"},
            "others": [{"name": "Lan", "instance_id": "lan-1", "saved_at": now()}],
            "clusters": self.clusters,
            "questions": self.questions,
            **self.merged(),
            "remarks": self.remarks,
            "problems": {"required_evidence": True},
        }

    def lan_says(self, name, value, evidence="", at=None):
        self.lan[name] = {"value": value, "by": "Lan", "instance_id": "lan-1", "at": at or now(), "evidence": evidence}


def problem(number, title, detail, todo, **more):
    return {"problem": {"number": number, "title": title, "detail": detail, "todo": todo, **more}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    house: House

    def log_message(self, *_):
        pass

    def send(self, status, body=b"", kind="application/json", **headers):
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        for key, value in {
            "Content-Type": kind,
            "Content-Length": len(data),
            "Content-Security-Policy": CSP,
            "Cache-Control": "no-cache",
            **headers,
        }.items():
            self.send_header(key.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(data)

    def handle_any(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, house = self.path.split("?")[0], self.house
        if path in STATIC:
            file = HERE.parent / "dist" / path.rsplit("/", 1)[1]
            return (
                self.send(200, file.read_bytes(), STATIC[path] + "; charset=utf-8") if file.exists() else self.send(404)
            )
        if path.startswith("/static/base/") and ".." not in path and (SITE / path[13:]).is_file():
            return self.send(
                200,
                (SITE / path[13:]).read_bytes(),
                "text/css; charset=utf-8" if path.endswith(".css") else "font/woff2",
            )
        if house.down:
            self.close_connection = True
            return self.connection.close()
        if not path.startswith(BASE):
            return self.send(404, problem(1404, "Not found", "", ""))
        rest = path[len(BASE) :]
        if self.command in ("PUT", "POST") and self.headers.get("X-CSRFToken") != "token":
            return self.send(403, problem(1003, "CSRF", "The token is missing.", ""))
        name = f"on_{self.command.lower()}_{rest.split('/')[0].split('.')[0] or 'page'}"
        return getattr(self, name, lambda *_: self.send(404))(rest, raw)

    do_GET = do_PUT = do_POST = handle_any

    def on_get_page(self, *_):
        lang = "en" if "lang=en" in self.path else "vi"
        self.send(
            200,
            PAGE.format(
                base=BASE,
                lang=lang,
                sheets="".join(f'<link rel="stylesheet" href="/static/base/{name}.css">' for name in SHEETS),
            ).encode(),
            "text/html; charset=utf-8",
            Set_Cookie="csrftoken=token; Path=/; SameSite=Lax",
        )

    def on_get_form(self, *_):
        self.send(200, self.house.form.encode(), "application/xml; charset=utf-8", ETag=f'"{self.house.etag}"')

    def on_get_state(self, *_):
        self.send(200, self.house.state())

    def on_put_draft(self, _, raw):
        house, body = self.house, json.loads(raw)
        house.puts += 1
        if house.problem:
            return self.send(409, house.problem)
        stored = house.draft
        digest = hashlib.sha256(body["xml"].encode()).hexdigest()
        same = stored["xml"] is not None and stored["xml"] == body["xml"]
        if stored["instance_id"] == body["instance_id"] and body["sequence"] <= stored["sequence"] and not same:
            return self.send(
                409,
                problem(
                    6012,
                    "A newer draft is stored",
                    f"Stored: {stored['sequence']}, sent: {body['sequence']}.",
                    "Look at both and choose which one to keep.",
                ),
            )
        if not same:
            house.draft = {
                "instance_id": body["instance_id"],
                "sequence": body["sequence"],
                "xml": body["xml"],
                "saved_at": now(),
            }
        self.send(
            200,
            {
                "sequence": house.draft["sequence"],
                "hash": digest,
                "saved_at": house.draft["saved_at"],
                **house.merged(),
            },
        )

    def on_put_attachments(self, rest, raw):
        if self.house.file_problem:
            return self.send(415, self.house.file_problem)
        head = Message()
        head["content-type"] = self.headers["Content-Type"]
        parts = {}
        for part in raw.split(b"--" + head.get_param("boundary").encode())[1:-1]:
            top, _, content = part.partition(b"\r\n\r\n")
            parts[re.search(rb'name="([^"]+)"', top)[1].decode()] = content[:-2]
        known = rest in self.house.files
        self.house.files[rest] = parts
        self.send(200 if known else 201, {})

    def on_get_attachments(self, rest, _):
        found = self.house.files.get(rest)
        self.send(200, found["file"], "image/jpeg") if found else self.send(404)

    def on_post_finish(self, *_):
        answers = self.house.merged()["answers"]
        missing = [n for n, q in self.house.questions.items() if q["kind"] == "gate" and n not in answers]
        if missing:
            parts = [
                problem(
                    6016,
                    f"Question {self.house.questions[n]['code']} has no answer.",
                    {"question": self.house.questions[n]["code"]},
                    "",
                )["problem"]
                for n in missing
            ]
            return self.send(
                409,
                problem(
                    6015,
                    "Not finished yet",
                    {"count": str(len(missing))},
                    "Answer them, then finish again.",
                    parts=parts,
                ),
            )
        self.send(200, {"finished_at": now()})

    def on_post_resolve(self, _, raw):
        body = json.loads(raw)
        if not self.house.lead:
            return self.send(403, problem(6030, "Only the lead assessor decides", "", ""))
        self.house.chosen[body["question"]] = body["answer_from"]
        self.send(200, self.house.merged())


def start(house, port=0):
    handler = type("BoundHandler", (Handler,), {"house": house})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}{BASE}"


def dress(house):
    """Something to look at: Lan's answers, a disagreement to come, remarks, last year's results."""
    names = [n for n, q in house.questions.items() if q["kind"] == "compliance"]
    for name in names[:6:2]:
        house.lan_says(name, "yes", at="2026-11-21T03:32:00+00:00")
    house.lan_says(names[3], "no", "Hai hồ sơ thiếu bản sao giấy khai sinh.", "2026-11-21T03:40:00+00:00")
    for name in names[1:12:3]:
        house.questions[name]["previous"] = {
            "result": "non_compliant",
            "evidence": "Ba hồ sơ không có giấy tờ tuỳ thân.",
            "date": "2025-05-01",
        }
    house.questions[names[0]]["previous"] = {"result": "compliant", "evidence": "", "date": "2025-05-01"}
    house.remarks = [
        {
            "question": names[2],
            "text": "Xin ghi rõ số hồ sơ đã xem và cách chọn mẫu.",
            "by": "Minh (duyệt chất lượng)",
            "at": "2026-11-20T09:15:00+00:00",
        }
    ]


if __name__ == "__main__":
    standing = House(sys.argv[2] if len(sys.argv) > 2 else None)
    dress(standing)
    print(start(standing, int(sys.argv[1]) if len(sys.argv) > 1 else 8377)[1])
    threading.Event().wait()
