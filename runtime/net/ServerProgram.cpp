//===- ServerProgram.cpp - a program that is a server ---------------------===//
//
// What the code of a program calls to say that it is a server, and the calls of
// its handlers. Specification: server, sections 1, 2, 6, 7, 8 and 15.
//
//===----------------------------------------------------------------------===//

#include "ServerProgram.h"

#include "JsonReply.h"
#include "ReplyModule.h"
#include "RequestSpans.h"
#include "core/Call.h"
#include "core/ErrorObject.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/Output.h"
#include "core/StringObject.h"
#include "forge/rt/Prototypes.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace forge::rt;
using namespace forge::net;

static void flushService(Context &, Service *) {}

static void destroyService(Context &ctx, Service *service) {
  auto *program = static_cast<ServerProgram *>(service);
  for (ServedRoute &route : program->routes)
    release(ctx, route.handler);
  delete program;
}

ServerProgram::ServerProgram(Context &ctx)
    : Service{flushService, destroyService}, ctx(ctx), log(logOf(ctx)) {
  next = std::exchange(runtime(ctx).services, this);
}

static ServerProgram &programOf(Context &ctx) {
  for (Service *service = runtime(ctx).services; service;
       service = service->next)
    if (service->destroy == destroyService)
      return *static_cast<ServerProgram *>(service);
  return *new ServerProgram(ctx);
}

//===----------------------------------------------------------------------===//
// What the program says
//===----------------------------------------------------------------------===//

static void setOption(Context &ctx, ServerOptions &options,
                      std::string_view name, Bits value) {
  if (name == "port") {
    if (!isInt(value) || asInt(value) < 0 || asInt(value) > UINT16_MAX)
      raise(ctx, "@server: port must be an Int from 0 to 65535, not %", value);
    else
      options.port = uint16_t(asInt(value));
  } else if (name == "host") {
    if (!isString(value))
      raise(ctx, "@server: host must be a String, not %", value);
    else
      options.host = textOf(value);
  } else if (name == "cors") {
    if (!isString(value))
      return void(raise(ctx, "@server: cors must be a String, not %", value));
    for (std::string_view word : {"permissive", "any", "*"})
      options.isPermissive |= equalsIgnoringCase(textOf(value), word);
  }
}

void forge::rt::frt_server_option(Context *ctx, Bits name,
                                  Bits value) noexcept {
  setOption(*ctx, programOf(*ctx).options, textOf(name), value);
}

void forge::rt::frt_server_options(Context *ctx, Bits options) noexcept {
  if (!isObject(options)) {
    raise(*ctx, "@server takes named arguments or one Object, not %", options);
    return;
  }
  ObjectCursor cursor(options);
  Bits key, value;
  while (!failed(*ctx) && cursor.next(key, value))
    setOption(*ctx, programOf(*ctx).options, textOf(key), value);
}

void forge::rt::frt_server_route(Context *ctx, Bits handler, Bits name,
                                 Bits method, Bits pattern,
                                 Bits params) noexcept {
  ServerProgram &program = programOf(*ctx);
  std::string path(textOf(pattern));
  std::string_view word = textOf(method);
  Method which = word == "any" ? Router::anyMethod : Method::Other;
  std::string upper(word);
  for (char &c : upper)
    c &= ~32;
  if (word != "any")
    which = parseMethod(upper);
  program.router.add(which, path, uint32_t(program.routes.size()));
  program.routes.push_back({handler, std::string(textOf(name)), upper, path,
                            BoundParams(path, textOf(params))});
}

void forge::rt::frt_server_run(Context *ctx) noexcept {
  ServerProgram &program = programOf(*ctx);
  if (program.routes.empty()) {
    raise(*ctx, "@server defined but no route handlers found. Add @get/@post "
                "functions.");
    return;
  }
  if (std::string error = program.run(); !error.empty())
    raiseMessage(*ctx, error);
}

//===----------------------------------------------------------------------===//
// Requests
//===----------------------------------------------------------------------===//

/// The line that an error comes from, as `file:line`.
static std::string placeOf(Context &ctx) {
  ErrorObject *error = pendingError(ctx);
  if (error->sites == 0)
    return {};
  const SourceSite *site = error->site(0);
  return std::string(site->file.ptr ? site->file.ptr : "?") + ":" +
         std::to_string(site->line);
}

void ServerProgram::replyError(Exchange &exchange, const ServedRoute &route) {
  std::string place = placeOf(ctx);
  Owned message(ctx, pendingMessage(ctx));
  clearError(ctx);
  if (log.shows(Level::Error, "forge.server")) {
    LogField fields[] = {
        {"handler", route.name}, {"error", textOf(message)}, {"at", place}};
    log.write(Level::Error, "forge.server", "handler failed", fields,
              log.spans);
  }
  exchange.fail(500, textOf(message));
}

void ServerProgram::reply(Exchange &exchange, ServedRoute &route, Bits result) {
  body.clear();
  if (isReply(result)) {
    std::string fields;
    Reply reply;
    readReply(ctx, result, reply, body, fields);
    return exchange.answer(reply);
  }
  std::string_view foreign = appendJsonReply(body, result);
  if (!foreign.empty() && !std::exchange(route.hasWarned, true) &&
      log.shows(Level::Warn, "forge.server")) {
    LogField fields[] = {{"handler", route.name}, {"type", foreign}};
    log.write(Level::Warn, "forge.server",
              "a value without JSON form was sent as its type", fields,
              log.spans);
  }
  Reply reply;
  reply.body = body;
  exchange.answer(reply);
}

void ServerProgram::handle(void *user, Exchange &exchange) {
  static_cast<ServerProgram *>(user)->handle(exchange);
}

void ServerProgram::handle(Exchange &exchange) {
  ServedRoute &route = routes[exchange.route];
  exchange.handler = route.name;
  if (route.handler == unboundBits)
    return exchange.fail(500, "handler '" + route.name + "' not found");
  if (!bindParams(ctx, route.params, exchange, arguments))
    return;

  RequestSpans spans(exchange);
  log.spans = spans.view();
  Bits *outer = ctx.globals.ptr;
  int32_t depth = ctx.depth;
  initial->fork(ctx, globals.data(), handlers.data());
  ctx.globals.ptr = globals.data();
  // A name that is bound to something else is called as it is.
  Bits handler = handlers[exchange.route];
  bool isFunction = isCallable(handler);
  if (!isFunction)
    for (Bits argument : arguments)
      release(ctx, argument);
  Owned result(ctx, call(ctx, handler, arguments.data(),
                         isFunction ? int64_t(arguments.size()) : 0));
  if (failed(ctx)) {
    result.take();
    replyError(exchange, route);
  } else {
    reply(exchange, route, result);
  }
  result.reset(nullBits);
  releaseAll(ctx, globals.data(), int64_t(globals.size()));
  releaseAll(ctx, handlers.data(), int64_t(handlers.size()));
  ctx.globals.ptr = outer;
  ctx.depth = depth;
  log.spans = {};
}

//===----------------------------------------------------------------------===//
// Start and end
//===----------------------------------------------------------------------===//

/// The host as it stands in a URL.
static std::string urlHost(std::string_view host) {
  bool isBare = host.find(':') != std::string_view::npos && host[0] != '[';
  return isBare ? "[" + std::string(host) + "]" : std::string(host);
}

/// Tells a person at a terminal what was started.
void ServerProgram::banner(uint16_t port) const {
  if (!isatty(1))
    return;
  const char *term = std::getenv("TERM"), *noColour = std::getenv("NO_COLOR");
  bool colour =
      !(noColour && *noColour) && !(term && std::string_view(term) == "dumb");
  auto paint = [&](const char *escape, const std::string &text) {
    return colour ? std::string(escape) + text + "\033[0m" : text;
  };
  const char *dim = "\033[2m";
  std::string out = "\n  " + paint("\033[32m", "The server is running") + "\n";
  out += "  " +
         paint("\033[1m",
               "http://" + urlHost(options.host) + ":" + std::to_string(port)) +
         "\n\n";
  out += "  CORS    " +
         (options.isPermissive
              ? paint("\033[33m", "permissive") +
                    paint(dim, " (pages of every origin may read answers)")
              : paint("\033[32m", "restrictive") +
                    paint(dim, " (only pages of the same origin)")) +
         "\n";
  out += "  Limit   " + std::to_string(options.maxInFlight) +
         paint(dim, " requests in flight, more are answered with 503") + "\n\n";
  for (const ServedRoute &route : routes)
    out +=
        "  " +
        paint("\033[36m",
              std::string(route.method.size() < 6 ? 6 - route.method.size() : 0,
                          ' ') +
                  route.method) +
        " " + route.pattern + "\n";
  out += "\n  " +
         paint(dim, "compiled by Forge, served by Asio and Beast; Ctrl+C to "
                    "stop") +
         "\n\n";
  std::fputs(out.c_str(), stdout);
  std::fflush(stdout);
}

static void flushOutput(void *user) {
  flushOut(static_cast<ServerProgram *>(user)->ctx);
}

std::string ServerProgram::run() {
  HttpServer server(options, router, handle, this, log);
  if (std::string error = server.bind(); !error.empty())
    return error;
  server.setIdle(flushOutput);
  flushOut(ctx);
  uint16_t port = server.port();
  if (log.shows(Level::Info, "forge.server")) {
    std::string number = std::to_string(port),
                count = std::to_string(routes.size()),
                limit = std::to_string(options.maxInFlight);
    LogField fields[] = {
        {"host", options.host},
        {"port", number, true},
        {"routes", count, true},
        {"cors", options.isPermissive ? "permissive" : "restrictive"},
        {"max_inflight", limit, true}};
    log.write(Level::Info, "forge.server", "Forge server listening", fields);
  }
  banner(port);

  int64_t count = runtime(ctx).program->globals;
  std::vector<Bits> values;
  for (const ServedRoute &route : routes)
    values.push_back(route.handler);
  initial.emplace(ctx, ctx.globals.ptr, count, values);
  globals.resize(size_t(count));
  handlers.resize(routes.size());
  log.isBuffered = true;
  server.run();
  log.isBuffered = false;
  initial.reset();
  return {};
}
