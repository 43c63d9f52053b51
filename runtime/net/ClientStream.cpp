//===- ClientStream.cpp - a connection to a server ------------------------===//

#include "ClientStream.h"

#include "PrivateAddress.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace forge::net;

static constexpr char timedOut[] = "operation timed out";

int64_t forge::net::monotonicTime() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

ClientStream::~ClientStream() {
  if (tls)
    SSL_free(tls);
  if (socket >= 0)
    close(socket);
}

bool ClientStream::wait(short events) {
  while (true) {
    int64_t rest = deadline - monotonicTime();
    if (rest <= 0)
      return false;
    pollfd event = {socket, events, 0};
    int ready = poll(&event, 1, int(rest < INT32_MAX ? rest : INT32_MAX));
    if (ready > 0)
      return true;
    if (ready < 0 && errno != EINTR)
      return true; // the operation itself tells why
  }
}

std::string ClientStream::connectTo(const void *address, unsigned size) {
  auto *to = static_cast<const sockaddr *>(address);
  socket =
      ::socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0)
    return std::strerror(errno);
  int error = 0;
  if (::connect(socket, to, size) != 0)
    error = errno;
  if (error == EINPROGRESS) {
    if (!wait(POLLOUT)) {
      error = ETIMEDOUT;
    } else {
      socklen_t length = sizeof(error);
      getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length);
    }
  }
  if (error == 0) {
    int one = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
    return {};
  }
  close(socket);
  socket = -1;
  return error == ETIMEDOUT ? timedOut : std::strerror(error);
}

std::string ClientStream::connect(const Url &url, bool allowsPrivate) {
  addrinfo hints = {}, *found = nullptr;
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  std::string port = std::to_string(url.port);
  int status = getaddrinfo(url.host.c_str(), port.c_str(), &hints, &found);
  if (status)
    return "request failed: cannot resolve '" + url.host +
           "': " + gai_strerror(status);
  std::string error;
  in6_addr literal;
  bool isLiteral = inet_pton(AF_INET, url.host.c_str(), &literal) == 1 ||
                   inet_pton(AF_INET6, url.host.c_str(), &literal) == 1;
  for (addrinfo *item = found; item && !allowsPrivate; item = item->ai_next)
    if (isPrivateAddress(item->ai_addr))
      error = "url host '" + url.host + "' " +
              (isLiteral ? "is" : "resolves to") +
              " a private/loopback address (set FORGE_HTTP_ALLOW_PRIVATE=1 to "
              "allow)";
  if (error.empty()) {
    for (addrinfo *item = found; item; item = item->ai_next) {
      error = connectTo(item->ai_addr, item->ai_addrlen);
      if (error.empty())
        break;
    }
    if (!error.empty())
      error = "request failed: cannot connect to '" + url.authority() +
              "': " + error;
  }
  freeaddrinfo(found);
  return error.empty() && url.isSecure ? startTls(url) : error;
}

//===----------------------------------------------------------------------===//
// TLS
//===----------------------------------------------------------------------===//

/// Settings of all connections: certificates of the system are trusted.
static SSL_CTX *tlsSettings() {
  static SSL_CTX *settings = [] {
    SSL_CTX *made = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(made, TLS1_2_VERSION);
    SSL_CTX_set_default_verify_paths(made);
    SSL_CTX_set_verify(made, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_options(made, SSL_OP_IGNORE_UNEXPECTED_EOF);
    return made;
  }();
  return settings;
}

std::string ClientStream::tlsFault(const char *what) {
  std::string text = what;
  if (long verify = SSL_get_verify_result(tls); verify != X509_V_OK)
    return text + ": " + X509_verify_cert_error_string(verify);
  unsigned long code = ERR_get_error();
  ERR_clear_error();
  const char *reason = code ? ERR_reason_error_string(code) : nullptr;
  return text + ": " + (reason ? reason : "the connection was closed");
}

std::string ClientStream::startTls(const Url &url) {
  ERR_clear_error();
  tls = SSL_new(tlsSettings());
  SSL_set_fd(tls, socket);
  in6_addr literal;
  bool isLiteral = inet_pton(AF_INET, url.host.c_str(), &literal) == 1 ||
                   inet_pton(AF_INET6, url.host.c_str(), &literal) == 1;
  if (isLiteral) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), url.host.c_str());
  } else {
    SSL_set_tlsext_host_name(tls, url.host.c_str());
    SSL_set1_host(tls, url.host.c_str());
  }
  while (true) {
    int done = SSL_connect(tls);
    if (done == 1)
      return {};
    int wanted = SSL_get_error(tls, done);
    if (wanted != SSL_ERROR_WANT_READ && wanted != SSL_ERROR_WANT_WRITE)
      return tlsFault("request failed: TLS");
    if (!wait(wanted == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT))
      return std::string("request failed: ") + timedOut;
  }
}

//===----------------------------------------------------------------------===//
// Bytes
//===----------------------------------------------------------------------===//

std::string ClientStream::write(std::string_view text) {
  while (!text.empty()) {
    short events = POLLOUT;
    ssize_t count;
    if (tls) {
      count = SSL_write(tls, text.data(),
                        int(std::min<size_t>(text.size(), 1 << 20)));
      if (count <= 0) {
        int wanted = SSL_get_error(tls, int(count));
        if (wanted != SSL_ERROR_WANT_READ && wanted != SSL_ERROR_WANT_WRITE)
          return tlsFault("request failed: TLS");
        events = wanted == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
      }
    } else {
      count = send(socket, text.data(), text.size(), MSG_NOSIGNAL);
      if (count < 0 && errno != EAGAIN && errno != EINTR)
        return std::string("request failed: ") + std::strerror(errno);
    }
    if (count > 0)
      text.remove_prefix(size_t(count));
    else if (!wait(events))
      return std::string("request failed: ") + timedOut;
  }
  return {};
}

std::string ClientStream::read(char *space, size_t size, size_t &count) {
  while (true) {
    short events = POLLIN;
    ssize_t got;
    if (tls) {
      got = SSL_read(tls, space, int(size));
      if (got <= 0) {
        int wanted = SSL_get_error(tls, int(got));
        if (wanted == SSL_ERROR_ZERO_RETURN)
          got = 0;
        else if (wanted != SSL_ERROR_WANT_READ &&
                 wanted != SSL_ERROR_WANT_WRITE)
          return tlsFault("TLS");
        else
          got = -1;
        events = wanted == SSL_ERROR_WANT_WRITE ? POLLOUT : POLLIN;
      }
    } else {
      got = recv(socket, space, size, 0);
      if (got < 0 && errno != EAGAIN && errno != EINTR)
        return std::strerror(errno);
    }
    if (got >= 0) {
      count = size_t(got);
      return {};
    }
    if (!wait(events))
      return timedOut;
  }
}
