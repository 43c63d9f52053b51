//===- SignalScope.cpp - SIGINT and SIGTERM -------------------------------===//

#include "SignalScope.h"

#include <unistd.h>

using namespace forge::net;

/// Where the handler writes; signals belong to the process.
static int target = -1;
static volatile sig_atomic_t count = 0;

static void onSignal(int signal) {
  count = count + 1;
  if (count > 1 || write(target, &stopRequest, sizeof(stopRequest)) < 0)
    _exit(128 + signal);
}

SignalScope::SignalScope(int eventfd) {
  target = eventfd;
  count = 0;
  struct sigaction action = {};
  action.sa_handler = onSignal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, &previous[0]);
  sigaction(SIGTERM, &action, &previous[1]);
}

SignalScope::~SignalScope() {
  sigaction(SIGINT, &previous[0], nullptr);
  sigaction(SIGTERM, &previous[1], nullptr);
}
