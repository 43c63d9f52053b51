"""The JIT after warm-up next to the executable.

A run at the tiny size is start, compilation and little else; what a run at the
full size takes beyond that is the program itself. The ratio of these differences
leaves out what is paid once.
"""
import argparse

from kernels import Contest, expected, source_of
from languages import Failure
from measure import median


def fixed_costs(toolbox, options, kernel, quick_size):
    """Seconds of a tiny run per engine."""
    contest = Contest(toolbox, argparse.Namespace(runs=3, slow=options.slow, metric=options.metric),
                      expected(kernel, quick=True))
    for lang in ("forge", "forgec"):
        contest.add(lang, lambda: toolbox.prepare(lang, toolbox.source(source_of(kernel, "forge"), quick_size)))
    return {lang: entry["median"] for lang, entry in contest.run().items()}


def measure_warm(toolbox, options, index, results):
    """{kernel: {"jit": seconds, "native": seconds, "ratio": r, "start": seconds}}"""
    table = {}
    for kernel, entries in results.items():
        full = {lang: entries.get(lang, {}).get(options.metric) for lang in ("forge", "forgec")}
        if not all(full.values()):
            continue
        try:
            fixed = fixed_costs(toolbox, options, kernel, index[kernel]["quick"])
        except Failure:
            continue
        if not all(fixed.values()):
            continue
        jit, native = (median(full[x]) - fixed[x] for x in ("forge", "forgec"))
        if jit > 0 and native > 0:
            table[kernel] = {"jit": jit, "native": native, "ratio": jit / native, "start": fixed["forge"]}
    return table
