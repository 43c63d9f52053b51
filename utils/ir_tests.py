"""Reading and running tests of forge-opt, for check-test-coverage.py."""

import glob
import os
import re
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def paths(*patterns):
    """Files below the root, sorted; `**` reaches all directories."""
    found = []
    for pattern in patterns:
        found += glob.glob(os.path.join(ROOT, pattern), recursive=True)
    return sorted(found)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def shown(path):
    return os.path.relpath(path, ROOT)


class IRTest:
    """A test of forge-opt: its command lines and its functions."""

    def __init__(self, path):
        self.path = path
        self.text = read(path)
        self.runs = re.findall(r"// RUN: (.*)", self.text)
        self.functions = split_functions(self.text)

    def runs_with(self, flag):
        return [run for run in self.runs if has_word(run, flag)]

    def is_checked(self):
        return any("FileCheck" in run or "-verify-diagnostics" in run
                   for run in self.runs)


def has_word(text, word):
    """
    >>> has_word("forge.add %a", "forge.add")
    True
    >>> has_word("fmem.ref.load %a", "fmem.ref")
    False
    """
    return re.search(r"(?<![\w.])%s(?![\w.]|-\w)" % re.escape(word),
                     text) is not None


def split_functions(text):
    """Name of each function -> its lines with the comments in front of it.

    >>> found = split_functions("// a\\nfunc.func @f() {\\n  op\\n}\\n"
    ...                         "// b\\nfunc.func private @g()\\n")
    >>> found["f"], found["g"]
    ('// a\\nfunc.func @f() {\\n  op\\n}\\n', '// b\\nfunc.func private @g()\\n')
    """
    result, chunk, name = {}, "", None
    for line in text.splitlines(keepends=True):
        found = re.match(r" *func\.func (?:private )?@([\w.]+)", line)
        if found and name is None:
            name = found[1]
        chunk += line
        # A declaration is one line; a body ends with a brace in its column.
        is_declaration = (name and " private " in line
                          and re.search(r"[)\w>] *$", line)
                          and "func.func" in line)
        if name and (re.match(r"(  )?\}\s*$", line) or is_declaration):
            result[name] = chunk
            chunk, name = "", None
    return result


def code_of(chunk):
    """What is no comment."""
    return re.sub(r"//.*", "", chunk)


def positive_checks(chunk):
    """Lines that demand something of the output, besides labels.

    >>> positive_checks("// CHECK-LABEL: f\\n// CHECK-NOT: a\\n// CHECK: b\\n")
    ['b']
    """
    return re.findall(r"// [A-Z]+(?:-NEXT|-SAME|-DAG|-COUNT-\d+)?: *(.*)",
                      re.sub(r"// RUN:.*", "", chunk))


def forge_opt(test, flags):
    """What forge-opt makes of a test: name of each function -> text."""
    result = subprocess.run(["forge-opt", test.path, *flags],
                            stdout=subprocess.PIPE, text=True, check=True)
    return split_functions(result.stdout)


def file_check(chunk, text, flags):
    """Whether a text satisfies the checks of a chunk."""
    with tempfile.NamedTemporaryFile("w", suffix=".mlir") as file:
        file.write(chunk)
        file.flush()
        return subprocess.run(
            ["FileCheck", file.name, "--allow-empty", *flags], input=text,
            text=True, stderr=subprocess.DEVNULL).returncode == 0


def expectations(pattern):
    """Texts of all expected errors of the tests that verify them."""
    result = []
    for path in paths(pattern):
        test = IRTest(path)
        if any("-verify-diagnostics" in run for run in test.runs):
            result += re.findall(r"expected-error.*?\{\{(.*)\}\}", test.text)
        elif any("2>&1" in run for run in test.runs):
            result += positive_checks(test.text)
    return result
