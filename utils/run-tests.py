#!/usr/bin/env python3
"""Runs the unit tests and lit suites of a build directory.

Usage:  run-tests.py BUILD-DIRECTORY

Prints the failures and, as the last line, `N passed, M failed`. Exit status: 0
when tests ran and none failed, otherwise 1.
"""

import json
import os
import re
import subprocess
import sys

LIT = "/usr/lib/llvm-22/bin/lit"
ASAN_OPTIONS = "allow_user_poisoning=0:detect_container_overflow=0"

ALL_PASSED = re.compile(
    r"^All tests passed \(\d+ assertions? in (\d+) test cases?\)", re.M)
CASES = re.compile(r"^test cases: +(\d+) (.*)$", re.M)
FAILED_CASES = re.compile(r"\| +(\d+) failed(?! as expected)")


class Counts:
    def __init__(self, passed=0, failed=0):
        self.passed = passed
        self.failed = failed

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.failed + other.failed)


def count_cases(output, status):
    """The test cases in Catch2's closing line. An executable that ends without
    one, or with a status that contradicts it, counts as one failed test."""
    if match := ALL_PASSED.search(output):
        if status == 0:
            return Counts(passed=int(match.group(1)))
    elif match := CASES.search(output):
        failed = FAILED_CASES.search(match.group(2))
        if failed and status != 0:
            count = int(failed.group(1))
            return Counts(int(match.group(1)) - count, count)
    return Counts(failed=1)


def run_unit_tests(build):
    total = Counts()
    listing = os.path.join(build, "unittests", "executables.txt")
    with open(listing, encoding="utf-8") as file:
        executables = file.read().split()
    for executable in executables:
        result = subprocess.run([executable], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, check=False)
        output = result.stdout.decode("utf-8", "backslashreplace")
        counts = count_cases(output, result.returncode)
        print("%s: %d passed, %d failed" % (os.path.basename(executable),
                                            counts.passed, counts.failed))
        if counts.failed:
            print(output)
        total += counts
    return total


def run_lit(build):
    """Runs the lit suite; every code but success counts as a failure, except
    of tests that say they do not apply."""
    results = os.path.join(build, "test", "results.json")
    if os.path.exists(results):
        os.remove(results)
    subprocess.run([LIT, "-q", "-j2", "-o", results,
                    os.path.join(build, "test")],
                   stdin=subprocess.DEVNULL, check=False)
    try:
        with open(results, encoding="utf-8") as file:
            tests = json.load(file)["tests"]
    except OSError:
        print("lit ended without results")
        return Counts(failed=1)
    total = Counts()
    for test in tests:
        if test["code"] in ("PASS", "FLAKYPASS", "XFAIL"):
            total.passed += 1
        elif test["code"] not in ("UNSUPPORTED", "SKIPPED", "EXCLUDED"):
            total.failed += 1
    print("lit: %d passed, %d failed" % (total.passed, total.failed))
    return total


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    build = os.path.abspath(arguments[0])
    # The packaged LLVM is not instrumented; other builds ignore this.
    os.environ.setdefault("ASAN_OPTIONS", ASAN_OPTIONS)
    total = run_unit_tests(build)
    sys.stdout.flush()
    total += run_lit(build)
    print("%d passed, %d failed" % (total.passed, total.failed))
    return 0 if total.passed and not total.failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
