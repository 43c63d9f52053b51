// RUN: forge-opt %s | forge-opt | FileCheck %s

// CHECK-LABEL: func.func @variables
// CHECK-SAME: (%[[CELL:.+]]: !fmem.box)
func.func @variables(%cell: !fmem.box) {
  // CHECK: %[[A:.+]] = fmem.cell.load %[[CELL]]
  %a = fmem.cell.load %cell
  // CHECK: %[[B:.+]] = fmem.cell.take %[[CELL]]
  %b = fmem.cell.take %cell
  // CHECK: fmem.cell.store %[[A]], %[[CELL]]
  fmem.cell.store %a, %cell
  // CHECK: %[[C:.+]] = fmem.global.load 3
  %c = fmem.global.load 3
  // CHECK: %[[D:.+]] = fmem.global.take 3
  %d = fmem.global.take 3
  // CHECK: fmem.global.store %[[B]], 4
  fmem.global.store %b, 4
  return
}
