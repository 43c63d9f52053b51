//===- Errors.cpp - runtime errors as values ------------------------------===//

#include "Errors.h"

#include "ErrorObject.h"
#include "ErrorReport.h"
#include "ObjectObject.h"
#include "Text.h"
#include "forge/rt/Prototypes.h"

#include <cstring>

using namespace forge::rt;

static ErrorObject *newError(Context &ctx, const char *text) {
  clearError(ctx);
  runtime(ctx).parts.reportError.need(reportError);
  auto *e = allocateObject<ErrorObject>(ctx, Kind::Error, sizeof(ErrorObject));
  e->text = text;
  for (ErrorArg &arg : e->args)
    arg = ErrorArg();
  e->message = nullBits;
  e->hint = nullBits;
  e->finalFor = nullptr;
  e->sites = 0;
  ctx.error.ptr = e;
  return e;
}

Bits forge::rt::raise(Context &ctx, const char *text,
                      std::initializer_list<ErrorArg> args) {
  // The operands may belong to the error that is being replaced.
  ErrorArg kept[4];
  size_t n = 0;
  for (const ErrorArg &arg : args)
    if (n < 4) {
      retain(arg.value);
      kept[n++] = arg;
    }
  ErrorObject *e = newError(ctx, text);
  std::memcpy(static_cast<void *>(e->args), kept, sizeof(kept));
  return nullBits;
}

Bits forge::rt::raiseMessage(Context &ctx, std::string_view message) {
  Bits text = makeString(ctx, message);
  newError(ctx, "")->message = text;
  return nullBits;
}

void forge::rt::setHintValue(Context &ctx, Bits hint) {
  ErrorObject *e = pendingError(ctx);
  release(ctx, e->hint);
  e->hint = retained(hint);
}

void forge::rt::setHint(Context &ctx, std::string_view hint) {
  Owned text(ctx, makeString(ctx, hint));
  setHintValue(ctx, text);
}

static void render(StringBuilder &out, const ErrorObject *e) {
  const ErrorArg *arg = e->args;
  for (const char *p = e->text; *p; ++p) {
    if (*p != '%') {
      out.append(*p);
      continue;
    }
    switch (arg->form) {
    case ErrorArg::Text:
      out.append({arg->data, static_cast<size_t>(arg->n)});
      break;
    case ErrorArg::Number:
      out.appendInt(arg->n);
      break;
    case ErrorArg::Value:
      appendDisplay(out, arg->value);
      break;
    }
    ++arg;
  }
}

Bits forge::rt::pendingMessage(Context &ctx) {
  ErrorObject *e = pendingError(ctx);
  if (isNull(e->message)) {
    StringBuilder out;
    render(out, e);
    e->message = out.finish(ctx);
  }
  return retained(e->message);
}

void forge::rt::clearError(Context &ctx) {
  if (ErrorObject *e = pendingError(ctx)) {
    ctx.error.ptr = nullptr;
    releaseObject(ctx, &e->header);
  }
}

std::string_view forge::rt::errorTypeName(std::string_view message) {
  struct Row {
    std::string_view text, type;
  };
  static constexpr Row rows[] = {
      {"type", "TypeError"},
      {"Type", "TypeError"},
      {"division by zero", "ArithmeticError"},
      {"modulo by zero", "ArithmeticError"},
      {"integer overflow", "ArithmeticError"},
      {"assertion", "AssertionError"},
      {"index", "IndexError"},
      {"out of bounds", "IndexError"},
      {"not found", "ReferenceError"},
      {"undefined", "ReferenceError"},
      {"immutable", "TypeError"},
      {"cannot reassign", "TypeError"},
  };
  for (const Row &row : rows)
    if (message.find(row.text) != std::string_view::npos)
      return row.type;
  return "RuntimeError";
}

extern "C" {

Bits frt_error_take(Context *ctx) noexcept {
  Bits message = pendingMessage(*ctx);
  clearError(*ctx);
  Bits type = makeString(*ctx, errorTypeName(textOf(message)));
  Bits e = makeObject(*ctx, 2);
  e = objectPut(*ctx, e, "message", message);
  return objectPut(*ctx, e, "type", type);
}

void frt_error_clear(Context *ctx) noexcept { clearError(*ctx); }

/// Whether a site lies in a builtin written in Forge. To the program such a
/// function is as opaque as one written in C++: the call of it is the place.
static bool isPrelude(const SourceSite &site) {
  return site.file.ptr &&
         std::string_view(site.file.ptr).starts_with("<prelude>");
}

bool frt_error_is_final(Context *ctx) noexcept {
  if (!failed(*ctx))
    return false;
  return isSuspended(*ctx) || pendingError(*ctx)->finalFor;
}

void frt_trace(Context *ctx, void *site) noexcept {
  if (isSuspended(*ctx))
    return;
  ErrorObject *e = pendingError(*ctx);
  if (!e)
    return;
  auto *s = static_cast<const SourceSite *>(site);
  if (isPrelude(*s))
    return;
  int64_t i = e->sites++;
  if (i < traceEnd)
    e->innermost[i] = s;
  else
    e->outermost[i % traceEnd] = s;
}

} // extern "C"
