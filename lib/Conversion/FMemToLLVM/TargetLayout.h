//===- TargetLayout.h - what differs between targets -----------*- C++ -*-===//
//
// Layouts shared with the runtime keep pointers in slots of eight bytes, so
// that a target differs in little more than what fills a slot.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_TARGETLAYOUT_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_TARGETLAYOUT_H

#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

namespace forge::fmem {

class TargetLayout {
public:
  explicit TargetLayout(bool isWasm)
      : triple(isWasm ? "wasm32-unknown-wasip1"
                      : llvm::sys::getDefaultTargetTriple()) {}

  const llvm::Triple &getTriple() const { return triple; }
  std::string dataLayout() const { return triple.computeDataLayout(); }
  unsigned pointerBits() const { return triple.isArch32Bit() ? 32 : 64; }

private:
  llvm::Triple triple;
};

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_TARGETLAYOUT_H
