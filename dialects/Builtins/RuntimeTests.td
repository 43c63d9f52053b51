//===- RuntimeTests.td - running the tests of a file ----------------------===//
//
// What a file that `forge test` compiled calls behind its top level; see
// docs/testing.md.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def TestStartEntry : Entry<"frt_test_start", [], Void, Impure> {
  let Doc = [{
Before the top level of a file with tests: puts the program into a simulated
world if it is tested in one.
}];
}

def TestBeginEntry : Entry<"frt_test_begin", [IntParam<"test">], Bool, Impure> {
  let Doc = "Whether a test of the file, numbered from 0, is to run now.";
}

def TestFailedEntry
    : Entry<"frt_test_failed", [IntParam<"phase">], Void, Impure> {
  let Cold = 1;
  let Doc = [{
Reports the pending error as the failure of the top level (0), of the function
before the test (1), of the test (2), or of the function after it (3); nothing
is pending then.
}];
}

def TestEndEntry : Entry<"frt_test_end", [IntParam<"test">], Void, Impure> {
  let Doc = "The test that began last has ended.";
}
