//===- MessageReader.h - requests out of a stream of bytes ----------------===//
//
// Collects what a connection receives and takes requests out of it. What
// servers and proxies are known to read in different ways is refused.
// Included by HttpServer.cpp only, which is the one file that compiles Beast.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_NET_MESSAGEREADER_H
#define FORGE_RT_NET_MESSAGEREADER_H

#include "Http.h"

#include <boost/beast/http/basic_parser.hpp>

#include <cstring>
#include <memory>
#include <optional>

namespace forge::net {

namespace http = boost::beast::http;
using boost::beast::error_code;

/// Writes what Beast finds in a message into a Request.
class RequestParser final : public http::basic_parser<true> {
public:
  RequestParser(Request &request, size_t maxBody)
      : request(request), maxBody(maxBody) {
    eager(true);
    body_limit(maxBody);
    header_limit(UINT32_MAX); // the reader knows the size
  }

  unsigned hosts = 0, lengths = 0, codings = 0;
  std::string_view coding;
  bool expectsContinue = false;
  bool isInBody = false;

private:
  using Text = boost::beast::string_view;
  static std::string_view view(Text text) { return {text.data(), text.size()}; }

  void on_request_impl(http::verb, Text method, Text target, int version,
                       error_code &) override {
    request.methodText = view(method);
    request.method = parseMethod(request.methodText);
    request.target = view(target);
    request.version = unsigned(version);
  }
  void on_response_impl(int, Text, int, error_code &) override {}
  void on_field_impl(http::field name, Text nameText, Text value,
                     error_code &ec) override {
    if (isInBody)
      return; // trailers have no meaning here
    switch (name) {
    case http::field::host:
      ++hosts;
      break;
    case http::field::content_length:
      ++lengths;
      // Beast takes `3, 3` for 3.
      if (value.find_first_not_of("0123456789") != Text::npos)
        ec = http::error::bad_content_length;
      break;
    case http::field::transfer_encoding:
      ++codings;
      coding = view(value);
      break;
    case http::field::expect:
      expectsContinue = equalsIgnoringCase(view(value), "100-continue");
      break;
    default:
      break;
    }
    request.fields.push_back({view(nameText), view(value)});
  }
  void on_header_impl(error_code &) override { isInBody = true; }
  void on_body_init_impl(boost::optional<uint64_t> const &size,
                         error_code &) override {
    if (size && *size <= maxBody)
      request.body.reserve(size_t(*size));
  }
  size_t add(Text body, error_code &ec) {
    if (request.body.size() + body.size() > maxBody) {
      ec = http::error::body_limit;
      return 0;
    }
    request.body.append(body.data(), body.size());
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

  Request &request;
  size_t maxBody;
};

class MessageReader {
public:
  MessageReader(Request &request, size_t maxHead, size_t maxBody)
      : request(request), maxHead(maxHead), maxBody(maxBody) {}

  /// Where to read to, and that so many bytes were.
  char *space() {
    makeSpace();
    return bytes.get() + end;
  }
  size_t spaceSize() const { return capacity - end; }
  /// Whether the buffer can take more of what comes after this request.
  bool hasSpace() const { return end < capacity; }
  void received(size_t count) { end += count; }

  bool isEmpty() const { return begin == end; }
  bool isInBody() const { return parser.has_value(); }
  bool isKeptAlive() const { return parser->keep_alive(); }
  /// True once per request that wants to hear before it sends its body.
  bool takeExpectation() {
    return parser && !parser->is_done() &&
           std::exchange(parser->expectsContinue, false);
  }

  /// Goes on with the next request: 0 if it is not complete yet, 200 if it is,
  /// or the status of what is wrong with it.
  int advance() {
    if (!parser)
      if (int status = takeHead(); status != 200)
        return status;
    return takeBody();
  }

  /// What the bad request was about, for the answer.
  std::string_view complaint() const { return reason; }

  /// Forgets the complete request.
  void finish() {
    parser.reset();
    request.fields.clear();
    constexpr size_t usualBody = 64 << 10;
    if (request.body.capacity() > usualBody)
      request.body = {};
    request.body.clear();
    if (begin == end) {
      begin = end = 0;
      if (capacity > largeBuffer) {
        bytes.reset();
        capacity = 0;
      }
    }
    scanned = lineStart = begin;
  }

private:
  static constexpr size_t smallBuffer = 4 << 10, largeBuffer = 16 << 10;

  int bad(std::string_view why, int status = 400) {
    reason = why;
    return status;
  }

  /// While a body is read, views into the head keep the buffer where it is; a
  /// body leaves the buffer as it comes, and there was room when it began.
  void makeSpace() {
    if (parser)
      return;
    if (begin > 0 && (begin == end || capacity - end < smallBuffer / 2)) {
      std::memmove(bytes.get(), bytes.get() + begin, end - begin);
      end -= begin;
      scanned -= begin;
      lineStart -= begin;
      begin = 0;
    }
    if (capacity - end < smallBuffer / 2)
      grow(capacity ? capacity * 2 : smallBuffer);
  }

  void grow(size_t size) {
    auto larger = std::make_unique<char[]>(size);
    if (end)
      std::memcpy(larger.get(), bytes.get(), end);
    bytes = std::move(larger);
    capacity = size;
  }

  /// Looks for the end of the head; checks how its lines end.
  int scanHead() {
    const char *text = bytes.get();
    while (scanned < end) {
      auto *found = static_cast<const char *>(
          std::memchr(text + scanned, '\n', end - scanned));
      if (!found) {
        scanned = end;
        break;
      }
      size_t at = size_t(found - text);
      scanned = at + 1;
      if (at == lineStart || text[at - 1] != '\r')
        return bad("a line does not end in CR LF");
      size_t size = at - 1 - lineStart;
      if (size == 0 && lineStart == begin) {
        begin = lineStart = scanned; // a blank line before the request
        continue;
      }
      if (size == 0)
        return 200;
      if (lineStart != begin &&
          (text[lineStart] == ' ' || text[lineStart] == '\t'))
        return bad("a header line is folded");
      if (std::memchr(text + lineStart, 0, size))
        return bad("a NUL in the head");
      if (std::memchr(text + lineStart, '\r', size))
        return bad("a line does not end in CR LF");
      lineStart = scanned;
    }
    if (end - begin > maxHead)
      return bad("the head is too large", 431);
    return 0;
  }

  int takeHead() {
    int status = scanHead();
    if (status != 200)
      return status;
    if (scanned - begin > maxHead)
      return bad("the head is too large", 431);
    if (capacity - end < smallBuffer / 4)
      grow(capacity * 2);
    const char *text = bytes.get() + begin;
    size_t size = scanned - begin;
    begin = headEnd = scanned;
    parser.emplace(request, maxBody);
    error_code ec;
    parser->put(boost::asio::const_buffer(text, size), ec);
    if (ec == http::error::need_more)
      ec = {};
    return checkHead(ec);
  }

  int checkHead(error_code ec) {
    if (parser->lengths + parser->codings > 1)
      return bad("the length of the body is ambiguous");
    if (ec == http::error::body_limit)
      return bad("the body is too large", 413);
    if (ec)
      return bad("malformed request");
    if (parser->hosts > 1 || (parser->hosts == 0 && request.version == 11))
      return bad("a request has one Host");
    if (parser->codings) {
      if (request.version == 10)
        return bad("HTTP/1.0 has no Transfer-Encoding");
      if (!equalsIgnoringCase(parser->coding, "chunked"))
        return bad("unknown Transfer-Encoding", 501);
    }
    return splitTarget();
  }

  /// Finds path and query in any form of a target.
  int splitTarget() {
    std::string_view target = request.target;
    for (std::string_view scheme : {"http://", "https://"})
      if (target.size() > scheme.size() &&
          equalsIgnoringCase(target.substr(0, scheme.size()), scheme)) {
        target.remove_prefix(scheme.size());
        size_t path = target.find_first_of("/?");
        target = path == std::string_view::npos ? "/" : target.substr(path);
        break;
      }
    if (target.find('#') != std::string_view::npos)
      return bad("a fragment in the target");
    size_t query = target.find('?');
    request.path = target.substr(0, query);
    if (request.path.empty())
      request.path = "/";
    request.query = query == std::string_view::npos ? std::string_view()
                                                    : target.substr(query + 1);
    if (request.path.front() != '/' && request.target != "*" &&
        request.methodText != "CONNECT")
      return bad("malformed target");
    return 200;
  }

  int takeBody() {
    while (!parser->is_done()) {
      if (begin == end)
        break;
      error_code ec;
      size_t used = parser->put(
          boost::asio::const_buffer(bytes.get() + begin, end - begin), ec);
      begin += used;
      if (ec == http::error::body_limit)
        return bad("the body is too large", 413);
      if (ec && ec != http::error::need_more)
        return bad("malformed body");
      if (ec == http::error::need_more || used == 0)
        break;
    }
    if (parser->is_done())
      return 200;
    // The head stays, behind it there is room for what comes.
    std::memmove(bytes.get() + headEnd, bytes.get() + begin, end - begin);
    end -= begin - headEnd;
    begin = headEnd;
    if (end == capacity)
      return bad("malformed body"); // a line of chunks without an end
    return 0;
  }

  Request &request;
  size_t maxHead, maxBody;
  std::unique_ptr<char[]> bytes;
  size_t capacity = 0;
  size_t begin = 0, end = 0;         ///< what is not consumed
  size_t scanned = 0, lineStart = 0; ///< of the head
  size_t headEnd = 0;
  std::optional<RequestParser> parser; ///< of a request whose head is complete
  std::string_view reason;
};

} // namespace forge::net

#endif // FORGE_RT_NET_MESSAGEREADER_H
