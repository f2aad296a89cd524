// History: what became of each test when it last ran, and how long it took; in one file of the user's, a line
// a test below a line of its campaign:
//
//     # /home/me/router.utc
//     failed<TAB>12.5<TAB>router.Forwarding.TTL 1 is answered
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "framework/runner/event.h"

namespace pkttest::runner {

struct PastRun {
    Verdict verdict = Verdict::passed;
    double milliseconds = 0;

    /// Whether it made its run fail.
    bool is_failure() const;
};

/// The tests of one campaign, by id.
using PastRuns = std::map<std::string, PastRun, std::less<>>;

class History {
 public:
    /// What the file holds; nothing where there is none.
    explicit History(std::string path);

    /// Nothing where the test has never run. A campaign's lines are read when it is first asked for.
    std::optional<PastRun> find(const std::string& campaign, const std::string& id) const;
    void note(const std::string& campaign, const std::string& id, const PastRun& run);
    bool is_empty() const { return texts_.empty() && read_.empty(); }
    const std::string& path() const { return path_; }
    /// Writes the file whole and renames it, without the campaigns that are no more; false where that is not
    /// possible.
    bool save() const;

 private:
    PastRuns& runs_of(const std::string& campaign) const;

    std::string path_;
    mutable std::map<std::string, std::string> texts_;  ///< By canonical path: lines that nobody asked for.
    mutable std::map<std::string, PastRuns> read_;
    mutable std::map<std::string, std::string> canonical_;
};

/// $XDG_CACHE_HOME/pkttest/history, else ~/.cache/pkttest/history; empty without a home.
std::string default_history_path();

}  // namespace pkttest::runner
