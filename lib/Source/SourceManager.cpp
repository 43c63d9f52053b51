//===- SourceManager.cpp - source files and positions ---------------------===//
//
// Lines are found by binary search over their starts. Columns count code
// points: bytes minus the continuation bytes before them, whose offsets are
// kept sorted, so that a position costs a logarithm even on a very long line.
//
//===----------------------------------------------------------------------===//

#include "forge/Source/SourceManager.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include <algorithm>
#include <cassert>
#include <limits>

using namespace forge;

Span Span::to(Span other) const {
  assert(file == other.file && "spans of different files");
  return {file, std::min(begin, other.begin), std::max(end, other.end)};
}

SourceFile::SourceFile(FileId id, std::string path, std::string text)
    : fileId(id), filePath(std::move(path)), contents(std::move(text)) {
  lineStarts.push_back(0);
  for (uint32_t i = 0, e = contents.size(); i != e; ++i) {
    unsigned char byte = contents[i];
    if (byte == '\n')
      lineStarts.push_back(i + 1);
    else if ((byte & 0xC0) == 0x80)
      continuationBytes.push_back(i);
  }
}

LineColumn SourceFile::position(uint32_t offset) const {
  offset = std::min<uint32_t>(offset, contents.size());
  auto line =
      std::upper_bound(lineStarts.begin(), lineStarts.end(), offset) - 1;
  auto first = std::lower_bound(continuationBytes.begin(),
                                continuationBytes.end(), *line);
  auto last = std::lower_bound(first, continuationBytes.end(), offset);
  LineColumn result;
  result.line = line - lineStarts.begin() + 1;
  result.column = offset - *line - (last - first) + 1;
  return result;
}

llvm::StringRef SourceFile::line(uint32_t number) const {
  if (number == 0 || number > lineStarts.size())
    return {};
  uint32_t begin = lineStarts[number - 1];
  uint32_t end = number < lineStarts.size() ? lineStarts[number] - 1
                                            : uint32_t(contents.size());
  llvm::StringRef text = this->text().slice(begin, end);
  return text.ends_with("\r") ? text.drop_back() : text;
}

llvm::ErrorOr<const SourceFile *> SourceManager::load(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return buffer.getError();
  // Offsets are 32 bits wide, and one past the end must be representable.
  if ((*buffer)->getBufferSize() >= std::numeric_limits<uint32_t>::max())
    return std::make_error_code(std::errc::file_too_large);
  return &add(path.str(), (*buffer)->getBuffer().str());
}

const SourceFile &SourceManager::add(std::string path, std::string text) {
  files.push_back(std::make_unique<SourceFile>(files.size(), std::move(path),
                                               std::move(text)));
  return *files.back();
}

llvm::StringRef SourceManager::text(Span span) const {
  llvm::StringRef text = file(span.file).text();
  return text.slice(span.begin, span.end);
}
