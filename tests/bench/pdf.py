"""Five pages of minutes as PDF: ours beside fpdf2, WeasyPrint and typst, on the same text.

Ours also keeps punctuation off line starts, sets the 22 x 28 grid of GB/T 9704 and falls back for
rare names; the others set plain paragraphs in the same 仿宋, which is less work.
"""

from tests.bench.child import child

WARM = "9"
TEXT = """
import json, sys
from pathlib import Path
from tests.bench.child import timed
FONT = Path("resources/fonts/FandolFang.ttf").resolve()
SENTENCES = (
    "王秀芬说，小区现有停车位一百一十二个，登记车辆二百零七辆，晚上八点以后消防通道经常被占。",
    "李建国建议，先把东侧闲置的绿化带边缘整理出来，划线四十二个车位，费用控制在3.6万元以内。",
    "物业负责人回应，划线之前要同燃气公司核对管线位置，预计2026年12月10日前给出书面答复。",
    "会议议定，由居委会牵头，物业配合，在公示期满后十五日内组织施工，完工后请居民代表验收。",
)
PARAGRAPHS = ["".join(SENTENCES[(n + k) % 4] for k in range(2 + n % 2)) for n in range(30)]
"""
OURS = (
    TEXT
    + """
from datetime import date
from app.printing.minutes import MinutesSheet, MinutesTopic, compose_minutes
topics = tuple(
    MinutesTopic(f"第{n + 1}项议题", tuple(PARAGRAPHS[n * 6 : n * 6 + 6])) for n in range(5)
)
sheet = MinutesSheet("人民里社区居民委员会", "人民里社区居民代表会议纪要", date(2026, 11, 24),
                     topics=topics, present=("王秀芬", "李建国", "张桂兰"))
print(json.dumps(timed(lambda: compose_minutes(sheet), int(sys.argv[1]))))
"""
)
FPDF2 = (
    TEXT
    + """
from fpdf import FPDF
def make():
    pdf = FPDF(format="A4")
    pdf.set_margins(28, 37, 26)
    pdf.set_auto_page_break(True, 35)
    pdf.add_font("fang", "", str(FONT))
    pdf.set_font("fang", size=16)
    pdf.add_page()
    for text in PARAGRAPHS:
        pdf.multi_cell(0, 10.2, "　　" + text, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())
print(json.dumps(timed(make, int(sys.argv[1]))))
"""
)
WEASYPRINT = (
    TEXT
    + """
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
def make():
    fonts = FontConfiguration()
    style = CSS(string="@font-face{font-family:fang;src:url('" + FONT.as_uri() + "')}"
                "@page{size:A4;margin:37mm 26mm 35mm 28mm}"
                "body{font:16pt/29pt fang}p{margin:0;text-indent:2em}", font_config=fonts)
    html = "<html lang=zh><body>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return HTML(string=html).write_pdf(stylesheets=[style], font_config=fonts)
print(json.dumps(timed(make, int(sys.argv[1]))))
"""
)
TYPST = (
    TEXT
    + """
import tempfile, typst
body = '#set page(paper:"a4", margin:(top:37mm,left:28mm,right:26mm,bottom:35mm))\\n'
body += '#set text(font:"FandolFang R", size:16pt, lang:"zh")\\n'
body += "#set par(leading:13pt, first-line-indent:2em)\\n"
body += "\\n\\n".join(PARAGRAPHS)
source = Path(tempfile.mkdtemp()) / "minutes.typ"
source.write_text(body, "utf-8")
print(json.dumps(timed(
    lambda: typst.compile(str(source), font_paths=[str(FONT.parent)]), int(sys.argv[1]))))
"""
)


def run() -> None:
    found = {
        name: child(code, WARM)
        for name, code in (
            ("liren", OURS),
            ("typst", TYPST),
            ("WeasyPrint", WEASYPRINT),
            ("fpdf2", FPDF2),
        )
    }
    ours = found["liren"]
    for name, row in found.items():
        if "warm" not in row:
            print(f"{name:<12} not measured: {row}")
            continue
        print(
            f"{name:<12} warm {row['warm'] * 1000:7.1f} ms ({row['warm'] / ours['warm']:5.1f} x)"
            f"   cold {row['cold'] * 1000:7.0f} ms   peak {row['peak']:4.0f} MB"
            f"   {row['bytes'] / 1024:5.0f} kB   {row['pages']} pages"
        )
