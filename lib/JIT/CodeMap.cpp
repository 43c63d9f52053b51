//===- CodeMap.cpp - from addresses of code to lines of the program -------===//
//
// The debug information is the object file's, before linking. What the linker
// said about functions tells where their sections went, and LLVM's reader takes
// that into account.
//
//===----------------------------------------------------------------------===//

#include "forge/JIT/CodeMap.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/Object/ObjectFile.h"
#include <algorithm>

using namespace forge;
using namespace llvm;

/// Tells the reader of debug information where sections were linked.
class CodeMap::Sections : public LoadedObjectInfo {
public:
  uint64_t
  getSectionLoadAddress(const object::SectionRef &section) const override {
    return addresses.lookup(section.getIndex());
  }
  std::unique_ptr<LoadedObjectInfo> clone() const override {
    return std::make_unique<Sections>(*this);
  }

  DenseMap<uint64_t, uint64_t> addresses; ///< by index
};

CodeMap::CodeMap() = default;
CodeMap::~CodeMap() = default;

void CodeMap::addFunction(StringRef symbol, uint64_t address, uint64_t size) {
  functions.push_back({address, size, symbol.str()});
  isSorted = false;
  first = std::min(first, address);
  last = std::max(last, address + size);
}

Error CodeMap::setObject(MemoryBufferRef buffer) {
  auto file = object::ObjectFile::createObjectFile(buffer);
  if (!file)
    return file.takeError();
  object = std::move(*file);
  for (const object::SymbolRef &symbol : object->symbols()) {
    Expected<StringRef> name = symbol.getName();
    if (!name)
      return name.takeError();
    Expected<object::section_iterator> section = symbol.getSection();
    if (!section)
      return section.takeError();
    Expected<uint64_t> offset = symbol.getValue();
    if (!offset)
      return offset.takeError();
    if (*section != object->section_end())
      places[*name] = {(*section)->getIndex(), *offset};
  }
  return Error::success();
}

const CodeMap::Function *CodeMap::find(uint64_t address) {
  if (!isSorted)
    llvm::sort(functions, [](const Function &a, const Function &b) {
      return a.address < b.address;
    });
  isSorted = true;
  auto after = llvm::upper_bound(
      functions, address,
      [](uint64_t value, const Function &f) { return value < f.address; });
  if (after == functions.begin())
    return nullptr;
  const Function &found = *std::prev(after);
  return address < found.address + found.size ? &found : nullptr;
}

void CodeMap::readDebugInfo() {
  sections = std::make_unique<Sections>();
  for (const Function &function : functions) {
    auto place = places.find(function.symbol);
    if (place != places.end())
      sections->addresses[place->second.section] =
          function.address - place->second.offset;
  }
  debugInfo = DWARFContext::create(
      *object, DWARFContext::ProcessDebugRelocations::Process, sections.get());
}

/// The path of a source file; the prelude's files are in no directory.
static std::string sourcePath(StringRef path) {
  size_t prelude = path.rfind("/<");
  return path.drop_front(prelude == StringRef::npos ? 0 : prelude + 1).str();
}

std::vector<CodeFrame> CodeMap::framesAt(uint64_t address) {
  const Function *function = find(address);
  if (!function || !object)
    return {};
  auto place = places.find(function->symbol);
  if (place == places.end())
    return {};
  if (!debugInfo)
    readDebugInfo();
  using Kind = DILineInfoSpecifier::FileLineInfoKind;
  DIInliningInfo info = debugInfo->getInliningInfoForAddress(
      {address, place->second.section},
      {Kind::AbsoluteFilePath, DINameKind::ShortName});
  std::vector<CodeFrame> frames;
  for (uint32_t i = 0; i != info.getNumberOfFrames(); ++i) {
    const DILineInfo &line = info.getFrame(i);
    // A helper of the compiler, which is no function of the program.
    if (line.FunctionName == DILineInfo::BadString)
      continue;
    // The entry of a function value, into which the function was inlined.
    bool isEntry = i + 1 == info.getNumberOfFrames() &&
                   StringRef(function->symbol).ends_with(".entry");
    if (isEntry && !frames.empty())
      continue;
    bool hasFile = line.FileName != DILineInfo::BadString;
    frames.push_back({line.FunctionName,
                      hasFile ? sourcePath(line.FileName) : "",
                      hasFile ? line.Line : 0, line.StartLine});
  }
  return frames;
}
