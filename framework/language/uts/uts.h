// UTscapy's campaigns (.uts): read by its rules, and run in one session of variables a file. See docs/uts.md.
//
//     Campaign campaign = parse_uts(sources, source, diagnostics);      // titles, keywords, Test::code
//     UtsSession session(sources, &services);
//     UtsResult result = session.run(test, log);
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "framework/language/evaluate/environment.h"
#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/diagnostic.h"
#include "framework/language/syntax/statement.h"
#include "framework/packet/runtime_protocol.h"

namespace pkttest::language {

/// Reads the markers `% + = ~ *`; lines with `#` or `*` in column one are dropped wherever they stand. The
/// other lines of a test are its `code`, a span of a source of its own whose lines keep their numbers. Lines
/// that stand before the first test and are not empty, and tests before the first set, are errors.
Campaign parse_uts(Sources& sources, std::uint32_t source, Diagnostics& diagnostics);

struct GivenArgument;

struct UtsResult {
    enum class Verdict : std::uint8_t { passed, failed, skipped };
    Verdict verdict = Verdict::passed;
    std::string reason;                    ///< Empty only for passed.
    std::optional<Diagnostic> diagnostic;  ///< Where and why, unless passed.
};

/// The variables of a file's tests, in the order in which they run.
class UtsSession {
 public:
    /// `services` outlives it; print() of it is not called.
    UtsSession(Sources& sources, Services& services);
    ~UtsSession();
    UtsSession(const UtsSession&) = delete;
    UtsSession& operator=(const UtsSession&) = delete;

    /// Runs a test. `log` gets what it shows, a text of one or more lines at a time. Throws nothing but what
    /// Services::check_time() throws.
    UtsResult run(const Test& test, const std::function<void(std::string)>& log);
    /// The statement of its test that the last run() did not come to the end of, where that threw.
    std::optional<Span> stopped_at() const { return stopped_at_; }
    /// Says of a test that it does not end: tests that need what it would have set are skipped.
    void give_up(const Test& test);

 private:
    /// What the statements from `from` on would have set is not known.
    void withhold_rest(const Test& test, const std::vector<Statement>& statements, std::size_t from,
                       const Diagnostic& why);
    UtsResult skip(const Test& test, const std::vector<Statement>& left, const Diagnostic& why);
    void withhold(const std::vector<Statement>& statements, const std::string& reason);
    void withhold(const Statement& statement, const std::string& reason);
    void withhold(const Expr& target, const std::string& reason);
    void withhold_name(std::string_view name, const std::string& reason);

    Value run_text(const std::vector<GivenArgument>& given, bool as_expression, Span span,
                   Environment& variables);

    Sources& sources_;
    Services& services_;
    Environment variables_;
    std::deque<std::vector<Statement>> code_;  ///< Functions view into it.
    std::deque<Expr> expressions_;             ///< What eval() read.
    ProtocolScope protocols_;
    std::optional<Span> stopped_at_;
};

}  // namespace pkttest::language
