#!/usr/bin/env python3
"""Writes Forge programs of a given length, to measure how compiling scales.

    generate.py LINES [--script] [--seed N]

The programs look like programs people write: structs with methods, functions
over numbers, texts, arrays and maps that call each other, and a main part that
calls all of them and prints a checksum. With --script everything is one long
script at the top level. The same arguments always give the same text.
"""
import argparse
import random
import sys

NOUNS = ["order", "account", "record", "vector", "sample", "packet", "sensor", "route", "ticket", "pixel"]
FIELDS = ["weight", "height", "count", "limit", "level", "offset", "rate", "price"]


class Writer:
    def __init__(self, seed):
        self.lines = []
        self.random = random.Random(seed)
        self.functions = []  # names of functions from an Int to an Int

    def add(self, *lines):
        self.lines += lines

    def number(self, low=2, high=97):
        return self.random.randint(low, high)

    def known(self, argument):
        """A call of an earlier function, or arithmetic while there is none."""
        if not self.functions:
            return f"({argument} * {self.number()} + {self.number()})"
        return f"{self.random.choice(self.functions[-12:])}({argument})"


def numeric_function(w, name):
    a, b = w.number(), w.number()
    w.add(f"fn {name}(n) {{",
          f"    let mut total = {a}",
          f"    for i in range(0, n % {w.number(5, 12)} + 2) {{",
          f"        if (i + n) % {w.number(2, 5)} == 0 {{",
          f"            total = total + i * {b}",
          "        } else {",
          f"            total = (total * 3 + n) % {w.number(1000, 9999)}",
          "        }",
          "    }",
          f"    return (total + {w.known('n % 7')}) % 100003",
          "}", "")
    w.functions.append(name)


def array_function(w, name):
    w.add(f"fn {name}(n) {{",
          "    let mut values = []",
          f"    for i in range(0, n % {w.number(4, 9)} + 3) {{",
          f"        push(values, i * {w.number()} + n)",
          "    }",
          f"    values[0] = values[1] + {w.number()}",
          "    let mut best = 0",
          "    for v in values {",
          f"        if v % {w.number(2, 6)} != 0 && v > best {{",
          "            best = v",
          "        }",
          "    }",
          f"    let even = filter(values, fn(v) {{ return v % {w.number(2, 4)} == 0 }})",
          "    return (best + len(even)) % 100003",
          "}", "")
    w.functions.append(name)


def text_function(w, name):
    noun = w.random.choice(NOUNS)
    w.add(f"fn {name}(n) {{",
          f"    let label = \"{noun}-{{n % {w.number(10, 99)}}}\"",
          "    let mut text = label",
          f"    repeat {w.number(2, 4)} times {{",
          f"        text = text + \"/{noun}\"",
          "    }",
          "    let parts = split(text, \"/\")",
          f"    if starts_with(text, \"{noun}\") {{",
          "        return len(text) + len(parts)",
          "    }",
          "    return 0",
          "}", "")
    w.functions.append(name)


def map_function(w, name):
    w.add(f"fn {name}(n) {{",
          "    let mut seen = {}",
          f"    for i in range(0, n % {w.number(4, 8)} + 4) {{",
          f"        let key = \"k{{(i * {w.number(2, 9)} + n) % 5}}\"",
          "        if has_key(seen, key) {",
          "            seen[key] = seen[key] + i",
          "        } else {",
          f"            seen[key] = {w.number()}",
          "        }",
          "    }",
          "    let mut sum = 0",
          "    for key, value in seen {",
          "        sum = sum + value * len(key)",
          "    }",
          "    return sum % 100003",
          "}", "")
    w.functions.append(name)


def result_function(w, name):
    w.add(f"fn {name}_step(n) {{",
          f"    if n % {w.number(11, 29)} == 0 {{",
          "        return Err(\"step {n} is out\")",
          "    }",
          f"    return Ok(n * {w.number(2, 9)})",
          "}", "",
          f"fn {name}(n) {{",
          f"    match {name}_step(n) {{",
          "        Ok(v) => {",
          "            return v % 100003",
          "        }",
          "        Err(message) => {",
          "            return len(message)",
          "        }",
          "    }",
          "}", "")
    w.functions.append(name)


def struct_group(w, name):
    kind = name.capitalize()
    first, second = w.random.sample(FIELDS, 2)
    w.add(f"struct {kind} {{",
          f"    {first}: Int,",
          f"    {second}: Int,",
          "    name: String",
          "}", "",
          f"impl {kind} {{",
          "    fn total(it, k) {",
          f"        return it.{first} * k + it.{second}",
          "    }",
          "",
          "    fn grown(it, k) {",
          f"        return {kind} {{ {first}: it.{first} + k, {second}: it.{second}, name: it.name }}",
          "    }",
          "}", "",
          f"fn {name}(n) {{",
          f"    let mut item = {kind} {{ {first}: n, {second}: {w.number()}, name: \"{name}\" }}",
          f"    for i in range(0, {w.number(2, 6)}) {{",
          "        item = item.grown(i)",
          "    }",
          f"    return (item.total({w.number(2, 9)}) + len(item.name)) % 100003",
          "}", "")
    w.functions.append(name)


GROUPS = [numeric_function, array_function, text_function, map_function, result_function, struct_group]


def program(lines, seed=1):
    """A program of about `lines` lines with functions and structs."""
    w = Writer(seed)
    w.add("// A generated program.", "")
    n = 0
    # The main part takes one line per function.
    while len(w.lines) + len(w.functions) + 4 < lines:
        noun = w.random.choice(NOUNS)
        GROUPS[n % len(GROUPS)](w, f"{noun}{n}")
        n += 1
    w.add("let mut checksum = 0")
    for i, name in enumerate(w.functions):
        w.add(f"checksum = (checksum * 31 + {name}({i % 40 + 1})) % 1000003")
    w.add("println(\"checksum {checksum}\")")
    return "\n".join(w.lines) + "\n"


def script(lines, seed=1):
    """A program of about `lines` lines without functions."""
    w = Writer(seed)
    w.add("// A generated script.", "let mut checksum = 0")
    n = 0
    while len(w.lines) + 1 < lines:
        n += 1
        form = n % 4
        if form == 0:
            w.add(f"let a{n} = checksum % {w.number(100, 999)} + {w.number()}",
                  f"if a{n} % 2 == 0 {{", f"    checksum = (checksum * 7 + a{n}) % 1000003", "} else {",
                  f"    checksum = (checksum + {w.number()}) % 1000003", "}")
        elif form == 1:
            w.add(f"let list{n} = [{w.number()}, {w.number()}, checksum % {w.number()}]",
                  f"for v{n} in list{n} {{", f"    checksum = (checksum * 3 + v{n}) % 1000003", "}")
        elif form == 2:
            noun = w.random.choice(NOUNS)
            w.add(f"let text{n} = \"{noun} {{checksum % 100}} of {w.number()}\"",
                  f"checksum = (checksum + len(text{n}) * {w.number()}) % 1000003")
        else:
            first, second = w.random.sample(FIELDS, 2)
            w.add(f"let mut item{n} = {{ {first}: checksum % 50, {second}: {w.number()} }}",
                  f"item{n}.{first} = item{n}.{first} + item{n}.{second}",
                  f"checksum = (checksum * 5 + item{n}.{first}) % 1000003")
    w.add("println(\"checksum {checksum}\")")
    return "\n".join(w.lines) + "\n"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("lines", type=int)
    p.add_argument("--script", action="store_true", help="everything at the top level")
    p.add_argument("--seed", type=int, default=1)
    options = p.parse_args()
    sys.stdout.write((script if options.script else program)(options.lines, options.seed))


if __name__ == "__main__":
    main()
