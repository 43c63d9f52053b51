//===- PerformanceReport.cpp - the output of --explain-perf ---------------===//

#include "forge/Tooling/PerformanceReport.h"
#include "forge/Diagnostics/Location.h"

#include "llvm/Support/JSON.h"

using namespace forge;

static std::string placeOf(const SourceManager &sources, Span span) {
  return locationText(sources.file(span.file), span.begin);
}

/// The expression, up to the end of its first line.
static std::string excerpt(llvm::StringRef text) {
  auto [first, rest] = text.split('\n');
  return rest.empty() ? first.str() : (first.rtrim() + " ..").str();
}

static void writeText(const SourceManager &sources,
                      const PerformanceRemark &remark, bool withNotes,
                      llvm::raw_ostream &os) {
  os << placeOf(sources, remark.span) << ": ";
  if (remark.loopDepth == 1)
    os << "in a loop: ";
  else if (remark.loopDepth > 1)
    os << "in " << remark.loopDepth << " loops: ";
  os << '`' << excerpt(sources.text(remark.span)) << "`: " << remark.message
     << '\n';
  if (withNotes)
    for (auto &[span, text] : remark.notes)
      os << "  " << placeOf(sources, span) << ": " << text << '\n';
}

static void writeJson(const SourceManager &sources,
                      const PerformanceRemark &remark, llvm::raw_ostream &os) {
  auto text = [](llvm::StringRef text) { return llvm::json::fixUTF8(text); };
  auto place = [&](llvm::json::OStream &json, Span span) {
    json.attribute("file", text(sources.file(span.file).path()));
    json.attribute("range", rangeOf(sources.file(span.file), span));
  };
  llvm::json::OStream json(os);
  json.object([&] {
    json.attribute("kind", remark.kind);
    json.attribute("severity", "performance");
    json.attribute("message", text(remark.message));
    place(json, remark.span);
    json.attribute("loopDepth", remark.loopDepth);
    json.attribute("source", text(sources.text(remark.span)));
    json.attributeArray("related", [&] {
      for (auto &[span, note] : remark.notes)
        json.object([&, &span = span, &note = note] {
          json.attribute("message", text(note));
          place(json, span);
        });
    });
  });
  os << '\n';
}

void forge::writePerformance(const SourceManager &sources,
                             const PerformanceRemarks &remarks,
                             ErrorFormat format, llvm::raw_ostream &os) {
  std::vector<PerformanceRemark> all = remarks.sorted();
  for (const PerformanceRemark &remark : all)
    if (format == ErrorFormat::Json)
      writeJson(sources, remark, os);
    else
      writeText(sources, remark, format == ErrorFormat::Human, os);
  if (all.empty() && format != ErrorFormat::Json)
    os << "nothing is left to run time\n";
}
