//===- JsonWrite.cpp - values as JSON text --------------------------------===//
//
// Specification: library, sections 1.3 and 14. Open containers are kept in a
// list of frames, so that deep data needs no stack.
//
//===----------------------------------------------------------------------===//

#include "core/ArrayObject.h"
#include "core/Buffer.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/SetMap.h"
#include "core/Text.h"
#include "core/Wrappers.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>
#include <cmath>

using namespace forge::rt;

namespace {

/// A container of which some items are written.
struct OpenValue {
  Bits container;        ///< owned
  bool isEmpty = true;   ///< nothing written yet
  uint32_t position = 0; ///< of Arrays, Sets and wrappers: items passed
  ObjectCursor object;   ///< of Objects

  explicit OpenValue(Bits container)
      : container(container),
        object(isObject(container) ? asObject(container) : nullptr) {}
};

class JsonWriter {
public:
  /// An indent below 0 writes one line.
  JsonWriter(Context &ctx, int64_t indent) : ctx(ctx), indent(indent) {}
  ~JsonWriter() {
    for (const OpenValue &frame : frames)
      release(ctx, frame.container);
  }

  /// Text of a value; raises for what JSON cannot hold.
  Bits write(Bits value);

private:
  void begin(Bits value);
  void step();
  void writeScalar(Bits value);
  void newLine();

  Context &ctx;
  int64_t indent;
  StringBuilder out;
  Buffer<OpenValue> frames;
};

} // namespace

static bool isResult(Bits v) {
  return isKind(v, Kind::Ok) || isKind(v, Kind::Err);
}

static bool isList(Bits v) { return isSequence(v) || isSet(v); }
static bool hasKeys(Bits v) { return isObject(v) || isMap(v) || isResult(v); }

/// Takes the next entry of a Set or Map; false at the end.
static bool nextEntry(OpenValue &frame, Owned &key, Owned &item) {
  const OrderedTable &table = tableOf(frame.container);
  while (frame.position < table.used) {
    const OrderedTable::Entry &entry = table.entries[frame.position++];
    if (entry.key == unboundBits)
      continue;
    if (isMap(frame.container)) {
      key.reset(retained(entry.key));
      item.reset(retained(entry.value));
    } else
      item.reset(retained(entry.key));
    return true;
  }
  return false;
}

/// Takes the next item, with its key if the container has keys; false at the
/// end.
static bool nextItem(Context &ctx, OpenValue &frame, Owned &key, Owned &item) {
  Bits container = frame.container;
  if (isSequence(container)) {
    if (frame.position >= arraySize(container))
      return false;
    item.reset(itemAt(container, frame.position++));
    return true;
  }
  if (isObject(container)) {
    Bits name, value;
    if (!frame.object.next(name, value))
      return false;
    key.reset(retained(name));
    item.reset(retained(value));
    return true;
  }
  if (isResult(container)) {
    if (frame.position++ > 0)
      return false;
    key.reset(makeString(ctx, isKind(container, Kind::Ok) ? "Ok" : "Err"));
    item.reset(retained(wrapped(container)));
    return true;
  }
  return nextEntry(frame, key, item);
}

Bits JsonWriter::write(Bits value) {
  begin(value);
  while (!frames.empty() && !failed(ctx))
    step();
  return failed(ctx) ? nullBits : out.finish(ctx);
}

/// Writes a scalar, or opens a container.
void JsonWriter::begin(Bits value) {
  while (isKind(value, Kind::Some))
    value = wrapped(value);
  if (!isList(value) && !hasKeys(value))
    return writeScalar(value);
  out.append(isList(value) ? '[' : '{');
  frames.push(OpenValue(retained(value)));
}

void JsonWriter::writeScalar(Bits value) {
  if (isString(value))
    appendQuoted(out, textOf(value));
  else if (isInt(value))
    out.appendInt(asInt(value));
  else if (isFloat(value) && std::isfinite(asFloat(value)))
    out.appendFloat(asFloat(value));
  else if (isBool(value))
    out.append(asBool(value) ? "true" : "false");
  else
    out.append("null");
}

void JsonWriter::newLine() {
  if (indent < 0)
    return;
  out.append('\n');
  for (int64_t i = 0; i < indent * static_cast<int64_t>(frames.size()); ++i)
    out.append(' ');
}

/// Writes one item of the innermost container, or closes it.
void JsonWriter::step() {
  Owned key(ctx, missingBits), item(ctx, nullBits);
  OpenValue &frame = frames.back();
  if (!nextItem(ctx, frame, key, item)) {
    OpenValue closed = frames.pop();
    if (!closed.isEmpty)
      newLine();
    out.append(isList(closed.container) ? ']' : '}');
    release(ctx, closed.container);
    return;
  }
  if (!frame.isEmpty)
    out.append(indent < 0 ? ", " : ",");
  frame.isEmpty = false;
  newLine();
  if (isString(key)) {
    appendQuoted(out, textOf(key));
    out.append(": ");
  } else if (!isMissing(key)) {
    raise(ctx, "json: cannot serialize map with non-string key (%)",
          typeName(key));
    return;
  }
  begin(item);
}

Bits forge::rt::frt_json_stringify(Context *context, Bits v) noexcept {
  if (isMissing(v))
    return raise(*context, "json.stringify() requires a value");
  return JsonWriter(*context, -1).write(v);
}

Bits forge::rt::frt_json_pretty(Context *context, Bits v,
                                Bits indent) noexcept {
  if (isMissing(v))
    return raise(*context, "json.pretty() requires a value");
  constexpr int64_t defaultIndent = 2, maxIndent = 16;
  int64_t width = isInt(indent) ? asInt(indent) : defaultIndent;
  return JsonWriter(*context, std::clamp<int64_t>(width, 0, maxIndent))
      .write(v);
}
