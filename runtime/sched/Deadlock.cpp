//===- Deadlock.cpp - tasks that wait for each other ----------------------===//

#include "Scheduler.h"
#include "core/Errors.h"
#include "core/StringObject.h"

#include <algorithm>

using namespace forge::rt;

/// Waiting lines that the error shows.
static constexpr uint32_t mostLines = 10;

const SourceSite *forge::rt::waitingSite(const Task &task) {
  for (const Frame *frame = task.frames; frame; frame = frame->next.ptr) {
    const SourceSite *site = frame->site.ptr;
    if (site && site->file.ptr &&
        !std::string_view(site->file.ptr).starts_with("<prelude>"))
      return site;
  }
  return nullptr;
}

static void appendWaiting(StringBuilder &out, const Task &task) {
  out.append(task.activity);
  if (const SourceSite *site = waitingSite(task)) {
    out.append(" at ");
    out.append(site->file.ptr);
    out.append(':');
    out.appendInt(site->line);
  }
}

/// All tasks in the scope and the scopes in it.
static void gather(const Scope &root, Buffer<const Task *> &tasks) {
  Buffer<const Scope *> pending;
  pending.push(&root);
  while (!pending.empty()) {
    const Scope *scope = pending.pop();
    for (const ListedReference *t = scope->tasks; t; t = t->next)
      tasks.push(static_cast<const Task *>(t));
    for (const Scope *inner = scope->inner; inner; inner = inner->next)
      pending.push(inner);
  }
}

void forge::rt::raiseDeadlock(Scheduler &s) {
  Buffer<const Task *> tasks;
  gather(s.root, tasks);
  std::sort(tasks.begin(), tasks.end(),
            [](const Task *a, const Task *b) { return a->number < b->number; });
  StringBuilder lines;
  lines.append("waiting: ");
  appendWaiting(lines, s.main);
  uint32_t shown = 1;
  for (const Task *task : tasks) {
    if (shown++ == mostLines) {
      lines.append(", and ");
      lines.appendInt(static_cast<int64_t>(tasks.size()) - mostLines + 1);
      lines.append(" more");
      break;
    }
    lines.append(", ");
    appendWaiting(lines, *task);
  }
  raise(s.ctx, "deadlock: all tasks are waiting");
  Owned hint(s.ctx, lines.finish(s.ctx));
  setHintValue(s.ctx, hint);
}
