"""Legal references read as people of each language write them."""

import pytest

from fairthread.tools.legal import legal_words


@pytest.mark.parametrize(
    ("reference", "english", "vietnamese"),
    [
        ("ILO C138", "ILO Convention 138", "Công ước ILO số 138"),
        ("ILO R146", "ILO Recommendation 146", "Khuyến nghị ILO số 146"),
        ("ILO P155", "ILO Protocol 155", "Nghị định thư ILO số 155"),
        ("ILO-OSH 2001", "ILO-OSH 2001", "ILO-OSH 2001"),
        ("VN 45/2019/QH14 art. 106", "Art. 106, 45/2019/QH14", "Điều 106, 45/2019/QH14"),
        ("VN 45/2019/QH14 art. 113(1)", "Art. 113(1), 45/2019/QH14", "Điều 113 khoản 1, 45/2019/QH14"),
        ("VN 145/2020/ND-CP art. 80(4)(c)", "Art. 80(4)(c), 145/2020/ND-CP", "Điều 80 khoản 4 điểm c, 145/2020/NĐ-CP"),
        (
            "VN 45/2019/QH14 art. 20(2)(a)-(b)",
            "Art. 20(2)(a)-(b), 45/2019/QH14",
            "Điều 20 khoản 2 điểm a-b, 45/2019/QH14",
        ),
        (
            "VN 45/2019/QH14 art. 107(3)(a)-(dd)",
            "Art. 107(3)(a)-(dd), 45/2019/QH14",
            "Điều 107 khoản 3 điểm a-đ, 45/2019/QH14",
        ),
        ("VN 28/2026/QH16", "28/2026/QH16", "28/2026/QH16"),
        ("something else", "something else", "something else"),
    ],
)
def test_a_reference_in_both_languages(reference, english, vietnamese):
    assert legal_words(reference, "en") == english
    assert legal_words(reference, "vi") == vietnamese
