//===- LogTest.cpp - filters and formats of events ------------------------===//

#include "log/Log.h"

#include <catch2/catch.hpp>

#include <cstdio>
#include <unistd.h>

using namespace forge::rt;

TEST_CASE("the longest matching target decides", "[log]") {
  LogFilter filter("warn,forge=info,forge.http=off,other=debug");
  CHECK(filter.shows(Level::Info, "forge.server"));
  CHECK_FALSE(filter.shows(Level::Debug, "forge.server"));
  CHECK_FALSE(filter.shows(Level::Error, "forge.http"));
  CHECK(filter.shows(Level::Debug, "other.thing"));
  CHECK(filter.shows(Level::Warn, "unknown"));
  CHECK_FALSE(filter.shows(Level::Info, "unknown"));
}

TEST_CASE("with targets only, the rest is off", "[log]") {
  LogFilter filter("forge.user=trace");
  CHECK(filter.shows(Level::Trace, "forge.user"));
  CHECK_FALSE(filter.shows(Level::Error, "forge.server"));
}

TEST_CASE("levels in any case, and as digits", "[log]") {
  CHECK(LogFilter("DEBUG").shows(Level::Debug, "x"));
  CHECK(LogFilter("4").shows(Level::Debug, "x"));
  CHECK_FALSE(LogFilter("0").shows(Level::Error, "x"));
}

TEST_CASE("names of the reference implementation", "[log]") {
  LogFilter filter("forge_lang=error,tower_http=debug,axum=trace");
  CHECK(filter.shows(Level::Debug, "forge.http"));
  CHECK(filter.shows(Level::Error, "forge.server"));
  CHECK_FALSE(filter.shows(Level::Warn, "forge.server"));
}

TEST_CASE("what cannot be read is reported", "[log]") {
  StringBuilder malformed;
  LogFilter filter("forge=loud, =info,info", &malformed);
  CHECK(malformed.view() == "forge=loud, =info");
  CHECK(filter.shows(Level::Info, "forge"));
}

static std::string written(LogFormat format) {
  std::FILE *file = std::tmpfile();
  {
    Log log("info", format, /*colour=*/false, fileno(file));
    LogField request[] = {{"method", "GET"}, {"uri", "/a\n\x1b\"b"}};
    LogField handler[] = {{"handler", "show"}};
    LogSpan spans[] = {{"request", request}, {"forge.handler", handler}};
    LogField fields[] = {{"latency", "3 ms"}, {"status", "200", true}};
    log.write(Level::Info, "forge.http", "done", fields, spans);
  }
  std::rewind(file);
  char text[1024];
  size_t size = std::fread(text, 1, sizeof(text), file);
  std::fclose(file);
  return std::string(text, size);
}

TEST_CASE("one line per event, without the breaks of foreign texts", "[log]") {
  std::string text = written(LogFormat::Compact);
  CHECK(text.substr(27) ==
        "  INFO request{method=GET uri=/a\\x0a\\x1b\"b}: "
        "forge.handler{handler=show}: forge.http: done latency=3 ms "
        "status=200\n");
  CHECK(text[10] == 'T');
  CHECK(text[26] == 'Z');
}

TEST_CASE("JSON lines", "[log]") {
  std::string text = written(LogFormat::Json);
  size_t level = text.find(",\"level\"");
  CHECK(text.substr(level) ==
        ",\"level\":\"INFO\",\"fields\":{\"message\":\"done\",\"latency\":\"3 "
        "ms\",\"status\":200},\"target\":\"forge.http\",\"span\":{\"handler\":"
        "\"show\",\"name\":\"forge.handler\"},\"spans\":[{\"method\":\"GET\","
        "\"uri\":\"/a\\n\\u001b\\\"b\",\"name\":\"request\"},{\"handler\":"
        "\"show\",\"name\":\"forge.handler\"}]}\n");
}
