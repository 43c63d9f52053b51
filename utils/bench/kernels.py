"""Runs the kernels: the same algorithm in every language, the same output."""
import json
import os

from languages import COMMENT, EXT, KERNELS, SIZE_LINE, Failure, Unsupported, failure_text
from measure import median


def load_index():
    with open(os.path.join(KERNELS, "kernels.json")) as f:
        return json.load(f)


def source_of(kernel, lang):
    path = os.path.join(KERNELS, kernel, f"{kernel}.{EXT[lang]}")
    return path if os.path.exists(path) else None


def expected(kernel, quick):
    """The stored output, which is the C version's."""
    with open(os.path.join(KERNELS, kernel, "quick.txt" if quick else "expected.txt"), "rb") as f:
        return f.read()


def check_sizes(kernel):
    """All versions of a kernel must state the same problem size."""
    seen = {}
    folder = os.path.join(KERNELS, kernel)
    for name in sorted(os.listdir(folder)):
        if name.rsplit(".", 1)[-1] in COMMENT:
            with open(os.path.join(folder, name)) as f:
                found = SIZE_LINE.findall(f.read())
            if len(found) != 1:
                raise Failure(f"{name}: {len(found)} size lines, expected one")
            seen.setdefault(found[0][1], []).append(name)
    if len(seen) > 1:
        raise Failure(f"{kernel}: different sizes: {seen}")


class Contest:
    """Commands that take turns and must all print the same text."""

    def __init__(self, toolbox, options, reference):
        self.toolbox = toolbox
        self.options = options
        self.reference = reference
        self.entries = {}
        self.commands = {}

    def add(self, name, make_command):
        """Enters what `make_command()` returns, or its failure."""
        entry = self.entries[name] = {"status": "ok", "wall": [], "cpu": [], "rss_kb": None}
        try:
            self.commands[name] = make_command()
        except Unsupported as ex:
            entry["status"], entry["unsupported"] = str(ex), True
        except Failure as ex:
            entry["status"] = str(ex)

    def run(self):
        for turn in range(self.options.runs):
            for name, command in self.commands.items():
                entry = self.entries[name]
                slow = turn > 0 and entry["wall"] and entry["wall"][0] > self.options.slow
                if entry["status"] == "ok" and not slow:
                    self.run_once(entry, command)
        for entry in self.entries.values():
            times = entry[self.options.metric]
            if entry["status"] == "ok" and times:
                entry["median"] = median(times)
                entry["spread"] = (max(times) - min(times)) / median(times)
            else:
                entry["median"] = None
        return self.entries

    def run_once(self, entry, command):
        done = self.toolbox.run(command)
        failure = failure_text(done, self.toolbox.timeout)
        if failure:
            entry["status"] = failure
        elif done.out != self.reference:
            entry["status"] = "wrong output: " + repr(done.out[:120].decode(errors="replace"))
        else:
            entry["wall"].append(done.wall)
            entry["cpu"].append(done.cpu)
            entry["rss_kb"] = max(entry["rss_kb"] or 0, done.rss_kb)


def run_kernel(toolbox, options, kernel, quick_size):
    """Measures one kernel in all languages."""
    check_sizes(kernel)
    size = quick_size if options.quick else None
    contest = Contest(toolbox, options, expected(kernel, options.quick))
    for lang in toolbox.langs:
        path = source_of(kernel, lang)
        if path:
            contest.add(lang, lambda: toolbox.prepare(lang, toolbox.source(path, size)))
    return contest.run()


def problems_of(results, titles):
    """Every failure but of programs that Forge does not support yet."""
    return [f"{kernel}: {titles.get(name, name)}: {entry['status']}"
            for kernel, entries in results.items() for name, entry in entries.items()
            if entry["status"] != "ok" and not entry.get("unsupported")]
