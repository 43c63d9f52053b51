//===- LinkNative.cpp - inputs of an ELF executable -----------------------===//
//
// Start-up objects and compiler support come from the installation, to which
// they were copied when Forge was built, so that linking against the shared C
// library needs no development package. Only a static link needs libc.a.
//
//===----------------------------------------------------------------------===//

#include "LinkInputs.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace forge;

static constexpr char reinstallForge[] = "part of the Forge installation";
static constexpr char installLibc[] =
    "the C library; on Debian: apt-get install libc6";
static constexpr char installLibcDev[] =
    "the static C library; on Debian: apt-get install libc6-dev";

// The search order of the dynamic loader on the distributions that exist:
// Debian's multiarch directory, then lib64, then lib.
static std::vector<std::string> searchDirectories(llvm::StringRef libDir) {
  return {(libDir + "/native").str(),
          "/lib/x86_64-linux-gnu",
          "/usr/lib/x86_64-linux-gnu",
          "/lib64",
          "/usr/lib64",
          "/lib",
          "/usr/lib"};
}

llvm::Expected<std::vector<std::string>>
forge::nativeLinkCommand(llvm::StringRef object, llvm::StringRef output,
                         const LinkOptions &options) {
  FileFinder finder(searchDirectories(options.runtimeLibDir));
  std::vector<std::string> command = {"ld.lld",
                                      "-m",
                                      "elf_x86_64",
                                      "-o",
                                      output.str(),
                                      "--gc-sections",
                                      "--eh-frame-hdr",
                                      "--hash-style=gnu",
                                      "-z",
                                      "relro",
                                      "-z",
                                      "now",
                                      "-z",
                                      "noexecstack"};
  auto add = [&](llvm::StringRef name, llvm::StringRef remedy) {
    command.push_back(finder.find(name, remedy));
  };

  if (!options.debugInfo)
    command.push_back("--strip-all");
  if (options.staticLibc) {
    command.push_back("-static");
    add("crt1.o", reinstallForge);
  } else {
    command.insert(command.end(),
                   {"-pie", "-dynamic-linker", "/lib64/ld-linux-x86-64.so.2"});
    add("Scrt1.o", reinstallForge);
  }
  add("crti.o", reinstallForge);
  add("clang_rt.crtbegin-x86_64.o", reinstallForge);

  command.push_back(object.str());
  command.insert(command.end(), options.extraInputs.begin(),
                 options.extraInputs.end());
  if (options.runtime)
    add("libforge_rt.a", reinstallForge);
  if (options.profileRuntime) {
    // Nothing refers to the part that starts by itself.
    command.insert(command.end(), {"-u", "__llvm_profile_runtime"});
    add("libclang_rt.profile-x86_64.a", reinstallForge);
  }
  if (options.network) {
    add("libforge_net.a", reinstallForge);
    if (options.tls) {
      add("libssl.a", reinstallForge);
      add("libcrypto.a", reinstallForge);
    }
    add("libstdc++.a", reinstallForge);
    if (!options.staticLibc)
      add("libgcc_eh.a", reinstallForge);
  } else {
    add("libforge_cxx.a", reinstallForge);
  }

  if (options.staticLibc) {
    command.push_back("--start-group");
    add("libm.a", installLibcDev);
    add("libc.a", installLibcDev);
    add("libgcc_eh.a", reinstallForge);
    command.push_back("--end-group");
  } else {
    command.push_back("--as-needed");
    add("libm.so.6", installLibc);
    add("libc.so.6", installLibc);
    add("ld-linux-x86-64.so.2", installLibc);
    command.push_back("--no-as-needed");
    add("libc_nonshared.a", reinstallForge);
  }
  add("libclang_rt.builtins-x86_64.a", reinstallForge);
  add("clang_rt.crtend-x86_64.o", reinstallForge);
  add("crtn.o", reinstallForge);

  if (llvm::Error error = finder.takeError())
    return std::move(error);
  return command;
}
