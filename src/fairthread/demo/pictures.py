"""Simple drawn scenes in place of photos, so that no picture shows a real place or person."""

from __future__ import annotations

import io
from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

SIZE = (800, 600)
WALL, FLOOR, DARK, LIGHT = "#d8d4cb", "#9b978f", "#33373b", "#f4f2ee"
VARIANTS = 3


@lru_cache(maxsize=64)
def picture(scene: str, variant: int) -> bytes:
    """A JPEG. The same scene and variant (0 to VARIANTS - 1) give the same bytes."""
    chance = Random(f"{scene}/{variant}")  # noqa: S311 no secret hangs on it
    image = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 430, 800, 600), fill=FLOOR)
    _DRAW[scene](pen, chance)
    pen.text((12, 574), "Fairthread demo, drawn", fill=LIGHT, font=_font(16))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def _box(pen: ImageDraw.ImageDraw, left: int, bottom: int, width: int, height: int) -> None:
    pen.rectangle((left, bottom - height, left + width, bottom), fill="#b98a55", outline="#7d5a32", width=3)
    pen.line((left, bottom - height // 2, left + width, bottom - height // 2), fill="#d9b98c", width=8)


def _exit(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rectangle((290, 130, 510, 450), fill="#6f7f8c", outline=DARK, width=5)
    pen.ellipse((475, 290, 495, 310), fill=LIGHT)
    pen.rectangle((310, 55, 490, 115), fill="#0c7a43")
    pen.text((400, 85), "EXIT", fill="white", font=_font(40), anchor="mm")
    for place in range(4 + chance.randrange(3)):
        _box(pen, 200 + place % 4 * 105 + chance.randrange(-8, 9), 540 - place // 4 * 110, 100, 105)


def _extinguisher(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rounded_rectangle((370, 220, 440, 420), 25, fill="#c3272b", outline=DARK, width=3)
    pen.rectangle((390, 190, 420, 222), fill=DARK)
    pen.line((420, 205, 470, 260), fill=DARK, width=9)
    left = 300 + chance.randrange(60)
    for rail in range(3):
        pen.rectangle((left, 150 + rail * 130, left + 330, 162 + rail * 130), fill="#5d646b")
        for roll in range(4):
            colour = chance.choice(["#41658a", "#8a4157", "#55804a", "#a88f3d"])
            pen.rounded_rectangle(
                (left + 10 + roll * 80, 165 + rail * 130, left + 80 + roll * 80, 250 + rail * 130), 12, fill=colour
            )


def _drum(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    for place in range(2 + chance.randrange(2)):
        left = 150 + place * 190
        pen.rounded_rectangle((left, 230, left + 160, 520), 18, fill="#2f5f8f", outline=DARK, width=4)
        for ring in (310, 420):
            pen.line((left, ring, left + 160, ring), fill="#24496e", width=8)
        if place:
            pen.rectangle((left + 35, 335, left + 125, 400), fill=LIGHT)
            pen.polygon(((left + 80, 342), (left + 52, 392), (left + 108, 392)), outline="#c3272b", width=4)
    pen.ellipse((120, 515, 330, 555), fill="#7b776c")


def _time(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rectangle((90, 40, 710, 560), fill="white", outline=DARK, width=3)
    pen.text((400, 75), "TIME RECORD", fill=DARK, font=_font(30), anchor="mm")
    for row in range(10):
        for column in range(6):
            left, top = 120 + column * 95, 115 + row * 43
            hours = 8 if column == 0 else chance.choice([0, 0, 1, 2, 2, 3, 4, 5])
            over = column > 0 and hours > 4
            pen.rectangle((left, top, left + 88, top + 38), fill="#f6c9c4" if over else LIGHT, outline="#b7b3aa")
            pen.text((left + 44, top + 19), str(hours) if hours else "", fill=DARK, font=_font(20), anchor="mm")


def _payslip(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rectangle((170, 60, 630, 540), fill="white", outline=DARK, width=3)
    pen.text((400, 105), "PAY SLIP", fill=DARK, font=_font(32), anchor="mm")
    for row, name in enumerate(["Wage", "Allowance", "Overtime", "Insurance", "Net pay"]):
        pen.text((200, 160 + row * 70), name, fill=DARK, font=_font(26))
        amount = f"{chance.randrange(300, 900)} {chance.randrange(100, 999)}"
        pen.text((600, 160 + row * 70), amount, fill=DARK, font=_font(26), anchor="ra")
        pen.line((190, 205 + row * 70, 610, 205 + row * 70), fill="#b7b3aa", width=2)
    pen.rectangle((380, 294, 460, 334), outline="#c3272b", width=4)


def _firstaid(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rectangle((220, 90, 580, 400), fill="white", outline=DARK, width=5)
    pen.rectangle((385, 110, 415, 180), fill="#0c7a43")
    pen.rectangle((365, 130, 435, 160), fill="#0c7a43")
    pen.line((225, 290, 575, 290), fill=DARK, width=4)
    for place in range(2 + chance.randrange(2)):
        pen.rounded_rectangle(
            (245 + place * 110, 215, 315 + place * 110, 285), 8, fill="#c9d6df", outline=DARK, width=2
        )


_DRAW = {
    "exit": _exit,
    "extinguisher": _extinguisher,
    "drum": _drum,
    "time": _time,
    "payslip": _payslip,
    "firstaid": _firstaid,
}
