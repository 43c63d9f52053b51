//===- SourceManager.h - source files and positions ------------*- C++ -*-===//
//
// Owns the text of every file of a compilation and maps byte offsets to lines
// and columns.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_SOURCE_SOURCEMANAGER_H
#define FORGE_SOURCE_SOURCEMANAGER_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/ErrorOr.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace forge {

/// Index of a file in its SourceManager.
using FileId = uint32_t;

/// Half-open range of bytes in one file.
struct Span {
  FileId file = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  bool operator==(const Span &) const = default;
  /// Smallest span that covers both; both lie in the same file.
  Span to(Span other) const;
};

/// Line and column, both from 1; the column counts code points.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;

  bool operator==(const LineColumn &) const = default;
};

/// One file: the path as the user wrote it, its text, and its line starts.
class SourceFile {
public:
  SourceFile(FileId id, std::string path, std::string text);

  FileId id() const { return fileId; }
  llvm::StringRef path() const { return filePath; }
  llvm::StringRef text() const { return contents; }
  uint32_t lineCount() const { return lineStarts.size(); }
  /// Position of a byte offset; offsets past the end mean the end.
  LineColumn position(uint32_t offset) const;
  /// Text of a line (from 1) without its line end; empty if there is none.
  llvm::StringRef line(uint32_t number) const;

private:
  FileId fileId;
  std::string filePath;
  std::string contents;
  std::vector<uint32_t> lineStarts;
  std::vector<uint32_t> continuationBytes; ///< offsets of UTF-8 inner bytes
};

class SourceManager {
public:
  /// Reads a file; fails with the system's error.
  llvm::ErrorOr<const SourceFile *> load(llvm::StringRef path);
  /// Adds text under a name such as `<eval>`.
  const SourceFile &add(std::string path, std::string text);
  const SourceFile &file(FileId id) const { return *files[id]; }
  uint32_t fileCount() const { return files.size(); }
  llvm::StringRef text(Span span) const;

private:
  std::vector<std::unique_ptr<SourceFile>> files;
};

} // namespace forge

#endif // FORGE_SOURCE_SOURCEMANAGER_H
