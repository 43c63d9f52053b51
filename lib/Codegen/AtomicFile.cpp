//===- AtomicFile.cpp - outputs that are never half written ---------------===//

#include "forge/Codegen/AtomicFile.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace forge;

static llvm::Error writeError(llvm::StringRef path, std::error_code code) {
  return llvm::createStringError("cannot write '" + path +
                                 "': " + code.message());
}

llvm::Error forge::finishStream(llvm::raw_fd_ostream &os,
                                llvm::StringRef path) {
  os.flush();
  if (!os.has_error())
    return llvm::Error::success();
  std::error_code code = os.error();
  os.clear_error();
  return writeError(path, code);
}

static llvm::Error writeDirectly(llvm::StringRef path,
                                 llvm::ArrayRef<char> content) {
  std::error_code code;
  llvm::raw_fd_ostream os(path, code);
  if (code)
    return writeError(path, code);
  os.write(content.data(), content.size());
  return finishStream(os, path);
}

// Renaming would replace a device or pipe by a file.
static bool isReplaceable(llvm::StringRef path) {
  return !llvm::sys::fs::exists(path) || llvm::sys::fs::is_regular_file(path);
}

llvm::Error forge::writeFileAtomically(llvm::StringRef path,
                                       llvm::ArrayRef<char> content) {
  if (path == "-") {
    llvm::outs().write(content.data(), content.size());
    return finishStream(llvm::outs(), "standard output");
  }
  if (!isReplaceable(path))
    return writeDirectly(path, content);
  return produceFileAtomically(path, [&](llvm::StringRef temporary) {
    return writeDirectly(temporary, content);
  });
}

llvm::Error forge::produceFileAtomically(
    llvm::StringRef path,
    llvm::function_ref<llvm::Error(llvm::StringRef)> produce) {
  if (!isReplaceable(path))
    return produce(path);

  llvm::SmallString<128> temporary;
  if (std::error_code code = llvm::sys::fs::createUniqueFile(
          path + ".%%%%%%%%.tmp", temporary,
          llvm::sys::fs::perms::all_read | llvm::sys::fs::perms::all_write))
    return writeError(path, code);
  llvm::sys::RemoveFileOnSignal(temporary);
  llvm::scope_exit cleanUp([&] {
    llvm::sys::fs::remove(temporary);
    llvm::sys::DontRemoveFileOnSignal(temporary);
  });

  if (llvm::Error error = produce(temporary))
    return error;
  if (std::error_code code = llvm::sys::fs::rename(temporary, path))
    return writeError(path, code);
  cleanUp.release();
  llvm::sys::DontRemoveFileOnSignal(temporary);
  return llvm::Error::success();
}
