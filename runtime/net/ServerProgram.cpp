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
#include "core/Buffer.h"
#include "core/Call.h"
#include "core/ErrorObject.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/Output.h"
#include "core/StringObject.h"
#include "forge/rt/Prototypes.h"
#include "sched/Scheduler.h"

#include <algorithm>
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

/// A request whose handler is at work, as a task of its own.
struct ServerProgram::Call {
  Call(ServerProgram &program, Exchange &exchange, ServedRoute &route)
      : program(program), exchange(&exchange), route(route), spans(exchange) {
    next = program.calls;
    if (next)
      next->previous = this;
    program.calls = this;
  }
  ~Call() {
    (previous ? previous->next : program.calls) = next;
    if (next)
      next->previous = previous;
  }

  ServerProgram &program;
  Exchange *exchange; ///< null when the server has ended
  ServedRoute &route;
  RequestSpans spans;
  Task *task = nullptr;
  Bits handler = nullBits;   ///< owned
  Buffer<Bits, 8> arguments; ///< owned until the handler is called
  Call *next = nullptr, *previous = nullptr;
};

void ServerProgram::replyError(Call &call) {
  std::string place = placeOf(ctx);
  Owned message(ctx, pendingMessage(ctx));
  clearError(ctx);
  // Nobody asks why a handler did not go on for a client that has left.
  if (!call.exchange->isAbandoned() &&
      log.shows(Level::Error, "forge.server")) {
    LogField fields[] = {{"handler", call.route.name},
                         {"error", textOf(message)},
                         {"at", place}};
    log.write(Level::Error, "forge.server", "handler failed", fields,
              call.spans.view());
  }
  call.exchange->fail(500, textOf(message));
}

void ServerProgram::reply(Call &call, Bits result) {
  body.clear();
  if (isReply(result)) {
    std::string fields;
    Reply reply;
    readReply(ctx, result, reply, body, fields);
    return call.exchange->answer(reply);
  }
  std::string_view foreign = appendJsonReply(body, result);
  if (!foreign.empty() && !std::exchange(call.route.hasWarned, true) &&
      log.shows(Level::Warn, "forge.server")) {
    LogField fields[] = {{"handler", call.route.name}, {"type", foreign}};
    log.write(Level::Warn, "forge.server",
              "a value without JSON form was sent as its type", fields,
              call.spans.view());
  }
  Reply reply;
  reply.body = body;
  call.exchange->answer(reply);
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
  Scheduler &s = scheduler(ctx);
  auto *call = new Call(*this, exchange, route);
  Bits *globals = s.newGlobals();
  initial->fork(ctx, globals, handlers.data());
  call->handler = retained(handlers[exchange.route]);
  releaseAll(ctx, handlers.data(), int64_t(handlers.size()));
  // A name that is bound to something else is called as it is.
  if (isCallable(call->handler))
    call->arguments.append(arguments.data(), arguments.size());
  else
    releaseAll(ctx, arguments.data(), int64_t(arguments.size()));
  exchange.data = call;
  exchange.abandoned = cancel;
  Task &task = s.makeRequest(globals, begin, call, end);
  call->task = &task;
  s.runNow(task);
}

uint64_t ServerProgram::begin(Context &ctx, Task &task) {
  auto &call = *static_cast<Call *>(task.request);
  int64_t count = int64_t(call.arguments.size());
  if (failed(ctx)) { // cancelled before it ran
    releaseAll(ctx, call.arguments.data(), count);
    return nullBits;
  }
  return forge::rt::call(ctx, call.handler, call.arguments.data(), count);
}

/// The handler has returned or raised.
void ServerProgram::end(Context &ctx, Task &task, uint64_t result) {
  auto *call = static_cast<Call *>(task.request);
  bool isFailed = failed(ctx);
  if (!call->exchange)
    clearError(ctx);
  else if (isFailed)
    call->program.replyError(*call);
  else
    call->program.reply(*call, result);
  if (!isFailed)
    release(ctx, result);
  release(ctx, call->handler);
  task.request = nullptr;
  delete call;
}

/// The client has gone away.
void ServerProgram::cancel(Exchange &exchange) {
  auto &call = *static_cast<Call *>(exchange.data);
  cancelTask(scheduler(call.program.ctx), *call.task);
}

/// The spans of the request for which the running task works, also if a task of
/// the handler started it.
std::span<const LogSpan> ServerProgram::currentSpans(void *user) {
  Task *task = scheduler(static_cast<ServerProgram *>(user)->ctx).current;
  while (task) {
    if (task->ended == end && task->request)
      return static_cast<Call *>(task->request)->spans.view();
    Scope *scope = task->scope;
    while (scope && scope->kind != Scope::Request)
      scope = scope->parent;
    task = scope ? scope->owner : nullptr;
  }
  return {};
}

/// Lets tasks run between the events of sockets.
int64_t ServerProgram::work(void *user) {
  Context &ctx = static_cast<ServerProgram *>(user)->ctx;
  Scheduler &s = scheduler(ctx);
  bool isMore = s.runSome();
  flushOut(ctx);
  if (isMore)
    return 0;
  Time next = s.timers.next();
  if (next == never)
    return -1;
  constexpr Time millisecond = second / 1000;
  return std::max<Time>((next - s.world->now()) / millisecond + 1, 1);
}

void ServerProgram::rest(void *user) {
  scheduler(static_cast<ServerProgram *>(user)->ctx).inbox.setTicking(false);
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

static void wakeServer(void *server) {
  static_cast<HttpServer *>(server)->wake();
}

std::string ServerProgram::run() {
  HttpServer server(options, router, handle, this, log);
  if (std::string error = server.bind(); !error.empty())
    return error;
  server.setWork({work, rest});
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
  handlers.resize(routes.size());
  Scheduler &s = scheduler(ctx);
  log.isBuffered = true;
  log.spans = currentSpans;
  log.spansData = this;
  s.inbox.notified = &server;
  s.inbox.notify = wakeServer;
  s.serves = true;
  ++s.expected;
  server.run();
  // What is still at work is cancelled and answers nobody.
  for (Call *call = calls; call; call = call->next) {
    call->exchange = nullptr;
    cancelTask(s, *call->task);
  }
  while (calls && (s.runSome() || s.expected > 1))
    if (s.ready.empty())
      s.world->idle(s, s.timers.next());
  --s.expected;
  s.serves = false;
  s.inbox.notify = nullptr;
  log.spans = nullptr;
  log.isBuffered = false;
  initial.reset();
  return {};
}
