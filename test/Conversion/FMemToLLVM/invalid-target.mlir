// RUN: not forge-opt %s -convert-fmem-to-llvm=target=pdp11 2>&1 | FileCheck %s

// CHECK: unknown target 'pdp11'
module {}
