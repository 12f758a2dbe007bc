"""Child of the PDF bench: sets the same minutes again and again with one typesetter.

All use the same 仿宋 at 16 pt on the same type area, 22 lines a page; the peers set plain
paragraphs. Every paragraph changes with every run, so that nobody prints from a cache.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench.child import peak_megabytes, since_begun

FONT = (Path("resources") / "fonts" / "FandolFang.ttf").resolve()
SENTENCES = (
    "王秀芬说，小区现有停车位一百一十二个，登记车辆二百零七辆，晚上八点以后消防通道经常被占。",
    "李建国建议，先把东侧闲置的绿化带边缘整理出来，划线四十二个车位，费用控制在3.6万元以内。",
    "物业负责人回应，划线之前要同燃气公司核对管线位置，预计2026年12月10日前给出书面答复。",
    "会议议定，由居委会牵头，物业配合，在公示期满后十五日内组织施工，完工后请居民代表验收。",
)
TOPICS, PASSAGES = 6, 3
TITLE = "人民里社区居民代表会议纪要"


def passages(run: int) -> list[str]:
    """The paragraphs; every one of them names the run."""
    return [
        f"第{run}次第{n}段。" + "".join(SENTENCES[(n + k) % 4] for k in range(2 + n % 2))
        for n in range(TOPICS * PASSAGES)
    ]


def liren(run: int) -> bytes:
    """Ours: red mark, topics, names, 版记, punctuation and numbers kept whole, fallback fonts."""
    from datetime import date

    from app.printing.minutes import MinutesSheet, MinutesTopic, compose_minutes

    texts = passages(run)
    topics = tuple(
        MinutesTopic(f"第{n + 1}项议题", tuple(texts[n * PASSAGES : (n + 1) * PASSAGES]))
        for n in range(TOPICS)
    )
    names = ("王秀芬", "李建国", "张桂兰")
    day = date(2026, 11, 24)
    return compose_minutes(
        MinutesSheet("人民里社区居民委员会", TITLE, day, topics=topics, present=names)
    )


def fpdf2(run: int) -> bytes:
    """Paragraphs by multi_cell, broken between any two characters."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_margins(28, 37, 26)
    pdf.c_margin = 0
    pdf.set_auto_page_break(True, 35)
    pdf.add_font("fang", "", str(FONT))
    pdf.set_font("fang", size=16)
    pdf.add_page()
    for text in (TITLE, *passages(run)):
        pdf.multi_cell(0, 225 / 22, "　　" + text, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


@cache
def _style() -> tuple[Any, Any]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = CSS(
        string=f"@font-face{{font-family:fang;src:url('{FONT.as_uri()}')}}"
        "@page{size:A4;margin:37mm 26mm 35mm 28mm}"
        "body{margin:0;font:16pt/10.22mm fang}p{margin:0;text-indent:2em}",
        font_config=fonts,
    )
    return sheet, fonts


def weasyprint(run: int) -> bytes:
    """HTML paragraphs; style sheet and fonts are loaded once."""
    from weasyprint import HTML

    sheet, fonts = _style()
    body = "".join(f"<p>{text}</p>" for text in (TITLE, *passages(run)))
    html = HTML(string=f"<html lang=zh><body>{body}</body></html>")
    return bytes(html.write_pdf(stylesheets=[sheet], font_config=fonts))


@cache
def _compiler() -> Any:
    import typst as library

    return library.Compiler(font_paths=[str(FONT.parent)], ignore_system_fonts=True)


def typst(run: int) -> bytes:
    """Typst paragraphs; one compiler for all runs."""
    pitch = 'top-edge: "ascender", bottom-edge: "descender"'
    source = (
        '#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm))\n'
        f'#set text(font: "Liren Fangsong", size: 16pt, lang: "zh", {pitch})\n'
        "#set par(leading: 12.99pt, spacing: 12.99pt,"
        " first-line-indent: (amount: 2em, all: true))\n"
    )
    body = "\n\n".join((TITLE, *passages(run)))
    return bytes(_compiler().compile((source + body).encode(), format="pdf"))


MAKERS = {"liren": liren, "typst": typst, "WeasyPrint": weasyprint, "fpdf2": fpdf2}


def timed(make: Callable[[int], bytes], warm: int) -> dict[str, Any]:
    """Cold (from the start of Python), median warm seconds, bytes, peak memory, pages."""
    made = make(0)
    cold = since_begun()
    runs = []
    for run in range(1, warm + 1):
        begun = time.perf_counter()
        made = make(run)
        runs.append(time.perf_counter() - begun)
    peak = peak_megabytes()
    return {
        "cold": cold,
        "warm": statistics.median(runs),
        "bytes": len(made),
        "peak": peak,
        **_read_back(made, warm),
    }


def _read_back(made: bytes, run: int) -> dict[str, Any]:
    """The number of pages, and whether every character can be read out of the file again."""
    import pypdfium2

    with pypdfium2.PdfDocument(made) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    read = "".join("".join(pages).split())
    return {"pages": len(pages), "whole": all(_tail(text) in read for text in passages(run))}


def _tail(text: str) -> str:
    """Enough of a paragraph to know it by, short enough to stand on one line with luck."""
    return text[:9]


if __name__ == "__main__":
    print(json.dumps(timed(MAKERS[sys.argv[1]], int(sys.argv[2]))))
