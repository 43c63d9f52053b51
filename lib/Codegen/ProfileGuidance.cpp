//===- ProfileGuidance.cpp - optimization by profiles of earlier runs -----===//
//
// Counters are inserted into LLVM IR, early in its pipeline, and profiles are
// matched at the same place by the names of functions and by hashes of their
// control flow.
//
//===----------------------------------------------------------------------===//

#include "forge/Codegen/ProfileGuidance.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/ProfileData/InstrProfReader.h"
#include "llvm/ProfileData/InstrProfWriter.h"
#include "llvm/Support/PGOOptions.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace forge;
using namespace llvm;

/// The name under which the profile is shown to LLVM.
static constexpr char profileInMemory[] = "/forge.profdata";

/// One profile in the indexed form.
static Expected<std::string> index(InstrProfReader &reader) {
  InstrProfWriter writer;
  if (Error error = writer.mergeProfileKind(reader.getProfileKind()))
    return std::move(error);
  std::string problem;
  for (NamedInstrProfRecord &record : reader)
    writer.addRecord(std::move(record), [&](Error error) {
      problem = toString(std::move(error));
    });
  if (reader.hasError())
    return reader.getError();
  if (!problem.empty())
    return createStringError(problem);
  std::string result;
  raw_string_ostream os(result);
  if (Error error = writer.write(os))
    return std::move(error);
  return result;
}

Expected<std::unique_ptr<MemoryBuffer>> forge::readProfile(StringRef path) {
  auto file = MemoryBuffer::getFile(path, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  if (!file)
    return createStringError(file.getError().message());
  auto reader = InstrProfReader::create(std::move(*file));
  if (!reader)
    return reader.takeError();
  if (!(*reader)->isIRLevelProfile())
    return createStringError("it was not written by a program of this "
                             "compiler");
  Expected<std::string> indexed = index(**reader);
  if (!indexed)
    return indexed.takeError();
  return MemoryBuffer::getMemBufferCopy(*indexed, profileInMemory);
}

std::unique_ptr<PassBuilder> forge::makePassBuilder(
    TargetMachine &machine, const PipelineTuningOptions &tuning,
    const ProfileGuidance &guidance, PassInstrumentationCallbacks *callbacks) {
  if (!guidance)
    return std::make_unique<PassBuilder>(&machine, tuning, std::nullopt,
                                         callbacks);
  if (guidance.generate)
    return std::make_unique<PassBuilder>(
        &machine, tuning,
        PGOOptions(defaultProfileName, "", "", "", PGOOptions::IRInstr),
        callbacks);
  auto files = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  files->addFileNoOwn(profileInMemory, 0, guidance.profile->getMemBufferRef());
  return std::make_unique<PassBuilder>(
      &machine, tuning,
      PGOOptions(profileInMemory, "", "", "", PGOOptions::IRUse), callbacks,
      files);
}
