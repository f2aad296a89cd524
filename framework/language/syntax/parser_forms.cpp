// The steps and clauses of the language.
#include "framework/language/syntax/parser_forms.h"

#include <algorithm>
#include <iterator>

namespace pkttest::language {

namespace {

constexpr ClauseForm clause_forms[] = {
    {ClauseKind::on, "on", ClauseValue::names, "the name of a link", "on lan"},
    {ClauseKind::within, "within", ClauseValue::expression, "a duration", "within 1s"},
    {ClauseKind::for_, "for", ClauseValue::expression, "a duration", "for 500ms"},
    {ClauseKind::every, "every", ClauseValue::expression, "a duration", "every 100ms"},
    {ClauseKind::times, "times", ClauseValue::expression, "a number", "times 3"},
    {ClauseKind::filter, "filter", ClauseValue::expression, "a BPF filter", "filter \"udp port 53\""},
    {ClauseKind::where, "where", ClauseValue::expression, "a condition", "where ttl < 64"},
    {ClauseKind::as, "as", ClauseValue::names, "a name", "as reply"},
    {ClauseKind::when, "when", ClauseValue::expression, "a pattern or a condition",
     "when IP()/UDP(dport=53)"},
    {ClauseKind::with, "with", ClauseValue::expression, "what to answer with", "with ARP_am()"},
    {ClauseKind::exactly, "exactly", ClauseValue::nothing, "", "exactly"},
    {ClauseKind::ignoring, "ignoring", ClauseValue::fields, "fields", "ignoring IP.id, IP.chksum"},
    {ClauseKind::speed, "speed", ClauseValue::expression, "a number", "speed 10"},
    {ClauseKind::rewriting, "rewriting", ClauseValue::expression, "a dictionary of addresses",
     "rewriting {\"10.0.0.1\": \"192.0.2.1\"}"},
};

template <typename... Kinds>
constexpr std::uint32_t clauses(Kinds... kinds) {
    return ((1u << static_cast<unsigned>(kinds)) | ... | 0u);
}

using enum ClauseKind;
constexpr StepForm step_forms[] = {
    {StepKind::link, "link", StepValue::assignment, 0, "a name and what the link is", "link lan = \"eth1\""},
    {StepKind::let, "let", StepValue::assignment, 0, "a name and a value", "let router = \"192.0.2.1\""},
    {StepKind::send, "send", StepValue::expression, clauses(on, every, times), "a packet",
     "send IP(dst=router)/UDP(dport=53) on lan"},
    {StepKind::expect, "expect", StepValue::expression,
     clauses(on, within, filter, where, as, exactly, ignoring, times), "a pattern",
     "expect IP()/UDP() on lan"},
    {StepKind::expect_no, "expect no", StepValue::expression,
     clauses(on, for_, filter, where, exactly, ignoring), "a pattern",
     "expect no IP()/UDP() on lan for 500ms"},
    {StepKind::expect_any_order, "expect in any order", StepValue::nothing, clauses(on, within), "", ""},
    {StepKind::sr, "sr", StepValue::expression, clauses(on, within, every, times, filter, as), "packets",
     "sr IP(dst=router)/ICMP() on lan within 1s as answered, unanswered"},
    {StepKind::sr1, "sr1", StepValue::expression, clauses(on, within, times, filter, as), "a packet",
     "sr1 IP(dst=router)/ICMP() on lan within 1s as reply"},
    {StepKind::sniff, "sniff", StepValue::optional_expression, clauses(on, for_, times, filter, where, as),
     "", "sniff on lan for 2s as packets"},
    {StepKind::answer, "answer", StepValue::nothing, clauses(on, when, with, where, as, times), "",
     "answer on lan with ARP_am(IP_addr=router)"},
    {StepKind::check, "check", StepValue::expression, clauses(exactly, ignoring), "a condition",
     "check reply[IP].ttl == 63"},
    {StepKind::assert_, "assert", StepValue::expression, clauses(exactly, ignoring), "a condition",
     "assert reply[IP].ttl == 63"},
    {StepKind::replay, "replay", StepValue::expression, clauses(on, every, times, filter, speed, rewriting),
     "a capture file", "replay \"boot.pcapng\" on lan"},
    {StepKind::wait, "wait", StepValue::expression, 0, "a duration", "wait 500ms"},
    {StepKind::repeat, "repeat", StepValue::expression, clauses(every, as), "a number", "repeat 3 times"},
    {StepKind::skip, "skip", StepValue::expression, clauses(when), "a reason",
     "skip \"this router has no IPv6\""},
    {StepKind::xfail, "xfail", StepValue::expression, clauses(when), "a reason",
     "xfail \"answers with the wrong source\""},
    {StepKind::exec, "exec", StepValue::expression, clauses(within, as), "a command",
     "exec \"ip link show\""},
    {StepKind::def, "def", StepValue::declaration, 0, "a name and a value", "def next(number) = number + 1"},
    {StepKind::protocol, "protocol", StepValue::declaration, 0, "a name",
     "protocol Disney \"Disney packet\""},
    {StepKind::bind, "bind", StepValue::declaration, 0, "a layer on another",
     "bind UDP(dport=4242) / Disney"},
};

constexpr std::string_view words_of_steps[] = {
    "def",    "let",    "send", "expect", "sr",   "sr1",   "sniff", "answer", "check",
    "assert", "replay", "wait", "repeat", "skip", "xfail", "exec",  "needs",  "retry",
};
constexpr std::string_view words_of_headers[] = {"link",    "let", "lab",      "setup", "teardown", "needs",
                                                 "include", "def", "protocol", "bind",  "retry"};
constexpr std::string_view words_in_expressions[] = {"and", "or",   "in",  "is",     "not",
                                                     "if",  "else", "for", "matches"};

template <typename Range>
bool contains(const Range& range, std::string_view word) {
    return std::find(std::begin(range), std::end(range), word) != std::end(range);
}

}  // namespace

const ClauseForm& form_of(ClauseKind kind) { return clause_forms[static_cast<std::size_t>(kind)]; }

const ClauseForm* find_clause(std::string_view word) {
    const auto* found = std::find_if(std::begin(clause_forms), std::end(clause_forms),
                                     [&](const ClauseForm& form) { return form.word == word; });
    return found == std::end(clause_forms) ? nullptr : found;
}

std::span<const ClauseForm> all_clauses() { return clause_forms; }

const StepForm& form_of(StepKind kind) { return step_forms[static_cast<std::size_t>(kind)]; }

const StepForm* find_step(std::string_view word) {
    const auto* found = std::find_if(std::begin(step_forms), std::end(step_forms),
                                     [&](const StepForm& form) { return form.word == word; });
    return found == std::end(step_forms) ? nullptr : found;
}

std::span<const std::string_view> step_words() { return words_of_steps; }
std::span<const std::string_view> header_words() { return words_of_headers; }

bool begins_line(std::string_view word) {
    return contains(words_of_steps, word) || contains(words_of_headers, word);
}

bool continues_expression(std::string_view word) { return contains(words_in_expressions, word); }

std::string_view to_text(StepKind kind) { return form_of(kind).word; }
std::string_view to_text(ClauseKind kind) { return form_of(kind).word; }

}  // namespace pkttest::language
