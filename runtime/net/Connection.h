//===- Connection.h - one client of the server ----------------------------===//
//
// A connection reads into the buffer of its MessageReader, answers all complete
// requests in it into one output buffer, writes that, and reads again. While a
// handler is at work it goes on reading, to notice when the client leaves.
// Included by HttpServer.cpp only, which is the one file that compiles Asio.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_NET_CONNECTION_H
#define FORGE_RT_NET_CONNECTION_H

#include "ServerImpl.h"

namespace forge::net {

class Connection final : public Exchange {
public:
  Connection(HttpServer::Impl &server, Socket socket)
      : socket(std::move(socket)), server(server),
        reader(received, server.options.maxHead, server.options.maxBody),
        deadline(now() + server.options.headTimeout) {
    next = server.first;
    if (next)
      next->previous = this;
    server.first = this;
  }
  ~Connection() {
    (previous ? previous->next : server.first) = next;
    if (next)
      next->previous = previous;
  }

  void begin();
  void checkDeadline(int64_t time);
  void drain();
  void cancel();
  void close();
  void answer(const Reply &reply) override;

  Socket socket;
  Connection *next = nullptr, *previous = nullptr;
  unsigned holds = 0;

private:
  void advance();
  bool step();
  void refuse(int status);
  void takeId();
  void serve();
  void findRoute();
  void finish();
  void appendReply(const Reply &reply, bool keepsAlive);
  void flush();
  void read();
  void onRead(error_code ec, size_t count);
  void onWritten(error_code ec, size_t count);
  void linger();
  void gone();

  HttpServer::Impl &server;
  MessageReader reader;
  std::string out;
  size_t written = 0;
  int64_t deadline; ///< when the client has taken too long; 0 without limit
  int64_t started = 0;
  bool isReading = false, isWriting = false, isAtEnd = false;
  bool isHandling = false; ///< the handler has not answered
  bool isServing = false;  ///< the handler runs in `serve`
  bool isHeld = false;     ///< by the handler
  bool hasPermit = false;
  bool isClosing = false; ///< nothing more is answered
  bool isLingering = false;
};

inline Hold::Hold(Connection *connection) : connection(connection) {
  ++connection->holds;
}
inline Hold::~Hold() {
  if (connection && --connection->holds == 0)
    delete connection;
}

//===----------------------------------------------------------------------===//
// Reading and writing
//===----------------------------------------------------------------------===//

inline void Connection::begin() { read(); }

inline void Connection::read() {
  if (isReading || isAtEnd || !socket.is_open())
    return;
  char *space = reader.space();
  isReading = true;
  socket.async_read_some(asio::buffer(space, reader.spaceSize()),
                         [self = Hold(this)](error_code ec, size_t count) {
                           self->onRead(ec, count);
                         });
}

inline void Connection::onRead(error_code ec, size_t count) {
  isReading = false;
  if (!socket.is_open())
    return;
  if (isLingering) {
    if (ec)
      return close();
    return read(); // what comes is not looked at
  }
  if (ec) {
    isAtEnd = true;
    if (ec != asio::error::eof)
      return gone();
    if (isHandling)
      return gone();
    return advance();
  }
  reader.received(count);
  if (isHandling) {
    if (reader.hasSpace())
      read();
    return;
  }
  if (reader.isInBody())
    deadline = now() + server.options.bodyTimeout;
  advance();
}

/// The client is not there any more.
inline void Connection::gone() {
  close();
  if (!isHandling || isGone)
    return;
  isGone = true;
  if (abandoned)
    abandoned(*this);
}

inline void Connection::close() {
  if (!socket.is_open())
    return;
  error_code ignored;
  socket.close(ignored);
}

/// Writes what there is to write; at once, as far as the socket takes it.
inline void Connection::flush() {
  if (isWriting || !socket.is_open())
    return;
  while (written < out.size()) {
    error_code ec;
    size_t count = socket.write_some(
        asio::buffer(out.data() + written, out.size() - written), ec);
    if (ec == asio::error::would_block || ec == asio::error::try_again) {
      isWriting = true;
      deadline = now() + server.options.bodyTimeout;
      socket.async_write_some(
          asio::buffer(out.data() + written, out.size() - written),
          [self = Hold(this)](error_code ec, size_t count) {
            self->onWritten(ec, count);
          });
      return;
    }
    if (ec)
      return gone();
    written += count;
  }
  out.clear();
  written = 0;
  constexpr size_t usualReply = 64 << 10;
  if (out.capacity() > usualReply)
    out.shrink_to_fit();
}

inline void Connection::onWritten(error_code ec, size_t count) {
  isWriting = false;
  if (!socket.is_open())
    return;
  if (ec)
    return gone();
  written += count;
  advance();
}

/// Closing a socket that has unread data would make the client lose the answer:
/// sends the end of the stream, then reads on for a moment.
inline void Connection::linger() {
  if (isLingering || !socket.is_open())
    return;
  isLingering = true;
  constexpr int64_t moment = 2000;
  deadline = now() + moment;
  error_code ignored;
  socket.shutdown(tcp::socket::shutdown_send, ignored);
  if (isAtEnd)
    return close();
  read();
}

//===----------------------------------------------------------------------===//
// Requests
//===----------------------------------------------------------------------===//

/// Answers complete requests until something has to be waited for.
inline void Connection::advance() {
  Hold self(this);
  constexpr size_t enough = 64 << 10;
  bool isMore = true;
  while (isMore && !isClosing && !isHandling && !isWriting &&
         socket.is_open()) {
    isMore = step();
    if (!isMore || out.size() >= enough)
      flush();
  }
  flush();
  if (isWriting || !socket.is_open())
    return;
  if (isHandling) {
    deadline = 0;
    if (reader.hasSpace())
      read();
    return;
  }
  if (isClosing || (isAtEnd && !isHandling))
    return linger();
  if (server.isDraining && reader.isEmpty() && !reader.isInBody())
    return close();
  read();
}

/// Takes the next request; false if it is not complete.
inline bool Connection::step() {
  int status = reader.advance();
  if (status == 0) {
    int64_t time = now();
    if (reader.isInBody()) {
      if (reader.takeExpectation())
        out += "HTTP/1.1 100 Continue\r\n\r\n";
      deadline = time + server.options.bodyTimeout;
    } else if (!reader.isEmpty()) {
      if (!started) {
        started = time;
        deadline = time + server.options.headTimeout;
      }
    } else if (deadline == 0 || started) {
      started = 0;
      deadline = time + server.options.idleTimeout;
    }
    return false;
  }
  if (status != 200) {
    refuse(status);
    return false;
  }
  serve();
  return true;
}

/// Answers a request that cannot be understood, and closes.
inline void Connection::refuse(int status) {
  isClosing = true;
  started = now();
  takeId();
  std::string_view complaint = reader.complaint();
  isHandling = isServing = true;
  fail(status, status == 408 ? "the request took too long" : complaint);
  isServing = false;
}

/// The id that the client has given the request, or a new one.
inline void Connection::takeId() {
  const Field *id = received.find("x-request-id");
  if (!id)
    return server.ids.next(received.id);
  received.id.assign(id->value);
  if (loggedId(id->value) == id->value.substr(0, loggedIdSize))
    return;
  if (server.log.shows(Level::Warn, "forge.server"))
    server.log.write(Level::Warn, "forge.server",
                     "the X-Request-Id of a request is empty or not ASCII");
}

inline void Connection::serve() {
  started = now();
  takeId();
  if (received.peer.empty()) {
    error_code ec;
    tcp::endpoint peer = socket.remote_endpoint(ec);
    if (!ec)
      received.peer = peer.address().to_string(ec);
  }
  isHandling = isServing = true;
  findRoute();
  isServing = false;
  if (isHandling) {
    isHeld = true;
    ++holds;
  }
}

inline void Connection::findRoute() {
  Router::Match match =
      server.router.find(received.method, received.path, captures);
  // Only a route made for OPTIONS sees it.
  if (received.method == Method::Options && match.route == Router::none) {
    Reply reply;
    reply.contentType = {};
    if (server.options.isPermissive)
      reply.fields = "Access-Control-Allow-Methods: *\r\n"
                     "Access-Control-Allow-Headers: *\r\n";
    return answer(reply);
  }
  if (match.route == Router::none) {
    Reply reply;
    reply.contentType = {};
    reply.status = match.isPathKnown ? 405 : 404;
    std::string allow;
    if (match.isPathKnown) {
      allow = "Allow: " + allowedMethods(match.methods) + "\r\n";
      reply.fields = allow;
    }
    return answer(reply);
  }
  route = match.route;
  if (server.inFlight >= server.options.maxInFlight) {
    Reply reply;
    reply.status = 503;
    reply.body = "{\"error\":\"server at capacity\"}";
    reply.fields = "Retry-After: 1\r\n";
    return answer(reply);
  }
  ++server.inFlight;
  hasPermit = true;
  server.handler(server.user, *this);
}

inline void Connection::answer(const Reply &reply) {
  if (!isHandling)
    return;
  Hold self(this);
  if (std::exchange(isHeld, false))
    --holds;
  isHandling = false;
  if (std::exchange(hasPermit, false))
    --server.inFlight;
  bool keepsAlive = !isClosing && reader.isInBody() && reader.isKeptAlive() &&
                    !server.isDraining;
  if (!isGone)
    appendReply(reply, keepsAlive);
  server.logRequest(*this, reply.status, now() - started);
  isClosing |= !keepsAlive;
  finish();
  if (!isServing)
    advance();
}

/// The request is answered and forgotten.
inline void Connection::finish() {
  reader.finish();
  received.method = Method::Other;
  received.version = 11;
  received.methodText = received.target = received.path = received.query = {};
  data = nullptr;
  abandoned = nullptr;
  handler = {};
  started = 0;
  deadline = 0;
}

inline void appendNumber(std::string &out, uint64_t number) {
  char digits[20];
  char *p = digits + sizeof(digits);
  do
    *--p = char('0' + number % 10);
  while (number /= 10);
  out.append(p, size_t(digits + sizeof(digits) - p));
}

inline void Connection::appendReply(const Reply &reply, bool keepsAlive) {
  out += "HTTP/1.1 ";
  appendNumber(out, uint64_t(reply.status));
  out += ' ';
  out += statusText(reply.status);
  if (!reply.contentType.empty()) {
    out += "\r\nContent-Type: ";
    out += reply.contentType;
  }
  if (reply.status != 204 && reply.status != 304) {
    out += "\r\nContent-Length: ";
    appendNumber(out, reply.body.size());
  }
  out += "\r\nX-Request-Id: ";
  out += received.id;
  if (server.options.isPermissive)
    out += "\r\nAccess-Control-Allow-Origin: *";
  out += "\r\nVary: origin, access-control-request-method, "
         "access-control-request-headers\r\nDate: ";
  out += server.date();
  out += "\r\n";
  if (!keepsAlive)
    out += "Connection: close\r\n";
  else if (received.version == 10)
    out += "Connection: keep-alive\r\n";
  out += reply.fields;
  out += "\r\n";
  if (received.method != Method::Head)
    out += reply.body;
}

inline void Connection::checkDeadline(int64_t time) {
  if (!deadline || time < deadline || isHandling)
    return;
  Hold self(this);
  deadline = 0;
  bool isWaiting = !isWriting && !isLingering && !isClosing;
  if (!isWaiting || (reader.isEmpty() && !reader.isInBody()))
    return close();
  refuse(408);
  advance();
}

/// The server does not wait any longer.
inline void Connection::cancel() {
  Hold self(this);
  gone();
}

inline void Connection::drain() {
  if (isHandling || isWriting || !reader.isEmpty() || reader.isInBody())
    return;
  Hold self(this);
  close();
}

} // namespace forge::net

#endif // FORGE_RT_NET_CONNECTION_H
