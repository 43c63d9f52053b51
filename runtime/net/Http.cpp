//===- Http.cpp - names and numbers of HTTP -------------------------------===//

#include "Http.h"

using namespace forge::net;

static constexpr std::string_view methodNames[] = {
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};

std::string_view forge::net::methodName(Method method) {
  return method == Method::Other ? "?" : methodNames[unsigned(method)];
}

Method forge::net::parseMethod(std::string_view name) {
  for (unsigned i = 0; i < methodCount; ++i)
    if (methodNames[i] == name)
      return Method(i);
  return Method::Other;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c | 32) : c; }

bool forge::net::equalsIgnoringCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size())
    return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i]))
      return false;
  return true;
}

const Field *Request::find(std::string_view name) const {
  for (const Field &field : fields)
    if (equalsIgnoringCase(field.name, name))
      return &field;
  return nullptr;
}

std::string_view Request::field(std::string_view name) const {
  const Field *found = find(name);
  return found ? found->value : std::string_view();
}

std::string_view forge::net::statusText(int status) {
  switch (status) {
  case 100:
    return "Continue";
  case 200:
    return "OK";
  case 201:
    return "Created";
  case 202:
    return "Accepted";
  case 204:
    return "No Content";
  case 301:
    return "Moved Permanently";
  case 302:
    return "Found";
  case 303:
    return "See Other";
  case 304:
    return "Not Modified";
  case 307:
    return "Temporary Redirect";
  case 308:
    return "Permanent Redirect";
  case 400:
    return "Bad Request";
  case 401:
    return "Unauthorized";
  case 403:
    return "Forbidden";
  case 404:
    return "Not Found";
  case 405:
    return "Method Not Allowed";
  case 408:
    return "Request Timeout";
  case 409:
    return "Conflict";
  case 413:
    return "Content Too Large";
  case 415:
    return "Unsupported Media Type";
  case 422:
    return "Unprocessable Content";
  case 426:
    return "Upgrade Required";
  case 429:
    return "Too Many Requests";
  case 431:
    return "Request Header Fields Too Large";
  case 500:
    return "Internal Server Error";
  case 501:
    return "Not Implemented";
  case 503:
    return "Service Unavailable";
  default:
    return "Status";
  }
}

void forge::net::appendJsonText(std::string &out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += digits[c >> 4];
      out += digits[c & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void Exchange::fail(int status, std::string_view message) {
  std::string body = "{\"error\":";
  appendJsonText(body, message);
  body += '}';
  Reply reply;
  reply.status = status;
  reply.body = body;
  answer(reply);
}
