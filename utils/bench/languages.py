"""The languages that take part: their tools, how programs are built and run.

A toolchain that is not installed is named and left out.
"""
import os
import re
import shutil
import sys

import measure

HERE = os.path.dirname(os.path.abspath(__file__))
KERNELS = os.path.join(HERE, "kernels")
BASE = "clang"  # what ratios refer to

# name, column title, source extension
LANGS = [
    ("clang", "C (clang)", "c"),
    ("c", "C (gcc)", "c"),
    ("rust", "Rust", "rs"),
    ("go", "Go", "go"),
    ("js", "Node", "js"),
    ("luajit", "LuaJIT", "lua"),
    ("lua", "Lua", "lua"),
    ("py", "CPython", "py"),
    ("forge", "Forge run", "fg"),
    ("forgec", "Forge AOT", "fg"),
]
TITLE = {name: title for name, title, _ in LANGS}
EXT = {name: ext for name, _, ext in LANGS}
DEFAULT_TOOL = {
    "c": ["gcc"],
    "clang": ["clang-22", "clang"],
    "rust": ["rustc"],
    "go": ["go"],
    "js": ["node"],
    "luajit": ["luajit"],
    "lua": ["lua5.4", "lua"],
}
VERSION_FLAG = {"go": "version", "luajit": "-v", "lua": "-v", "forge": "--version"}
COMMENT = {"c": "// ", "rs": "// ", "go": "// ", "fg": "// ", "js": "// ", "lua": "-- ", "py": "# "}
SIZE_LINE = re.compile(
    r"^(#define\s+SIZE\s+|(?:(?:const|local|let)\s+)?(?:SIZE|size)(?:\s*:\s*\w+)?\s*=\s*)(\d+)", re.M)
# What the compiler says about constructs that it does not translate yet.
UNSUPPORTED = "FG0801"


class Failure(Exception):
    """A program that cannot be built or run."""


class Unsupported(Failure):
    """A Forge program with a construct that this version does not know yet."""


def is_forge(lang):
    return lang.startswith("forge")


class Toolbox:
    """The tools that were found, and the folder in which programs are built."""

    def __init__(self, folder, langs, forge, forgec, overrides=(), timeout=180.0):
        self.folder = folder
        self.timeout = timeout
        self.launcher = measure.Launcher(folder)
        self.cache = os.path.join(folder, "cache")
        self.tools = {}
        self.missing = []
        chosen = dict(item.split("=", 1) for item in overrides)
        chosen.update({name: path for name, path in (("forge", forge), ("forgec", forgec)) if path})
        chosen.setdefault("py", sys.executable)
        for name in langs:
            wanted = [chosen[name]] if name in chosen else DEFAULT_TOOL.get(name, [name])
            path = next((p for p in map(shutil.which, wanted) if p), None)
            if path:
                self.tools[name] = path
            else:
                self.missing.append(f"{TITLE[name]} (not installed: {' or '.join(wanted)})")
        self.langs = [name for name in langs if name in self.tools]
        if not self.launcher.exact_rss:
            self.missing.append("a C compiler (peak memory includes the runner's own as a floor)")

    def environment(self, cache=None):
        """The variables programs run with; Forge keeps compiled programs in a
        cache of the measurement's own."""
        return dict(os.environ, FORGE_CACHE_DIR=cache or self.cache)

    def run(self, command, timeout=None, cwd=None, cache=None):
        return self.launcher.run(command, timeout=timeout or self.timeout, cwd=cwd, env=self.environment(cache))

    def source(self, path, size=None, stamp=None, name=None):
        """A copy of a source file in the scratch folder, with another problem
        size, or with a comment that makes it a text nobody has compiled before."""
        with open(path) as f:
            text = f.read()
        ext = path.rsplit(".", 1)[1]
        if size is not None:
            text, n = SIZE_LINE.subn(lambda m: m.group(1) + str(size), text)
            if n != 1:
                raise Failure(f"{os.path.basename(path)}: {n} size lines, expected one")
        if stamp is not None:
            text += f"\n{COMMENT[ext]}{stamp}\n"
        return self.write(name or os.path.basename(path), text)

    def write(self, name, text):
        folder = os.path.join(self.folder, "src", name.rsplit(".", 1)[0])
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name)
        with open(path, "w") as f:
            f.write(text)
        return path

    def compile_command(self, lang, source, target):
        tool = self.tools[lang]
        if lang in ("c", "clang"):
            return [tool, "-O2", "-o", target, source, "-lm", "-lpthread"]
        if lang == "rust":
            return [tool, "-C", "opt-level=3", "-o", target, source]
        if lang == "go":
            return [tool, "build", "-o", target, source]
        if lang == "forgec":
            return [tool, source, "-o", target]
        return None

    def target(self, name):
        path = os.path.join(self.folder, "bin", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def build(self, command, target, cwd):
        """Runs a compiler; returns the finished process."""
        if os.path.exists(target):
            os.unlink(target)
        done = self.run(command, cwd=cwd)
        if not done.ok or not os.path.exists(target):
            text = (done.err or done.out).decode(errors="replace").strip()
            if UNSUPPORTED in text:
                raise Unsupported("not supported yet: " + text.splitlines()[0][:200])
            raise Failure("build failed: " + " / ".join(text.splitlines()[:3])[:300])
        return done

    def prepare(self, lang, source):
        """The command that runs a program, built first where needed."""
        stem = os.path.basename(source).rsplit(".", 1)[0]
        target = self.target(f"{stem}-{lang}")
        command = self.compile_command(lang, source, target)
        if command:
            self.build(command, target, os.path.dirname(source))
            return [target]
        if lang == "forge":
            checked = self.run([self.tools[lang], "check", "--error-format=short", source])
            if UNSUPPORTED in checked.err.decode(errors="replace"):
                raise Unsupported("not supported yet")
            return [self.tools[lang], "run", source]
        return [self.tools[lang], source]

    def versions(self):
        return {lang: measure.first_line([tool, VERSION_FLAG.get(lang, "--version")])
                for lang, tool in self.tools.items()}


def failure_text(done, timeout):
    """What went wrong with a finished process, or None."""
    if done.expired:
        return f"over {timeout:g} s"
    if done.code != 0:
        lines = done.err.decode(errors="replace").strip().splitlines()
        return f"exit {done.code}" + (": " + lines[-1][:200] if lines else "")
    return None
