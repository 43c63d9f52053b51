//===- Frames.cpp - the calls that a location stands for ------------------===//
//
// An operation that was inlined has the location of a call site: the callee's
// side is a name location with the name of its function around the operation's
// own, fused with the function's; the caller's side is the location of the
// call, which may be inlined itself.
//
//===----------------------------------------------------------------------===//

#include "dialects/Forge/Forge.h"

using namespace mlir;
using namespace forge::ir;

StringRef forge::ir::frameName(func::FuncOp function) {
  if (function->hasAttr(attrs::program) || function->hasAttr(attrs::part))
    return "<main>";
  if (auto name = function->getAttrOfType<StringAttr>(attrs::displayName))
    return name.getValue();
  return "<lambda>";
}

/// The part of a location that says where; of merged operations the first.
static Location firstOf(Location loc) {
  auto fused = dyn_cast<FusedLoc>(loc);
  return fused && !fused.getLocations().empty()
             ? firstOf(fused.getLocations().front())
             : loc;
}

Location forge::ir::inlinedAt(Location loc, StringRef frame, Location function,
                              Location call) {
  loc = firstOf(loc);
  if (auto site = dyn_cast<CallSiteLoc>(loc))
    return CallSiteLoc::get(site.getCallee(),
                            inlinedAt(site.getCaller(), frame, function, call));
  auto name = StringAttr::get(loc.getContext(), frame);
  loc = FusedLoc::get(loc.getContext(), {loc}, LocationAttr(function));
  return CallSiteLoc::get(NameLoc::get(name, loc), firstOf(call));
}

SmallVector<Frame> forge::ir::framesOf(Location loc) {
  SmallVector<Frame> frames;
  loc = firstOf(loc);
  while (auto site = dyn_cast<CallSiteLoc>(loc)) {
    StringRef function;
    if (auto name = dyn_cast<NameLoc>(site.getCallee()))
      function = name.getName().getValue();
    frames.push_back({function, site.getCallee()});
    loc = firstOf(site.getCaller());
  }
  frames.push_back({StringRef(), loc});
  return frames;
}
