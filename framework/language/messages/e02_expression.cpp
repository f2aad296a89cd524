// E02: how expressions are written.
#include "framework/language/messages.h"

namespace pkttest::language {

static constexpr Message messages[] = {
    {"E0201", "{} is not an operator",
     "Other languages write && || ! and =, this one writes and, or, not and ==.", "check 1 == 1 && 2 == 2",
     "check 1 == 1 and 2 == 2"},
    {"E0202", "{} needs {}",
     "Something is missing: a value behind an operator, or what a step works with. The message says what, "
     "and the "
     "line below it shows an example.",
     "send", "send IP(dst=\"192.0.2.1\")/ICMP() on lan"},
    {"E0203", "an operator is missing before {}",
     "Two values stand side by side. Layers are stacked with /, values joined with an operator.",
     "send IP() UDP() on lan", "send IP()/UDP() on lan"},
    {"E0204", "{} is not expected here\nthe line ends too early",
     "The sign or word can't stand at this place: most often a bracket was closed before, or never opened.",
     "check 1 == 1)", "check 1 == 1"},
    {"E0205", "a comma or an operator is missing before {}",
     "Values within brackets are parted by commas. Often the closing bracket was forgotten and the next word "
     "shows "
     "it.",
     "send IP(dst=\"192.0.2.1\" on lan", "send IP(dst=\"192.0.2.1\") on lan"},
    {"E0206", "{} is never closed",
     "The bracket, or the { of a formatted text, has no counterpart. Lines go on within brackets, so the end "
     "of the "
     "file was reached.",
     "check len([1, 2", "check len([1, 2]) == 2"},
    {"E0207", "a name must stand behind the dot", "Behind a dot stands the name of a field or a method.",
     "check IP(). == 1", "check IP().ttl == 64"},
    {"E0208", "what to take is missing between [ and ]",
     "Between the brackets stands a layer, a position or a slice.", "check [1, 2][] == 1",
     "check [1, 2][0] == 1"},
    {"E0209", "a conditional expression needs else", "VALUE if CONDITION else VALUE has both values.",
     "check 1 if True", "check 1 if True else 0"},
    {"E0210", "the parameters end with :\na parameter is a name",
     "A function without a name is lambda, its parameters, a colon and its value.", "let f = lambda p p.ttl",
     "let f = lambda p: p.ttl"},
    {"E0211", "a tuple of one has a comma: (*a,)",
     "In (*a) the parentheses only group; the comma makes the tuple.", "let a = (*[1])", "let a = (*[1],)"},
    {"E0212", "a dict has KEY: VALUE throughout, a set has values only",
     "Braces hold either pairs or values, not both.", "let a = {1: 2, 3}", "let a = {1: 2, 3: 4}"},
    {"E0213", "for needs in and values behind its name",
     "for NAME in VALUES goes over values: in a list, or below a test's title.", "let a = [x for x of [1]]",
     "let a = [x for x in [1]]"},
    {"E0214", "a ) is missing behind the names",
     "The names that for takes apart may stand in parentheses, both of them.",
     "let a = [x for (x, y in [(1, 2)]]", "let a = [x for (x, y) in [(1, 2)]]"},
    {"E0215", "bytes and text don't join",
     "Texts that stand side by side are one text. Bytes and text do not mix: put b before both or neither.",
     "check \"a\" b\"b\" == \"ab\"", "check \"a\" \"b\" == \"ab\""},
    {"E0216", "this expression is nested too deeply", "Brackets go 200 deep at most. Name parts with let.",
     "check "
     "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
     "(((((((("
     "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
     "(((1))))"
     ")))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
     "))))))))"
     "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))",
     "check (1) == 1"},
    {"E0217", "this expression is too long",
     "An expression has a thousand levels at most. Name parts with let.", "", ""},
    {"E0221", "} stands alone in a formatted text",
     "In f\"…\" braces hold values. The sign itself is written twice.", "check f\"}\" == \"\"",
     "check f\"}}\" == \"}\""},
    {"E0222", "{} is not a conversion",
     "{value!r} shows a value as one writes it, !s as one prints it, !a in ASCII only.",
     "check f\"{1!x}\" == \"1\"", "check f\"{1:x}\" == \"1\""},
    {"E0223", "formatted texts are nested too deeply",
     "A formatted text within a formatted text within another …: name "
     "parts with let.",
     "", ""},
};

extern const MessageGroup message_expressions = {"How expressions are written", messages};

}  // namespace pkttest::language
