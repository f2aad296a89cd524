// Failures: what a step that did not do what it should says of it.
#pragma once

#include "framework/exchange/exchange.h"
#include "framework/language/evaluate/evaluator.h"
#include "framework/runner/campaigns.h"
#include "framework/runner/evidence.h"

namespace pkttest::runner {

/// "1s", "500ms", "1.5s", "2min".
std::string duration_text(exchange::Duration duration);

/// A failure at a place of the campaign's text, with its line.
Failure failure_at(const CampaignFile& campaign, language::Span span, std::string message);
/// What could not be evaluated.
Failure failure_of(const CampaignFile& campaign, const language::EvaluationError& error);

/// What failures are made of: the campaign's text and the test's frames.
class FailureWriter {
 public:
    FailureWriter(const CampaignFile& campaign, const Evidence& evidence, exchange::Exchange& exchange)
        : campaign_(campaign), evidence_(evidence), exchange_(exchange) {}

    /// A failure at a place of the text, with its line.
    Failure at(language::Span span, std::string message) const;
    /// An expect that was not met. `what`: "expected IP() on wan within 1s".
    Failure unmet(const language::Step& step, const std::string& what, const exchange::Outcome& outcome,
                  const exchange::Expectation& expectation) const;
    /// An expect no that something came for.
    Failure unwanted(const language::Step& step, const std::string& what, const exchange::Outcome& outcome,
                     const Packet& pattern) const;
    /// A check or assert that does not hold; `packet` is what was compared with a pattern.
    Failure untrue(const language::Step& step, const language::Condition& condition,
                   const std::optional<Packet>& packet) const;
    Failure of(const language::EvaluationError& error) const;
    /// A frame as events show it.
    FrameSeen frame(const exchange::Received& received) const;

 private:
    FrameSeen frame_of(const Packet& packet) const;

    const CampaignFile& campaign_;
    const Evidence& evidence_;
    exchange::Exchange& exchange_;
};

}  // namespace pkttest::runner
