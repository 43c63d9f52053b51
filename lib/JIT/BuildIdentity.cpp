//===- BuildIdentity.cpp - which compiler this is -------------------------===//
//
// The linker leaves a hash of the executable in a note, which is in memory
// anyway. Without one, time and size of the file have to do.
//
//===----------------------------------------------------------------------===//

#include "BuildIdentity.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include <link.h>

using namespace forge;

static llvm::StringRef findBuildId(llvm::StringRef notes) {
  while (notes.size() > sizeof(ElfW(Nhdr))) {
    const auto *note = reinterpret_cast<const ElfW(Nhdr) *>(notes.data());
    size_t nameSize = llvm::alignTo(note->n_namesz, 4);
    size_t size = sizeof(*note) + nameSize + llvm::alignTo(note->n_descsz, 4);
    if (size > notes.size())
      break;
    llvm::StringRef name = notes.substr(sizeof(*note), note->n_namesz);
    if (note->n_type == NT_GNU_BUILD_ID && name == llvm::StringRef("GNU", 4))
      return notes.substr(sizeof(*note) + nameSize, note->n_descsz);
    notes = notes.drop_front(size);
  }
  return "";
}

/// The first object that the system lists is the executable.
static int visitExecutable(dl_phdr_info *info, size_t, void *result) {
  for (const ElfW(Phdr) &header :
       llvm::ArrayRef(info->dlpi_phdr, info->dlpi_phnum)) {
    if (header.p_type != PT_NOTE)
      continue;
    const char *notes =
        reinterpret_cast<const char *>(info->dlpi_addr + header.p_vaddr);
    llvm::StringRef id = findBuildId({notes, header.p_memsz});
    if (!id.empty())
      *static_cast<std::string *>(result) = id.str();
  }
  return 1;
}

std::string forge::buildIdentity() {
  std::string result;
  dl_iterate_phdr(visitExecutable, &result);
  if (!result.empty())
    return result;
  llvm::sys::fs::file_status status;
  if (!llvm::sys::fs::status("/proc/self/exe", status))
    result = std::to_string(status.getSize()) + "," +
             std::to_string(
                 status.getLastModificationTime().time_since_epoch().count());
  return result;
}
