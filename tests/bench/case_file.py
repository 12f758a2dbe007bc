"""A case file of 60 pages: ours beside WeasyPrint and fpdf2, on the same text.

All make one PDF with cover, contents with page numbers that lead to the parts, an outline and
numbers through the whole file, in the same 仿宋 at 16 pt, 22 lines a page. Every paragraph changes
with every run. Run as a module of its own it is the child that makes the file with one of them.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.bench.child import best_of, peak_megabytes, since_begun
from tests.bench.pdf import LACKING, PANGO
from tests.bench.typesetters import FONT, SENTENCES

WARM, ROUNDS = 3, 3
PARTS, PASSAGES = 12, 15
OFFICE, TITLE = "人民里社区居民委员会", "关于东门充电棚的议事卷宗"


def parts(run: int) -> list[tuple[str, list[str]]]:
    """Title and paragraphs of each part; every paragraph names the run."""
    return [
        (
            f"第{part}次会议记录",
            [
                f"第{run}次第{part}份第{n}段。" + "".join(SENTENCES[(n + k) % 4] for k in range(3))
                for n in range(PASSAGES)
            ],
        )
        for part in range(1, PARTS + 1)
    ]


def liren(run: int) -> bytes:
    """Ours: twelve records with signature lines, cover, contents, closing sheet."""
    from app.printing.case_file import CaseFileSheet, CasePart, compose_case_file
    from app.printing.minutes import Passage
    from app.printing.record import RecordSheet

    bound = tuple(
        CasePart(title, RecordSheet(OFFICE, title, body=tuple(map(Passage, texts))))
        for title, texts in parts(run)
    )
    return compose_case_file(CaseFileSheet(OFFICE, TITLE, f"2026-{run:03}", bound))


def fpdf2(run: int) -> bytes:
    """Sections by start_section, contents by its placeholder."""
    from fpdf import FPDF

    class File(FPDF):
        def header(self) -> None:
            self.set_y(12)
            self.set_font("fang", size=9)
            self.cell(0, 5, f"第{self.page_no()}页", align="R", new_x="LMARGIN", new_y="NEXT")
            self.set_y(37)

    def contents(pdf: Any, outline: Any) -> None:
        pdf.set_font("fang", size=12)
        for section in outline:
            link = pdf.add_link(page=section.page_number)
            pdf.cell(
                0, 9, f"{section.name}　{section.page_number}", link=link,
                new_x="LMARGIN", new_y="NEXT",
            )  # fmt: skip

    pdf = File(format="A4")
    pdf.set_margins(28, 37, 26)
    pdf.c_margin = 0
    pdf.set_auto_page_break(True, 35)
    pdf.add_font("fang", "", str(FONT))
    pdf.set_font("fang", size=16)
    pdf.add_page()
    pdf.multi_cell(0, 20, f"{OFFICE}\n{TITLE}", align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.add_page()
    pdf.insert_toc_placeholder(contents)
    for title, texts in parts(run):
        if pdf.page_no() > 3 or pdf.get_y() > 40:
            pdf.add_page()
        pdf.start_section(title)
        pdf.set_font("fang", size=16)
        for text in (title, *texts):
            pdf.multi_cell(
                0, 225 / 22, "　　" + text, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT"
            )
    return bytes(pdf.output())


CSS = (
    "@page{size:A4;margin:37mm 26mm 35mm 28mm;@top-right{content:counter(page);font:9pt fang}}"
    "body{margin:0;font:16pt/10.22mm fang}p{margin:0;text-indent:2em}"
    "h1{font:16pt fang;break-before:page}a::after{content:target-counter(attr(href),page)}"
)


def weasy_print(run: int) -> bytes:
    """Headings become the outline, contents count the pages of their targets."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    face = f"@font-face{{font-family:fang;src:url('{FONT.as_uri()}')}}"
    sheet = weasyprint.CSS(string=face + CSS, font_config=fonts)
    found = parts(run)
    contents = "".join(
        f"<p><a href='#p{n}'>{title}　</a></p>" for n, (title, _) in enumerate(found)
    )
    body = "".join(
        f"<h1 id=p{n}>{title}</h1>" + "".join(f"<p>{text}</p>" for text in texts)
        for n, (title, texts) in enumerate(found)
    )
    front = f"<p>{OFFICE}</p><p>{TITLE}</p><p style='break-before:page'>目录</p>{contents}"
    html = weasyprint.HTML(string=f"<html lang=zh><body>{front}{body}</body></html>")
    return bytes(html.write_pdf(stylesheets=[sheet], font_config=fonts))


MAKERS: dict[str, Callable[[int], bytes]] = {
    "liren": liren,
    "WeasyPrint": weasy_print,
    "fpdf2": fpdf2,
}


def timed(make: Callable[[int], bytes]) -> dict[str, Any]:
    """Cold (from the start of Python), median warm seconds, bytes, peak memory, pages."""
    made = make(0)
    cold = since_begun()
    runs = []
    for run in range(1, WARM + 1):
        begun = time.perf_counter()
        made = make(run)
        runs.append(time.perf_counter() - begun)
    peak = peak_megabytes()
    warm = statistics.median(runs)
    return {"cold": cold, "warm": warm, "bytes": len(made), "peak": peak, **_read_back(made)}


def _read_back(made: bytes) -> dict[str, Any]:
    """Pages, bookmarks, and whether the beginning of every paragraph can be read again."""
    import pypdfium2

    with pypdfium2.PdfDocument(made) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
        marks = sum(1 for _ in document.get_toc())
    read = "".join("".join(texts).split())
    whole = all(text[:9] in read for _, given in parts(WARM) for text in given)
    return {"pages": len(texts), "marks": marks, "whole": whole}


def run() -> None:
    print(f"warm: median of {WARM} files in one process; cold: from the start of Python;")
    print(f"the best of {ROUNDS} rounds, in which they take turns")
    found = best_of(ROUNDS, "case_file", *((name,) for name in MAKERS), by="warm")
    ours = found[0].get("warm")
    for name, row in zip(MAKERS, found, strict=True):
        if "failed" in row:
            print(f"{name:<12} not measured: {row['failed']}")
            if LACKING in row["failed"]:
                print(f"{'':<12} install Pango first: {PANGO}")
            continue
        ratio = f"{row['warm'] / ours:5.1f} x" if ours else ""
        lost = "" if row["whole"] else "   text lost"
        print(
            f"{name:<12} warm {row['warm'] * 1000:7.1f} ms {ratio}"
            f"   cold {row['cold'] * 1000:6.0f} ms   {row['peak']:4.0f} MB"
            f"   {row['bytes'] / 1024:5.0f} kB   {row['pages']} pages,"
            f" {row['marks']} bookmarks{lost}"
        )


if __name__ == "__main__":
    print(json.dumps(timed(MAKERS[sys.argv[1]])))
