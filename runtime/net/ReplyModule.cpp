//===- ReplyModule.cpp - replies that handlers choose ---------------------===//
//
// `http.reply` and its relatives make an Object of the type `HttpReply`; what
// else a handler returns is the JSON body of a reply with status 200.
// Specification: server, section 6.5.
//
//===----------------------------------------------------------------------===//

#include "ReplyModule.h"

#include "JsonReply.h"
#include "core/ArrayObject.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/StringObject.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;
using namespace forge::net;

static constexpr std::string_view replyType = "HttpReply";

bool forge::rt::isReply(Bits value) {
  if (!isObject(value))
    return false;
  Bits type = objectGet(value, "__type__");
  return isString(type) && textOf(type) == replyType;
}

static bool hasLineBreak(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) !=
         std::string_view::npos;
}

static bool isName(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) <= 0x20 || c == ':' || c == 0x7F)
      return false;
  return !text.empty();
}

/// The status of a reply; raises if it is none.
static int64_t readStatus(Context &ctx, const char *name, Bits status,
                          int64_t usual) {
  if (isMissing(status) && usual)
    return usual;
  if (isInt(status) && asInt(status) >= 200 && asInt(status) <= 599)
    return asInt(status);
  raiseMessage(ctx, std::string(name) + "() requires a status from 200 to 599");
  return 0;
}

/// Makes a reply; consumes body and headers.
static Bits makeReply(Context &ctx, int64_t status, std::string_view type,
                      Bits body, Bits headers) {
  Bits object = makeObject(ctx, 5);
  auto put = [&](std::string_view key, Bits value) {
    object = objectPut(ctx, object, key, value);
  };
  put("__type__", makeString(ctx, replyType));
  put("status", makeInt(status));
  put("type", type.empty() ? nullBits : makeString(ctx, type));
  put("headers", headers);
  put("body", body);
  return object;
}

/// Raises if a header cannot be sent.
static void checkHeaders(Context &ctx, Bits headers) {
  if (!isObject(headers)) {
    raise(ctx, "http.reply() headers must be an object");
    return;
  }
  ObjectCursor cursor(headers);
  Bits key, value;
  while (!failed(ctx) && cursor.next(key, value)) {
    StringBuilder text;
    appendDisplay(text, value);
    if (!isName(textOf(key)) || hasLineBreak(text.view()))
      raise(ctx, "http.reply() cannot send the header '%'", key);
  }
}

Bits forge::rt::frt_http_reply(Context *ctx, Bits status, Bits value,
                               Bits headers) noexcept {
  int64_t number = readStatus(*ctx, "http.reply", status, 0);
  if (failed(*ctx))
    return nullBits;
  bool hasHeaders = !isMissing(headers) && !isNull(headers);
  if (hasHeaders)
    checkHeaders(*ctx, headers);
  if (failed(*ctx))
    return nullBits;
  bool isEmpty = isMissing(value);
  return makeReply(*ctx, number, isEmpty ? "" : "application/json",
                   isEmpty ? nullBits : retained(value),
                   hasHeaders ? retained(headers) : makeObject(*ctx));
}

static Bits textReply(Context &ctx, const char *name, std::string_view type,
                      Bits text, Bits status) {
  if (!isString(text))
    return raiseMessage(ctx, std::string(name) + "() requires a string");
  int64_t number = readStatus(ctx, name, status, 200);
  if (failed(ctx))
    return nullBits;
  return makeReply(ctx, number, type, retained(text), makeObject(ctx));
}

Bits forge::rt::frt_http_text(Context *ctx, Bits text, Bits status) noexcept {
  return textReply(*ctx, "http.text", "text/plain; charset=utf-8", text,
                   status);
}

Bits forge::rt::frt_http_html(Context *ctx, Bits text, Bits status) noexcept {
  return textReply(*ctx, "http.html", "text/html; charset=utf-8", text, status);
}

Bits forge::rt::frt_http_redirect(Context *ctx, Bits url,
                                  Bits status) noexcept {
  if (!isString(url) || hasLineBreak(textOf(url)))
    return raise(*ctx, "http.redirect() requires a URL string");
  int64_t number = readStatus(*ctx, "http.redirect", status, 302);
  if (failed(*ctx))
    return nullBits;
  Bits headers = objectPut(*ctx, makeObject(*ctx), "Location", retained(url));
  return makeReply(*ctx, number, "", nullBits, headers);
}

static void appendHeader(std::string &fields, std::string_view name,
                         Bits value) {
  StringBuilder text;
  appendDisplay(text, value);
  // The program may have changed what was checked.
  if (!isName(name) || hasLineBreak(text.view()))
    return;
  fields += name;
  fields += ": ";
  fields += text.view();
  fields += "\r\n";
}

void forge::rt::readReply(Context &ctx, Bits value, Reply &reply,
                          std::string &body, std::string &fields) {
  auto field = [&](std::string_view key) {
    Bits found = objectGet(value, key);
    return isMissing(found) ? nullBits : found;
  };
  Bits status = field("status"), type = field("type"), content = field("body"),
       headers = field("headers");
  bool isStatus = isInt(status) && asInt(status) >= 200 && asInt(status) <= 599;
  reply.status = isStatus ? int(asInt(status)) : 500;
  reply.contentType = {};
  if (isObject(headers)) {
    ObjectCursor cursor(headers);
    Bits key, item;
    while (cursor.next(key, item)) {
      bool isType = equalsIgnoringCase(textOf(key), "content-type");
      if (equalsIgnoringCase(textOf(key), "content-length") ||
          equalsIgnoringCase(textOf(key), "transfer-encoding") ||
          equalsIgnoringCase(textOf(key), "connection"))
        continue; // they say how the reply is sent, which is the server's
      if (isType)
        type = nullBits;
      if (!isArray(item)) {
        appendHeader(fields, textOf(key), item);
        continue;
      }
      for (int64_t i = 0; i < arraySize(item); ++i) {
        Owned one(ctx, itemAt(item, i));
        appendHeader(fields, textOf(key), one);
      }
    }
  }
  bool isJson = isString(type) && textOf(type) == "application/json";
  if (isString(type) && !hasLineBreak(textOf(type)))
    reply.contentType = textOf(type);
  if (isJson || (isNull(type) && !isNull(content) && !isString(content)))
    appendJsonReply(body, content);
  else if (isString(content))
    body = textOf(content);
  reply.body = body;
  reply.fields = fields;
}
