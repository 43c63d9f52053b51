//===- TestReport.cpp - what forge test prints ----------------------------===//
//
// Specification: tools, section 7.2.
//
//===----------------------------------------------------------------------===//

#include "TestReport.h"

#include "llvm/ADT/SmallVector.h"
#include <algorithm>

using namespace llvm;
using namespace forge;

static constexpr char red[] = "31", green[] = "32", yellow[] = "33";

void TestReport::styled(const char *code, StringRef text) {
  if (color)
    os << "\x1b[" << code << 'm' << text << "\x1b[0m";
  else
    os << text;
}

void TestReport::line(StringRef text) {
  if (text.empty())
    os << '\n';
  else
    os << "          " << text << '\n';
}

void TestReport::status(StringRef word, const char *code, StringRef rest) {
  os << "    ";
  styled(code, word);
  os.indent(unsigned(word.size() < 5 ? 6 - word.size() : 2)) << rest;
}

void TestReport::file(StringRef path) { os << "\n  " << path << '\n'; }

void TestReport::passed(StringRef name, uint64_t milliseconds) {
  status("ok", green, name);
  os << " (" << milliseconds << "ms)\n";
}

void TestReport::skipped(StringRef name) {
  status("SKIP", yellow, name);
  os << '\n';
}

/// The message of a failure as the report shows it.
static std::string messageOf(const TestFailureText &failure) {
  switch (failure.phase) {
  case rt::TestPhase::Before:
    return "@before hook failed: " + failure.message;
  case rt::TestPhase::After:
    return "@after hook failed: " + failure.message;
  case rt::TestPhase::TopLevel:
  case rt::TestPhase::Test:
    return failure.message;
  }
  return failure.message;
}

void TestReport::failed(StringRef name, const TestResult &result) {
  status("FAIL", red, name);
  os << " (" << result.milliseconds << "ms)\n";
  explain(result, /*isMessageShown=*/false);
}

void TestReport::setupFailed(const TestResult &result) {
  const TestFailureText &failure = result.failures.front();
  status("ERROR", red,
         failure.phase == rt::TestPhase::TopLevel ? "setup" : "end");
  os << " — " << failure.message << '\n';
  explain(result, /*isMessageShown=*/true);
}

void TestReport::block(StringRef title, StringRef text) {
  if (text.empty())
    return;
  line(title);
  SmallVector<StringRef> lines;
  text.rtrim('\n').split(lines, '\n');
  for (StringRef text : lines)
    line(("  " + text).str());
}

void TestReport::explain(const TestResult &result, bool isMessageShown) {
  for (const TestFailureText &failure : result.failures) {
    SmallVector<StringRef> lines;
    std::string message = messageOf(failure);
    if (!isMessageShown)
      StringRef(message).split(lines, '\n');
    SmallVector<StringRef> details;
    StringRef(failure.details).rtrim('\n').split(details, '\n');
    if (!failure.details.empty())
      llvm::append_range(lines, details);
    for (StringRef text : lines)
      line(text);
    if (failure.hasValues)
      difference(failure.expected, failure.actual);
    block("last decisions of the scheduler:", failure.decisions);
  }
  block("output:", result.output);
}

//===----------------------------------------------------------------------===//
// Differences
//===----------------------------------------------------------------------===//

/// The bytes that two texts have in common at their beginning, whole characters
/// only.
static size_t commonStart(StringRef a, StringRef b) {
  size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n])
    ++n;
  auto isInside = [](StringRef text, size_t at) {
    return at < text.size() && (text[at] & 0xC0) == 0x80;
  };
  while (n > 0 && (isInside(a, n) || isInside(b, n)))
    --n;
  return n;
}

static size_t characters(StringRef text) {
  return size_t(
      llvm::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Length of the longest common subsequence of what follows each pair of lines.
static std::vector<std::vector<uint32_t>> commonLines(ArrayRef<StringRef> a,
                                                      ArrayRef<StringRef> b) {
  std::vector<std::vector<uint32_t>> common(
      a.size() + 1, std::vector<uint32_t>(b.size() + 1));
  for (size_t i = a.size(); i-- > 0;)
    for (size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j]
                         ? common[i + 1][j + 1] + 1
                         : std::max(common[i + 1][j], common[i][j + 1]);
  return common;
}

void TestReport::difference(StringRef expected, StringRef actual) {
  SmallVector<StringRef> left, right;
  expected.split(left, '\n');
  actual.split(right, '\n');
  line("difference, - expected, + actual:");
  auto show = [&](char sign, StringRef text) {
    os << "            ";
    if (sign == ' ')
      os << "  " << text;
    else
      styled(sign == '-' ? red : green, (Twine(sign) + " " + text).str());
    os << '\n';
  };
  if (left.size() == 1 && right.size() == 1) {
    show('-', expected);
    show('+', actual);
    // Where they part.
    size_t start = commonStart(expected, actual);
    os.indent(unsigned(14 + characters(actual.take_front(start)))) << "^\n";
    return;
  }
  constexpr size_t manyPairs = 4'000'000;
  if (left.size() * right.size() > manyPairs) {
    for (StringRef text : left)
      show('-', text);
    for (StringRef text : right)
      show('+', text);
    return;
  }
  auto common = commonLines(left, right);
  for (size_t i = 0, j = 0; i < left.size() || j < right.size();) {
    if (i < left.size() && j < right.size() && left[i] == right[j]) {
      show(' ', left[i++]);
      ++j;
    } else if (i < left.size() &&
               (j == right.size() || common[i + 1][j] >= common[i][j + 1])) {
      show('-', left[i++]);
    } else {
      show('+', right[j++]);
    }
  }
}

void TestReport::replay(StringRef command) {
  line(("replay: " + command).str());
}

void TestReport::summary(const TestCounts &counts) {
  os << "\n  " << counts.passed << " passed, " << counts.failed << " failed, ";
  if (counts.skipped)
    os << counts.skipped << " skipped, ";
  os << counts.total() << " total\n\n";
}
