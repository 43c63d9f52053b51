//===- Suggest.cpp - hints for undefined names ----------------------------===//
//
// Specification: semantics 4.3. Distances count code points.
//
//===----------------------------------------------------------------------===//

#include "Scope.h"
#include "llvm/ADT/Twine.h"
#include "llvm/ADT/edit_distance.h"
#include <tuple>
#include <vector>

using namespace forge;

/// Code points of valid UTF-8 text.
static std::vector<uint32_t> codePoints(llvm::StringRef text) {
  std::vector<uint32_t> result;
  for (unsigned char byte : text) {
    if ((byte & 0xC0) != 0x80)
      result.push_back(byte);
    else if (!result.empty())
      result.back() = (result.back() << 8) | byte;
  }
  return result;
}

namespace {

/// The closest name so far: by distance, then the program's own names, then in
/// alphabetical order.
class ClosestName {
public:
  explicit ClosestName(llvm::StringRef wanted) : wanted(codePoints(wanted)) {}

  void consider(llvm::StringRef name, bool isBuiltin) {
    std::vector<uint32_t> points = codePoints(name);
    unsigned distance = llvm::ComputeEditDistance(
        llvm::ArrayRef(wanted), llvm::ArrayRef(points),
        /*AllowReplacements=*/true, /*MaxEditDistance=*/2);
    if (distance > 2 || distance >= wanted.size())
      return;
    std::tuple<unsigned, bool, llvm::StringRef> rank(distance, isBuiltin, name);
    if (best.empty() || rank < bestRank) {
      best = name;
      bestRank = rank;
    }
  }

  llvm::StringRef name() const { return best; }

private:
  std::vector<uint32_t> wanted;
  llvm::StringRef best;
  std::tuple<unsigned, bool, llvm::StringRef> bestRank;
};

} // namespace

std::string forge::hintForUndefined(llvm::StringRef name, const Scope *scope) {
  ClosestName closest(name);
  for (; scope; scope = scope->parent)
    for (const auto &[other, variable] : scope->names)
      if (other != name)
        closest.consider(other, /*isBuiltin=*/false);
  for (const BuiltinRecord &builtin : allBuiltins())
    if (!builtin.isInternal() && !builtin.name.contains('.'))
      closest.consider(builtin.name, /*isBuiltin=*/true);
  for (llvm::StringRef module : allModules())
    closest.consider(module, /*isBuiltin=*/true);
  if (closest.name().empty())
    return "make sure the variable is defined before use";
  return (llvm::Twine("did you mean '") + closest.name() + "'?").str();
}
