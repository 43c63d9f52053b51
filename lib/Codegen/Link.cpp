//===- Link.cpp - executables and wasm modules from object code -----------===//

#include "forge/Codegen/Link.h"
#include "LinkInputs.h"
#include "forge/Codegen/AtomicFile.h"
#include "lld/Common/Driver.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

LLD_HAS_DRIVER(elf)
LLD_HAS_DRIVER(wasm)

using namespace forge;

llvm::Expected<std::string> forge::findRuntimeLibDir() {
  if (auto directory = llvm::sys::Process::GetEnv("FORGE_LIB_DIR"))
    return *directory;
  // The address of any function of the executable identifies it where the
  // system has no better way.
  std::string executable = llvm::sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&findRuntimeLibDir));
  llvm::SmallString<128> directory(executable);
  llvm::sys::path::remove_filename(directory);
  llvm::sys::path::append(directory, "..", "lib", "forge");
  llvm::sys::path::remove_dots(directory, /*remove_dot_dot=*/true);
  if (!llvm::sys::fs::is_directory(directory))
    return llvm::createStringError(
        "cannot link: the runtime libraries are not in '" + directory +
        "'; set FORGE_LIB_DIR to the directory lib/forge of a Forge "
        "installation");
  return std::string(directory);
}

// Runs lld on a command line and returns its messages as the error.
static llvm::Error runLinker(llvm::ArrayRef<std::string> command) {
  std::vector<const char *> arguments;
  for (const std::string &argument : command)
    arguments.push_back(argument.c_str());
  std::string output, messages;
  llvm::raw_string_ostream outputStream(output), messageStream(messages);
  lld::Result result = lld::lldMain(
      arguments, outputStream, messageStream,
      {{lld::Gnu, &lld::elf::link}, {lld::Wasm, &lld::wasm::link}});
  if (result.retCode == 0)
    return llvm::Error::success();
  return llvm::createStringError("linking failed:\n" +
                                 llvm::StringRef(messages).rtrim());
}

static llvm::Error linkFile(llvm::StringRef object, llvm::StringRef output,
                            const LinkOptions &options) {
  llvm::Expected<std::vector<std::string>> command =
      options.kind == TargetKind::Wasm32
          ? wasmLinkCommand(object, output, options)
          : nativeLinkCommand(object, output, options);
  if (!command)
    return command.takeError();
  return runLinker(*command);
}

llvm::Error forge::linkProgram(llvm::ArrayRef<char> object,
                               llvm::StringRef output,
                               const LinkOptions &options) {
  LinkOptions complete = options;
  if (complete.runtimeLibDir.empty()) {
    llvm::Expected<std::string> directory = findRuntimeLibDir();
    if (!directory)
      return directory.takeError();
    complete.runtimeLibDir = std::move(*directory);
  }

  // lld reads files only.
  int descriptor;
  llvm::SmallString<128> objectPath;
  if (std::error_code code = llvm::sys::fs::createTemporaryFile(
          "forge", "o", descriptor, objectPath))
    return llvm::createStringError("cannot make a temporary file: " +
                                   code.message());
  llvm::FileRemover removeObject(objectPath);
  llvm::sys::RemoveFileOnSignal(objectPath);
  {
    llvm::raw_fd_ostream os(descriptor, /*shouldClose=*/true);
    os.write(object.data(), object.size());
    if (llvm::Error error = finishStream(os, objectPath))
      return error;
  }
  return produceFileAtomically(output, [&](llvm::StringRef temporary) {
    return linkFile(objectPath, temporary, complete);
  });
}
