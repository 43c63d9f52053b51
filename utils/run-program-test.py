#!/usr/bin/env python3
"""Runs one Forge program and compares what it does with what it announces.

Usage:  run-program-test.py TEST.fg -- COMMAND...
        run-program-test.py --self-test

`{}` in COMMAND is replaced by the path of the test, for example
`forge run -O0 {}`. The program announces its behaviour in comments:

    // expect: TEXT            one line of standard output, in order; without
                               TEXT an empty line
    // expect-exit: N          the exit status, 0 if absent
    // expect-stderr: TEXT     standard error contains TEXT (any number)
    // rc: CONDITION..         counters of a program compiled with --count-rc:
                               allocs, copies or retains, then = < <= > >= and
                               a number, as in `copies=0 retains<=3`. All hold
                               at once; other commands ignore them

The command runs with FORGE_CHECK_LIVE=1: a runtime that still owns objects at
exit says `forge: N live objects at exit` and leaves with status 97, which is
reported as a leak. A timeout and an end by a signal always fail.

Exit status: 0 the program did as announced, 1 it did not, 2 wrong usage.
"""

import difflib
import operator
import os
import re
import signal
import subprocess
import sys
import tempfile

TIMEOUT_SECONDS = 20
LEAK_STATUS = 97
# Commands with this option make programs that show their counters.
COUNT_OPTION = "--count-rc"

# The greedy prefix makes each pattern find the last marker of a line, so that
# a program may hold the text of a marker in a string.
EXPECT_LINE = re.compile(r".*// expect:(?: (.*))?$")
EXPECT_EXIT = re.compile(r".*// expect-exit: (\d+)\s*$")
EXPECT_STDERR = re.compile(r".*// expect-stderr: (.*)$")
RC_LINE = re.compile(r".*// rc: (.*)$")
RC_CONDITION = re.compile(r"(allocs|copies|retains)(=|<=|>=|<|>)(\d+)")
COUNTERS = re.compile(
    r"^forge: allocs=(\d+) copies=(\d+) retains=(\d+)$", re.MULTILINE)
RELATIONS = {"=": operator.eq, "<": operator.lt, "<=": operator.le,
             ">": operator.gt, ">=": operator.ge}
LIVE_OBJECTS = re.compile(r"^forge: (\d+) live objects? at exit", re.MULTILINE)


class Expectation:
    """What the comments of a test announce."""

    def __init__(self, source):
        self.lines = []
        self.status = 0
        self.stderr = []
        self.counts = []
        for line in source.splitlines():
            if match := EXPECT_LINE.match(line):
                self.lines.append(match.group(1) or "")
            elif match := EXPECT_EXIT.match(line):
                self.status = int(match.group(1))
            elif match := EXPECT_STDERR.match(line):
                self.stderr.append(match.group(1))
            elif match := RC_LINE.match(line):
                self.counts += match.group(1).split()


class Outcome:
    """What the command did. `status` is None after a timeout."""

    def __init__(self, status, stdout, stderr):
        self.status = status
        self.stdout = stdout
        self.stderr = stderr


def read_expectation(path):
    """Reads the announced behaviour; CR LF files count as LF files."""
    with open(path, encoding="utf-8") as file:
        return Expectation(file.read())


def run(command, timeout):
    """Runs the command in a process group of its own and collects its
    outcome, so that a timeout also ends the processes it started."""
    environment = dict(os.environ, FORGE_CHECK_LIVE="1")
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env=environment, start_new_session=True)
    try:
        stdout, stderr = process.communicate(timeout=timeout)
        status = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
        status = None
    return Outcome(status, stdout.decode("utf-8", "backslashreplace"),
                   stderr.decode("utf-8", "backslashreplace"))


def output_lines(text):
    """The lines of standard output; a missing last line end is no line."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return lines


def signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return "signal %d" % number


def status_failure(expected, outcome, timeout):
    """The reason why the exit status is wrong, or None. A shell or launcher
    between the runner and the program reports a signal as 128 + its number."""
    status = outcome.status
    if status is None:
        return "timeout: still running after %d s" % timeout
    if status < 0:
        return "crash: ended by %s" % signal_name(-status)
    leak = LIVE_OBJECTS.search(outcome.stderr)
    if leak:
        return "leak: %s live objects at exit" % leak.group(1)
    if status == expected:
        return None
    if status == LEAK_STATUS:
        return "leak: exit status %d" % LEAK_STATUS
    if 128 < status < 160:
        return "crash: exit status %d (%s)" % (status,
                                               signal_name(status - 128))
    return "exit status: expected %d, got %d" % (expected, status)


def count_failures(conditions, stderr):
    """Every condition on the counters that does not hold, or is none."""
    seen = COUNTERS.search(stderr)
    if conditions and not seen:
        yield "counts: the program shows no counters"
        return
    for condition in conditions:
        parts = RC_CONDITION.fullmatch(condition)
        if not parts:
            yield "counts: '%s' is no condition" % condition
            continue
        name, relation, number = parts.groups()
        actual = dict(zip(("allocs", "copies", "retains"),
                          map(int, seen.groups())))[name]
        if not RELATIONS[relation](actual, int(number)):
            yield "counts: expected %s, got %s=%d" % (condition, name, actual)


def failures(expectation, outcome, timeout=TIMEOUT_SECONDS,
             counts=False):
    """Every difference between the announced and the seen behaviour."""
    found = []
    wrong_status = status_failure(expectation.status, outcome, timeout)
    if wrong_status:
        found.append(wrong_status)
    actual = output_lines(outcome.stdout)
    if actual != expectation.lines:
        diff = difflib.unified_diff(expectation.lines, actual,
                                    "expected stdout", "actual stdout",
                                    lineterm="")
        found.append("\n".join(["wrong output:"] + list(diff)))
    # Reports show lines of the program, and with them what it announces.
    said = "\n".join(line for line in outcome.stderr.splitlines()
                     if not EXPECT_STDERR.match(line))
    for text in expectation.stderr:
        if text not in said:
            found.append("stderr does not contain: " + text)
    if counts:
        found += count_failures(expectation.counts, outcome.stderr)
    return found


def check(path, command, timeout=TIMEOUT_SECONDS):
    """Runs the test; returns the differences and the outcome."""
    expectation = read_expectation(path)
    arguments = [word.replace("{}", path) for word in command]
    outcome = run(arguments, timeout)
    counts = any(COUNT_OPTION in word for word in command)
    return failures(expectation, outcome, timeout, counts), outcome


def report(path, found, outcome):
    print("FAIL: " + path)
    for text in found:
        print(text)
    if outcome.stderr:
        print("stderr was:")
        print(outcome.stderr, end="" if outcome.stderr[-1] == "\n" else "\n")


def self_test():
    """Proves with small stand-ins for `forge` that every kind of difference
    is found and that a program doing as announced passes."""
    announce = ('say "a" // expect: a\n'
                'say last("// expect: x", "b") // expect: b\n'
                '// expect:\n')
    lines = "print('a'); print('b'); print(); "
    complain = "import sys; sys.stderr.write('no field on object\\n'); "
    leak = "import sys; sys.stderr.write('forge: 3 live objects at exit\\n'); "
    expect_error = "// expect-exit: 1\n// expect-stderr: no field\n"
    die = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
    environment = ("import os, sys; "
                   "sys.exit(os.environ.get('FORGE_CHECK_LIVE') != '1')")
    count = ("import sys; sys.stderr.write('forge: allocs=7 copies=0 "
             "retains=12\\n'); '--count-rc'")
    cases = [
        # name, announcement, program, text of the failure or None
        ("right output", announce, lines, None),
        ("no output", "", "", None),
        ("last line end missing", "// expect: a", "print('a', end='')", None),
        ("environment", "", environment, None),
        ("error as announced", expect_error, complain + "sys.exit(1)", None),
        ("wrong output", announce, "print('b')", "wrong output"),
        ("missing line", announce, "print('a')", "wrong output"),
        ("surplus line", announce, lines + "print('c')", "wrong output"),
        ("surplus empty line", announce, lines + "print()", "wrong output"),
        ("wrong order", "// expect: a\n// expect: b\n",
         "print('b'); print('a')", "wrong output"),
        ("blanks count", "// expect: a\n", "print('a ')", "wrong output"),
        ("wrong status", announce, lines + "import sys; sys.exit(3)",
         "exit status: expected 0, got 3"),
        ("status 0 instead of 1", expect_error, complain,
         "exit status: expected 1, got 0"),
        ("missing stderr text", expect_error, "import sys; sys.exit(1)",
         "stderr does not contain: no field"),
        ("stderr that shows the announcement", expect_error,
         "import sys; sys.stderr.write(' 2 | // expect-stderr: no field\\n'); "
         "sys.exit(1)", "stderr does not contain: no field"),
        ("signal", announce, lines + die, "crash: ended by SIGSEGV"),
        ("signal behind a launcher", announce,
         lines + "import sys; sys.exit(139)", "SIGSEGV"),
        ("leak", announce, lines + leak + "sys.exit(97)",
         "leak: 3 live objects at exit"),
        ("leak with the announced status", expect_error,
         complain + leak + "sys.exit(1)", "leak: 3 live objects at exit"),
        ("leak status alone", announce, lines + "import sys; sys.exit(97)",
         "leak: exit status 97"),
        ("counts as announced", "// rc: copies=0 retains<=12\n"
         "// rc: allocs>6 retains>=12 allocs<8\n", count, None),
        ("wrong count", "// rc: retains=11\n", count,
         "counts: expected retains=11, got retains=12"),
        ("count too high", "// rc: copies=0 retains<12\n", count,
         "counts: expected retains<12, got retains=12"),
        ("count too low", "// rc: copies>0\n", count,
         "counts: expected copies>0, got copies=0"),
        ("no count", "// rc: copies==0\n", count,
         "counts: 'copies==0' is no condition"),
        ("no counters", "// rc: copies=0\n", "'--count-rc'",
         "counts: the program shows no counters"),
        ("not counted", "// rc: copies=9\n", "", None),
        ("timeout", "", "import time; time.sleep(30)", "timeout"),
    ]
    bad = 0
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "case.fg")
        for name, announcement, program, wanted in cases:
            with open(path, "w", encoding="utf-8") as file:
                file.write(announcement)
            command = [sys.executable, "-c", program, "{}"]
            limit = 1 if name == "timeout" else TIMEOUT_SECONDS
            found, _ = check(path, command, limit)
            right = (not found if wanted is None
                     else any(wanted in text for text in found))
            if not right:
                bad += 1
                print("self-test: %s: wanted %r, found %r"
                      % (name, wanted, found))
    print("self-test: %d of %d cases right" % (len(cases) - bad, len(cases)))
    return 1 if bad else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) < 3 or arguments[1] != "--":
        print(__doc__, file=sys.stderr)
        return 2
    path = arguments[0]
    found, outcome = check(path, arguments[2:])
    if found:
        report(path, found, outcome)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
