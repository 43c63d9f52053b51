//===- CallTree.h - time of a program by calls ------------------*- C++ -*-===//

#ifndef FORGE_PROFILE_CALLTREE_H
#define FORGE_PROFILE_CALLTREE_H

#include "forge/JIT/CodeMap.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>
#include <memory>
#include <string>
#include <tuple>

namespace forge {

/// What was sampled somewhere.
struct SampledTime {
  uint64_t count = 0;
  uint64_t nanoseconds = 0;

  SampledTime &operator+=(const SampledTime &other) {
    count += other.count;
    nanoseconds += other.nanoseconds;
    return *this;
  }
};

/// A function of the program, by where it was declared.
struct ProfiledFunction {
  std::string name, file;
  unsigned line = 0;

  bool operator<(const ProfiledFunction &other) const {
    return std::tie(file, line, name) <
           std::tie(other.file, other.line, other.name);
  }
  bool operator==(const ProfiledFunction &) const = default;
};

/// A line of a source file.
struct ProfiledLine {
  std::string file;
  unsigned line = 0;

  bool operator<(const ProfiledLine &other) const {
    return std::tie(file, line) < std::tie(other.file, other.line);
  }
};

/// Time with and without what was called from there.
struct ProfiledTime {
  SampledTime self, total;
};

/// A call in its chain of callers.
struct CallNode {
  SampledTime self, total;
  std::map<ProfiledFunction, std::unique_ptr<CallNode>> callees;
};

/// Adds up sampled stacks: by function, by line, and by chains of calls.
class CallTree {
public:
  /// Adds a stack whose innermost frame is the first. An empty one is time
  /// outside of the program: `outsideName`. Of a cut one only the innermost
  /// calls are known.
  void add(llvm::ArrayRef<CodeFrame> stack, SampledTime time, bool isCut);

  const std::map<ProfiledFunction, ProfiledTime> &functions() const {
    return byFunction;
  }
  const std::map<ProfiledLine, ProfiledTime> &lines() const { return byLine; }
  /// The root of all chains; has no function of its own.
  const CallNode &root() const { return top; }

  static constexpr char outsideName[] = "<runtime>";
  static constexpr char cutName[] = "<more calls>";

private:
  std::map<ProfiledFunction, ProfiledTime> byFunction;
  std::map<ProfiledLine, ProfiledTime> byLine;
  CallNode top;
};

} // namespace forge

#endif // FORGE_PROFILE_CALLTREE_H
