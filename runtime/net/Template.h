//===- Template.h - the state that every request starts from --------------===//
//
// What the top level of a program has left in its variables is the template:
// requests read it, and each has copies of its own to write to. A copy costs
// what a request writes: containers are copied when they are changed, as
// always, and all objects of the template are immortal meanwhile, so that a
// fork counts nothing. Only cells, which closures share and write to, must be
// copied before, with what refers to them.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_NET_TEMPLATE_H
#define FORGE_RT_NET_TEMPLATE_H

#include "core/Memory.h"

#include <unordered_map>
#include <vector>

namespace forge::rt {

class Template {
public:
  /// Takes the variables as they are now, and further values that forks need;
  /// all stay the caller's.
  Template(Context &ctx, const Bits *globals, int64_t count,
           const std::vector<Bits> &others);
  /// Gives the objects their counts back; no fork may be left.
  ~Template();
  Template(const Template &) = delete;
  Template &operator=(const Template &) = delete;

  int64_t globalCount() const { return count; }
  /// Fills in the variables of a fork, and its values for the others.
  void fork(Context &ctx, Bits *globals, Bits *others) const;

private:
  struct Node;
  void collect(std::vector<Node> &nodes);
  Bits shallowCopy(Context &ctx, Header *object) const;
  void redirect(Context &ctx, Bits copy, const std::vector<Bits> &copies) const;

  int64_t count;
  std::vector<Bits> values; ///< variables, then the others
  /// Objects from which cells can be reached, by number.
  std::vector<Header *> copied;
  std::unordered_map<const Header *, uint32_t> numbers;
  struct Count {
    Header *object;
    int32_t count;
  };
  std::vector<Count> counts; ///< of objects that are immortal meanwhile
};

} // namespace forge::rt

#endif // FORGE_RT_NET_TEMPLATE_H
