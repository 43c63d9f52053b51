#!/usr/bin/env python3
"""Finds parts of the compiler that no test covers.

Usage: check-test-coverage.py

What must be tested is read from the records and sources that define it:

  types, words  a round trip in test/Dialect
  operations    a round trip in test/Dialect; every fold and canonicalization in
                a function that changes, with checks that fail if it does not;
                every message of a verifier
  conversions   a function in test/Conversion with checks, per operation that a
                conversion mentions
  passes        a test that names the pass, and its options
  pass errors   every message of a pass or a conversion
  diagnostics   a test and an explanation of every code; of syntax errors, a
                test of every wording
  programs      checks of reports cannot be met by the test's own comments; where
                nothing may be copied, a program where something must be
  builtins      an example that says what it prints, which test/Builtins runs

llvm-tblgen, forge-opt and FileCheck are found in PATH; MLIR's records lie
beside llvm-tblgen. Prints every gap.

Exit status: 0 no gap, 1 gaps.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys

from ir_tests import (ROOT, IRTest, code_of, expectations, file_check,
                      forge_opt, has_word, paths, positive_checks, read, shown)

DIALECTS = {"Forge": "forge", "FMem": "fmem"}
CONVERSIONS = {"ForgeToFMem": "Forge", "FMemToLLVM": "FMem"}
ERROR_EDGE = "forge.br_error"

# Wordings of the catalogue that nothing reports yet: the checks of annotated
# types and of interfaces, and errors of tasks. They leave this list with the
# first code that reports them, or the first test, as the script demands.
UNREPORTED = {
    "DeclaredTypeMismatch", "AssignedTypeMismatch", "ReturnTypeMismatch",
    "ArgumentCount", "ArgumentType", "NonExhaustiveMatch", "OptionInOperation",
    "UnwrapFallbackType", "InterfaceMissingMethod", "InterfaceParameterCount",
    "InterfaceResultType", "Cancelled", "TimeoutExpired"}


# Sources of truth -------------------------------------------------------------

def records(td):
    """All records of a .td file."""
    directory = os.path.dirname(os.path.join(ROOT, td))
    tools = os.path.dirname(os.path.realpath(shutil.which("llvm-tblgen")))
    includes = [ROOT, os.path.join(ROOT, "include"), directory,
                os.path.join(directory, "Ops"),
                os.path.join(os.path.dirname(tools), "include")]
    result = subprocess.run(
        ["llvm-tblgen", "--dump-json", *("-I" + path for path in includes),
         os.path.join(ROOT, td)], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(result.stdout)


def operations(dialect, found):
    """Full name of each operation of a dialect -> its record."""
    result = {}
    for name in found["!instanceof"]["Op"]:
        record = found[name]
        if record["opDialect"]["def"] == dialect + "_Dialect":
            full_name = "%s.%s" % (DIALECTS[dialect], record["opName"])
            result[full_name] = record
            traits = [found[trait["def"]] for trait in record["traits"]]
            record["verified"] = record["hasVerifier"] or any(
                trait.get("cppInterfaceName") == "SymbolUserOpInterface"
                for trait in traits)
    return result


def types_and_kinds(dialect, found):
    """Types as they are written, and the words of all enumerations."""
    of = found["!instanceof"]
    result = {"!%s.%s" % (DIALECTS[dialect], found[name]["mnemonic"])
              for name in of["TypeDef"]}
    for name in of["EnumInfo"]:
        result |= {found[case["def"]]["str"]
                   for case in found[name]["enumerants"]}
    return sorted(result)


def class_name(record):
    """`AddOp` for the record Forge_AddOp."""
    return record["!name"].split("_", 1)[1]


# What is compared with what ---------------------------------------------------

def round_trips(dialect, names):
    """Operations, types and words must be parsed, printed, parsed again, and
    checked."""
    tests = [IRTest(path) for path in paths("test/Dialect/%s/*.mlir" % dialect)]
    tests = [test for test in tests
             if any("%s | forge-opt | FileCheck" in run for run in test.runs)]
    for name in names:
        if not any(has_word(code_of(test.text), name)
                   and any(has_word(check, name)
                           for check in positive_checks(test.text))
                   for test in tests):
            yield "%s: no round trip in test/Dialect/%s" % (name, dialect)


def folds(dialect, ops):
    """A fold is tested by a function that has fewer of the operation
    afterwards, or fewer error edges if there is nothing else that folds, and
    whose checks notice if it stays as it is."""
    wanted = {name for name, record in ops.items()
              if record["hasFolder"] or record["hasCanonicalizer"]
              or record["hasCanonicalizeMethod"]}
    tested = set()
    for path in paths("test/Dialect/%s/*.mlir" % dialect):
        test = IRTest(path)
        for run in test.runs_with("-canonicalize"):
            opt, check = run.split("|")[0], run.split("FileCheck %s")[-1]
            flags = [flag for flag in opt.split()
                     if flag not in ("forge-opt", "%s")]
            before = forge_opt(test, ["-split-input-file"])
            after = forge_opt(test, flags)
            for name, chunk in test.functions.items():
                old, new = before[name], after.get(name, "")
                gone = {op for op in wanted if count(new, op) < count(old, op)}
                kept = {op for op in wanted - gone if count(old, op)}
                if gone == {ERROR_EDGE} and len(kept) == 1:
                    gone |= kept
                if gone - tested and not file_check(chunk, old, check.split()):
                    tested |= gone
    for name in sorted(wanted - tested):
        yield "%s: no test of its fold or canonicalization" % name


def count(text, op):
    return sum(has_word(line, op) for line in text.splitlines())


def verifiers(dialect, ops):
    """Operations with a verifier of their own must be refused somewhere."""
    expected = expectations("test/Dialect/%s/*.mlir" % dialect)
    for name, record in ops.items():
        if record["verified"] and not any(
                text.startswith("'%s' op" % name) for text in expected):
            yield "%s: no test of its verifier" % name


def error_messages(text):
    """Every message of emitError and emitOpError as a pattern.

    >>> error_messages('op.emitOpError("has ") << n << " keys";')
    ['has\\\\ .*\\\\ keys']
    """
    result = []
    for start in re.finditer(r"emit(?:Op)?Error\(", text):
        statement = text[start.end():]
        statement = statement[:statement.find(";")]
        # Further arguments of a call around it are not part of the message.
        if re.match(r'"(?:[^"\\]|\\.)*"\),', statement):
            statement = statement[:statement.find("),")]
        parts = re.findall(r'"((?:[^"\\]|\\.)*)"', statement)
        if parts:
            result.append(".*".join(re.escape(part) for part in parts))
    return result


def messages(sources, tests):
    """Errors that the sources can report and no test provokes."""
    expected = expectations(tests)
    for path in paths(*sources):
        for pattern in error_messages(read(path)):
            if not any(re.search(pattern, text) for text in expected):
                yield "%s: no test in %s of the error \"%s\"" % (
                    shown(path), tests, pattern.replace("\\", ""))


def conversions(room, ops):
    """Operations that a conversion mentions must be converted in a function
    that has checks."""
    source = "".join(read(path)
                     for path in paths("lib/Conversion/%s/*.cpp" % room))
    chunks = []
    for path in paths("test/Conversion/%s/*.mlir" % room):
        test = IRTest(path)
        if any("FileCheck" in run and re.search("-convert-[a-z-]+", run)
               for run in test.runs):
            chunks += test.functions.values()
    chunks = [code_of(chunk) for chunk in chunks if positive_checks(chunk)]
    for name, record in ops.items():
        if (re.search(r"\b%s\b" % class_name(record), source)
                and not any(has_word(chunk, name) for chunk in chunks)):
            yield "%s: no test of its conversion in test/Conversion/%s" % (
                name, room)


def passes():
    """Passes and their options must be named by a command line."""
    tests = [IRTest(path) for path in paths("test/**/*.mlir")]
    runs = [run for test in tests if test.is_checked() for run in test.runs]
    for td in paths("include/forge/**/Passes.td"):
        found = records(shown(td))
        for name in found["!instanceof"]["PassBase"]:
            argument = found[name]["argument"]
            with_pass = [run for run in runs if has_word(run, argument)]
            if not with_pass:
                yield "%s: no test runs this pass" % argument
            for option in found[name]["options"]:
                option = found[option["def"]]["argument"]
                if not any(option + "=" in run for run in with_pass):
                    yield "%s: no test sets its option '%s'" % (argument,
                                                                option)


def catalogue_codes(text):
    """(Id, code, template) of each entry of Codes.def.

    >>> catalogue_codes('FORGE_DIAGNOSTIC(A, "FG0001", Error, "a "\\n "b", "h")')
    [('A', 'FG0001', 'a b')]
    """
    literals = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
    return [(id, code, "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', template)))
            for id, code, template in re.findall(
                r'^FORGE_DIAGNOSTIC\((\w+), "(\w+)", \w+,\s*' + literals,
                text, re.MULTILINE)]


def asserted_lines():
    """Lines of tests that findings are compared with. Tests that report
    findings by themselves, to see how they look, provoke nothing."""
    lines = []
    for path in paths("test/**/*.fg", "test/**/*.test"):
        lines += re.findall(r"(?:CHECK[\w-]*|expect-stderr|[A-Z]+): .*",
                            read(path))
    for path in paths("test/Diag/*.txt"):
        lines += read(path).splitlines()
    for path in paths("unittests/Syntax/*.cpp", "unittests/Check/*.cpp"):
        code = re.sub(r"^ *//.*\n", "", read(path), flags=re.MULTILINE)
        # String literals that go on in the next line.
        lines += re.sub(r'"\s*\n\s*"', "", code).splitlines()
    return lines


def asserted_wordings(templates, lines):
    """The templates that some line shows. A line shows the one that says most
    of it: what tests `expected type, got {0}` does not test `{0}, got {1}`.

    >>> asserted_wordings(["no {0}", "no {0} here", "{0}"], ["1:2 no x here"])
    {'no {0} here'}
    """
    patterns = {}
    for template in templates:
        parts = re.split(r"\{\d\}", template)
        if "".join(parts):
            patterns[template] = (len("".join(parts)), re.compile(
                ".+".join(re.escape(part) for part in parts)))
    found = set()
    for line in lines:
        matching = [(size, template)
                    for template, (size, pattern) in patterns.items()
                    if pattern.search(line)]
        if matching:
            found.add(max(matching)[1])
    return found


def diagnostics():
    """Every code needs an explanation and a test that names it. Of syntax
    errors, which share codes, every wording needs a test."""
    lines = asserted_lines()
    entries = catalogue_codes(read("include/forge/Diagnostics/Codes.def"))
    shown_templates = asserted_wordings(
        [template for _, _, template in entries], lines)
    shown_codes = set(re.findall(r"FG\d{4}", "\n".join(lines)))
    sources = "".join(read(path) for path in paths("lib/**/*.cpp", "lib/**/*.h")
                      if "/Diagnostics/" not in path)
    runtime = read("runtime/core/ErrorReport.cpp")
    for id, code, template in entries:
        if not os.path.exists(os.path.join(
                ROOT, "lib/Diagnostics/Explanations", code + ".md")):
            yield "%s: no explanation" % code
        reported = re.search(r"\bDiagCode::%s\b" % id, sources)
        if id in UNREPORTED:
            if reported or code in shown_codes:
                yield "%s: is reported now; remove it from UNREPORTED" % id
            continue
        if not reported and code not in runtime:
            yield "%s (%s): nothing reports it" % (id, code)
        is_syntax = code.startswith(("FG00", "FG01"))
        if is_syntax and template not in shown_templates:
            yield "%s (%s): no test of \"%s\"" % (id, code, template)
        if not is_syntax and code not in shown_codes:
            yield "%s (%s): no test of the code" % (id, code)


def shows_itself(text):
    """Whether a test may pass because of its own comments: a report shows the
    lines around the place, which is where the checks stand.

    >>> run = "// RUN: forge check %s 2>&1 | FileCheck %s"
    >>> shows_itself(run + "\\n// CHECK: error[FG0001]: x")
    True
    >>> shows_itself(run + " --match-full-lines\\n// CHECK: error[FG0001]: x")
    False
    """
    runs = [run for run in re.findall("RUN: (.*)", text)
            if re.search(r"2>&1 \| FileCheck.*%s", run)
            and "--match-full-lines" not in run
            and not re.search("--error-format=(short|json)", run)]
    return bool(runs) and any(re.match(r"\w+\[FG\d{4}\]", check)
                              for check in positive_checks(text))


def programs():
    for path in paths("test/**/*.fg"):
        if shows_itself(read(path)):
            yield "%s: the report shows its own checks; use " \
                "--match-full-lines" % shown(path)
    for path in paths("test/Run/**/*.fg"):
        counted = copies_in(read(path))
        control = path.removesuffix(".fg") + "-shared.fg"
        if 0 in counted and not (os.path.exists(control)
                                 and copies_in(read(control)) - {0}):
            yield "%s: no program %s that has to copy" \
                % (shown(path), os.path.basename(control))


def copies_in(text):
    """The fewest copies that each condition of a program's `// rc:` lines asks
    for.

    >>> copies_in("// rc: copies=0 allocs=3")
    {0}
    >>> sorted(copies_in("// rc: copies>0 retains=2\\n// rc: copies>=3"))
    [1, 3]
    >>> copies_in("// rc: copies<=4"), copies_in("// rc: copies<1")
    ({0}, {0})
    >>> copies_in("// copies=1")
    set()
    """
    conditions = re.findall(r"// rc:.*?\bcopies(=|<=|>=|<|>)(\d+)", text)
    return {0 if "<" in relation else int(number) + (relation == ">")
            for relation, number in conditions}


def builtins():
    """Every function, member and constant that programs can name has an example
    that prints something, and all examples are run."""
    path = os.path.join(ROOT, "utils", "gen-builtins.py")
    spec = importlib.util.spec_from_file_location("gen_builtins", path)
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    catalogue = generator.Catalogue(
        "llvm-tblgen", os.path.join(ROOT, "dialects", "Builtins"),
        os.path.join(ROOT, "runtime", "prelude"))
    for record in (catalogue.builtins + catalogue.members
                   + catalogue.constants):
        name = "%s %s" % (record.get("Kind", "builtin"), record["Name"])
        example = record["Example"]
        is_internal = record["Name"].startswith("__")
        if not is_internal and "// expect" not in example:
            yield "%s: no example that says what it prints" % name
        last = record["Name"].split(".")[-1]
        if not is_internal and not has_name(example, last):
            yield "%s: its example does not use it" % name
    for test in "examples", "examples-on-wasm":
        path = "test/Builtins/%s.test" % test
        if "RUN: %python %utils/run-builtin-examples.py" not in read(path):
            yield "%s does not run the examples" % path


def has_name(text, name):
    return re.search(r"\b%s\b" % re.escape(name),
                     re.sub(r"//.*", "", text)) is not None


def all_gaps():
    ops = {}
    for dialect in DIALECTS:
        found = records("dialects/%s/%s.td" % (dialect, dialect))
        ops[dialect] = operations(dialect, found)
        yield from round_trips(dialect, [*ops[dialect],
                                         *types_and_kinds(dialect, found)])
        yield from folds(dialect, ops[dialect])
        yield from verifiers(dialect, ops[dialect])
        yield from messages(["dialects/%s/**/*.cpp" % dialect,
                             "dialects/%s/**/*.h" % dialect],
                            "test/Dialect/%s/*.mlir" % dialect)
    for room, dialect in CONVERSIONS.items():
        yield from conversions(room, ops[dialect])
        yield from messages(["lib/Conversion/%s/*.cpp" % room],
                            "test/Conversion/%s/*.mlir" % room)
    for room in DIALECTS:
        yield from messages(["lib/Transforms/%s/*.cpp" % room],
                            "test/Transforms/%s/*.mlir" % room)
    yield from passes()
    yield from diagnostics()
    yield from programs()
    yield from builtins()


def main():
    gaps = list(all_gaps())
    for gap in gaps:
        print("not tested: " + gap)
    print("%d gaps; %d wordings of diagnostics are not in use yet"
          % (len(gaps), len(UNREPORTED)))
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
