//===- Check.cpp - from a main file to a resolved program -----------------===//

#include "forge/Check/Check.h"
#include "ProgramStorage.h"
#include "Resolver.h"

using namespace forge;

CheckedProgram::CheckedProgram() : data(std::make_unique<Storage>()) {}
CheckedProgram::~CheckedProgram() = default;

const Resolution &CheckedProgram::resolution() const {
  return data->resolution;
}
const ModuleInfo &CheckedProgram::mainModule() const { return *data->main; }
const SourceManager &CheckedProgram::sources() const { return *data->sources; }
llvm::ArrayRef<CheckedProgram::Lookup> CheckedProgram::lookups() const {
  return data->lookups;
}

std::unique_ptr<CheckedProgram>
forge::checkProgram(SourceManager &sources, const SourceFile &mainFile,
                    DiagnosticEngine &diagnostics, BuiltinTarget target) {
  auto program = std::make_unique<CheckedProgram>();
  CheckedProgram::Storage &data = program->storage();
  data.sources = &sources;
  data.main =
      Resolver(sources, data, diagnostics, target).resolveMain(mainFile);
  assignStorage(data);
  return program;
}
