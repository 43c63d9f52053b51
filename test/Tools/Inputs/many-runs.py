"""Runs programs many times with one compile cache, several at a time.

Usage: many-runs.py FORGE CACHE-DIRECTORY PROGRAM..

Now and then something removes or damages entries. Says how many runs printed
what a run without a cache prints.
"""

import concurrent.futures
import glob
import os
import subprocess
import sys

RUNS = 40

forge, directory, *programs = sys.argv[1:]


def run(program, *options):
    environment = dict(os.environ, FORGE_CACHE_DIR=directory)
    result = subprocess.run([forge, "run", *options, program],
                            env=environment, capture_output=True, check=False)
    return result.stdout, result.stderr, result.returncode


def damage(number):
    for path in glob.glob(os.path.join(directory, "llvmcache-*")):
        try:
            if number % 2:
                os.remove(path)
            else:
                os.truncate(path, 200)
        except FileNotFoundError:
            pass  # another one was faster


def step(number):
    if number % 7 == 6:
        damage(number)
    program = programs[number % len(programs)]
    return run(program) == expected[program]


expected = {program: run(program, "--no-cache") for program in programs}
with concurrent.futures.ThreadPoolExecutor(4) as executor:
    right = sum(executor.map(step, range(RUNS)))
print("%d of %d runs right" % (right, RUNS))
