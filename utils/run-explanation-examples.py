#!/usr/bin/env python3
"""Runs the examples on the pages that `forge explain` shows.

Usage: run-explanation-examples.py COMMAND...

`{}` in COMMAND is replaced by the path of a program, for example
`forge run {}`. The example after `Wrong:` must be reported with the code of the
page, by the compiler or when it runs; the one after `Right:` must not. What else
is said about it, for example that a name is not defined, does not matter:
examples are parts of programs. The file `shapes.fg`, with a function `area`, is
there to be imported.

Exit status: 0 all examples are right, 1 some are not.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Pages whose wrong example is not found this way, and why.
EXCEPTIONS = {
    "FG0006": "bytes that are no UTF-8 cannot stand on a page",
    "FG0124": "too long for a page",
    "FG0402": "needs a file that cannot be read",
    "FG0403": "needs two files",
    "FG0405": "depends on the target",
    "FG0406": "needs a profile",
    "FG0407": "needs a profile",
    "FG0506": "nothing can be cancelled yet",
}
# Types are not checked before a program runs yet.
EXCEPTIONS.update(("FG%04d" % number, "nothing reports it yet")
                  for number in [*range(301, 309), *range(311, 314)])


def example(page, label):
    """The code block that follows a label.

    >>> example("Wrong:\\n\\n```forge\\nsay\\n```\\n", "Wrong:")
    'say\\n'
    """
    return page.split(label)[1].split("```forge\n")[1].split("```")[0]


def codes_of(text, command):
    """All codes that a program is reported with. Servers are only checked,
    because they do not end."""
    if "@server" in text:
        command = ["check" if part == "run" else part for part in command]
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "example.fg")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        with open(os.path.join(directory, "shapes.fg"), "w",
                  encoding="utf-8") as file:
            file.write("fn area(r) { return 3 * r * r }\n")
        result = subprocess.run([path if part == "{}" else part
                                 for part in command], cwd=directory, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return set(re.findall(r"^\w+\[(FG\d{4})\]", result.stderr, re.MULTILINE))


def main(command):
    pages = sorted(glob.glob(os.path.join(ROOT, "lib", "Diagnostics",
                                          "Explanations", "FG*.md")))
    bad = 0
    for path in pages:
        code = os.path.basename(path)[:-len(".md")]
        with open(path, encoding="utf-8") as file:
            page = file.read()
        wrong = codes_of(example(page, "Wrong:"), command)
        right = codes_of(example(page, "Right:"), command)
        if code in right:
            bad += 1
            print("%s: the right example is reported, too" % code)
        if code not in wrong and code not in EXCEPTIONS:
            bad += 1
            print("%s: the wrong example is reported as: %s"
                  % (code, " ".join(sorted(wrong)) or "nothing"))
        if code in wrong and code in EXCEPTIONS:
            bad += 1
            print("%s: the wrong example is reported: no exception" % code)
    print("%d pages, %d problems" % (len(pages), bad))
    return 1 if bad or not pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
