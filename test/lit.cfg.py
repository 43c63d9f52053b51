"""Configuration of Forge's lit suite; see docs/building.md.

Files with RUN lines are shell tests. Programs in Run/ announce their output in
comments and are run by every engine; see ProgramFormat.py.
"""

import os
import shutil
import sys

import lit.formats

sys.path.insert(0, os.path.dirname(__file__))
from ProgramFormat import ProgramOrShellTest

config.name = "Forge"
config.test_format = ProgramOrShellTest(programs="Run")
config.suffixes = [".mlir", ".ll", ".fg", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.forge_binary_dir, "test")

# No directory, so that tests compile what they are about; tests of the cache
# name one of their own.
config.environment["FORGE_CACHE_DIR"] = os.devnull

path = [config.forge_tools_dir, config.llvm_tools_dir, os.environ["PATH"]]
config.environment["PATH"] = os.pathsep.join(path)
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "FORGE_LIB_DIR"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
if config.forge_sanitize:
    # The packaged LLVM is not instrumented; without these its allocators and
    # containers are reported.
    config.environment.setdefault(
        "ASAN_OPTIONS", "allow_user_poisoning=0:detect_container_overflow=0")
    config.available_features.add("sanitizer")

if shutil.which("gdb"):
    config.available_features.add("gdb")

# Longer names first: a substitution also replaces inside what follows it.
for tool in ("forge-translate", "forge-opt", "forgec", "forge"):
    config.substitutions.append(
        ("%" + tool.replace("-", "_") + r"\b",
         os.path.join(config.forge_tools_dir, tool)))
config.substitutions += [
    ("%python", sys.executable),
    ("%utils", os.path.join(config.forge_source_dir, "utils")),
    ("%run_wasm", "node " + os.path.join(config.forge_source_dir, "utils",
                                         "run-wasm.mjs")),
]
