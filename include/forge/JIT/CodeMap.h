//===- CodeMap.h - from addresses of code to lines of the program ---------===//

#ifndef FORGE_JIT_CODEMAP_H
#define FORGE_JIT_CODEMAP_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace llvm {
class DWARFContext;
namespace object {
class ObjectFile;
} // namespace object
} // namespace llvm

namespace forge {

/// A call that was in progress: a function of the program and a line of it.
struct CodeFrame {
  std::string function;  ///< as error reports show it
  std::string file;      ///< empty if not known
  unsigned line = 0;     ///< 0 if not known
  unsigned declared = 0; ///< the line on which the function begins
};

/// Where the functions of one object were linked, and with the debug
/// information of that object, what they were in the source.
class CodeMap {
public:
  CodeMap();
  ~CodeMap();

  /// Called while linking.
  void addFunction(llvm::StringRef symbol, uint64_t address, uint64_t size);
  void setUnwindSection(uint64_t address) { unwindSection = address; }

  /// Functions are looked up in the debug information of this object, which
  /// must outlive the map.
  llvm::Error setObject(llvm::MemoryBufferRef object);

  /// The addresses between which all code lies.
  uint64_t begin() const { return first; }
  uint64_t end() const { return last; }
  /// Address of the unwind tables, or 0.
  uint64_t unwindTables() const { return unwindSection; }

  /// The calls that an instruction stands for, the innermost first: a function
  /// that was inlined has a frame of its own. Empty for addresses outside. Only
  /// after linking.
  std::vector<CodeFrame> framesAt(uint64_t address);

private:
  struct Function {
    uint64_t address, size;
    std::string symbol;
  };
  struct Place {
    uint64_t section, offset;
  };

  class Sections;

  const Function *find(uint64_t address);
  void readDebugInfo();

  std::vector<Function> functions;
  bool isSorted = false;
  uint64_t first = UINT64_MAX, last = 0, unwindSection = 0;
  std::unique_ptr<llvm::object::ObjectFile> object;
  std::unique_ptr<Sections> sections;
  std::unique_ptr<llvm::DWARFContext> debugInfo; ///< once it was needed
  llvm::StringMap<Place> places;
};

} // namespace forge

#endif // FORGE_JIT_CODEMAP_H
