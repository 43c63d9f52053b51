"""Tables that print as aligned text and as Markdown, and how their cells look."""


def ratio_text(value):
    if value is None:
        return ""
    if value >= 100:
        return f"{value:.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}"


def seconds_text(value):
    if value is None:
        return ""
    if value < 0.1:
        return f"{value * 1000:.1f} ms"
    return f"{value:.2f} s"


def size_text(n):
    if n is None:
        return ""
    for unit in ("B", "KiB", "MiB"):
        if n < 1024 or unit == "MiB":
            return f"{n:.0f} {unit}" if unit == "B" else f"{n:.1f} {unit}"
        n /= 1024


class Table:
    """A table that prints as aligned text and as Markdown."""

    def __init__(self, title, head, note=""):
        self.title = title
        self.head = head
        self.note = note
        self.rows = []

    def add(self, *cells):
        self.rows.append(["" if c is None else str(c) for c in cells])

    def text(self):
        grid = [self.head] + self.rows
        widths = [max(len(r[i]) for r in grid) for i in range(len(self.head))]
        out = [self.title]
        for n, r in enumerate(grid):
            cells = [r[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(r[1:], widths[1:])]
            out.append("  " + "  ".join(cells).rstrip())
            if n == 0:
                out.append("  " + "-" * (sum(widths) + 2 * (len(widths) - 1)))
        if self.note:
            out.append("  " + self.note)
        return "\n".join(out)

    def markdown(self):
        out = [f"### {self.title}", ""]
        out.append("| " + " | ".join(self.head) + " |")
        out.append("|" + " --- |" + " ---: |" * (len(self.head) - 1))
        for r in self.rows:
            out.append("| " + " | ".join(r) + " |")
        if self.note:
            out += ["", self.note]
        return "\n".join(out)
