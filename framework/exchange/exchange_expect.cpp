// Observing: expect, expect in any order, expect no, sniff. All look at the history through one scan.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "framework/exchange/cut_frame.h"
#include "framework/exchange/exchange.h"
#include "framework/exchange/noise.h"

namespace pkttest::exchange {

namespace {

/// Frames that are compared field by field for the nearest miss, newest first.
constexpr std::size_t most_compared = 2000;

/// Checksums that a sender left to a card cannot be compared.
MatchRules without_checksums(const MatchRules& rules) {
    MatchRules out = rules;
    for (const std::string_view name : {"TCP", "UDP", "SCTP"})
        if (const Protocol* protocol = find_protocol(name))
            if (const Field* field = find_field(*protocol, "chksum"))
                out.ignoring.emplace_back(protocol, field);
    return out;
}

}  // namespace

/// One expectation at work.
class Exchange::Watch {
 public:
    Watch(Exchange& exchange, const Expectation& expectation) : what(expectation) {
        if (expectation.filter.empty()) return;
        for (std::size_t i = 0; i < exchange.ports_.size(); ++i)
            filters_.emplace_back(listens_to(i)
                                      ? net::Filter(expectation.filter, exchange.link(i).link_type())
                                      : net::Filter());
    }

    bool listens_to(std::size_t link) const {
        return what.links.empty() ||
               std::find(what.links.begin(), what.links.end(), link) != what.links.end();
    }
    bool looks_at(const Received& received) const {
        return listens_to(received.link) &&
               (filters_.empty() ||
                filters_[received.link].matches(received.packet.received(), received.packet.wire_length));
    }
    bool agrees(const Received& received) const {
        if (what.pattern.empty()) return true;
        if (received.partial_checksum)
            return matches(what.pattern, received.packet, without_checksums(what.rules));
        return matches(what.pattern, received.packet, what.rules);
    }
    /// Of a frame that it does not accept: whether the whole of it might have been.
    bool is_undecided(const Received& received) const {
        return is_cut(received.packet) && may_match(what.pattern, received.packet);
    }
    bool accepts(const Received& received) const {
        return agrees(received) && (!what.where || what.where(received.packet));
    }
    bool is_filled(const Outcome& outcome) const {
        if (what.most > 0) return outcome.matched.size() > what.most;
        return what.times > 0 && outcome.matched.size() >= what.times;
    }
    /// Whether the count is right when nothing more is waited for.
    bool is_met(const Outcome& outcome) const {
        const std::uint64_t count = outcome.matched.size();
        return what.most > 0 ? count >= what.times && count <= what.most : is_filled(outcome);
    }

    const Expectation& what;

 private:
    std::vector<net::Filter> filters_;  ///< By link; empty: none.
};

/// Visits the fresh frames that nobody has taken, from `cursor` on; true as soon as `visit` is false.
bool Exchange::scan(const Mark& mark, std::size_t& cursor, const Visit& visit) {
    cursor = std::max(cursor, mark.index);
    if (cursor < forgotten_) unseen_ += forgotten_ - std::exchange(cursor, forgotten_);
    while (cursor - forgotten_ < history_.size()) {
        Received& received = history_[cursor++ - forgotten_];
        if (received.taken || received.time < mark.time) continue;
        if (!visit(received)) return true;
    }
    return false;
}

void Exchange::take(Received& received) {
    received.taken = true;
    if (observer_ != nullptr) observer_->matched(received.id);
}

/// Of what passed by, the frame that came closest.
void Exchange::find_nearest(const Watch& watch, const Mark& mark, Outcome& outcome) {
    std::vector<const Received*> candidates;
    std::size_t cursor = 0;
    scan(mark, cursor, [&](Received& received) {
        if (watch.looks_at(received)) candidates.push_back(&received);
        return true;
    });
    const std::size_t first = candidates.size() > most_compared ? candidates.size() - most_compared : 0;
    for (std::size_t i = first; i < candidates.size(); ++i) {
        Comparison comparison = compare(watch.what.pattern, candidates[i]->packet, watch.what.rules);
        if (outcome.nearest && outcome.nearest->comparison.score >= comparison.score) continue;
        outcome.nearest = Miss{*candidates[i], std::move(comparison), watch.agrees(*candidates[i])};
    }
}

void Exchange::finish(Watch& watch, const Mark& mark, Outcome& outcome, Time began) {
    if (!outcome.ok) find_nearest(watch, mark, outcome);
    outcome.dropped = dropped(watch.what.links);
    outcome.waited = clock_.steady() - began;
    observed_ = true;
}

Outcome Exchange::expect(const Expectation& expectation) {
    return std::move(expect_any_order({&expectation, 1}, expectation.within).front());
}

std::vector<Outcome> Exchange::expect_any_order(std::span<const Expectation> expectations, Duration within) {
    std::vector<Watch> watches;
    for (const Expectation& each : expectations) watches.emplace_back(*this, each);
    std::vector<Outcome> outcomes(watches.size());
    const Mark mark = round_;
    const Time began = clock_.steady();
    std::size_t cursor = 0;
    const auto offer = [&](Received& received) {
        for (std::size_t i = 0; i < watches.size(); ++i) {
            if (watches[i].is_filled(outcomes[i]) || !watches[i].looks_at(received)) continue;
            if (!watches[i].accepts(received)) {
                ++outcomes[i].passed_by;
                if (watches[i].what.most > 0) undecided_ = undecided_ || watches[i].is_undecided(received);
                continue;
            }
            take(received);
            outcomes[i].matched.push_back(received);
            break;
        }
        for (std::size_t i = 0; i < watches.size(); ++i)
            if (!watches[i].is_filled(outcomes[i])) return true;
        return false;
    };
    serve_until(began + scaled(within), [&] { return scan(mark, cursor, offer); });
    for (std::size_t i = 0; i < watches.size(); ++i) {
        outcomes[i].ok = watches[i].is_met(outcomes[i]);
        finish(watches[i], mark, outcomes[i], began);
    }
    return outcomes;
}

Outcome Exchange::expect_no(const Expectation& expectation) {
    Watch watch(*this, expectation);
    Outcome outcome;
    const Mark mark = round_;
    const Time began = clock_.steady();
    std::size_t cursor = 0;
    const auto offer = [&](Received& received) {
        if (!watch.looks_at(received)) return true;
        if (!watch.accepts(received)) {
            ++outcome.passed_by;
            undecided_ = undecided_ || watch.is_undecided(received);
        } else if (find_noise(received.packet, expectation.pattern) != nullptr) {
            ++outcome.ignored;
        } else {
            take(received);
            outcome.matched.push_back(received);
            return false;
        }
        return true;
    };
    serve_until(began + scaled(expectation.within), [&] { return scan(mark, cursor, offer); });
    outcome.ok = outcome.matched.empty();
    outcome.dropped = dropped(expectation.links);
    outcome.waited = clock_.steady() - began;
    observed_ = true;
    return outcome;
}

Outcome Exchange::sniff(const SniffOptions& options) {
    Watch watch(*this, options.what);
    Outcome outcome;
    outcome.ok = true;
    const Time began = clock_.steady();
    std::size_t cursor = 0;
    const auto offer = [&](Received& received) {
        if (!watch.looks_at(received)) return true;
        if (!watch.accepts(received)) {
            ++outcome.passed_by;
            undecided_ = undecided_ || watch.is_undecided(received);
            return true;
        }
        take(received);
        if (outcome.matched.size() >= most_sniffed)
            throw std::length_error(fmt::format(
                "more than {} packets came: a filter, `where` or `times` takes fewer", most_sniffed));
        outcome.matched.push_back(received);
        return !watch.is_filled(outcome) && !(options.stop && options.stop(received.packet));
    };
    const Mark mark = round_;
    serve_until(began + scaled(options.what.within), [&] { return scan(mark, cursor, offer); });
    finish(watch, mark, outcome, began);
    return outcome;
}

}  // namespace pkttest::exchange
