"""Writes the programs of tiers.test into the directory that is named."""

import os
import sys

PROGRAMS = {
    "loop.fg": """\
let mut sum = 0
for i in range(0, 1000000) {
  sum = sum + i
}
say sum
""",
    "calls.fg": """\
define fib(n) {
  if n < 2 { return n }
  return fib(n - 1) + fib(n - 2)
}
say fib(20)
""",
    # The index is wrong in the last round of loops in functions in a loop.
    "error.fg": """\
define pick(xs, i) {
  return xs[i]
}
define total(xs, n) {
  let mut sum = 0
  for i in range(0, n) {
    sum = sum + pick(xs, i)
  }
  return sum
}
let xs = map(range(0, 500), (i) => i * 2)
for n in range(0, 502) {
  if n == 250 { say "half way" }
  total(xs, n)
}
""",
    "exit.fg": """\
let mut n = 0
while true {
  n = n + 1
  if n == 100000 {
    say "leaving"
    exit(7)
  }
}
""",
}

for name, text in PROGRAMS.items():
    with open(os.path.join(sys.argv[1], name), "w", encoding="utf-8") as file:
        file.write(text)
