//===- Errors.h - raising and handling runtime errors ---------------------===//
//
// A runtime error is an object hanging on the context: a message template from
// the catalogue (or a literal given by a builtin), its operands, and the source
// sites it passed. The text is rendered when somebody reads it.
//
//   if (!isArray(v))
//     return raise(ctx, "push() first argument must be array");
//   return raise(ctx, "cannot convert '%' to Int", v);
//
// Every `%` of a template is replaced by the next operand. `raise` returns
// nullBits, for `return raise(..)`.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_ERRORS_H
#define FORGE_RT_CORE_ERRORS_H

#include "Memory.h"

#include <initializer_list>
#include <string_view>

namespace forge::rt {

/// One operand of a message.
class ErrorArg {
public:
  /// Static text: literals, type names, names from FunctionInfo. It must live
  /// as long as the program.
  ErrorArg(std::string_view text)
      : form(Text), data(text.data()), n(static_cast<int64_t>(text.size())) {}
  ErrorArg(const char *text) : ErrorArg(std::string_view(text)) {}
  ErrorArg(int64_t number) : form(Number), n(number) {}
  ErrorArg(int number) : form(Number), n(number) {}
  /// Display form of a value; borrowed, the error retains it. Beware of
  /// unsigned counts: on 64-bit hosts they would be taken for boxes.
  ErrorArg(Bits value) : form(Value), value(value) {}
  ErrorArg() : ErrorArg(std::string_view()) {}

  enum Form : uint8_t { Text, Number, Value };
  Form form;
  const char *data = nullptr;
  int64_t n = 0;
  Bits value = nullBits;
};

/// Raises an error with a static message template and at most 4 operands.
Bits raise(Context &ctx, const char *text,
           std::initializer_list<ErrorArg> args);
template <typename... Args>
Bits raise(Context &ctx, const char *text, const Args &...args) {
  return raise(ctx, text, std::initializer_list<ErrorArg>{ErrorArg(args)...});
}
/// Raises an error whose message was made at run time.
Bits raiseMessage(Context &ctx, std::string_view message);
/// Adds the hint line (semantics 8.7) to the pending error; static text.
void setHint(Context &ctx, std::string_view hint);
/// Same with a String, borrowed.
void setHintValue(Context &ctx, Bits hint);

/// The message of the pending error as an owned String; it stays pending.
Bits pendingMessage(Context &ctx);
/// Drops the pending error.
void clearError(Context &ctx);
/// `type` entry of an error with that message (semantics 8.2).
std::string_view errorTypeName(std::string_view message);

} // namespace forge::rt

#endif // FORGE_RT_CORE_ERRORS_H
