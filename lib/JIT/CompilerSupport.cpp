//===- CompilerSupport.cpp - helper functions that code generation calls --===//

#include "CompilerSupport.h"

using namespace forge;

// Only addresses are taken; the functions follow conventions of their own.
extern "C" {
void __divti3();
void __modti3();
void __udivti3();
void __umodti3();
void __fixdfti();
void __fixunsdfti();
void __floattidf();
void __floatuntidf();
void __powidf2();
}

llvm::ArrayRef<RuntimeSymbol> forge::compilerSupportSymbols() {
  static const RuntimeSymbol symbols[] = {
      {"__divti3", reinterpret_cast<void *>(__divti3)},
      {"__modti3", reinterpret_cast<void *>(__modti3)},
      {"__udivti3", reinterpret_cast<void *>(__udivti3)},
      {"__umodti3", reinterpret_cast<void *>(__umodti3)},
      {"__fixdfti", reinterpret_cast<void *>(__fixdfti)},
      {"__fixunsdfti", reinterpret_cast<void *>(__fixunsdfti)},
      {"__floattidf", reinterpret_cast<void *>(__floattidf)},
      {"__floatuntidf", reinterpret_cast<void *>(__floatuntidf)},
      {"__powidf2", reinterpret_cast<void *>(__powidf2)},
  };
  return symbols;
}
