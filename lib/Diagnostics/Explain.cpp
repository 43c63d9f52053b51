//===- Explain.cpp - the long explanations of diagnostics -----------------===//
//
// The pages of lib/Diagnostics/Explanations, embedded when building.
//
//===----------------------------------------------------------------------===//

#include "forge/Diagnostics/DiagnosticEngine.h"
#include "llvm/ADT/STLExtras.h"

using namespace forge;

namespace {
struct Page {
  llvm::StringLiteral code;
  llvm::StringLiteral text;
};
} // namespace

static constexpr Page pages[] = {
#include "Explanations.inc"
};

llvm::StringRef forge::explain(llvm::StringRef code) {
  const Page *page = llvm::find_if(pages, [&](const Page &page) {
    return page.code.equals_insensitive(code);
  });
  if (page == std::end(pages))
    return {};
  return page->text;
}
