// The runner: loads campaigns, selects tests, runs them over links, and tells of everything in events.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "framework/runner/event.h"

namespace pkttest::runner {

/// Which tests run. Empty selects all. Each kind narrows what the others leave.
struct Selection {
    std::vector<std::string> names;     ///< Globs over a test's id or name: "*ttl*".
    std::vector<std::string> keywords;  ///< Any of these expressions (-k): "smoke and not slow".
    std::vector<std::string> without;   ///< None of these (-K).
    std::string numbers;                ///< "1,3-5" (-n); numbers of `list`.
    int shard = 0;                      ///< 0-based; -1 of shards == 0: none.
    int shards = 0;                     ///< 0: not sharded.
    bool shard_by_duration = false;     ///< By the history's times; else by hash.
    bool last_failed = false;           ///< What failed when it last ran; all where nothing did.
};

struct RunOptions {
    std::vector<std::string> files;  ///< Campaigns, folders of them, globs.
    Selection selection;
    std::vector<std::pair<std::string, std::string>> links;  ///< --link NAME=WHERE, over the campaign's own.
    std::vector<std::pair<std::string, std::string>>
        variables;                              ///< --set NAME=VALUE, an expression or else text.
    bool lab = false;                           ///< --lab: the campaign's lab block is the device.
    std::string record;                         ///< --record DIR; empty: none.
    std::string replay;                         ///< --replay DIR; empty: none.
    std::string captures;                       ///< Where the pcapng of failed tests go; empty: none.
    double time_scale = 1.0;                    ///< Stretches every duration of a campaign.
    std::uint64_t seed = 0;                     ///< 0: one is drawn and reported.
    std::chrono::milliseconds timeout{60'000};  ///< Per test; 0: none.
    int fail_fast = 0;                          ///< Stop after so many failures; 0: never.
    std::chrono::milliseconds slow{0};          ///< Messages name a test that runs for longer; 0: never.
    int retries = 0;                            ///< For tests whose campaign says nothing of retries.
    bool flaky_fails = false;   ///< Whether a test that passed at a later attempt only has failed.
    int jobs = 0;               ///< Processes that run tests at once; 0: this one does.
    int repeat = 1;             ///< Runs of each test, up to its first failure.
    bool until_fail = false;    ///< The whole selection again and again; events are the last round's.
    bool shuffle = false;       ///< Order drawn from the seed.
    bool failed_first = false;  ///< What failed when it last ran before all else.
    std::string history;        ///< Where that is kept; empty: nowhere.
    bool allow_exec = false;
    bool offloads_off = false;        ///< --offloads off: of live links, back on when the run ends.
    std::string command;              ///< The command line as given, for "run again".
    std::string program = "pkttest";  ///< How the program was called.
};

/// DESIGN section 7.
enum class Exit : int {
    passed = 0,
    failed = 1,
    interrupted = 2,
    environment = 3,
    usage = 4,
    nothing_selected = 5
};

using EventSink = std::function<void(const Event&)>;
/// Text for people: diagnostics of campaigns, warnings. Whole lines.
using TextSink = std::function<void(const std::string&)>;

/// Runs. Every event goes to `events`, RunFinished last, whatever happens; what is wrong with the campaigns
/// goes to `messages` and nothing is sent then. Stops soon after request_stop().
Exit run(const RunOptions& options, const EventSink& events, const TextSink& messages);

/// Makes the run that goes on end in an orderly way: verdict interrupted, teardowns, labs removed. Safe in a
/// signal handler.
void request_stop();

/// A test as `pkttest list` shows it.
struct ListedTest {
    std::uint64_t number = 0;
    std::string id, classname, name;
    Place place;
    std::vector<std::string> keywords;
};
/// A message of the checker with its place, for programs to read.
struct Mistake {
    std::string file = {};             ///< Empty where the options are wrong, not a campaign.
    int line = 1, column = 1;          ///< Of its first character; both from 1 on.
    int end_line = 1, end_column = 1;  ///< Behind its last character.
    bool is_error = true;              ///< Else a warning.
    std::string code = {};             ///< "E0602"; empty where `pkttest explain` has nothing to say.
    std::string message = {};
    std::string suggestion = {};  ///< The right name, or empty.
    std::vector<std::string> notes = {};
};

struct CheckResult {
    std::vector<ListedTest> tests;  ///< Selected ones; empty where there are errors.
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::vector<Mistake> mistakes;  ///< At most the first hundred of each campaign.
};
/// Loads and checks, as `run` does before anything is sent. Messages are rendered with `color`.
CheckResult check(const RunOptions& options, const TextSink& messages, bool color = false);

}  // namespace pkttest::runner
