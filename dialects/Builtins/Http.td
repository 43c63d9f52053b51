//===- Http.td - `fetch` and the module `http` ----------------------------===//
//
// Specification: server, section 18. These functions are in the archive
// `forge_net`.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

class RequestBuiltin<string name>
    : Builtin<name, [Param<"url">, Opt<"options">], Waits> {
  let ResultKind = "Object";
  let Targets = ["native"];
}

def FetchBuiltin : RequestBuiltin<"fetch"> {
  let Doc = [{
Sends a request and returns the response: an Object with `status`, `ok`, `url`,
`body`, `headers`, `json`, `time` and `method`. Raises if there is no response.
Options: `method`, `headers`, `auth`, `basic_auth`, `params`, `form`, `cookies`,
`body`, `timeout`, `max_redirects`, `max_bytes`. Private addresses are refused
unless `FORGE_HTTP_ALLOW_PRIVATE=1`.
}];
  let Example = [{
safe { fetch("http://127.0.0.1:9") }
say "refused" // expect: refused
}];
}

class HttpBuiltin<string name> : RequestBuiltin<"http." # name> {
  let Doc = "Sends a " # !toupper(name) # " request; otherwise as `fetch`.";
  let Example = "safe { http." # name # "(\"http://127.0.0.1:9\") }\n"
                "say \"refused\" // expect: refused\n";
}

def HttpGetBuiltin : HttpBuiltin<"get">;
def HttpPostBuiltin : HttpBuiltin<"post">;
def HttpPutBuiltin : HttpBuiltin<"put">;
def HttpDeleteBuiltin : HttpBuiltin<"delete">;
def HttpPatchBuiltin : HttpBuiltin<"patch">;
def HttpHeadBuiltin : HttpBuiltin<"head">;

def HttpPrettyBuiltin : Builtin<"http.pretty", [Param<"response">], Raises> {
  let ResultKind = "Null";
  let Targets = ["native"];
  let Doc = [{
Writes a response to standard error: method, URL, status, time and its JSON.
}];
  let Example = [{
http.pretty({ method: "GET", url: "u", status: 200, time: 1, json: null })
say "shown" // expect: shown
}];
}

class ReplyBuiltin<string name, list<Param> params>
    : Builtin<"http." # name, params, Raises> {
  let ResultKind = "Object";
  let Targets = ["native"];
}

def HttpReplyBuiltin
    : ReplyBuiltin<"reply", [Param<"status">, Opt<"value">, Opt<"headers">]> {
  let Doc = [{
What a handler returns to choose the status of its answer: the JSON of the value,
or no body, and further headers.
}];
  let Example = [{
say http.reply(404, { error: "gone" }).status // expect: 404
}];
}

def HttpTextBuiltin : ReplyBuiltin<"text", [Param<"text">, Opt<"status">]> {
  let Doc = "The answer of a handler that is plain text, with status 200 or another.";
  let Example = [{
say http.text("hello").type // expect: text/plain; charset=utf-8
}];
}

def HttpHtmlBuiltin : ReplyBuiltin<"html", [Param<"text">, Opt<"status">]> {
  let Doc = "The answer of a handler that is a page, with status 200 or another.";
  let Example = [{
say http.html("<p>hello").status // expect: 200
}];
}

def HttpRedirectBuiltin
    : ReplyBuiltin<"redirect", [Param<"url">, Opt<"status">]> {
  let Doc = "The answer of a handler that sends clients elsewhere, with status 302 or another.";
  let Example = [{
say http.redirect("/new", 308).headers.Location // expect: /new
}];
}
