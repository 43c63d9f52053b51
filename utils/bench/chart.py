"""Draws ratios to the base language as an SVG: a row per kernel, a mark per
language, on a logarithmic scale. Readable on light and dark grounds."""
import math
from xml.sax.saxutils import escape

from languages import BASE, TITLE

LABEL_WIDTH = 120
PLOT_WIDTH = 560
ROW = 24
TOP = 64
# Language, colour on light ground, colour on dark ground, shape.
MARKS = [
    ("forgec", "#c2410c", "#fb923c", "diamond"),
    ("forge", "#b91c1c", "#f87171", "square"),
    ("rust", "#7c5e10", "#d6b656", "circle"),
    ("go", "#0369a1", "#38bdf8", "circle"),
    ("js", "#15803d", "#4ade80", "circle"),
    ("luajit", "#6d28d9", "#a78bfa", "circle"),
    ("c", "#6b7280", "#9ca3af", "circle"),
]

STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1f2937 }
.title { font-size: 14px; font-weight: 600 }
.grid { stroke: #d1d5db } .one { stroke: #374151; stroke-width: 1.5 }
.small { font-size: 11px; fill: #6b7280 }
"""
DARK = """text { fill: #e5e7eb } .grid { stroke: #374151 } .one { stroke: #d1d5db } .small { fill: #9ca3af }
"""


def style():
    light = "".join(f".{lang} {{ fill: {color} }} " for lang, color, _, _ in MARKS)
    dark = "".join(f".{lang} {{ fill: {color} }} " for lang, _, color, _ in MARKS)
    return f"<style>{STYLE}{light}\n@media (prefers-color-scheme: dark) {{ {DARK}{dark} }}</style>"


def mark(x, y, lang, shape, title):
    """A small shape with its value as the tooltip."""
    body = {
        "circle": f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"',
        "square": f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"',
        "diamond": f'<path d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"',
    }[shape]
    return f'{body} class="{lang}" opacity="0.9"><title>{escape(title)}</title></{body[1:].split()[0]}>'


def ticks(low, high):
    """1, 2, 5 and their tenfolds and tenths inside the range.

    >>> [round(t, 3) for t in ticks(0.4, 12)]
    [0.5, 1.0, 2.0, 5.0, 10.0]
    """
    out = []
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        out += [f * 10.0 ** power for f in (1, 2, 5) if low <= f * 10.0 ** power <= high]
    return out


def draw(rows, title):
    """The SVG text for rows of (label, {language: ratio})."""
    shown = [m for m in MARKS if any(m[0] in ratios for _, ratios in rows)]
    values = [v for _, ratios in rows for v in ratios.values()] + [0.5, 2.0]
    low, high = min(values) / 1.1, max(values) * 1.1

    def place(value):
        return LABEL_WIDTH + PLOT_WIDTH * (math.log(value / low) / math.log(high / low))

    bottom = TOP + ROW * len(rows)
    width, height = LABEL_WIDTH + PLOT_WIDTH + 24, bottom + 40
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
           f'height="{height}" role="img" aria-label="{escape(title)}">', style(),
           f'<text class="title" x="12" y="20">{escape(title)}</text>']
    x = 12
    for lang, _, _, shape in shown:
        out.append(mark(x + 5, 40, lang, shape, TITLE[lang]))
        out.append(f'<text x="{x + 15}" y="44">{escape(TITLE[lang])}</text>')
        x += 26 + 7.2 * len(TITLE[lang])
    for t in ticks(low, high):
        line = "one" if abs(t - 1) < 1e-9 else "grid"
        out.append(f'<path class="{line}" d="M{place(t):.1f} {TOP - 6}V{bottom}"/>')
        out.append(f'<text class="small" text-anchor="middle" x="{place(t):.1f}" y="{bottom + 16}">{t:g}</text>')
    for n, (label, ratios) in enumerate(rows):
        y = TOP + ROW * n + ROW / 2
        out.append(f'<text x="12" y="{y + 4:.1f}">{escape(label)}</text>')
        out.append(f'<path class="grid" stroke-dasharray="1 3" d="M{LABEL_WIDTH} {y:.1f}h{PLOT_WIDTH}"/>')
        for lang, _, _, shape in reversed(shown):
            if lang in ratios:
                out.append(mark(place(ratios[lang]), y, lang, shape, f"{TITLE[lang]}: {ratios[lang]:.2f}"))
    out.append(f'<text class="small" x="{LABEL_WIDTH}" y="{bottom + 34}">multiples of {escape(TITLE[BASE])} -O2, '
               'logarithmic; left is faster</text>')
    return "\n".join(out) + "\n</svg>\n"


def chart_of(results, ratios_of, means, title):
    """The chart of kernel results; kernels without a base are left out."""
    rows = []
    for kernel in results:
        ratios = {lang: value for lang, _, _, _ in MARKS if (value := ratios_of(kernel, lang))}
        if ratios:
            rows.append((kernel, ratios))
    rows.append(("geometric mean", {lang: means[lang] for lang, _, _, _ in MARKS if means.get(lang)}))
    return draw(rows, title)
