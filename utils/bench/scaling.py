"""How cost grows: compile time with the length of programs, run time with the
number of elements."""
import os

import generate
from kernels import Contest
from languages import EXT, HERE, TITLE, failure_text
from measure import median

LINES = [1000, 3000, 10000]
QUICK_LINES = [100, 200]
SIZES = [10 ** 5, 10 ** 6, 10 ** 7]
QUICK_SIZES = [100, 1000]
THEMES = ["maps", "sorts", "strings"]


# ---- compile time

def compile_commands(toolbox, source, target):
    """What is done to each generated program."""
    commands = {}
    if "forgec" in toolbox.tools:
        forgec = toolbox.tools["forgec"]
        commands["forgec -O0"] = [forgec, "-O0", source, "-o", target]
        commands["forgec -O2"] = [forgec, source, "-o", target]
    if "forge" in toolbox.tools:
        commands["forge check"] = [toolbox.tools["forge"], "check", source]
        commands["forge run, cache empty"] = [toolbox.tools["forge"], "run", source]
    return commands


def compile_scaling(toolbox, options, report):
    """Entries {subject, lines, command, median, rss_kb, status}: programs of
    functions and structs, and scripts without any."""
    entries = []
    for subject, make in (("program", generate.program), ("script", generate.script)):
        for lines in QUICK_LINES if options.quick else LINES:
            text = make(lines)
            outputs = set()
            for turn in range(options.compile_runs):
                source = toolbox.write(f"{subject}{lines}.fg", f"{text}// build {turn}\n")
                target = toolbox.target(f"{subject}{lines}")
                for name, command in compile_commands(toolbox, source, target).items():
                    done = toolbox.run(command, cache=os.path.join(toolbox.folder, f"cache-{turn}-{lines}"))
                    failure = failure_text(done, toolbox.timeout)
                    if not failure and name.startswith("forgec"):
                        outputs.add(toolbox.run([target]).out)
                    elif not failure and "run" in name:
                        outputs.add(done.out)
                    record(entries, subject, text, name, done, failure, options)
            if len(outputs) > 1:
                report(f"{subject} of {lines} lines: levels disagree: {sorted(outputs)}")
            if any(not out.startswith(b"checksum ") for out in outputs):
                report(f"{subject} of {lines} lines: no checksum")
    for e in entries:
        e["median"] = median(e["times"])
        if e["status"] != "ok":
            report(f"{e['subject']} of {e['lines']} lines: {e['command']}: {e['status']}")
    return entries


def record(entries, subject, text, name, done, failure, options):
    lines = text.count("\n")
    entry = next((e for e in entries if (e["subject"], e["lines"], e["command"]) == (subject, lines, name)), None)
    if entry is None:
        entry = {"subject": subject, "lines": lines, "command": name, "status": "ok", "times": [], "rss_kb": 0}
        entries.append(entry)
    if failure:
        entry["status"] = failure
    else:
        entry["times"].append(getattr(done, options.metric))
        entry["rss_kb"] = max(entry["rss_kb"], done.rss_kb)


# ---- run time

def expected_output(theme, n):
    """What a program of growth/ prints, from arithmetic."""
    if theme == "maps":
        rest = sum(range(1, n, 2)) + (n + 1) // 2
        words = ["maps", n, n, n * (n - 1) // 2, rest]
    elif theme == "sorts":
        words = ["sorts", n, 0, n // 2, n - 1, 0, f"t{n}", f"t{2 * n - 1}"]
    else:
        digits = sum(len(str(i)) for i in range(n))
        length = digits + 6 * n
        words = ["strings", n, length, n + 1, length, f"item {n - 1}"]
    return (" ".join(map(str, words)) + "\n").encode()


def data_scaling(toolbox, options, report):
    """{theme: {size: {lang: entry}}} for maps, sorts and texts."""
    result = {}
    for theme in THEMES:
        for size in QUICK_SIZES if options.quick else SIZES:
            contest = Contest(toolbox, options, expected_output(theme, size))
            for lang in toolbox.langs:
                path = os.path.join(HERE, "growth", f"{theme}.{EXT[lang]}")
                if os.path.exists(path):
                    contest.add(lang, lambda: toolbox.prepare(
                        lang, toolbox.source(path, size, name=f"{theme}{size}.{EXT[lang]}")))
            entries = contest.run()
            result.setdefault(theme, {})[size] = entries
            for lang, entry in entries.items():
                if entry["status"] != "ok":
                    report(f"{theme} of {size}: {TITLE[lang]}: {entry['status']}")
    return result
