//===- TimeModule.cpp - the clock -----------------------------------------===//
//
// Specification: library, section 21. Times are shown in UTC.
//
//===----------------------------------------------------------------------===//

#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/StringObject.h"
#include "forge/rt/Prototypes.h"
#include "sched/Scheduler.h"

#include <cstdio>
#include <time.h>

using namespace forge::rt;

namespace {
/// A day of the proleptic Gregorian calendar.
struct Date {
  int64_t year;
  int64_t month;     ///< 1 to 12
  int64_t day;       ///< 1 to 31
  int64_t dayOfYear; ///< 1 to 366
  int64_t weekday;   ///< 0 is Sunday
};
} // namespace

/// The date of a number of days since 1970. Counts in 400-year eras that start
/// on the first of March, so that the leap day is the last of its year.
static Date dateOf(int64_t days) {
  int64_t shifted = days + 719468;
  int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int64_t dayOfEra = shifted - era * 146097;
  int64_t yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  int64_t dayOfMarchYear =
      dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  int64_t marchMonth = (5 * dayOfMarchYear + 2) / 153;
  Date date;
  date.day = dayOfMarchYear - (153 * marchMonth + 2) / 5 + 1;
  date.month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  date.year = yearOfEra + era * 400 + (date.month <= 2);
  bool leap =
      (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
  // Day 306 of a year that starts in March is the first of January.
  date.dayOfYear =
      dayOfMarchYear >= 306 ? dayOfMarchYear - 305 : dayOfMarchYear + 60 + leap;
  date.weekday = ((days % 7) + 11) % 7;
  return date;
}

static constexpr const char *weekdays[] = {"Sunday",    "Monday",   "Tuesday",
                                           "Wednesday", "Thursday", "Friday",
                                           "Saturday"};

/// The real time, or that of a simulated world, which begins with the year
/// 2000.
static timespec currentTime(Context &ctx) {
  timespec now;
  Scheduler *s = schedulerOf(ctx);
  if (s && s->world->simulation()) {
    Time passed = s->world->now();
    now.tv_sec = 946684800 + passed / second;
    now.tv_nsec = passed % second;
    return now;
  }
  clock_gettime(CLOCK_REALTIME, &now);
  return now;
}

/// Seconds since 1970 as days and the second in the day.
static void splitDays(int64_t seconds, int64_t &days, int64_t &second) {
  days = seconds / 86400 - (seconds % 86400 < 0);
  second = seconds - days * 86400;
}

/// Fraction of a second with 3, 6 or 9 digits, nothing if it is zero.
static void formatFraction(char *out, size_t size, int64_t nanoseconds) {
  if (nanoseconds == 0)
    out[0] = 0;
  else if (nanoseconds % 1000000 == 0)
    std::snprintf(out, size, ".%03lld",
                  static_cast<long long>(nanoseconds / 1000000));
  else if (nanoseconds % 1000 == 0)
    std::snprintf(out, size, ".%06lld",
                  static_cast<long long>(nanoseconds / 1000));
  else
    std::snprintf(out, size, ".%09lld", static_cast<long long>(nanoseconds));
}

static Bits timeObject(Context &ctx, int64_t seconds, int64_t nanoseconds) {
  int64_t days, second;
  splitDays(seconds, days, second);
  Date date = dateOf(days);
  int64_t hour = second / 3600, minute = second / 60 % 60;
  char fraction[24], iso[96];
  formatFraction(fraction, sizeof fraction, nanoseconds);
  std::snprintf(
      iso, sizeof iso, "%04lld-%02lld-%02lldT%02lld:%02lld:%02lld%s+00:00",
      static_cast<long long>(date.year), static_cast<long long>(date.month),
      static_cast<long long>(date.day), static_cast<long long>(hour),
      static_cast<long long>(minute), static_cast<long long>(second % 60),
      fraction);
  std::string_view weekday = weekdays[date.weekday];

  Bits result = makeObject(ctx, 13);
  auto put = [&](std::string_view key, Bits value) {
    result = objectPut(ctx, result, key, value);
  };
  put("iso", makeString(ctx, iso));
  put("unix", makeInt(seconds));
  put("unix_ms", makeInt(seconds * 1000 + nanoseconds / 1000000));
  put("year", makeInt(date.year));
  put("month", makeInt(date.month));
  put("day", makeInt(date.day));
  put("hour", makeInt(hour));
  put("minute", makeInt(minute));
  put("second", makeInt(second % 60));
  put("weekday", makeString(ctx, weekday));
  put("weekday_short", makeString(ctx, weekday.substr(0, 3)));
  put("day_of_year", makeInt(date.dayOfYear));
  put("timezone", makeString(ctx, "UTC"));
  return result;
}

Bits forge::rt::frt_time_now(Context *context, Bits zone) noexcept {
  if (isString(zone) && textOf(zone) != "UTC")
    return raise(*context,
                 "unknown timezone: '%'. Use time.zones() to list available "
                 "zones",
                 zone);
  timespec now = currentTime(*context);
  return timeObject(*context, now.tv_sec, now.tv_nsec);
}

Bits forge::rt::frt_time_unix(Context *context) noexcept {
  return makeInt(currentTime(*context).tv_sec);
}

Bits forge::rt::frt_time_elapsed(Context *context) noexcept {
  timespec now = currentTime(*context);
  return makeInt(static_cast<int64_t>(now.tv_sec) * 1000 +
                 now.tv_nsec / 1000000);
}

Bits forge::rt::frt_time_from_unix(Context *context, Bits n) noexcept {
  if (!isInt(n))
    return raise(*context, "time.from_unix() requires an integer timestamp");
  // The years -262143 to 262142.
  constexpr int64_t first = -8334601228800, last = 8210266876799;
  if (asInt(n) < first || asInt(n) > last)
    return raise(*context, "invalid unix timestamp: %", n);
  return timeObject(*context, asInt(n), 0);
}

Bits forge::rt::frt_time_today(Context *context) noexcept {
  int64_t days, second;
  splitDays(currentTime(*context).tv_sec, days, second);
  Date date = dateOf(days);
  char text[64];
  std::snprintf(text, sizeof text, "%04lld-%02lld-%02lld",
                static_cast<long long>(date.year),
                static_cast<long long>(date.month),
                static_cast<long long>(date.day));
  return makeString(*context, text);
}
