"""Turns the Markdown pages of diagnostics into a C++ table.

Fails if a page has no code; that every code has a page is a unit test.

usage: embed-explanations.py CODES_DEF PAGES_DIRECTORY OUTPUT
"""

import pathlib
import re
import sys


def main():
    codes_def, pages, output = map(pathlib.Path, sys.argv[1:])
    codes = sorted(set(re.findall(r'"(FG\d{4})"', codes_def.read_text())))
    found = {page.stem: page for page in pages.glob("FG*.md")}
    stray = [code for code in found if code not in codes]
    if stray:
        sys.exit(f"explanations without a code: {stray}")
    lines = ["// Generated from lib/Diagnostics/Explanations; do not edit.\n"]
    for code in filter(found.__contains__, codes):
        text = found[code].read_text(encoding="utf-8")
        literals = (
            '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"'
            for line in text.splitlines()
        )
        lines.append(f'{{"{code}",\n ' + "\n ".join(literals) + "},\n")
    output.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
