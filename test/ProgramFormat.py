"""lit format for programs that every engine must run the same way.

A file Run/<topic>/<case>.fg has no RUN lines. It becomes one test per engine,
named <case>.fg:<engine>, which utils/run-program-test.py judges by the comments
in the file. Everything outside that directory is an ordinary shell test.
"""

import importlib.util
import os

import lit.formats
import lit.Test

# Engine -> shell command; `output` is a file name of the test's own, `count` the
# option that makes programs count if the test announces counts.
ENGINES = {
    "jit-O0": 'exec "{tools}/forge" run --no-cache -O0 "{program}"',
    "jit-O2": 'exec "{tools}/forge" run --no-cache -O2 {count} "{program}"',
    # Cheap code, compiled and from the cache: both must say the same.
    "cheap": 'export FORGE_CACHE_DIR="{output}.cache"; rm -rf "{output}.cache";'
             ' "{tools}/forge" run --hot-after=never "{program}"'
             ' > "{output}.first" 2> "{output}.first-errors";'
             ' "{tools}/forge" run --hot-after=never "{program}"'
             ' > "{output}.second"; status=$?; cat "{output}.second";'
             ' cmp "{output}.first" "{output}.second" && exit $status',
    # Whatever runs twice is optimized, and takes over at once.
    "tiered": 'exec "{tools}/forge" run --no-cache --hot-after=1'
              ' --wait-for-hot "{program}"',
    "native": '"{tools}/forgec" -O2 {count} "{program}" -o "{output}"'
              ' && exec "{output}"',
    "wasm": '"{tools}/forgec" -O2 --target=wasm32-wasi {count} "{program}"'
            ' -o "{output}.wasm"'
            ' && exec node "{utils}/run-wasm.mjs" "{output}.wasm"',
}


class ProgramOrShellTest(lit.formats.ShTest):
    """Shell tests, except below the directory `programs` of the suite."""

    def __init__(self, programs):
        super().__init__()
        self.programs = programs

    def getTestsForPath(self, testSuite, path_in_suite, litConfig, localConfig):
        """The tests of one file."""
        if path_in_suite[0] != self.programs:
            yield from super().getTestsForPath(testSuite, path_in_suite,
                                               litConfig, localConfig)
            return
        if not path_in_suite[-1].endswith(".fg"):
            return
        for engine in ENGINES:
            path = path_in_suite[:-1] + (path_in_suite[-1] + ":" + engine,)
            yield lit.Test.Test(testSuite, path, localConfig)

    def getTestsInDirectory(self, testSuite, path_in_suite, litConfig,
                            localConfig):
        """The tests of the files in one directory."""
        if not path_in_suite or path_in_suite[0] != self.programs:
            yield from super().getTestsInDirectory(testSuite, path_in_suite,
                                                   litConfig, localConfig)
            return
        directory = testSuite.getSourcePath(path_in_suite)
        for name in sorted(os.listdir(directory)):
            if os.path.isfile(os.path.join(directory, name)):
                yield from self.getTestsForPath(
                    testSuite, path_in_suite + (name,), litConfig, localConfig)

    def execute(self, test, litConfig):
        if test.path_in_suite[0] != self.programs:
            return super().execute(test, litConfig)
        return run_program(test, litConfig)


def load_runner(utils):
    """The module utils/run-program-test.py. Calling it saves a start of Python
    for each of thousands of tests."""
    spec = importlib.util.spec_from_file_location(
        "run_program_test", os.path.join(utils, "run-program-test.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_program(test, litConfig):
    config = test.config
    name, engine = test.path_in_suite[-1].rsplit(":", 1)
    directory = test.path_in_suite[:-1]
    program = test.suite.getSourcePath(directory + (name,))
    output = test.suite.getExecPath(directory + (name + "." + engine,))
    os.makedirs(os.path.dirname(output), exist_ok=True)

    utils = os.path.join(config.forge_source_dir, "utils")
    runner = load_runner(utils)
    counts = runner.read_expectation(program).counts
    shell = ENGINES[engine].format(tools=config.forge_tools_dir, utils=utils,
                                   program=program, output=output,
                                   count=runner.COUNT_OPTION if counts else "")
    command = ["sh", "-c", shell]
    if "ASAN_OPTIONS" in config.environment:
        command = ["env", "ASAN_OPTIONS=" + config.environment["ASAN_OPTIONS"],
                   *command]
    found, outcome = runner.check(program, command)
    if not found:
        return lit.Test.PASS, ""
    if outcome.stderr:
        found.append("stderr was:\n" + outcome.stderr)
    return lit.Test.FAIL, "\n".join(["command: " + shell, *found, ""])
