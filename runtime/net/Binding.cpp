//===- Binding.cpp - from a request to the parameters of a handler --------===//
//
// Specification: server, sections 4 and 5.
//
//===----------------------------------------------------------------------===//

#include "Binding.h"

#include "UrlText.h"
#include "builtins/NumberText.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/StringObject.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>

using namespace forge::rt;
using namespace forge::net;

//===----------------------------------------------------------------------===//
// Routes
//===----------------------------------------------------------------------===//

static bool isOneOf(std::string_view name, std::string_view a,
                    std::string_view b) {
  return name == a || name == b;
}

BoundParams::BoundParams(std::string_view pattern,
                         std::string_view description) {
  while (!pattern.empty()) {
    pattern.remove_prefix(1); // the slash
    size_t end = pattern.find('/');
    std::string_view segment = pattern.substr(0, end);
    if (segment.size() > 1 && (segment[0] == ':' || segment[0] == '*'))
      captures.emplace_back(segment.substr(1));
    pattern = end == std::string_view::npos ? "" : pattern.substr(end);
  }
  while (!description.empty()) {
    size_t end = description.find('\n');
    std::string_view line = description.substr(0, end);
    description.remove_prefix(end + 1);
    BoundParam &param = params.emplace_back();
    param.kind = line[0] == 'i'   ? BoundParam::Kind::Int
                 : line[0] == 'f' ? BoundParam::Kind::Float
                 : line[0] == 'b' ? BoundParam::Kind::Bool
                                  : BoundParam::Kind::Text;
    param.hasDefault = line[1] == 'd';
    param.name = line.substr(2);
    auto capture = std::find(captures.begin(), captures.end(), param.name);
    if (capture != captures.end()) {
      param.source = BoundParam::Source::Capture;
      param.capture = uint32_t(capture - captures.begin());
    } else if (isOneOf(param.name, "body", "data")) {
      param.source = BoundParam::Source::Body;
      readsBody = true;
    } else if (isOneOf(param.name, "query", "qs")) {
      param.source = BoundParam::Source::Query;
      readsQuery = true;
    } else if (isOneOf(param.name, "req", "request")) {
      param.source = BoundParam::Source::Request;
      readsRequest = true;
    }
  }
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

static Bits pairsObject(Context &ctx, std::string_view pairs) {
  Bits object = makeObject(ctx);
  std::string key, value;
  while (nextPair(pairs, key, value)) {
    Owned name(ctx, makeString(ctx, key));
    object = objectPut(ctx, object, name, makeString(ctx, value));
  }
  return object;
}

static std::string_view trimmed(std::string_view text) {
  size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

static bool isJsonType(std::string_view type) {
  if (equalsIgnoringCase(type, "application/json"))
    return true;
  return type.size() > 17 &&
         equalsIgnoringCase(type.substr(0, 12), "application/") &&
         equalsIgnoringCase(type.substr(type.size() - 5), "+json");
}

/// The value of a JSON text, or missingBits with the reason.
static Bits parseJson(Context &ctx, std::string_view text,
                      std::string &reason) {
  if (!isUtf8(text)) {
    reason = "invalid UTF-8";
    return missingBits;
  }
  Owned string(ctx, makeString(ctx, text));
  Bits value = frt_json_parse(&ctx, string);
  if (!failed(ctx))
    return value;
  Owned message(ctx, pendingMessage(ctx));
  clearError(ctx);
  reason = textOf(message);
  return missingBits;
}

static bool hasBody(Method method) {
  return method == Method::Post || method == Method::Put ||
         method == Method::Patch || method == Method::Delete;
}

/// The parsed body, owned, or missingBits with a status and a message.
static Bits parseBody(Context &ctx, const Request &request, int &status,
                      std::string &message) {
  if (!hasBody(request.method))
    return makeObject(ctx);
  std::string_view field = request.field("content-type");
  std::string_view type = trimmed(field.substr(0, field.find(';')));
  bool isJson = isJsonType(type);
  if (request.body.empty() && !isJson &&
      (type.empty() || request.method == Method::Delete))
    return makeObject(ctx);
  if (equalsIgnoringCase(type, "application/x-www-form-urlencoded")) {
    std::string decoded = percentDecode(request.body, true);
    if (isUtf8(decoded))
      return pairsObject(ctx, request.body);
    status = 400;
    message = "invalid form: invalid UTF-8";
    return missingBits;
  }
  std::string reason;
  Bits value = missingBits;
  if (isJson || type.empty())
    value = parseJson(ctx, request.body, reason);
  if (!isMissing(value))
    return value;
  status = isJson ? 400 : 415;
  message = isJson ? "invalid JSON: " + reason
                   : "unsupported content type: send application/json";
  return missingBits;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// Text from outside as a String; what is not UTF-8 is replaced.
static Bits safeString(Context &ctx, std::string_view text) {
  if (isUtf8(text))
    return makeString(ctx, text);
  std::string safe;
  for (char c : text)
    if (static_cast<unsigned char>(c) < 0x80)
      safe += c;
    else
      safe += "\xEF\xBF\xBD";
  return makeString(ctx, safe);
}

/// A text as the parameter's annotation asks for, or missingBits.
static Bits convert(Context &ctx, const BoundParam &param,
                    std::string_view text) {
  switch (param.kind) {
  case BoundParam::Kind::Text:
    return makeString(ctx, text);
  case BoundParam::Kind::Int:
    if (std::optional<int64_t> value = parseInt(text, 10))
      return makeInt(*value);
    return missingBits;
  case BoundParam::Kind::Float:
    if (std::optional<double> value = parseFloat(text))
      return makeFloat(*value);
    return missingBits;
  case BoundParam::Kind::Bool:
    if (text == "true" || text == "1")
      return trueBits;
    return text == "false" || text == "0" ? falseBits : missingBits;
  }
  return missingBits;
}

static std::string_view kindName(BoundParam::Kind kind) {
  switch (kind) {
  case BoundParam::Kind::Text:
    return "String";
  case BoundParam::Kind::Int:
    return "Int";
  case BoundParam::Kind::Float:
    return "Float";
  case BoundParam::Kind::Bool:
    return "Bool";
  }
  return "";
}

/// Finds the last value of a key in a query, decoded.
static bool findInQuery(std::string_view query, std::string_view name,
                        std::string &out) {
  bool isFound = false;
  std::string key, value;
  while (nextPair(query, key, value))
    if (key == name) {
      out.swap(value);
      isFound = true;
    }
  return isFound;
}

static Bits headersObject(Context &ctx, const Request &request) {
  Bits object = makeObject(ctx);
  for (const Field &field : request.fields) {
    std::string name(field.name);
    for (char &c : name)
      if (c >= 'A' && c <= 'Z')
        c |= 32;
    std::string value(field.value);
    if (Bits earlier = objectGet(object, name); earlier != missingBits)
      value = std::string(textOf(earlier)) + ", " + value;
    Owned key(ctx, safeString(ctx, name));
    object = objectPut(ctx, object, key, safeString(ctx, value));
  }
  return object;
}

static Bits cookiesObject(Context &ctx, const Request &request) {
  Bits object = makeObject(ctx);
  for (const Field &field : request.fields) {
    if (!equalsIgnoringCase(field.name, "cookie"))
      continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      size_t end = rest.find(';');
      std::string_view pair = trimmed(rest.substr(0, end));
      rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
      size_t equals = pair.find('=');
      if (equals == std::string_view::npos)
        continue;
      Owned key(ctx, safeString(ctx, trimmed(pair.substr(0, equals))));
      object = objectPut(ctx, object, key,
                         safeString(ctx, trimmed(pair.substr(equals + 1))));
    }
  }
  return object;
}

static Bits requestObject(Context &ctx, const BoundParams &route,
                          const Exchange &exchange, Bits body) {
  const Request &request = exchange.request();
  Bits object = makeObject(ctx);
  auto put = [&](std::string_view key, Bits value) {
    object = objectPut(ctx, object, key, value);
  };
  put("method", safeString(ctx, request.methodText));
  put("path", safeString(ctx, percentDecode(request.path, false)));
  put("url", safeString(ctx, request.target));
  Bits params = makeObject(ctx);
  for (size_t i = 0; i < route.captures.size(); ++i)
    params =
        objectPut(ctx, params, route.captures[i],
                  safeString(ctx, percentDecode(exchange.captures[i], false)));
  put("params", params);
  put("query", pairsObject(ctx, request.query));
  put("headers", headersObject(ctx, request));
  put("cookies", cookiesObject(ctx, request));
  put("body", retained(body));
  put("text", safeString(ctx, request.body));
  put("ip", makeString(ctx, request.peer));
  put("id", safeString(ctx, request.id));
  return object;
}

//===----------------------------------------------------------------------===//
// Binding
//===----------------------------------------------------------------------===//

bool forge::rt::bindParams(Context &ctx, const BoundParams &route,
                           Exchange &exchange, std::vector<Bits> &values) {
  const Request &request = exchange.request();
  values.clear();
  auto refuse = [&](int status, std::string_view message) {
    for (Bits value : values)
      release(ctx, value);
    values.clear();
    exchange.fail(status, message);
    return false;
  };
  for (std::string_view capture : exchange.captures)
    if (capture.find('%') != std::string_view::npos &&
        !isUtf8(percentDecode(capture, false)))
      return refuse(400, "invalid UTF-8 in the path");
  if (!isUtf8(request.query.find('%') == std::string_view::npos
                  ? std::string(request.query)
                  : percentDecode(request.query, true)))
    return refuse(400, "invalid UTF-8 in the query");

  Owned body(ctx, nullBits);
  if (route.readsBody || route.readsRequest) {
    int status = 0;
    std::string message;
    Bits parsed = parseBody(ctx, request, status, message);
    // A handler that takes the whole request may look at its text.
    if (isMissing(parsed) && (route.readsBody || status != 415))
      return refuse(status, message);
    body.reset(isMissing(parsed) ? nullBits : parsed);
  }
  for (const BoundParam &param : route.params) {
    std::string text;
    bool isGiven = true;
    switch (param.source) {
    case BoundParam::Source::Capture:
      text = percentDecode(exchange.captures[param.capture], false);
      break;
    case BoundParam::Source::Body:
      values.push_back(retained(body));
      continue;
    case BoundParam::Source::Query:
      values.push_back(pairsObject(ctx, request.query));
      continue;
    case BoundParam::Source::Request:
      values.push_back(requestObject(ctx, route, exchange, body));
      continue;
    case BoundParam::Source::QueryValue:
      isGiven = !request.query.empty() &&
                findInQuery(request.query, param.name, text);
      break;
    }
    Bits value = param.hasDefault ? missingBits : nullBits;
    if (isGiven) {
      value = convert(ctx, param, text);
      if (isMissing(value))
        return refuse(400, "invalid value for '" + param.name + "': expected " +
                               std::string(kindName(param.kind)));
    }
    values.push_back(value);
  }
  return true;
}
