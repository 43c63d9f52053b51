#!/usr/bin/env python3
"""Runs damaged programs to find crashes of the compiler and the runtime.

Usage:  mutate-programs.py [--seed N] [--count N] [--jobs N] [--timeout SECONDS]
                           [--save DIRECTORY] DIRECTORY... -- COMMAND...
        mutate-programs.py --self-test

Each mutant is a program of the directories (`*.fg`, without `Inputs`) after a
few plausible changes: lines deleted, repeated, moved, or taken from another
program; names, literals and operators replaced; arguments dropped; expressions
wrapped. COMMAND, for example `forge run`, is run with `-O0` and with `-O2` and
the path of the mutant. Whatever the text is, these are findings:

    signal        the process died of a signal
    assertion     an assertion, or a crash report of LLVM
    compiler      a diagnostic of MLIR, which programmers must never see
    sanitizer     a report of AddressSanitizer, LeakSanitizer or UBSan
    leak          objects alive at the exit (FORGE_CHECK_LIVE=1)
    levels        -O0 and -O2 print or return something different

Runs that need too long or too much memory are skipped. Each finding is printed
with its program, reduced by leaving lines out; with --save it is written to
DIRECTORY too, and further ones that report the same text are counted only. The
same seed, count and programs give the same mutants.

Exit status: 0 nothing found, 1 findings, 2 wrong usage.
"""

import argparse
import concurrent.futures
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile

LEVELS = ("-O0", "-O2")
MEMORY_BYTES = 4 << 30
OUT_OF_MEMORY_STATUS = 70
RUNS_PER_REDUCTION = 400  # runs that one reduction may take
TEXTLESS = ("signal", "leak", "levels")  # the text does not tell causes apart
PER_KIND = 25  # findings of those kinds that are shown

TOKEN = re.compile(r"""
    (?P<space>[ \t]+) | (?P<newline>\n) | (?P<comment>//[^\n]*)
  | (?P<string>\"\"\"(?:.|\n)*?\"\"\" | "(?:\\.|[^"\\\n])*"
             | '(?:\\.|[^'\\\n])*')
  | (?P<number>0[xob][0-9a-fA-F_]+ | \d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)
  | (?P<name>[^\W\d]\w*)
  | (?P<operator>\.\.\.?=? | \*\*=? | \?\?=? | \?\. | => | -> | :: | \|> | >>
        | [-+*/%=<>!]= | && | \|\| | [-+*/%<>=!?&|])
  | (?P<other>.)
""", re.VERBOSE)

LITERALS = ["0", "1", "-1", "2", "0.5", "-0.0", "1e308", "9223372036854775807",
            "140737488355328", "-140737488355329", '""', '"a"', '"é😀"',
            '"{1}"', "null", "None", "true", "false", "[]", "[1, 2]", "[0.5]",
            "[true]", '["x", null]', "{}", "{ a: 1 }", "()", "(1, 2)", "set()",
            "map()", "range(3)", "Ok(1)", 'Err("e")', "Some([])",
            "fn(x) { x }", "freeze([1])"]
OPERATORS = ["+", "-", "*", "/", "%", "**", "==", "!=", "<", "<=", ">", ">=",
             "&&", "||", "??", "..", "|>", "=", "+=", "-=", "*=", "/=", "=>",
             "?", "?.", "!", ":", ","]
KEYWORDS = ["let", "mut", "fn", "define", "return", "if", "else", "elif",
            "unless", "match", "when", "while", "loop", "for", "in", "each",
            "repeat", "times", "break", "continue", "try", "catch", "finally",
            "safe", "retry", "must", "check", "and", "or", "not", "is", "it",
            "say", "struct", "thing", "type", "interface", "impl", "give",
            "defer", "where", "spawn", "yield", "freeze", "null", "import"]
WRAPPERS = ["({})", "[{}]", "{{ a: {} }}", "fn() {{ {} }}", "fn() {{ {} }}()",
            "Ok({})", "Some({})", "{}?", "must {}", "{}[0]", "{}.a", "{}.a()",
            "{}()", "len({})", "str({})", "not {}", "-{}", '"{{{}}}"',
            "(if true {{ {} }} else {{ 0 }})", "freeze({})", "[...{}]",
            "({}, {})", "{} |> map(fn(x) {{ x }})", "keys({})", "{} ?? 1"]
# "\\udcff" is written as a byte that is no UTF-8.
GARBAGE = ["\0", "\ufeff", "\r", "\t", "\u2028", "\u00e9", "\U0001f600",
           "\udcff", '"', "'", "`", "{", "}", "(", ")", "[", "]", "\\", "#",
           "$", "@", ";"]
# Statements around a line; {0} is its indentation, {1} the line.
BLOCKS = ["{0}if true {{\n{1}\n{0}}}",
          "{0}try {{\n{1}\n{0}}} catch e {{ say e }}",
          "{0}for q in range(2) {{\n{1}\n{0}}}",
          "{0}let wrapped = fn() {{\n{1}\n{0}}}\n{0}wrapped()",
          "{0}fn late() {{\n{1}\n{0}}}\n{0}late()\n{0}late()",
          "{0}repeat 2 times {{\n{1}\n{0}}}"]

# Programs whose output is not a function of their text.
VARYING = re.compile(r"\b(?:random\w*|shuffle|sample|time|now|sleep|wait|cook"
                     r"|slay|timeout|elapsed|measure)\b")

ASSERTION = re.compile(r"Assertion `.*|UNREACHABLE executed.*|LLVM ERROR.*"
                       r"|PLEASE submit a bug report|pure virtual method")
COMPILER = re.compile(r'loc\(".*|failed to legalize.*'
                      r"|.*'[a-z]+\.[\w.]+' op .*"
                      r"|.*does not dominate.*|.*operand #\d.*")
SANITIZER = re.compile(r"ERROR: \w+Sanitizer.*"
                       r"|\.(?:cpp|h|inc):\d+:\d+: runtime error:.*")
LIVE_OBJECTS = re.compile(r"^forge: \d+ live objects? at exit", re.MULTILINE)
SYNTAX_ERROR = re.compile(r"^error\[FG01\d\d\]", re.MULTILINE)
MEMORY_GONE = re.compile(r"forge: out of memory|allocator is out of memory"
                         r"|allocation-size-too-big|exceeds maximum supported"
                         r"|std::bad_alloc|[Oo]ut of memory")


#===----------------------------------------------------------------------===//
# Mutations
#===----------------------------------------------------------------------===//

def tokens_of(text):
    return [(match.lastgroup, match.group()) for match in TOKEN.finditer(text)]


def text_of(tokens):
    return "".join(text for _, text in tokens)


class Mutator:
    """Changes programs; every choice comes from one random generator."""

    def __init__(self, programs, rng):
        self.programs = programs
        self.rng = rng
        # (change, weight); those that mostly give syntax errors are rare.
        self.line_changes = [(self.delete_lines, 2), (self.repeat_lines, 4),
                             (self.swap_lines, 3), (self.splice_lines, 6),
                             (self.wrap_lines, 6), (self.splice_block, 4),
                             (self.cut_line, 1), (self.insert_garbage, 1)]
        self.token_changes = [(self.replace_name, 10),
                              (self.replace_literal, 10),
                              (self.wrap_expression, 10),
                              (self.replace_operator, 5),
                              (self.drop_argument, 4),
                              (self.replace_keyword, 2),
                              (self.delete_token, 1), (self.repeat_token, 1)]

    def mutate(self, text):
        for _ in range(self.rng.choice((1, 1, 2, 2, 3, 5, 8))):
            if self.rng.random() < 0.35:
                lines = text.split("\n")
                self.choose(self.line_changes)(lines)
                text = "\n".join(lines)
            else:
                tokens = tokens_of(text)
                self.choose(self.token_changes)(tokens)
                text = text_of(tokens)
        return text

    def choose(self, weighted):
        changes, weights = zip(*weighted)
        return self.rng.choices(changes, weights)[0]

    def span(self, lines):
        """A few consecutive lines as (start, end)."""
        start = self.rng.randrange(len(lines))
        return start, min(len(lines), start + self.rng.choice((1, 1, 1, 2, 4)))

    def delete_lines(self, lines):
        start, end = self.span(lines)
        del lines[start:end]

    def repeat_lines(self, lines):
        start, end = self.span(lines)
        lines[end:end] = lines[start:end]

    def swap_lines(self, lines):
        a, b = (self.rng.randrange(len(lines)) for _ in range(2))
        lines[a], lines[b] = lines[b], lines[a]

    def splice_lines(self, lines):
        other = self.rng.choice(self.programs).split("\n")
        start, end = self.span(other)
        at = self.rng.randrange(len(lines) + 1)
        lines[at:at] = other[start:end]

    def splice_block(self, lines):
        """A whole definition or statement of another program."""
        other = self.rng.choice(self.programs).split("\n")
        start = self.rng.randrange(len(other))
        while start > 0 and other[start][:1] in (" ", "\t", "}", ""):
            start -= 1
        end = start + 1
        while end < len(other) and other[end][:1] in (" ", "\t", "}"):
            end += 1
        at = self.rng.randrange(len(lines) + 1)
        lines[at:at] = other[start:end]

    def insert_garbage(self, lines):
        row = self.rng.randrange(len(lines))
        column = self.rng.randrange(len(lines[row]) + 1)
        lines[row] = (lines[row][:column] + self.rng.choice(GARBAGE)
                      + lines[row][column:])

    def wrap_lines(self, lines):
        """A few lines, or the program: its variables become local then."""
        start, end = self.span(lines)
        if self.rng.random() < 0.3:
            start, end = 0, len(lines)
        indent = re.match(r"\s*", lines[start]).group()
        body = "\n".join(lines[start:end])
        lines[start:end] = [self.rng.choice(BLOCKS).format(indent, body)]

    def cut_line(self, lines):
        at = self.rng.randrange(len(lines))
        if lines[at]:
            lines[at] = lines[at][:self.rng.randrange(len(lines[at]))]

    def pick(self, tokens, *kinds):
        """Index of a token of one of the kinds, or None."""
        found = [i for i, (kind, _) in enumerate(tokens) if kind in kinds]
        return self.rng.choice(found) if found else None

    def replace(self, tokens, index, text):
        if index is not None:
            tokens[index] = ("text", text)

    def replace_name(self, tokens):
        names = sorted({text for kind, text in tokens if kind == "name"})
        if names:
            self.replace(tokens, self.pick(tokens, "name"),
                         self.rng.choice(names))

    def replace_literal(self, tokens):
        self.replace(tokens, self.pick(tokens, "number", "string"),
                     self.rng.choice(LITERALS))

    def replace_operator(self, tokens):
        self.replace(tokens, self.pick(tokens, "operator"),
                     self.rng.choice(OPERATORS))

    def replace_keyword(self, tokens):
        found = [i for i, (_, text) in enumerate(tokens) if text in KEYWORDS]
        if found:
            self.replace(tokens, self.rng.choice(found),
                         self.rng.choice(KEYWORDS))

    def wrap_expression(self, tokens):
        index = self.pick(tokens, "name", "number", "string")
        if index is not None:
            wrapper = self.rng.choice(WRAPPERS)
            text = tokens[index][1]
            if wrapper.startswith('"'):
                text = text.replace('"', "'")
            self.replace(tokens, index, wrapper.format(text, text))

    def drop_argument(self, tokens):
        """Deletes from a comma to the next one or the closing bracket."""
        start = None
        commas = [i for i, (_, text) in enumerate(tokens) if text == ","]
        if commas:
            start = self.rng.choice(commas)
            end, depth = start + 1, 0
            while end < len(tokens):
                text = tokens[end][1]
                if depth == 0 and text in (",", ")", "]", "}"):
                    break
                depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
                end += 1
            del tokens[start:end]

    def delete_token(self, tokens):
        index = self.pick(tokens, "name", "number", "string", "operator",
                          "other")
        if index is not None:
            del tokens[index]

    def repeat_token(self, tokens):
        index = self.pick(tokens, "name", "number", "operator", "other")
        if index is not None:
            tokens.insert(index, tokens[index])


#===----------------------------------------------------------------------===//
# Running
#===----------------------------------------------------------------------===//

class Runner:
    """Runs programs and says what is wrong with them."""

    def __init__(self, command, timeout):
        self.command = command
        self.timeout = timeout
        # Sanitizers reserve terabytes of address space and limit themselves.
        self.is_limited = not self.is_sanitized()
        # What is compiled is what is tested, so nothing comes from a cache.
        self.environment = dict(os.environ, FORGE_CHECK_LIVE="1", NO_COLOR="1",
                                FORGE_CACHE_DIR=os.devnull)
        self.environment["ASAN_OPTIONS"] = ":".join(filter(None, [
            os.environ.get("ASAN_OPTIONS"), "allow_user_poisoning=0",
            "detect_container_overflow=0", "allocator_may_return_null=1",
            "max_allocation_size_mb=1024", "hard_rss_limit_mb=3000"]))

    def is_sanitized(self):
        try:
            with open(self.command[0], "rb") as file:
                return b"__asan_init" in file.read()
        except OSError:
            return False

    def limit(self):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if self.is_limited:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))

    def run(self, level, path):
        """(status, stdout, stderr), or None when time or memory ran out. The
        process has a directory of its own in which it may do anything."""
        with tempfile.TemporaryDirectory() as directory:
            process = subprocess.Popen(
                self.command + [level, path], stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=directory,
                env=self.environment, start_new_session=True,
                preexec_fn=self.limit)
            try:
                stdout, stderr = process.communicate(timeout=self.timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                return None
        stdout = stdout.decode("utf-8", "backslashreplace")
        stderr = stderr.decode("utf-8", "backslashreplace")
        if (process.returncode == OUT_OF_MEMORY_STATUS
                or MEMORY_GONE.search(stderr)):
            return None
        return process.returncode, stdout, stderr

    def findings(self, path, varies):
        """What is wrong with a program: a list of (kind, text)."""
        found, outcomes = [], []
        for level in LEVELS:
            outcome = self.run(level, path)
            outcomes.append(outcome)
            if outcome is None:
                continue
            finding = finding_in(outcome[0], outcome[2])
            if finding:
                found.append(finding)
            elif SYNTAX_ERROR.search(outcome[2]):
                return []  # not compiled at any level
        if not found and not varies and None not in outcomes:
            for what, a, b in zip(("status", "stdout", "stderr"), *outcomes):
                if a != b:
                    return [("levels", what)]
        return found


def finding_in(status, stderr):
    """What one run shows: (kind, text), or None."""
    for kind, pattern in (("sanitizer", SANITIZER), ("assertion", ASSERTION)):
        if match := pattern.search(stderr):
            return kind, match.group()
    if status < 0:
        return "signal", signal.Signals(-status).name
    # What a program prints, and the lines of it that a report shows, may look
    # like anything.
    said = "\n".join(line for line in stderr.split("\n") if " | " not in line)
    if match := COMPILER.search(said):
        return "compiler", match.group()
    if match := LIVE_OBJECTS.search(stderr):
        return "leak", match.group()
    return None


def signature(finding):
    """Equal for findings that probably have one cause."""
    kind, text = finding
    return kind, re.sub(r"0x[0-9a-f]+|==\d+==|\d+|'[^']*'", "#", text)


class Reducer:
    """Leaves lines out of a program while its finding stays."""

    def __init__(self, check):
        self.check = check
        self.runs = 0

    def still_fails(self, lines, finding):
        self.runs += 1
        wanted = signature(finding)
        return any(signature(other) == wanted
                   for other in self.check("\n".join(lines)))

    def reduce(self, text, finding):
        lines = text.split("\n")
        size = max(1, len(lines) // 2)
        while size and self.runs < RUNS_PER_REDUCTION:
            start, shrunk = 0, False
            while start < len(lines) and self.runs < RUNS_PER_REDUCTION:
                fewer = lines[:start] + lines[start + size:]
                if fewer and self.still_fails(fewer, finding):
                    lines, shrunk = fewer, True
                else:
                    start += size
            if size > 1:
                size //= 2
            elif not shrunk:
                break
        return "\n".join(lines)


#===----------------------------------------------------------------------===//
# The whole search
#===----------------------------------------------------------------------===//

def programs_in(directories):
    """The paths of all programs that end, in an order that does not depend on
    the file system."""
    paths = []
    for directory in directories:
        for parent, names, files in os.walk(directory):
            names[:] = [name for name in names if name != "Inputs"]
            paths += [os.path.join(parent, name) for name in files
                      if name.endswith(".fg")]
    return sorted(path for path in paths if "@server" not in read(path))


def read(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


class Search:
    def __init__(self, options, command, paths):
        self.paths = paths
        self.programs = [read(path) for path in paths]
        self.runner = Runner(command, options.timeout)
        self.save = options.save
        self.seen = {}  # signature: number of findings

    def check(self, path, text):
        """Findings of a mutant of the program at `path`, run from a directory
        where the program's imports are found as well."""
        with tempfile.TemporaryDirectory() as directory:
            home = os.path.dirname(os.path.abspath(path))
            for name in os.listdir(home):
                os.symlink(os.path.join(home, name),
                           os.path.join(directory, name))
            mutant = os.path.join(directory, "mutant.fg")
            with open(mutant, "w", encoding="utf-8", newline="",
                      errors="surrogateescape") as file:
                file.write(text)
            return self.runner.findings(mutant, bool(VARYING.search(text)))

    def mutant(self, seed, number):
        """The mutant of that number does not depend on the others."""
        rng = random.Random("%d/%d" % (seed, number))
        index = rng.randrange(len(self.paths))
        mutator = Mutator(self.programs, rng)
        return self.paths[index], mutator.mutate(self.programs[index])

    def report(self, number, path, text, finding):
        key = signature(finding)
        count = self.seen[key] = self.seen.get(key, 0) + 1
        if count > (PER_KIND if finding[0] in TEXTLESS else 1):
            return
        reduced = Reducer(lambda t: self.check(path, t)).reduce(text, finding)
        print("mutant %d of %s: %s: %s" % (number, path, *finding))
        print(reduced.encode("utf-8", "backslashreplace").decode().rstrip("\n")
              + "\n", flush=True)
        if self.save:
            name = "%s-%d.fg" % (finding[0], number)
            with open(os.path.join(self.save, name), "w", encoding="utf-8",
                      newline="", errors="surrogateescape") as file:
                file.write("// %s: %s\n// from %s\n%s"
                           % (*finding, path, reduced))

    def run(self, seed, count, jobs):
        def examine(number):
            path, text = self.mutant(seed, number)
            return number, path, text, self.check(path, text)

        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for number, path, text, found in pool.map(examine, range(count)):
                for finding in dict(found).items():
                    self.report(number, path, text, finding)
        total = sum(self.seen.values())
        print("%d mutants, %d findings" % (count, total))
        for (kind, text), times in sorted(self.seen.items()):
            print("%6d %s: %s" % (times, kind, text))
        return 1 if total else 0


#===----------------------------------------------------------------------===//
# The tool itself
#===----------------------------------------------------------------------===//

def self_test():
    """Proves with small stand-ins for `forge` that every kind of finding is
    made and reduced, and that an orderly program gives none."""
    wanted = "the line that matters"
    cases = [
        # what the stand-in does when the program holds the line, the finding
        ("print('fine')", None),
        ("sys.exit(1)", None),
        ("os.kill(os.getpid(), signal.SIGSEGV)", ("signal", "SIGSEGV")),
        ("sys.stderr.write(\"a.cpp:1: f: Assertion `x > 0' failed.\")",
         ("assertion", "Assertion `x > 0' failed.")),
        ("sys.stderr.write(\"error: 'forge.add' op operand is bad\")",
         ("compiler", "error: 'forge.add' op operand is bad")),
        ("sys.stderr.write('  3 | say loc(\"a\")')", None),
        ("sys.stderr.write('==7==ERROR: AddressSanitizer: use after free')",
         ("sanitizer", "ERROR: AddressSanitizer: use after free")),
        ("sys.stderr.write('forge: 2 live objects at exit\\n')",
         ("leak", "forge: 2 live objects at exit")),
        ("print(sys.argv[1])", ("levels", "stdout")),
        ("sys.exit(sys.argv[1] == '-O2')", ("levels", "status")),
        ("time.sleep(60)", None),
    ]
    bad = 0
    text = "\n".join(["let a = 1"] * 5 + [wanted] + ["let b = 2"] * 6)
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "case.fg")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        for action, expected in cases:
            stand_in = ("import os, signal, sys, time\n"
                        "if %r in open(sys.argv[2]).read():\n    %s\n"
                        % (wanted, action))
            runner = Runner([sys.executable, "-c", stand_in], 2)
            options = argparse.Namespace(timeout=2, save=None)
            search = Search(options, runner.command, [path])
            found = search.check(path, text)
            reduced = text
            if found:
                reduced = Reducer(lambda t: search.check(path, t)).reduce(
                    text, found[0])
            if (found[0] if found else None) != expected or (
                    expected and reduced != wanted):
                bad += 1
                print("self-test: %s: found %r, reduced to %r"
                      % (action, found, reduced))
        mutants = [Search(options, ["true"], [path]).mutant(3, number)
                   for number in range(20) for _ in range(2)]
        if mutants[::2] != mutants[1::2] or len(set(mutants)) < 10:
            bad += 1
            print("self-test: mutants are not a function of the seed")
    print("self-test: %d wrong" % bad)
    return 1 if bad else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=5)
    parser.add_argument("--save")
    parser.add_argument("directories", nargs="+")
    if "--" not in arguments:
        parser.error("COMMAND is missing")
    split = arguments.index("--")
    options = parser.parse_args(arguments[:split])
    command = arguments[split + 1:]
    paths = programs_in(options.directories)
    if not command or not paths:
        parser.error("no command or no programs")
    command[0] = os.path.abspath(command[0])
    if options.save:
        os.makedirs(options.save, exist_ok=True)
    return Search(options, command, paths).run(options.seed, options.count,
                                               options.jobs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
