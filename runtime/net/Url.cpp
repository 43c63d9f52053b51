//===- Url.cpp - URLs of requests -----------------------------------------===//

#include "Url.h"

#include "Http.h"

#include <vector>

using namespace forge::net;

std::string Url::authority() const {
  std::string text =
      host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (port != (isSecure ? 443 : 80))
    text += ":" + std::to_string(port);
  return text;
}

static bool isLetter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The scheme in front of the first colon, or empty.
static std::string_view schemeOf(std::string_view text) {
  size_t i = 0;
  while (i < text.size() &&
         (isLetter(text[i]) || isDigit(text[i]) || text[i] == '+' ||
          text[i] == '-' || text[i] == '.'))
    ++i;
  return i > 0 && i < text.size() && text[i] == ':' && isLetter(text[0])
             ? text.substr(0, i)
             : std::string_view();
}

/// Bytes that may not stand in a request line become escapes.
static std::string escapedTarget(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '"' && c != '<' && c != '>') {
      out += c;
      continue;
    }
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

static std::string parsePort(std::string_view text, Url &url) {
  if (text.empty())
    return {};
  unsigned port = 0;
  for (char c : text) {
    if (!isDigit(c) || port > UINT16_MAX)
      return "invalid port number";
    port = port * 10 + unsigned(c - '0');
  }
  if (port > UINT16_MAX)
    return "invalid port number";
  url.port = uint16_t(port);
  return {};
}

static std::string parseAuthority(std::string_view text, Url &url) {
  if (size_t at = text.rfind('@'); at != std::string_view::npos) {
    url.credentials = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  size_t end;
  if (text.starts_with('[')) {
    end = text.find(']');
    if (end == std::string_view::npos)
      return "invalid IPv6 address";
    url.host = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
    if (!text.empty() && text.front() != ':')
      return "invalid IPv6 address";
  } else {
    end = text.find(':');
    url.host = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end);
  }
  if (url.host.empty())
    return "empty host";
  for (char &c : url.host) {
    auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F || c == '%' || c == '\\')
      return "invalid character in the host";
    if (c >= 'A' && c <= 'Z')
      c |= 32;
  }
  return text.empty() ? std::string() : parsePort(text.substr(1), url);
}

std::string forge::net::parseUrl(std::string_view text, Url &url) {
  std::string whole(text);
  auto invalid = [&](std::string_view why) {
    return "invalid url '" + whole + "': " + std::string(why);
  };
  std::string_view scheme = schemeOf(text);
  if (scheme.empty())
    return invalid("relative URL without a base");
  url = {};
  url.isSecure = equalsIgnoringCase(scheme, "https");
  if (!url.isSecure && !equalsIgnoringCase(scheme, "http"))
    return "unsupported url scheme '" + std::string(scheme) +
           "': only http/https allowed";
  url.port = url.isSecure ? 443 : 80;
  text.remove_prefix(scheme.size() + 1);
  if (!text.starts_with("//"))
    return invalid("empty host");
  text.remove_prefix(2);
  text = text.substr(0, text.find('#'));
  size_t end = text.find_first_of("/?");
  std::string error = parseAuthority(text.substr(0, end), url);
  if (!error.empty())
    return invalid(error);
  std::string_view rest = end == std::string_view::npos ? "" : text.substr(end);
  url.target = escapedTarget(rest);
  if (!url.target.starts_with('/'))
    url.target = "/" + url.target;
  return {};
}

/// Removes `.` and `..` segments.
static std::string normalized(std::string_view path) {
  std::vector<std::string_view> kept;
  path.remove_prefix(1);
  while (true) {
    size_t end = path.find('/');
    bool isLast = end == std::string_view::npos;
    std::string_view segment = path.substr(0, end);
    bool isDots = segment == "." || segment == "..";
    if (segment == ".." && !kept.empty())
      kept.pop_back();
    if (!isDots)
      kept.push_back(segment);
    else if (isLast)
      kept.push_back("");
    if (isLast)
      break;
    path.remove_prefix(end + 1);
  }
  std::string out;
  for (std::string_view segment : kept) {
    out += '/';
    out += segment;
  }
  return out.empty() ? "/" : out;
}

std::string forge::net::resolveReference(const Url &base,
                                         std::string_view reference) {
  if (!schemeOf(reference).empty())
    return std::string(reference);
  std::string scheme = base.isSecure ? "https:" : "http:";
  if (reference.starts_with("//"))
    return scheme + std::string(reference);
  std::string root = scheme + "//" + base.authority();
  size_t query = base.target.find('?');
  std::string path = base.target.substr(0, query);
  if (reference.empty() || reference.front() == '#')
    return root + base.target;
  if (reference.front() == '?')
    return root + path + std::string(reference);
  std::string_view referred =
      reference.substr(0, reference.find_first_of("?#"));
  std::string_view tail = reference.substr(referred.size());
  if (referred.front() != '/')
    path = path.substr(0, path.rfind('/') + 1) + std::string(referred);
  else
    path = referred;
  return root + normalized(path) + std::string(tail);
}

void forge::net::percentEncode(std::string &out, std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  for (char c : text) {
    if (isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_' ||
        c == '~') {
      out += c;
      continue;
    }
    auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}
