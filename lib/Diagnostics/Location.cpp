//===- Location.cpp - how reports name places in the source ---------------===//

#include "forge/Diagnostics/Location.h"

using namespace forge;

std::string forge::locationText(const SourceFile &file, uint32_t offset) {
  LineColumn position = file.position(offset);
  return (file.path() + ":" + llvm::Twine(position.line) + ":" +
          llvm::Twine(position.column))
      .str();
}

llvm::json::Object forge::rangeOf(const SourceFile &file, Span span) {
  auto place = [&](uint32_t offset) {
    LineColumn position = file.position(offset);
    return llvm::json::Object{{"line", position.line},
                              {"column", position.column}};
  };
  return llvm::json::Object{{"start", place(span.begin)},
                            {"end", place(span.end)}};
}
