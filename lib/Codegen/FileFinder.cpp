//===- FileFinder.cpp - search for the linker's input files ---------------===//

#include "LinkInputs.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace forge;

std::string FileFinder::find(llvm::StringRef name, llvm::StringRef remedy) {
  for (const std::string &directory : directories) {
    llvm::SmallString<128> path(directory);
    llvm::sys::path::append(path, name);
    if (llvm::sys::fs::exists(path))
      return std::string(path);
  }
  missing.push_back((name + " (" + remedy + ")").str());
  return name.str();
}

llvm::Error FileFinder::takeError() const {
  if (missing.empty())
    return llvm::Error::success();
  return llvm::createStringError(
      "cannot link: not found: " + llvm::join(missing, ", ") + "; looked in " +
      llvm::join(directories, ", "));
}
