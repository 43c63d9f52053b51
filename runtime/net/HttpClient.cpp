//===- HttpClient.cpp - requests to other servers -------------------------===//
//
// Responses are parsed by Beast, so this file is compiled with exceptions; none
// leaves it.
//
//===----------------------------------------------------------------------===//

#include "HttpClient.h"

#include "ClientStream.h"
#include "Http.h"
#include "UrlText.h"

#include <boost/beast/http/basic_parser.hpp>

#include <cerrno>
#include <cstring>
#include <optional>
#include <unistd.h>

using namespace forge::net;
namespace http = boost::beast::http;
using boost::beast::error_code;

const std::string *forge::net::findHeader(const HeaderList &headers,
                                          std::string_view name) {
  const std::string *found = nullptr;
  for (const auto &[key, value] : headers)
    if (equalsIgnoringCase(key, name))
      found = &value;
  return found;
}

namespace {

/// Collects a response.
class ResponseParser final : public http::basic_parser<false> {
public:
  ResponseParser(const ClientRequest &request, ClientResponse &response)
      : request(request), response(response) {
    eager(true);
    header_limit(1 << 20);
    body_limit(boost::none);
    skip(request.method == "HEAD");
  }

  bool isInterim() const {
    return response.status >= 100 && response.status < 200;
  }

private:
  using Text = boost::beast::string_view;

  void on_request_impl(http::verb, Text, Text, int, error_code &) override {}
  void on_response_impl(int code, Text, int, error_code &) override {
    response.status = code;
  }
  void on_field_impl(http::field, Text name, Text value,
                     error_code &) override {
    if (isInBody)
      return;
    std::string key(name.data(), name.size());
    for (char &c : key)
      if (c >= 'A' && c <= 'Z')
        c |= 32;
    response.headers.emplace_back(std::move(key),
                                  std::string(value.data(), value.size()));
  }
  void on_header_impl(error_code &) override { isInBody = true; }
  void on_body_init_impl(boost::optional<uint64_t> const &size,
                         error_code &ec) override {
    if (!size || request.method == "HEAD" || *size <= request.maxBytes)
      return;
    response.error = "response body advertises " + std::to_string(*size) +
                     " bytes which exceeds cap of " +
                     std::to_string(request.maxBytes);
    ec = http::error::body_limit;
  }
  size_t add(Text body, error_code &ec) {
    response.size += body.size();
    if (response.size > request.maxBytes) {
      response.error = "response body exceeded cap of " +
                       std::to_string(request.maxBytes) + " bytes";
      ec = http::error::body_limit;
      return 0;
    }
    if (request.file < 0 || response.status >= 400) {
      response.body.append(body.data(), body.size());
      return body.size();
    }
    for (size_t done = 0; done < body.size();) {
      ssize_t count =
          write(request.file, body.data() + done, body.size() - done);
      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0) {
        response.error = std::string("write error: ") + std::strerror(errno);
        ec = http::error::body_limit;
        return 0;
      }
      done += size_t(count);
    }
    return body.size();
  }
  size_t on_body_impl(Text body, error_code &ec) override {
    return add(body, ec);
  }
  void on_chunk_header_impl(uint64_t, Text, error_code &) override {}
  size_t on_chunk_body_impl(uint64_t, Text body, error_code &ec) override {
    return add(body, ec);
  }
  void on_finish_impl(error_code &) override {}

  const ClientRequest &request;
  ClientResponse &response;
  bool isInBody = false;
};

} // namespace

/// The text of a request for one hop.
static std::string requestText(const ClientRequest &request, const Url &url) {
  std::string text = request.method + " " + url.target + " HTTP/1.1\r\n";
  auto add = [&](std::string_view name, std::string_view value) {
    if (findHeader(request.headers, name))
      return;
    text += name;
    text += ": ";
    text += value;
    text += "\r\n";
  };
  add("Host", url.authority());
  add("Accept", "*/*");
  add("User-Agent", "forge");
  if (!url.credentials.empty())
    add("Authorization", "Basic " + base64(url.credentials));
  for (const auto &[name, value] : request.headers)
    text += name + ": " + value + "\r\n";
  if (request.hasBody || request.method == "POST" || request.method == "PUT" ||
      request.method == "PATCH")
    add("Content-Length", std::to_string(request.body.size()));
  text += "Connection: close\r\n\r\n";
  return text + request.body;
}

/// Parses what has come; true if the response is complete or cannot be read.
static bool advance(std::optional<ResponseParser> &parser, std::string &buffer,
                    const ClientRequest &request, ClientResponse &response) {
  while (!buffer.empty()) {
    error_code ec;
    size_t taken = parser->put(
        boost::asio::const_buffer(buffer.data(), buffer.size()), ec);
    buffer.erase(0, taken);
    if (ec && ec != http::error::need_more) {
      if (response.error.empty())
        response.error = "request failed: malformed response: " + ec.message();
      return true;
    }
    if (parser->is_done()) {
      if (!parser->isInterim())
        return true;
      response.headers.clear();
      parser.emplace(request, response);
      continue;
    }
    if (ec || taken == 0)
      break;
  }
  return false;
}

/// Reads one response. What is wrong goes to its `error`.
static void readResponse(ClientStream &stream, const ClientRequest &request,
                         ClientResponse &response) {
  std::optional<ResponseParser> parser;
  parser.emplace(request, response);
  std::string buffer;
  char piece[16384];
  while (!advance(parser, buffer, request, response)) {
    size_t count = 0;
    std::string error = stream.read(piece, sizeof(piece), count);
    if (error.empty() && count > 0) {
      buffer.append(piece, count);
      continue;
    }
    bool isInBody = parser->is_header_done();
    if (error.empty()) {
      error_code ec;
      parser->put_eof(ec);
      if (!ec && parser->is_done())
        return;
      error = "the connection was closed before the end";
    }
    response.error =
        (isInBody ? "body read error: " : "request failed: ") + error;
    return;
  }
}

static bool isRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 ||
         status == 308;
}

/// Turns a request into the one that a redirect asks for.
static void follow(ClientRequest &request, int status, bool isSameOrigin) {
  bool becomesGet = status == 303 ? request.method != "HEAD"
                                  : request.method == "POST" && status <= 302;
  auto drop = [&](std::string_view name) {
    std::erase_if(request.headers, [&](const auto &header) {
      return equalsIgnoringCase(header.first, name);
    });
  };
  if (becomesGet) {
    request.method = "GET";
    request.body.clear();
    request.hasBody = false;
    for (const char *name : {"Content-Type", "Content-Length",
                             "Content-Encoding", "Transfer-Encoding"})
      drop(name);
  }
  if (isSameOrigin)
    return;
  for (const char *name :
       {"Authorization", "Cookie", "Proxy-Authorization", "Host"})
    drop(name);
}

static ClientResponse sendAll(ClientRequest request) {
  ClientResponse response;
  int64_t start = monotonicTime();
  int64_t deadline = start + request.timeout;
  Url url;
  response.error = parseUrl(request.url, url);
  for (int64_t hops = 0; response.error.empty(); ++hops) {
    ClientStream stream(deadline);
    response = {};
    response.error = stream.connect(url, request.allowsPrivate);
    if (hops > 0 && response.error.starts_with("url host"))
      response.error = "redirect rejected: " + response.error;
    if (response.error.empty())
      response.error = stream.write(requestText(request, url));
    if (response.error.empty())
      readResponse(stream, request, response);
    const std::string *location = findHeader(response.headers, "location");
    if (!response.error.empty() || !isRedirect(response.status) || !location)
      break;
    if (hops == request.maxRedirects) {
      response.error = "too many redirects (cap " +
                       std::to_string(request.maxRedirects) + ")";
      break;
    }
    Url next;
    std::string error = parseUrl(resolveReference(url, *location), next);
    if (!error.empty()) {
      response.error = "redirect rejected: " + error;
      break;
    }
    if (request.file >= 0 && (lseek(request.file, 0, SEEK_SET) < 0 ||
                              ftruncate(request.file, 0) < 0)) {
      response.error = std::string("write error: ") + std::strerror(errno);
      break;
    }
    follow(request, response.status, url.hasSameOrigin(next));
    url = next;
  }
  response.elapsed = monotonicTime() - start;
  return response;
}

ClientResponse forge::net::sendRequest(const ClientRequest &request) {
  try {
    return sendAll(request);
  } catch (const std::exception &error) {
    ClientResponse response;
    response.error = std::string("request failed: ") + error.what();
    return response;
  }
}
