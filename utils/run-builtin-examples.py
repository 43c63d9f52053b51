#!/usr/bin/env python3
"""Runs the example of every record of the builtin catalogue.

Usage: run-builtin-examples.py --tblgen LLVM-TBLGEN [--target native|wasm]
                               -- COMMAND...

COMMAND is that of run-program-test.py, for example `forge run {}`; what does not
exist on the target that it runs programs on has no example there. An example
shows what it prints in `// expect:` comments; one that does something else is
wrong documentation or a wrong builtin.

Exit status: 0 all examples are right, 1 some are not.
"""

import argparse
import glob
import importlib.util
import os
import subprocess
import sys
import tempfile

UTILS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(UTILS)


def load_runner():
    """run-program-test.py as a module; its name is no identifier."""
    path = os.path.join(UTILS, "run-program-test.py")
    spec = importlib.util.spec_from_file_location("run_program_test", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tblgen", required=True)
    parser.add_argument("--target", default="native")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    runner = load_runner()
    bad = 0
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([sys.executable, os.path.join(UTILS, "gen-builtins.py"),
                        "--tblgen", options.tblgen,
                        "--source", os.path.join(ROOT, "dialects", "Builtins"),
                        "--prelude", os.path.join(ROOT, "runtime", "prelude"),
                        "--examples", directory,
                        "--examples-for", options.target], check=True)
        examples = sorted(glob.glob(os.path.join(directory, "*.fg")))
        for path in examples:
            found, outcome = runner.check(path, options.command)
            if found:
                bad += 1
                runner.report(os.path.basename(path), found, outcome)
    print("%d of %d examples right" % (len(examples) - bad, len(examples)))
    return 1 if bad or not examples else 0


if __name__ == "__main__":
    sys.exit(main())
