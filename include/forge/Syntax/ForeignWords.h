//===- ForeignWords.h - words of other languages ---------------*- C++ -*-===//

#ifndef FORGE_SYNTAX_FOREIGNWORDS_H
#define FORGE_SYNTAX_FOREIGNWORDS_H

#include "llvm/ADT/StringRef.h"

namespace forge {

/// What to write here instead of a word such as `def` or `elif` (spec: syntax
/// 11.5); empty for other words. Fits undefined names as well.
llvm::StringRef foreignWordHint(llvm::StringRef word);

} // namespace forge

#endif // FORGE_SYNTAX_FOREIGNWORDS_H
