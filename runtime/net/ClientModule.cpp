//===- ClientModule.cpp - `fetch` and the module `http` -------------------===//
//
// Specification: server, section 18; library, section 12.
//
//===----------------------------------------------------------------------===//

#include "Http.h"
#include "HttpClient.h"
#include "Url.h"
#include "UrlText.h"
#include "core/ArrayObject.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/Output.h"
#include "core/StringObject.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"
#include "sched/Offload.h"

#include <cmath>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

using namespace forge::rt;
using namespace forge::net;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

static std::string displayed(Bits value) {
  StringBuilder out;
  appendDisplay(out, value);
  return std::string(out.view());
}

namespace {
/// Reads the options of a call into a request.
class OptionReader {
public:
  OptionReader(Context &ctx, const char *name, ClientRequest &request)
      : ctx(ctx), name(name), request(request) {
    const char *allow = std::getenv("FORGE_HTTP_ALLOW_PRIVATE");
    request.allowsPrivate = allow && std::string_view(allow) == "1";
  }
  /// False with an error pending if an option is unfit.
  bool read(Bits options, bool takesMethod);

private:
  bool fail(std::string_view what) {
    raiseMessage(ctx, std::string(name) + "() " + std::string(what));
    return false;
  }
  bool readOne(std::string_view key, Bits value, bool takesMethod);
  bool readHeaders(Bits value);
  bool readTimeout(Bits value);
  bool addHeader(std::string_view key, Bits value);
  bool setBody();

  Context &ctx;
  const char *name;
  ClientRequest &request;
  Bits body = missingBits;
  std::string authorization, form;
  bool hasForm = false;
};
} // namespace

bool OptionReader::addHeader(std::string_view key, Bits value) {
  std::string text = displayed(value);
  for (std::string_view part : {key, std::string_view(text)})
    for (char c : part)
      if (c == '\r' || c == '\n' || c == 0)
        return fail("headers must not contain line breaks");
  if (key.empty() || key.find_first_of(" :\t") != std::string_view::npos)
    return fail("'" + std::string(key) + "' is no name of a header");
  request.headers.emplace_back(key, text);
  return true;
}

bool OptionReader::readHeaders(Bits value) {
  if (!isObject(value))
    return fail("option 'headers' must be an object");
  ObjectCursor cursor(value);
  Bits key, item;
  while (cursor.next(key, item)) {
    if (!isArray(item)) {
      if (!addHeader(textOf(key), item))
        return false;
      continue;
    }
    for (int64_t i = 0; i < arraySize(item); ++i) {
      Owned one(ctx, itemAt(item, i));
      if (!addHeader(textOf(key), one))
        return false;
    }
  }
  return true;
}

bool OptionReader::readTimeout(Bits value) {
  double seconds = isNumber(value) ? asNumber(value) : -1;
  if (!(seconds >= 0))
    return fail("option 'timeout' must be a number of seconds, not negative");
  constexpr double most = 1e9;
  request.timeout = int64_t(std::fmin(seconds, most) * 1000);
  return true;
}

/// `key=value` pairs of an object, encoded.
static std::string encodedPairs(Bits object) {
  std::string out;
  ObjectCursor cursor(object);
  Bits key, value;
  while (cursor.next(key, value)) {
    if (!out.empty())
      out += '&';
    percentEncode(out, textOf(key));
    out += '=';
    percentEncode(out, displayed(value));
  }
  return out;
}

bool OptionReader::readOne(std::string_view key, Bits value, bool takesMethod) {
  auto mustBeObject = [&](std::string_view option) {
    return isObject(value) ||
           fail("option '" + std::string(option) + "' must be an object");
  };
  auto readCount = [&](std::string_view option, auto &place) {
    if (!isInt(value) || asInt(value) < 0)
      return fail("option '" + std::string(option) +
                  "' must be an Int, not negative");
    place = std::decay_t<decltype(place)>(asInt(value));
    return true;
  };
  if (key == "method" && takesMethod) {
    if (!isString(value))
      return fail("option 'method' must be a string");
    request.method = textOf(value);
    for (char &c : request.method)
      if (c >= 'a' && c <= 'z')
        c &= ~32;
    for (std::string_view known :
         {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"})
      if (request.method == known)
        return true;
    return fail("unsupported method: " + request.method);
  }
  if (key == "headers")
    return readHeaders(value);
  if (key == "auth") {
    if (!isString(value))
      return fail("option 'auth' must be a string");
    if (authorization.empty())
      authorization = "Bearer " + std::string(textOf(value));
    return true;
  }
  if (key == "basic_auth") {
    if (!mustBeObject(key))
      return false;
    auto part = [&](const char *shortName, const char *longName) {
      Bits found = objectGet(value, shortName);
      if (isMissing(found))
        found = objectGet(value, longName);
      return isMissing(found) ? std::string() : displayed(found);
    };
    authorization = "Basic " + base64(part("user", "username") + ":" +
                                      part("pass", "password"));
    return true;
  }
  if (key == "params") {
    if (!mustBeObject(key))
      return false;
    std::string pairs = encodedPairs(value);
    if (!pairs.empty()) {
      std::string fragment;
      if (size_t hash = request.url.find('#'); hash != std::string::npos) {
        fragment = request.url.substr(hash);
        request.url.erase(hash);
      }
      request.url += request.url.find('?') == std::string::npos ? '?' : '&';
      request.url += pairs + fragment;
    }
    return true;
  }
  if (key == "form") {
    hasForm = true;
    form = mustBeObject(key) ? encodedPairs(value) : "";
    return !failed(ctx);
  }
  if (key == "cookies") {
    if (!mustBeObject(key))
      return false;
    std::string line;
    ObjectCursor cursor(value);
    Bits cookie, content;
    while (cursor.next(cookie, content))
      line += (line.empty() ? "" : "; ") + std::string(textOf(cookie)) + "=" +
              displayed(content);
    Owned text(ctx, makeString(ctx, line));
    return addHeader("Cookie", text);
  }
  if (key == "body") {
    body = value;
    return true;
  }
  if (key == "timeout")
    return readTimeout(value);
  if (key == "max_redirects")
    return readCount(key, request.maxRedirects);
  if (key == "max_bytes")
    return readCount(key, request.maxBytes);
  return true;
}

bool OptionReader::setBody() {
  const std::string *type = findHeader(request.headers, "content-type");
  const char *implied = nullptr;
  if (!isMissing(body)) {
    bool isJson = !type || type->find("json") != std::string::npos;
    if (isString(body) && !isJson) {
      request.body = textOf(body);
    } else {
      Owned text(ctx, frt_json_stringify(&ctx, body));
      if (failed(ctx))
        return false;
      request.body = textOf(text);
    }
    request.hasBody = true;
    implied = "application/json";
  } else if (hasForm) {
    request.body = form;
    request.hasBody = true;
    implied = "application/x-www-form-urlencoded";
  }
  if (implied && !type)
    request.headers.emplace_back("Content-Type", implied);
  return true;
}

bool OptionReader::read(Bits options, bool takesMethod) {
  if (!isMissing(options) && !isNull(options)) {
    if (!isObject(options))
      return fail("options must be an object");
    // `basic_auth` wins over `auth`, whatever the order.
    for (std::string_view first : {"headers", "basic_auth"})
      if (Bits value = objectGet(options, first); !isMissing(value))
        if (!readOne(first, value, takesMethod))
          return false;
    ObjectCursor cursor(options);
    Bits key, value;
    while (cursor.next(key, value))
      if (textOf(key) != "headers" && textOf(key) != "basic_auth" &&
          !readOne(textOf(key), value, takesMethod))
        return false;
  }
  if (!authorization.empty()) {
    std::erase_if(request.headers, [](const auto &header) {
      return equalsIgnoringCase(header.first, "authorization");
    });
    Owned text(ctx, makeString(ctx, authorization));
    if (!addHeader("Authorization", text))
      return false;
  }
  return setBody();
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// Bytes as a String; those that are not UTF-8 are replaced.
static Bits textString(Context &ctx, std::string_view bytes) {
  if (isUtf8(bytes))
    return makeString(ctx, bytes);
  std::string safe;
  while (!bytes.empty()) {
    size_t size = 1;
    while (size < 4 && size < bytes.size() && !isUtf8(bytes.substr(0, size)))
      ++size;
    if (isUtf8(bytes.substr(0, size))) {
      safe += bytes.substr(0, size);
    } else {
      size = 1;
      safe += "\xEF\xBF\xBD";
    }
    bytes.remove_prefix(size);
  }
  return makeString(ctx, safe);
}

static Bits parsedBody(Context &ctx, Bits body) {
  Owned value(ctx, frt_json_parse(&ctx, body));
  if (!failed(ctx))
    return value.take();
  value.take();
  clearError(ctx);
  return nullBits;
}

static Bits responseObject(Context &ctx, const ClientRequest &request,
                           const ClientResponse &response) {
  Bits object = makeObject(ctx, 8);
  auto put = [&](std::string_view key, Bits value) {
    object = objectPut(ctx, object, key, value);
  };
  put("status", makeInt(response.status));
  put("ok", makeBool(response.status >= 200 && response.status < 300));
  put("url", textString(ctx, request.url));
  Bits body = textString(ctx, response.body);
  put("body", retained(body));
  Bits headers = makeObject(ctx);
  for (const auto &[name, value] : response.headers) {
    Owned key(ctx, textString(ctx, name));
    headers = objectPut(ctx, headers, key,
                        makeString(ctx, isUtf8(value) ? value : ""));
  }
  put("headers", headers);
  put("json", parsedBody(ctx, body));
  release(ctx, body);
  put("time", makeInt(response.elapsed));
  put("method", makeString(ctx, request.method));
  return object;
}

namespace {
/// A call that waits for its response.
struct Asking {
  const char *name;
  ClientRequest request;
  ClientResponse response;
};
} // namespace

/// Runs on another thread.
static void ask(void *data) {
  auto &asking = *static_cast<Asking *>(data);
  asking.response = sendRequest(asking.request);
}

static Bits answered(Context &ctx, void *data) {
  auto *asking = static_cast<Asking *>(data);
  const ClientResponse &response = asking->response;
  Bits result = response.error.empty()
                    ? responseObject(ctx, asking->request, response)
                    : raiseMessage(ctx, std::string(asking->name) +
                                            " error: " + response.error);
  delete asking;
  return result;
}

static Bits callServer(Context &ctx, const char *name, const char *method,
                       Bits url, Bits options) {
  if (!isString(url))
    return raiseMessage(ctx, std::string(name) + "() requires a URL string");
  ClientRequest request;
  request.method = method ? method : "GET";
  request.url = textOf(url);
  if (!OptionReader(ctx, name, request).read(options, /*takesMethod=*/!method))
    return nullBits;
  flushOut(ctx);
  auto *asking = new Asking{name, std::move(request), {}};
  return offload(ctx, name, asking, ask, answered);
}

Bits forge::rt::frt_fetch(Context *ctx, Bits url, Bits options) noexcept {
  return callServer(*ctx, "fetch", nullptr, url, options);
}
Bits forge::rt::frt_http_get(Context *ctx, Bits url, Bits options) noexcept {
  return callServer(*ctx, "http.get", "GET", url, options);
}
Bits forge::rt::frt_http_post(Context *ctx, Bits url, Bits options) noexcept {
  return callServer(*ctx, "http.post", "POST", url, options);
}
Bits forge::rt::frt_http_put(Context *ctx, Bits url, Bits options) noexcept {
  return callServer(*ctx, "http.put", "PUT", url, options);
}
Bits forge::rt::frt_http_delete(Context *ctx, Bits url, Bits options) noexcept {
  return callServer(*ctx, "http.delete", "DELETE", url, options);
}
Bits forge::rt::frt_http_patch(Context *ctx, Bits url, Bits options) noexcept {
  return callServer(*ctx, "http.patch", "PATCH", url, options);
}
Bits forge::rt::frt_http_head(Context *ctx, Bits url, Bits options) noexcept {
  return callServer(*ctx, "http.head", "HEAD", url, options);
}

Bits forge::rt::frt_http_pretty(Context *ctx, Bits response) noexcept {
  if (!isObject(response))
    return raise(*ctx, "http.pretty() requires a response object");
  auto field = [&](const char *key) {
    Bits value = objectGet(response, key);
    return isMissing(value) ? nullBits : value;
  };
  Bits status = field("status");
  const char *colour = "\033[31m";
  if (isInt(status) && asInt(status) >= 200 && asInt(status) < 300)
    colour = "\033[32m";
  else if (isInt(status) && asInt(status) >= 300 && asInt(status) < 400)
    colour = "\033[33m";
  std::string line =
      displayed(field("method")) + " " + displayed(field("url")) + " ";
  bool isColoured = stderrHasColour();
  line +=
      isColoured ? colour + displayed(status) + "\033[0m" : displayed(status);
  line += " " + displayed(field("time")) + "ms\n";
  Owned text(*ctx, frt_json_pretty(ctx, field("json"), missingBits));
  if (failed(*ctx))
    return nullBits;
  line += std::string(textOf(text)) + "\n";
  writeErr(*ctx, line);
  return nullBits;
}
