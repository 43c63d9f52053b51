"""Hello world: start, size, compile time; Forge in all its forms."""
import os
import shutil
import time

from languages import EXT, HERE, KERNELS, Failure, is_forge
from measure import median

HELLO = os.path.join(HERE, "startup", "hello.")


class Form:
    """One way to start the program."""

    def __init__(self, command, size=None, prepare=None, cache=None):
        self.command = command
        self.size = size
        self.prepare = prepare  # runs before each start, untimed
        self.cache = cache


def forge_forms(toolbox, source):
    """Forge's executables, its WebAssembly module, and the JIT with its cache."""
    forms = {}
    if "forgec" in toolbox.tools:
        forgec = toolbox.tools["forgec"]
        for title, extra, name in (("Forge AOT, dynamic", [], "hello-dynamic"),
                                   ("Forge AOT, static", ["--static"], "hello-static"),
                                   ("Forge, wasm under Node", ["--target=wasm32-wasi"], "hello.wasm")):
            target = toolbox.target(name)
            try:
                toolbox.build([forgec, source, *extra, "-o", target], target, os.path.dirname(source))
            except Failure as ex:
                forms[title] = ex
                continue
            command = [target]
            if name.endswith(".wasm"):
                node = toolbox.tools.get("js")
                if not node:
                    forms["Forge, wasm (no Node to run it)"] = Form(None, os.path.getsize(target))
                    continue
                command = [node, os.path.join(os.path.dirname(HERE), "run-wasm.mjs"), target]
            forms[title] = Form(command, os.path.getsize(target))
    if "forge" in toolbox.tools:
        command = [toolbox.tools["forge"], "run", source]
        empty = os.path.join(toolbox.folder, "empty-cache")
        filled = os.path.join(toolbox.folder, "filled-cache")
        forms["Forge run, cache empty"] = Form(
            command, prepare=lambda: shutil.rmtree(empty, ignore_errors=True), cache=empty)
        forms["Forge run, cache filled"] = Form(command, cache=filled)
    return forms


def all_forms(toolbox):
    forms = {}
    for lang in toolbox.langs:
        if is_forge(lang):
            continue  # several forms, which follow
        try:
            command = toolbox.prepare(lang, toolbox.source(HELLO + EXT[lang]))
        except Failure as ex:
            forms[lang] = ex
            continue
        forms[lang] = Form(command, os.path.getsize(command[0]) if len(command) == 1 else None)
    if any(map(is_forge, toolbox.langs)):
        forms.update(forge_forms(toolbox, toolbox.source(HELLO + "fg")))
    return forms


def measure_startup(toolbox, options):
    """Median and best start, peak memory and size of the binary, per form."""
    forms = all_forms(toolbox)
    result = {}
    for name, form in forms.items():
        if isinstance(form, Failure):
            result[name] = {"status": str(form)}
        else:
            result[name] = {"status": "ok", "times": [], "rss_kb": 0, "binary_bytes": form.size}
    warm = forms.get("Forge run, cache filled")
    if isinstance(warm, Form):
        toolbox.run(warm.command, cache=warm.cache)
    for _ in range(options.startup_runs):
        for name, form in forms.items():
            entry = result[name]
            if entry["status"] != "ok" or not form.command:
                continue
            if form.prepare:
                form.prepare()
            done = toolbox.run(form.command, timeout=30, cache=form.cache)
            if not done.ok or done.out != b"hello\n":
                entry["status"] = f"failed: exit {done.code}, {done.out[:60]!r}"
                continue
            entry["times"].append(getattr(done, options.metric))
            entry["rss_kb"] = max(entry["rss_kb"], done.rss_kb)
    for entry in result.values():
        if entry.get("times"):
            entry["median"], entry["min"] = median(entry["times"]), min(entry["times"])
    return result


def compile_times(toolbox, options, largest):
    """Seconds per compiler for hello and the largest kernel. Every build sees a
    source text it has not seen before."""
    subjects = {"hello": HELLO[:-1], largest: os.path.join(KERNELS, largest, largest)}
    result = {}
    for subject, stem in subjects.items():
        for turn in range(1 if options.quick else 3):
            for lang in toolbox.langs:
                path = f"{stem}.{EXT[lang]}"
                if not os.path.exists(path) or not toolbox.compile_command(lang, "x", "y"):
                    continue
                source = toolbox.source(path, stamp=f"build {turn} {time.time_ns()}")
                target = toolbox.target("timed-" + lang)
                done = toolbox.run(toolbox.compile_command(lang, source, target))
                if done.ok:
                    result.setdefault(lang, {}).setdefault(subject, []).append(getattr(done, options.metric))
    return {lang: {s: median(times) for s, times in by.items()} for lang, by in result.items()}
