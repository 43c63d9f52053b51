//===- Catalogue.h - the builtin catalogue as seen by the compiler --------===//
//
// Constant tables generated from dialects/Builtins/*.td: functions that a
// program can name, native members of values, module constants, entry points of
// the runtime, and the prelude sources. Everything here lives in read-only
// data; references stay valid for the life of the process.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_BUILTINS_CATALOGUE_H
#define FORGE_BUILTINS_CATALOGUE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>

namespace forge {

/// C representation of an argument or result.
enum class CType { Box, Int, Float, Bool, Pointer, Void };

/// What happens to a reference passed as an argument.
enum class Ownership { Borrow, Consume };

/// One parameter of a builtin, member or entry.
struct ParamRecord {
  llvm::StringLiteral name;
  CType type;
  Ownership ownership;
  bool optional;
};

/// Bits of `BuiltinRecord::targets`. The value 0, on which nothing exists, is
/// for tests.
enum BuiltinTarget : unsigned { NativeTarget = 1, WasmTarget = 2 };

/// How messages call a target: what `--target` takes.
llvm::StringRef targetName(BuiltinTarget target);

/// A function that programs can name.
struct BuiltinRecord {
  llvm::StringLiteral name;         ///< `map`, `math.sqrt`
  llvm::StringLiteral symbol;       ///< C symbol; empty for prelude functions
  llvm::StringLiteral staticObject; ///< symbol of the function value
  llvm::ArrayRef<ParamRecord> params;
  bool variadic;
  bool raises;
  bool pure;
  bool suspends;                  ///< the task may have to wait
  llvm::StringLiteral resultKind; ///< empty, a kind name or `arg0`
  bool methodForm;
  llvm::StringLiteral prelude; ///< prelude file, empty for C functions
  unsigned targets;
  llvm::StringLiteral theme; ///< name of the record's file
  llvm::StringLiteral doc;
  llvm::StringLiteral example;

  bool isPrelude() const { return !prelude.empty(); }
  bool existsOn(BuiltinTarget target) const { return targets & target; }
  /// Only prelude code can name it.
  bool isInternal() const { return name.starts_with("__"); }
};

/// An entry point of the runtime that is no name of the language.
struct EntryRecord {
  llvm::StringLiteral symbol;
  llvm::ArrayRef<ParamRecord> params;
  CType result;
  bool raises;
  bool pure;
  bool suspends; ///< the task may have to wait
  bool noContext;
  bool cold;
  llvm::StringLiteral doc;
};

/// A native method or field of the values of one kind.
struct MemberRecord {
  llvm::StringLiteral kind; ///< String, Array, Tuple, Set, Map, Atomic..
  llvm::StringLiteral name;
  llvm::StringLiteral symbol;         ///< first box parameter: the receiver
  llvm::ArrayRef<ParamRecord> params; ///< without the receiver
  bool field;
  bool method;
  bool raises;
  bool pure;
  bool suspends; ///< the task may have to wait
  llvm::StringLiteral resultKind;
  llvm::StringLiteral doc;
  llvm::StringLiteral example;
};

/// A constant of a module. All of them are Floats.
struct ConstantRecord {
  llvm::StringLiteral name; ///< `math.pi`
  double value;
  llvm::StringLiteral doc;
  llvm::StringLiteral example;
};

/// All records, sorted by name (members by kind, then name).
llvm::ArrayRef<BuiltinRecord> allBuiltins();
llvm::ArrayRef<EntryRecord> allEntries();
llvm::ArrayRef<MemberRecord> allMembers();
llvm::ArrayRef<ConstantRecord> allConstants();
llvm::ArrayRef<llvm::StringLiteral> allModules();

/// The function of that name (`map`, `math.sqrt`, `__raise`), or null.
const BuiltinRecord *findBuiltin(llvm::StringRef name);

/// The entry point of that symbol, or null.
const EntryRecord *findEntry(llvm::StringRef symbol);

/// The global function that `recv.name(..)` means, or null.
const BuiltinRecord *methodBuiltin(llvm::StringRef name);

/// The native member of values of a kind (`String`, `Set`..), or null.
const MemberRecord *findMember(llvm::StringRef kind, llvm::StringRef name);

/// The native members of one kind.
llvm::ArrayRef<MemberRecord> membersOf(llvm::StringRef kind);

/// The value of a module constant such as `math.pi`.
std::optional<double> findConstant(llvm::StringRef name);

/// Whether the name is bound to a module of the standard library.
bool isModule(llvm::StringRef name);

/// A Forge source file of the prelude.
struct PreludeFile {
  llvm::StringLiteral name;
  llvm::StringLiteral source;
};
llvm::ArrayRef<PreludeFile> allPreludeFiles();

/// Source text of a prelude file, empty if there is none of that name.
llvm::StringRef preludeSource(llvm::StringRef file);

} // namespace forge

#endif // FORGE_BUILTINS_CATALOGUE_H
