//===- LinkWasm.cpp - inputs of a WASI command module ---------------------===//

#include "LinkInputs.h"

using namespace forge;

static constexpr char reinstallForge[] = "part of the Forge installation";

llvm::Expected<std::vector<std::string>>
forge::wasmLinkCommand(llvm::StringRef object, llvm::StringRef output,
                       const LinkOptions &options) {
  FileFinder finder({options.runtimeLibDir + "/wasm"});
  // With the stack at the bottom of memory an overflow traps instead of
  // overwriting data.
  std::vector<std::string> command = {"wasm-ld",
                                      "-m",
                                      "wasm32",
                                      "-o",
                                      output.str(),
                                      "--gc-sections",
                                      "--stack-first",
                                      "-z",
                                      "stack-size=4194304"};
  auto add = [&](llvm::StringRef name) {
    command.push_back(finder.find(name, reinstallForge));
  };

  if (!options.debugInfo)
    command.push_back("--strip-all");
  if (!options.runtime) // which has a start of its own
    add("crt1-command.o");
  command.push_back(object.str());
  command.insert(command.end(), options.extraInputs.begin(),
                 options.extraInputs.end());
  if (options.runtime)
    add("libforge_rt.a");
  for (llvm::StringRef library :
       {"libc++.a", "libc++abi.a", "libc.a", "libclang_rt.builtins-wasm32.a"})
    add(library);

  if (llvm::Error error = finder.takeError())
    return std::move(error);
  return command;
}
