//===- RuntimeServer.td - programs that are servers -----------------------===//
//
// Specification: server. These entries are in the archive `forge_net`, which
// only programs that call `frt_server_run` are linked with.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def ServerOptionEntry
    : Entry<"frt_server_option", [Param<"name">, Param<"value">], Void,
            Raises> {
  let Cold = 1;
  let Doc = "Sets an argument of `@server`; raises if the value is unfit.";
}

def ServerOptionsEntry
    : Entry<"frt_server_options", [Param<"options">], Void, Raises> {
  let Cold = 1;
  let Doc = "Sets the arguments that are the entries of an Object.";
}

def ServerRouteEntry
    : Entry<"frt_server_route",
            [Own<"handler">, Param<"name">, Param<"method">, Param<"pattern">,
            Param<"params">], Void, Impure> {
  let Cold = 1;
  let Doc = [{
Adds a route: a function with its name, the decorator's name, the pattern, and a
line per parameter with its kind, whether it has a default, and its name.
}];
}

def ServerRunEntry : Entry<"frt_server_run", [], Void, Raises> {
  let Cold = 1;
  let Doc = [{
Serves until a signal ends it; raises if there is no route or the socket cannot be
bound.
}];
}
