"""Checks and measures that type annotations change nothing.

`kernels/NAME/NAME.typed.fg` is the kernel with annotations wherever the language
takes them. Without them it must be the kernel itself, to the letter, so that the
two differ in nothing else.
"""
import os
import re

from kernels import Contest, expected, source_of
from languages import KERNELS, Failure

# A type: a name with parameters, or brackets around others.
TYPE = r"(?:\[[\w<>\[\], ]+\]|\w+(?:<[\w<>\[\], ]+>)?)"
LET = re.compile(rf"\b(let (?:mut )?\w+): {TYPE} =")
PARAMETER = re.compile(rf"(\b\w+): {TYPE}")
FUNCTION = re.compile(rf"\bfn( \w+)?\(([^()]*)\)(?: -> {TYPE})? \{{")


def strip(text):
    """The text without annotations. Fields of structs need theirs.

    >>> strip("let mut a: [Int] = []")
    'let mut a = []'
    >>> strip("fn f(a: Int, b: Map<String, Int>) -> Float {")
    'fn f(a, b) {'
    >>> strip("map(xs, fn(x: Int) -> Int { return { a: x } })")
    'map(xs, fn(x) { return { a: x } })'
    """
    text = LET.sub(r"\1 =", text)
    return FUNCTION.sub(lambda m: f"fn{m.group(1) or ''}({PARAMETER.sub(chr(92) + '1', m.group(2))}) {{", text)


def typed_source(kernel):
    path = os.path.join(KERNELS, kernel, f"{kernel}.typed.fg")
    return path if os.path.exists(path) else None


def check_same(kernel):
    """Fails unless annotations are the only difference."""
    with open(typed_source(kernel)) as f:
        typed = f.read()
    with open(source_of(kernel, "forge")) as f:
        plain = f.read()
    if strip(typed) != strip(plain):
        raise Failure(f"{kernel}.typed.fg: differs from {kernel}.fg in more than annotations")
    if strip(typed) == typed:
        raise Failure(f"{kernel}.typed.fg: has no annotations")
    return strip(plain)


def measure_annotations(toolbox, options, index, report):
    """{kernel: {engine with "plain" or "typed": entry}}"""
    result = {}
    for kernel in options.kernels:
        path = typed_source(kernel)
        if not path:
            continue
        try:
            plain = check_same(kernel)
        except Failure as ex:
            report(str(ex))
            continue
        size = index[kernel]["quick"] if options.quick else None
        contest = Contest(toolbox, options, expected(kernel, options.quick))
        bare = toolbox.write(f"{kernel}-bare.fg", plain)
        for lang in [x for x in ("forgec", "forge") if x in toolbox.tools]:
            if options.quick and lang == "forge":
                continue  # the outputs are what counts, and one engine tells
            contest.add(lang + " plain", lambda: toolbox.prepare(
                lang, toolbox.source(bare, size, name=f"{kernel}-plain.fg")))
            contest.add(lang + " typed", lambda: toolbox.prepare(
                lang, toolbox.source(path, size, name=f"{kernel}-typed.fg")))
        result[kernel] = contest.run()
        for name, entry in result[kernel].items():
            if entry["status"] != "ok":
                report(f"{kernel}: {name}: {entry['status']}")
    return result
