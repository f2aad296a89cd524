// History: what became of each test when it last ran, and how long it took; in a folder of the user's, a file
// a campaign, below the campaign's path a line a test:
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
    /// What the folder holds; nothing where there is none.
    explicit History(std::string folder) : folder_(std::move(folder)) {}

    /// Nothing where the test has never run. A campaign's file is read when it is first asked for.
    std::optional<PastRun> find(const std::string& campaign, const std::string& id) const;
    void note(const std::string& campaign, const std::string& id, const PastRun& run);
    const std::string& folder() const { return folder_; }
    /// Adds what was noted to the files of its campaigns, each written whole and renamed, one run after the
    /// other where several do so. Throws std::system_error naming the folder where that is not possible.
    void save() const;

 private:
    struct Campaign {
        std::string path;              ///< Canonical.
        std::optional<PastRuns> runs;  ///< Of those before, once they were asked for.
        PastRuns noted;                ///< Of this run.
    };
    Campaign& of(const std::string& campaign) const;
    void save(const Campaign& campaign) const;
    std::string file_of(const std::string& path) const;

    std::string folder_;
    mutable std::map<std::string, Campaign> known_;  ///< By the path that was given.
};

/// $XDG_CACHE_HOME/pkttest/history, else ~/.cache/pkttest/history; empty without a home.
std::string default_history_path();

}  // namespace pkttest::runner
