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


def count_cases(output, status):
    """The test cases in Catch2's closing line as (passed, failed). An executable
    that ends without one, or with a status that contradicts it, counts as one
    failed test.

    >>> count_cases("All tests passed (20 assertions in 7 test cases)", 0)
    (7, 0)
    >>> count_cases("All tests passed (1 assertion in 1 test case)", 0)
    (1, 0)
    >>> count_cases("test cases: 26 | 25 passed | 1 failed\\n"
    ...             "assertions: 154 | 153 passed | 1 failed", 1)
    (25, 1)
    >>> count_cases("test cases: 2 | 2 failed", 2)
    (0, 2)
    >>> count_cases("test cases: 3 | 1 passed | 1 failed | "
    ...             "1 failed as expected", 1)
    (2, 1)
    >>> count_cases("All tests passed (1 assertion in 1 test case)", -11)
    (0, 1)
    >>> count_cases("No tests ran", 0)
    (0, 1)
    >>> count_cases("", -6)
    (0, 1)
    """
    if match := ALL_PASSED.search(output):
        if status == 0:
            return int(match.group(1)), 0
    elif match := CASES.search(output):
        failed = FAILED_CASES.search(match.group(2))
        if failed and status != 0:
            count = int(failed.group(1))
            return int(match.group(1)) - count, count
    return 0, 1


def run_unit_tests(build):
    total_passed = total_failed = 0
    listing = os.path.join(build, "unittests", "executables.txt")
    with open(listing, encoding="utf-8") as file:
        executables = file.read().split()
    for executable in executables:
        result = subprocess.run([executable], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, check=False)
        output = result.stdout.decode("utf-8", "backslashreplace")
        passed, failed = count_cases(output, result.returncode)
        print("%s: %d passed, %d failed" % (os.path.basename(executable),
                                            passed, failed), flush=True)
        if failed:
            print(output, flush=True)
        total_passed += passed
        total_failed += failed
    return total_passed, total_failed


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
        return 0, 1
    passed = failed = 0
    for test in tests:
        if test["code"] in ("PASS", "FLAKYPASS", "XFAIL"):
            passed += 1
        elif test["code"] not in ("UNSUPPORTED", "SKIPPED", "EXCLUDED"):
            failed += 1
    print("lit: %d passed, %d failed" % (passed, failed))
    return passed, failed


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    build = os.path.abspath(arguments[0])
    # The packaged LLVM is not instrumented; other builds ignore this.
    os.environ.setdefault("ASAN_OPTIONS", ASAN_OPTIONS)
    unit_passed, unit_failed = run_unit_tests(build)
    lit_passed, lit_failed = run_lit(build)
    passed, failed = unit_passed + lit_passed, unit_failed + lit_failed
    print("%d passed, %d failed" % (passed, failed))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
