//===- ProfileReport.cpp - the table of a profile -------------------------===//
//
// Spec: tools 2.3. The counts are of samples: calls are not counted, because
// most of those that matter were inlined.
//
//===----------------------------------------------------------------------===//

#include "forge/Profile/ProfileReport.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"

using namespace forge;
using namespace llvm;

/// Rows of each table.
static constexpr size_t maxRows = 20;
static constexpr unsigned nameWidth = 32;

std::string forge::shownPath(StringRef path) {
  SmallString<128> directory;
  if (!sys::fs::current_path(directory)) {
    directory += "/";
    path.consume_front(directory);
  }
  return path.str();
}

static void writeRule(raw_ostream &os) {
  os << "  " << std::string(nameWidth + 40, '-') << '\n';
}

static double milliseconds(SampledTime time) {
  return double(time.nanoseconds) / 1e6;
}

/// Name, samples, total and self time, and the share of the self time.
static void writeRow(StringRef name, const ProfiledTime &time,
                     SampledTime everything, StringRef rest, raw_ostream &os) {
  double share = everything.nanoseconds
                     ? 100.0 * double(time.self.nanoseconds) /
                           double(everything.nanoseconds)
                     : 0;
  os << "  " << left_justify(name, nameWidth)
     << format("%8llu %11.2f %11.2f %6.1f%%",
               static_cast<unsigned long long>(time.total.count),
               milliseconds(time.total), milliseconds(time.self), share);
  if (!rest.empty())
    os << "  " << rest;
  os << '\n';
}

/// The entries of a map, those with the largest time first.
template <typename Key, typename Time>
static std::vector<std::pair<Key, ProfiledTime>>
hottest(const std::map<Key, ProfiledTime> &map, Time time) {
  std::vector<std::pair<Key, ProfiledTime>> rows(map.begin(), map.end());
  llvm::sort(rows, [&](const auto &a, const auto &b) {
    uint64_t first = time(a.second), second = time(b.second);
    return first != second ? first > second : a.first < b.first;
  });
  return rows;
}

static void writeFunctions(const CallTree &tree, raw_ostream &os) {
  os << "  " << left_justify("Function", nameWidth)
     << " Samples  Total (ms)   Self (ms)    Self\n";
  writeRule(os);
  auto rows = hottest(tree.functions(), [](const ProfiledTime &time) {
    return time.total.nanoseconds;
  });
  for (const auto &[function, time] : ArrayRef(rows).take_front(maxRows)) {
    std::string place;
    if (function.line)
      place = shownPath(function.file) + ":" + std::to_string(function.line);
    writeRow(function.name, time, tree.root().total, place, os);
  }
  if (rows.size() > maxRows)
    os << "  and " << rows.size() - maxRows << " more functions\n";
}

static void writeLines(const CallTree &tree,
                       function_ref<std::string(const ProfiledLine &)> lineText,
                       raw_ostream &os) {
  os << "  " << left_justify("Line", nameWidth)
     << " Samples  Total (ms)   Self (ms)    Self\n";
  writeRule(os);
  auto rows = hottest(tree.lines(), [](const ProfiledTime &time) {
    return time.self.nanoseconds;
  });
  for (const auto &[line, time] : ArrayRef(rows).take_front(maxRows)) {
    if (time.self.count == 0)
      break;
    writeRow(shownPath(line.file) + ":" + std::to_string(line.line), time,
             tree.root().total, lineText(line), os);
  }
}

void forge::writeProfileReport(
    const CallTree &tree, uint64_t lost,
    function_ref<std::string(const ProfiledLine &)> lineText, raw_ostream &os) {
  SampledTime all = tree.root().total;
  os << "\n  Profile Report\n";
  writeRule(os);
  if (all.count == 0) {
    os << "  No samples: the program took too little processor time.\n";
    return;
  }
  writeFunctions(tree, os);
  os << '\n';
  writeLines(tree, lineText, os);
  writeRule(os);
  os << "  " << all.count << (all.count == 1 ? " sample" : " samples")
     << format(" of the stack in %.2f ms of processor time.\n",
               milliseconds(all))
     << "  Total includes callees; functions that were inlined have rows of "
        "their own,\n  the runtime's time belongs to the line that called "
        "it.\n";
  if (lost)
    os << "  " << lost << " more samples were lost.\n";
}
