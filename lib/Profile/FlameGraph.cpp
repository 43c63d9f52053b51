//===- FlameGraph.cpp - a profile as a picture ----------------------------===//

#include "forge/Profile/FlameGraph.h"
#include "forge/Profile/ProfileReport.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include <algorithm>

using namespace forge;
using namespace llvm;

static constexpr double width = 1200, margin = 10, rowHeight = 18, head = 44;
/// Narrower calls are left out, with what they called.
static constexpr double minWidth = 0.2;
/// Of the font, on average; a name that does not fit is cut.
static constexpr double letterWidth = 6.9;

static constexpr char style[] = R"(<style>
  text { font: 11px ui-monospace, Menlo, Consolas, monospace; fill: #111827 }
  .title { font-size: 14px; font-weight: 600 }
  rect { stroke: #ffffff; stroke-width: 0.6; rx: 2 }
  rect:hover { stroke: #111827 }
  text { pointer-events: none }
  @media (prefers-color-scheme: dark) {
    .title, .note { fill: #e5e7eb }
    rect { stroke: #111827 }
    rect:hover { stroke: #f9fafb }
  }
</style>
)";

static std::string escaped(StringRef text) {
  std::string result;
  raw_string_ostream os(result);
  printHTMLEscaped(text, os);
  return result;
}

/// A warm colour that depends on the name only.
static std::string colour(const ProfiledFunction &function) {
  uint32_t hash = 2166136261u;
  for (unsigned char c : function.name)
    hash = (hash ^ c) * 16777619u;
  if (function.line == 0)
    return "#d1d5db";
  std::string result;
  raw_string_ostream(result)
      << "hsl(" << 12 + hash % 40 << " 85% " << 62 + (hash >> 8) % 14 << "%)";
  return result;
}

static unsigned depthOf(const CallNode &node) {
  unsigned depth = 0;
  for (const auto &[function, callee] : node.callees)
    depth = std::max(depth, 1 + depthOf(*callee));
  return depth;
}

namespace {

class FlameWriter {
public:
  FlameWriter(const CallTree &tree, raw_ostream &os)
      : os(os), all(tree.root().total), depth(depthOf(tree.root())) {}

  void writeDocument(const CallNode &root, StringRef title);

private:
  void writeCallees(const CallNode &node, double left, unsigned level);
  void writeCall(const ProfiledFunction &function, const CallNode &node,
                 double left, double wide, unsigned level);
  double widthOf(SampledTime time) const {
    return (width - 2 * margin) * double(time.nanoseconds) /
           double(std::max<uint64_t>(all.nanoseconds, 1));
  }

  raw_ostream &os;
  SampledTime all;
  unsigned depth;
};

} // namespace

void FlameWriter::writeCall(const ProfiledFunction &function,
                            const CallNode &node, double left, double wide,
                            unsigned level) {
  double top = head + rowHeight * (depth - level - 1);
  os << "<g><title>" << escaped(function.name);
  if (function.line)
    os << " (" << escaped(shownPath(function.file)) << ':' << function.line
       << ')';
  double share = 100.0 * double(node.total.nanoseconds) /
                 double(std::max<uint64_t>(all.nanoseconds, 1));
  os << format(": %.2f ms, %.1f%%, self %.2f ms", node.total.nanoseconds / 1e6,
               share, node.self.nanoseconds / 1e6)
     << "</title>"
     << format("<rect x=\"%.2f\" y=\"%.0f\" width=\"%.2f\" height=\"%.0f\" ",
               left, top, wide, rowHeight - 1)
     << "fill=\"" << colour(function) << "\"/>";
  size_t letters = size_t(std::max(0.0, (wide - 6) / letterWidth));
  std::string name = function.name;
  if (name.size() > letters)
    name = letters > 3 ? name.substr(0, letters - 2) + ".." : "";
  if (!name.empty())
    os << format("<text x=\"%.2f\" y=\"%.0f\">", left + 4, top + 12.5)
       << escaped(name) << "</text>";
  os << "</g>\n";
}

void FlameWriter::writeCallees(const CallNode &node, double left,
                               unsigned level) {
  for (const auto &[function, callee] : node.callees) {
    double wide = widthOf(callee->total);
    if (wide >= minWidth) {
      writeCall(function, *callee, left, wide, level);
      writeCallees(*callee, left, level + 1);
    }
    left += wide;
  }
}

void FlameWriter::writeDocument(const CallNode &root, StringRef title) {
  double height = head + rowHeight * depth + margin;
  os << "<svg xmlns=\"http://www.w3.org/2000/svg\" "
     << format("viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">\n",
               width, height, width, height)
     << style << "<text class=\"title\" x=\"10\" y=\"18\">" << escaped(title)
     << "</text>\n<text class=\"note\" x=\"10\" y=\"34\">" << all.count
     << " samples, "
     << format("%.2f ms of processor time", all.nanoseconds / 1e6)
     << "</text>\n";
  writeCallees(root, margin, 0);
  os << "</svg>\n";
}

void forge::writeFlameGraph(const CallTree &tree, StringRef title,
                            raw_ostream &os) {
  FlameWriter(tree, os).writeDocument(tree.root(), title);
}
