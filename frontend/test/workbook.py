"""A made-up assessment workbook in the shape of docs/contributing/contracts.md, for when no real one is at hand."""
# ruff: noqa: E501, E731, RET503

EN, VI = "English (en)", "Tiếng Việt (vi)"

CLUSTERS = [
    ("child_labour", "Child labour", "Lao động trẻ em", "core"),
    ("discrimination", "Discrimination", "Phân biệt đối xử", "core"),
    ("forced_labour", "Forced labour", "Lao động cưỡng bức", "core"),
    ("association", "Freedom of association", "Tự do hiệp hội và thương lượng tập thể", "core"),
    ("compensation", "Compensation", "Tiền lương và phúc lợi", "national"),
    ("contracts", "Contracts and human resources", "Hợp đồng và quản lý nhân sự", "national"),
    ("osh", "Occupational safety and health", "An toàn, vệ sinh lao động", "national"),
    ("working_time", "Working time", "Thời giờ làm việc", "national"),
]
TOPICS = [
    ("records are kept and up to date", "hồ sơ được lưu giữ và cập nhật"),
    ("workers were informed in a language they read", "người lao động được thông báo bằng ngôn ngữ họ đọc được"),
    ("a responsible person has been appointed", "đã chỉ định người chịu trách nhiệm"),
    ("the written policy is followed on every shift", "chính sách bằng văn bản được tuân thủ ở mọi ca"),
    ("complaints were answered within the time set", "khiếu nại được trả lời đúng thời hạn quy định"),
    ("subcontracted workers are covered as well", "người lao động của nhà thầu phụ cũng được áp dụng"),
    ("no fee or deposit is taken from workers", "không thu phí hoặc tiền đặt cọc của người lao động"),
]
LEGAL = ["ILO C138", "VN 45/2019/QH14 art. 145", "VN 84/2015/QH13 art. 7", "ILO C111; VN 45/2019/QH14 art. 8"]


def row(type_, name, en="", vi="", **more):
    return {"type": type_, "name": name, f"label::{EN}": en, f"label::{VI}": vi, **more}


def point_rows(cluster, en, vi, number):
    """One gate, what it opens, a parent with three details, two ordinary questions, one of information."""
    point, prefix = f"{cluster}_p{number}", f"{cluster[:2].upper()}-{number}"
    base = {"cluster": cluster, "compliance_point": point}
    rows = [row("begin_group", point, f"{en}: part {number}", f"{vi}: phần {number}")]

    def ask(order, kind, type_, en_text, vi_text, **more):
        name = f"{point}_q{order}"
        rows.append(
            row(
                type_,
                name,
                en_text,
                vi_text,
                code=f"{prefix}-{order:02}",
                kind=kind,
                legal=LEGAL[order % 4],
                concept=name,
                **base,
                **more,
                **{
                    f"evidence::{EN}": "Documents of the last twelve months; interviews with six workers; a walk through the floor.",
                    f"evidence::{VI}": "Hồ sơ mười hai tháng gần nhất; phỏng vấn sáu người lao động; đi một vòng quanh xưởng.",
                },
            )
        )
        return name

    gate = ask(
        1,
        "gate",
        "select_one yes_no",
        f"Does this part of “{en.lower()}” apply to the factory?",
        f"Phần này của “{vi.lower()}” có áp dụng cho nhà máy không?",
    )
    opened = {"gate": gate, "relevant": f"${{{gate}}} = 'yes'"}
    parent = ask(
        2,
        "compliance",
        "select_one yes_no_na",
        f"Does the factory meet the requirements of {en.lower()} here?",
        f"Nhà máy có đáp ứng các yêu cầu về {vi.lower()} ở phần này không?",
        compliant_answer="yes",
        **opened,
    )
    for order in (3, 4, 5):
        en_text, vi_text = TOPICS[order % 7]
        ask(
            order,
            "compliance",
            "select_one yes_no_na",
            f"Is it true that {en_text}?",
            f"Có đúng là {vi_text} không?",
            compliant_answer="yes",
            parent=parent,
            public_issue="yes" if order == 3 else "",
            **opened,
        )
    for order in (6, 7):
        en_text, vi_text = TOPICS[(order + number) % 7]
        ask(
            order,
            "compliance",
            "select_one yes_no",
            f"Did the assessor find a case where it was not so that {en_text}?",
            f"Đánh giá viên có phát hiện trường hợp trái với yêu cầu {vi_text} không?",
            compliant_answer="no",
            zero_tolerance="yes" if cluster == "child_labour" and order == 6 else "",
        )
    ask(
        8,
        "information",
        ("integer", "text", "date", "select_multiple shifts")[number % 4],
        f"For information: {en.lower()}, item {number}",
        f"Thông tin: {vi.lower()}, mục {number}",
    )
    rows.append({"type": "end_group"})
    return rows


def synthetic():
    survey, points = [], []
    for code, en, vi, _ in CLUSTERS:
        survey.append(row("begin_group", code, en, vi))
        for number in range(1, 5):
            points.append(
                {
                    "compliance_point": f"{code}_p{number}",
                    "cluster": code,
                    "order": str(number),
                    f"label::{EN}": f"{en}: part {number}",
                    f"label::{VI}": f"{vi}: phần {number}",
                }
            )
            survey += point_rows(code, en, vi, number)
        if code == "association":
            survey += [
                row("begin_repeat", "unions", "Unions in the factory", "Công đoàn trong nhà máy"),
                row("text", "union_name", "Name of the union", "Tên công đoàn", cluster=code, kind="information"),
                row(
                    "integer",
                    "union_members",
                    "Members",
                    "Số đoàn viên",
                    cluster=code,
                    kind="information",
                    constraint=". >= 0",
                    **{
                        f"constraint_message::{EN}": "Not below zero.",
                        f"constraint_message::{VI}": "Không nhỏ hơn không.",
                    },
                ),
                {"type": "end_repeat"},
            ]
        survey.append({"type": "end_group"})
    choices = [
        {"list_name": listing, "name": name, f"label::{EN}": en, f"label::{VI}": vi}
        for listing, items in {
            "yes_no": [("yes", "Yes", "Có"), ("no", "No", "Không")],
            "yes_no_na": [("yes", "Yes", "Có"), ("no", "No", "Không"), ("na", "Not applicable", "Không áp dụng")],
            "shifts": [
                ("day", "Day shift", "Ca ngày"),
                ("evening", "Evening shift", "Ca chiều"),
                ("night", "Night shift", "Ca đêm"),
            ],
        }.items()
        for name, en, vi in items
    ]
    return {
        "survey": survey,
        "choices": choices,
        "compliance_points": points,
        "clusters": [
            {"cluster": c, "order": str(i), "kind": kind, f"label::{EN}": en, f"label::{VI}": vi}
            for i, (c, en, vi, kind) in enumerate(CLUSTERS)
        ],
        "settings": [{"form_title": "Synthetic tool", "form_id": "synthetic", "version": "1", "default_language": VI}],
    }
