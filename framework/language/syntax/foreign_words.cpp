// The words as tables.
#include "framework/language/syntax/foreign_words.h"

#include <span>

namespace pkttest::language {

namespace {

struct Foreign {
    std::string_view word, ours;
};

constexpr std::string_view without_import = "layers and functions are known without being imported";
constexpr std::string_view no_condition =
    "a test goes one way: skip \"WHY\" when CONDITION, or A if CONDITION else B within an expression";
constexpr std::string_view no_exception = "what cannot be carried out is an error of the test by itself";
constexpr std::string_view log_of_itself = "a check that fails shows its values, and -v all packets";
constexpr std::string_view comment_sign = "a comment begins with #";
constexpr std::string_view time_passes = "wait 3s lets time pass";

constexpr Foreign steps[] = {
    {"import", without_import},
    {"from", without_import},
    {"load_layer", without_import},
    {"load_contrib", without_import},
    {"if", no_condition},
    {"elif", no_condition},
    {"else", no_condition},
    {"while", "repeat N runs its block N times"},
    {"try", no_exception},
    {"except", no_exception},
    {"raise", no_exception},
    {"with", no_exception},
    {"sleep", time_passes},
    {"time", time_passes},
    {"print", log_of_itself},
    {"log", log_of_itself},
    {"show", log_of_itself},
    {"class", "protocol NAME, before the first test, describes a layer"},
    {"fail", "check CONDITION fails where the condition does not hold"},
    {"sendp", "send takes packets with and without their link layer"},
    {"srp", "sr takes packets with and without their link layer"},
    {"srp1", "sr1 takes packets with and without their link layer"},
    {"//", comment_sign},
    {";", comment_sign},
    {"@", "for NAME in VALUES, right below a test's title, makes a test of each value"},
    {"sendpfast", "replay sends the packets of a capture"},
};

constexpr Foreign clauses[] = {
    {"timeout", "within"}, {"wait", "within"}, {"iface", "on"},   {"interface", "on"}, {"inter", "every"},
    {"interval", "every"}, {"count", "times"}, {"loop", "times"}, {"retry", "times"},  {"lfilter", "where"},
    {"via", "on"},         {"save", "as"},     {"into", "as"},
};

constexpr Foreign functions[] = {
    {"sendp", "send"}, {"srp", "sr"}, {"srp1", "sr1"}, {"AsyncSniffer", "sniff"}};

std::string_view ours(std::span<const Foreign> table, std::string_view word) {
    for (const Foreign& each : table)
        if (each.word == word) return each.ours;
    return {};
}

}  // namespace

std::string_view foreign_step(std::string_view word) { return ours(steps, word); }
std::string_view foreign_clause(std::string_view word) { return ours(clauses, word); }
std::string_view step_of_function(std::string_view name) { return ours(functions, name); }

}  // namespace pkttest::language
