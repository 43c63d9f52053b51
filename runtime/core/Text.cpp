//===- Text.cpp - display and inner text forms ----------------------------===//
//
// Semantics 2. Containers being written are kept on a list of frames, so that
// data of any depth can be printed.
//
//===----------------------------------------------------------------------===//

#include "Text.h"

#include "ArrayObject.h"
#include "Buffer.h"
#include "Call.h"
#include "ObjectObject.h"
#include "SetMap.h"

using namespace forge::rt;

void forge::rt::appendQuoted(StringBuilder &out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out.append('"');
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\')
      continue;
    out.append(text.substr(start, i - start));
    start = i + 1;
    switch (c) {
    case '\n':
      out.append("\\n");
      break;
    case '\r':
      out.append("\\r");
      break;
    case '\t':
      out.append("\\t");
      break;
    case '"':
    case '\\':
      out.append('\\');
      out.append(static_cast<char>(c));
      break;
    default:
      out.append("\\u00");
      out.append(hex[c >> 4]);
      out.append(hex[c & 15]);
    }
  }
  out.append(text.substr(start));
  out.append('"');
}

/// Inner form of what has no parts to show.
static void appendQuotedType(StringBuilder &out, Bits v) {
  out.append("\"<");
  out.append(typeName(v));
  out.append(">\"");
}

static void appendCallable(StringBuilder &out, Bits v, bool inner) {
  if (inner)
    return appendQuotedType(out, v);
  auto *c = objectOf<Closure>(v);
  const FunctionInfo *info = c->info.ptr;
  if (c->header.kind == Kind::Function) {
    if (info->flags & functionIsLambda) {
      out.append("<lambda>");
      return;
    }
    out.append("<fn ");
    if (info->typeName.ptr) {
      out.append({info->typeName.ptr, static_cast<size_t>(info->typeNameSize)});
      out.append("::");
    }
  } else {
    out.append("<builtin ");
  }
  switch (c->header.kind == Kind::Builtin
              ? static_cast<BuiltinForm>(c->header.aux)
              : BuiltinForm::Function) {
  case BuiltinForm::Function:
    out.append(callableName(v));
    break;
  case BuiltinForm::Struct:
    out.append("struct:");
    out.append(textOf(c->captures[0]));
    break;
  case BuiltinForm::Type:
    out.append("type:");
    out.append(textOf(c->captures[0]));
    break;
  case BuiltinForm::Constructor:
    out.append("adt:");
    out.append(textOf(c->captures[0]));
    out.append(':');
    out.append(textOf(c->captures[1]));
    out.append(':');
    out.appendInt(asInt(c->captures[2]));
    break;
  }
  out.append('>');
}

namespace {

/// A container being written.
struct OpenValue {
  Bits value;
  int64_t position; ///< element, or raw entry of an object or table
  bool inner;
  bool started; ///< something was written already
  bool atValue; ///< the key of a Map entry was written
};

class Writer {
public:
  explicit Writer(StringBuilder &out) : out(out) {}

  void run(Bits v, bool inner) {
    write(v, inner);
    while (!frames.empty())
      if (!advance(frames.back()))
        frames.pop();
  }

private:
  void write(Bits v, bool inner);
  void open(Bits v, bool inner, std::string_view text) {
    out.append(text);
    frames.push({v, 0, inner, false, false});
  }
  /// Writes the next part of the frame; false if it is complete. The reference
  /// is invalid as soon as a part is written.
  bool advance(OpenValue &frame);
  bool advanceItems(OpenValue &frame);
  bool advanceTable(OpenValue &frame);
  bool advanceObject(OpenValue &frame);
  void separate(OpenValue &frame) {
    if (frame.started)
      out.append(", ");
    frame.started = true;
  }
  bool close(std::string_view text) {
    out.append(text);
    return false;
  }

  StringBuilder &out;
  Buffer<OpenValue> frames;
};

} // namespace

void Writer::write(Bits v, bool inner) {
  // The inner form of Some(v) is that of v; loop instead of opening frames.
  while (inner && isKind(v, Kind::Some))
    v = objectOf<Wrapper>(v)->value;
  auto shared = [&](std::string_view text) {
    inner ? appendQuotedType(out, v) : out.append(text);
  };
  switch (typeOf(v)) {
  case Type::Int:
    return out.appendInt(asInt(v));
  case Type::Float:
    return out.appendFloat(asFloat(v));
  case Type::Bool:
    return out.append(v == trueBits ? "true" : "false");
  case Type::String:
    return inner ? appendQuoted(out, textOf(v)) : out.append(textOf(v));
  case Type::Null:
  case Type::Other:
    return out.append("null");
  case Type::None:
    return out.append(inner ? "null" : "None");
  case Type::Array:
    return open(v, inner, "[");
  case Type::Tuple:
    return open(v, inner, inner ? "[" : "(");
  case Type::Set:
    return open(v, inner, inner ? "[" : "set(");
  case Type::Map:
    return open(v, inner, inner ? "[" : "Map(");
  case Type::Object:
    return open(v, true, "{ ");
  case Type::Ok:
    return open(v, inner, inner ? "{ \"Ok\": " : "Ok(");
  case Type::Err:
    return open(v, inner, inner ? "{ \"Err\": " : "Err(");
  case Type::Some:
    return open(v, inner, "Some(");
  case Type::Function:
  case Type::Builtin:
    return appendCallable(out, v, inner);
  case Type::Task:
    return shared("<task>");
  case Type::Channel:
    return shared("<channel>");
  case Type::Atomic:
    return shared("<atomic>");
  case Type::Mutex:
    return shared("<mutex>");
  case Type::WaitGroup:
    return shared("<wait_group>");
  }
}

bool Writer::advance(OpenValue &frame) {
  switch (headerOf(frame.value)->kind) {
  case Kind::Array:
  case Kind::Tuple:
    return advanceItems(frame);
  case Kind::Set:
  case Kind::Map:
    return advanceTable(frame);
  case Kind::Object:
    return advanceObject(frame);
  default:
    if (frame.started)
      return close(frame.inner ? " }" : ")");
    frame.started = true;
    write(objectOf<Wrapper>(frame.value)->value, frame.inner);
    return true;
  }
}

bool Writer::advanceItems(OpenValue &frame) {
  auto *a = objectOf<Array>(frame.value);
  bool round = a->header.kind == Kind::Tuple && !frame.inner;
  if (frame.position == a->size)
    return close(round ? ")" : "]");
  separate(frame);
  int64_t i = frame.position++;
  switch (elementOf(a)) {
  case Element::Box:
    write(a->data[i], frame.inner);
    break;
  case Element::Int:
    out.appendInt(intsOf(a)[i]);
    break;
  case Element::Float:
    out.appendFloat(floatsOf(a)[i]);
    break;
  case Element::Bool:
    out.append(boolsOf(a)[i] ? "true" : "false");
    break;
  }
  return true;
}

bool Writer::advanceTable(OpenValue &frame) {
  const OrderedTable &table = tableOf(frame.value);
  bool isMap = headerOf(frame.value)->kind == Kind::Map;
  if (frame.atValue) {
    const OrderedTable::Entry &e = table.entries[frame.position++];
    frame.atValue = false;
    out.append(frame.inner ? ", " : " => ");
    frame.started = true;
    write(e.value, frame.inner);
    return true;
  }
  // The bracket of an inner pair is closed when its value is complete, that is
  // here, before the next entry or the end.
  bool pairs = isMap && frame.inner;
  if (pairs && frame.started)
    out.append(']');
  while (frame.position < table.used &&
         table.entries[frame.position].key == unboundBits)
    ++frame.position;
  if (frame.position == table.used)
    return close(frame.inner ? "]" : ")");
  separate(frame);
  if (pairs)
    out.append('[');
  Bits key = table.entries[frame.position].key;
  if (isMap)
    frame.atValue = true;
  else
    ++frame.position;
  write(key, frame.inner);
  return true;
}

bool Writer::advanceObject(OpenValue &frame) {
  Object *o = asObject(frame.value);
  Bits key, value;
  if (o->shape) {
    if (frame.position == o->shape->size)
      return close(" }");
    key = o->shape->keys[frame.position];
    value = o->slots()[frame.position];
  } else {
    const OrderedTable &table = o->table;
    while (frame.position < table.used &&
           table.entries[frame.position].key == unboundBits)
      ++frame.position;
    if (frame.position == table.used)
      return close(" }");
    key = table.entries[frame.position].key;
    value = table.entries[frame.position].value;
  }
  ++frame.position;
  separate(frame);
  appendQuoted(out, textOf(key));
  out.append(": ");
  write(value, true);
  return true;
}

void forge::rt::appendDisplay(StringBuilder &out, Bits v) {
  if (isString(v))
    return out.append(textOf(v));
  if (isSmallInt(v))
    return out.appendInt(asInt(v));
  Writer(out).run(v, false);
}

void forge::rt::appendInner(StringBuilder &out, Bits v) {
  Writer(out).run(v, true);
}

Bits forge::rt::displayText(Context &ctx, Bits v) {
  if (isString(v))
    return retained(v);
  StringBuilder out;
  appendDisplay(out, v);
  return out.finish(ctx);
}
