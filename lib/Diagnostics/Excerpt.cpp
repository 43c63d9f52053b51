//===- Excerpt.cpp - source lines with underlines -------------------------===//
//
// Widths are those of a terminal: wide characters take two columns, combining
// ones none. Very long lines are shown around the first underline only.
//
//===----------------------------------------------------------------------===//

#include "Excerpt.h"
#include "forge/Source/Utf8.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>
#include <map>

using namespace forge;

static constexpr unsigned tabWidth = 4;
/// Bytes of a line that are shown, and how many of them before the underline.
static constexpr uint32_t shownBytes = 200;
static constexpr uint32_t shownBefore = 80;

Palette::Palette(bool enabled) {
  if (!enabled)
    return;
  error = "\033[1;31m";
  warning = "\033[1;33m";
  note = "\033[1;36m";
  secondary = "\033[34m";
  hint = "\033[36m";
  dim = "\033[2m";
  bold = "\033[1m";
  reset = "\033[0m";
}

llvm::StringRef Palette::of(Severity severity) const {
  switch (severity) {
  case Severity::Error:
    return error;
  case Severity::Warning:
    return warning;
  case Severity::Note:
    return note;
  }
  return "";
}

unsigned forge::digitsOf(uint32_t number) {
  unsigned digits = 1;
  for (; number > 9; number /= 10)
    ++digits;
  return digits;
}

/// Columns of one character at a column; `shown` becomes what to write.
static unsigned characterWidth(llvm::StringRef text, unsigned column,
                               llvm::StringRef &shown, unsigned &length) {
  CodePoint point = decodeUtf8(text);
  length = point.length;
  shown = text.take_front(length);
  if (point.value == '\t' && !point.invalid) {
    unsigned width = tabWidth - column % tabWidth;
    shown = llvm::StringRef("    ").take_front(width);
    return width;
  }
  if (!point.invalid) {
    int width = llvm::sys::unicode::columnWidthUTF8(shown);
    if (width >= 0)
      return width;
  }
  shown = "\xEF\xBF\xBD"; // replacement character
  return 1;
}

unsigned forge::displayWidth(llvm::StringRef text, unsigned column) {
  unsigned width = 0;
  while (!text.empty()) {
    llvm::StringRef shown;
    unsigned length;
    width += characterWidth(text, column + width, shown, length);
    text = text.drop_front(length);
  }
  return width;
}

static void writeExpanded(llvm::StringRef text, llvm::raw_ostream &os) {
  unsigned column = 0;
  while (!text.empty()) {
    llvm::StringRef shown;
    unsigned length;
    column += characterWidth(text, column, shown, length);
    os << shown;
    text = text.drop_front(length);
  }
}

namespace {
/// An underline of a part of a line, in bytes from the line's start.
struct Mark {
  uint32_t begin;
  uint32_t end;
  llvm::StringRef text;
  bool isPrimary;
};

class ExcerptWriter {
public:
  ExcerptWriter(const SourceFile &file, Severity severity, unsigned gutter,
                const Palette &palette, llvm::raw_ostream &os)
      : file(file), severity(severity), gutter(gutter), palette(palette),
        os(os) {}

  void addMark(const Label &label, bool isPrimary);
  void write();

private:
  void writeGutter(std::optional<uint32_t> line);
  void writeLine(uint32_t number, llvm::ArrayRef<Mark> marks);
  void writeMark(llvm::StringRef shown, uint32_t from, const Mark &mark);

  const SourceFile &file;
  Severity severity;
  unsigned gutter;
  const Palette &palette;
  llvm::raw_ostream &os;
  std::map<uint32_t, std::vector<Mark>> lines;
  uint32_t primaryLine = 0;
};
} // namespace

void ExcerptWriter::addMark(const Label &label, bool isPrimary) {
  LineColumn position = file.position(label.span.begin);
  llvm::StringRef line = file.line(position.line);
  uint32_t lineBegin = line.data() - file.text().data();
  uint32_t begin =
      std::min<uint32_t>(label.span.begin - lineBegin, line.size());
  uint32_t end = std::min<uint32_t>(label.span.end - lineBegin, line.size());
  lines[position.line].push_back(
      {begin, std::max(begin, end), label.text, isPrimary});
  if (isPrimary)
    primaryLine = position.line;
}

void ExcerptWriter::writeGutter(std::optional<uint32_t> line) {
  os << ' ' << palette.dim;
  os.indent(gutter - (line ? digitsOf(*line) : 0));
  if (line)
    os << *line;
  os << " |" << palette.reset;
}

void ExcerptWriter::writeMark(llvm::StringRef shown, uint32_t from,
                              const Mark &mark) {
  if (mark.begin < from || mark.begin > from + shown.size())
    return;
  uint32_t end = std::min<uint32_t>(mark.end, from + shown.size());
  unsigned indent = displayWidth(shown.take_front(mark.begin - from));
  unsigned width =
      displayWidth(shown.slice(mark.begin - from, end - from), indent);
  writeGutter(std::nullopt);
  os << ' ';
  os.indent(indent) << (mark.isPrimary ? palette.of(severity)
                                       : palette.secondary)
                    << std::string(std::max(width, 1u),
                                   mark.isPrimary ? '^' : '-');
  if (!mark.text.empty())
    os << ' ' << mark.text;
  os << palette.reset << '\n';
}

void ExcerptWriter::writeLine(uint32_t number, llvm::ArrayRef<Mark> marks) {
  llvm::StringRef line = file.line(number);
  uint32_t from = 0;
  if (!marks.empty() && marks.front().begin > shownBytes - shownBefore)
    from = marks.front().begin - shownBefore;
  // Never start or stop inside a character.
  auto isInner = [&](uint32_t offset) {
    return offset < line.size() &&
           (static_cast<unsigned char>(line[offset]) & 0xC0) == 0x80;
  };
  while (from && isInner(from))
    --from;
  uint32_t end = std::min<uint32_t>(from + shownBytes, line.size());
  while (isInner(end))
    ++end;
  llvm::StringRef shown = line.slice(from, end);
  writeGutter(number);
  if (!shown.empty()) {
    os << ' ';
    writeExpanded(shown, os);
  }
  os << '\n';
  for (const Mark &mark : marks)
    writeMark(shown, from, mark);
}

void ExcerptWriter::write() {
  writeGutter(std::nullopt);
  os << '\n';
  if (primaryLine > 1)
    lines[primaryLine - 1]; // context, perhaps with marks of its own
  uint32_t last = 0;
  for (auto &[number, marks] : lines) {
    if (last && number > last + 1) {
      writeGutter(std::nullopt);
      os << " ...\n";
    }
    llvm::sort(marks, [](const Mark &a, const Mark &b) {
      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    writeLine(number, marks);
    last = number;
  }
}

void forge::writeExcerpt(const SourceFile &file, llvm::ArrayRef<Label> labels,
                         Severity severity, unsigned gutter,
                         const Palette &palette, llvm::raw_ostream &os) {
  ExcerptWriter writer(file, severity, gutter, palette, os);
  for (size_t i = 0; i < labels.size(); ++i)
    writer.addMark(labels[i], i == 0);
  writer.write();
}
