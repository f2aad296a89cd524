// Events: what the runner tells of a run, and all that a reporter knows. Format-free, in the order in which
// things happen; `jsonl` is these events, so every other report can be made from it again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pkttest::runner {

/// DESIGN section 7. `interrupted`: begun, or selected and not begun, when the run was stopped.
enum class Verdict : std::uint8_t {
    passed,
    failed,
    error,
    skipped,
    expected_failure,
    unexpected_pass,
    inconclusive,
    interrupted
};
std::string_view to_text(Verdict verdict);  ///< "passed", "expected failure", …
std::optional<Verdict> verdict_from_text(std::string_view text);

struct Place {  ///< 1-based; line 0 where unknown.
    std::string file;
    int line = 0;
    int column = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

/// One row of a nearest-miss comparison: a field that the pattern wrote, or a layer that was missing.
struct FieldDifference {
    std::string layer;     ///< "IP", "IP:2".
    std::string field;     ///< "ttl"; empty: the layer itself.
    std::string expected;  ///< As `show` prints it.
    std::string actual;    ///< Empty where there is none.
    bool agrees = false;
    friend bool operator==(const FieldDifference&, const FieldDifference&) = default;
};

/// A field's place in a frame, for the lit hexdump: half-open bit range from the frame's first bit.
struct FieldSpan {
    std::string layer;  ///< "Ether", "IP", "IP:2".
    std::string field;
    std::string value;  ///< As `show` prints it.
    std::uint32_t first_bit = 0;
    std::uint32_t end_bit = 0;
    friend bool operator==(const FieldSpan&, const FieldSpan&) = default;
};

/// A frame that the exchange sent, received, or answered with.
struct FrameSeen {
    std::string link;  ///< The campaign's name of the link.
    bool sent = false;
    std::int64_t time_ns = 0;  ///< Since the test began.
    std::string summary;       ///< "IP / UDP 192.0.2.1:5000 > …".
    std::vector<std::uint8_t> bytes;
    std::vector<FieldSpan> fields;  ///< Kept only for frames a report shows in full.
    std::string note;               ///< "answered by ARP_am", "matched", "malformed: …".
    friend bool operator==(const FrameSeen&, const FrameSeen&) = default;
};

struct NearestMiss {
    FrameSeen frame;
    std::vector<FieldDifference> differences;
    friend bool operator==(const NearestMiss&, const NearestMiss&) = default;
};

/// Why a step did not do what it should.
struct Failure {
    std::string message;  ///< One line: "expected … on wan within 1s: nothing came".
    std::string details;  ///< More lines; may be empty.
    Place place;
    std::string source_line;  ///< The campaign's line, without its newline.
    std::optional<NearestMiss> nearest;
    std::uint64_t passed_by = 0;  ///< Other packets seen while waiting.
    std::string code;             ///< What `pkttest explain` takes: "R0101"; may be empty.
    friend bool operator==(const Failure&, const Failure&) = default;
};

struct StepResult {
    Place place;
    std::string text;           ///< The step as written, first line.
    std::int64_t start_ns = 0;  ///< Since the test began.
    std::int64_t duration_ns = 0;
    bool ok = true;
    friend bool operator==(const StepResult&, const StepResult&) = default;
};

struct RunStarted {
    std::string run_id;      ///< Unique, stable in shards' merge.
    std::string started_at;  ///< ISO 8601 with Z, milliseconds.
    std::string hostname;
    std::string version;  ///< pkttest's.
    std::string system;   ///< "Linux 6.1.0 x86_64".
    std::uint64_t seed = 0;
    std::string command;         ///< The exact command that runs it again.
    std::uint64_t selected = 0;  ///< How many tests will run.
    friend bool operator==(const RunStarted&, const RunStarted&) = default;
};
struct CampaignStarted {
    std::string title;
    std::string file;
    std::string sha256;  ///< Of the file, lower-case hex; empty for the moment's input.
    std::vector<std::string> keywords;
    friend bool operator==(const CampaignStarted&, const CampaignStarted&) = default;
};
struct LinkReady {
    std::string name, where, clock_source;
    std::vector<std::string> notes;
    friend bool operator==(const LinkReady&, const LinkReady&) = default;
};
struct SetStarted {
    std::string title;
    friend bool operator==(const SetStarted&, const SetStarted&) = default;
};
struct TestStarted {
    std::uint64_t number = 0;  ///< 1-based over the run, as -n takes it.
    std::string id;            ///< Unique, stable: "campaign.set.name".
    std::string classname;     ///< "campaign.set", dotted, stable.
    std::string name;
    Place place;
    std::vector<std::string> keywords;
    int attempt = 1;  ///< 2… for retries.
    friend bool operator==(const TestStarted&, const TestStarted&) = default;
};
struct StepFinished {
    StepResult step;
    friend bool operator==(const StepFinished&, const StepFinished&) = default;
};
struct FrameExchanged {
    FrameSeen frame;
    friend bool operator==(const FrameExchanged&, const FrameExchanged&) = default;
};
struct CheckFailed {  ///< A failed check or expectation; several may come.
    Failure failure;
    friend bool operator==(const CheckFailed&, const CheckFailed&) = default;
};
struct LogLine {
    std::string text;
    friend bool operator==(const LogLine&, const LogLine&) = default;
};
struct LinkCounts {
    std::string link;
    std::uint64_t received = 0, sent = 0, dropped = 0;
    friend bool operator==(const LinkCounts&, const LinkCounts&) = default;
};
struct TestFinished {
    std::string id;
    Verdict verdict = Verdict::passed;
    std::string reason;  ///< One line; empty only for passed.
    std::int64_t duration_ns = 0;
    std::vector<LinkCounts> counts;
    std::string capture;  ///< Path of the pcapng of the failure; may be empty.
    std::string rerun;    ///< The command that runs this test again.
    friend bool operator==(const TestFinished&, const TestFinished&) = default;
};
struct SetFinished {
    std::string title;
    friend bool operator==(const SetFinished&, const SetFinished&) = default;
};
struct CampaignFinished {
    std::string file;
    friend bool operator==(const CampaignFinished&, const CampaignFinished&) = default;
};
struct RunFinished {
    std::string finished_at;
    std::int64_t duration_ns = 0;
    bool interrupted = false;
    std::string reason;  ///< Why it ended early; empty else.
    friend bool operator==(const RunFinished&, const RunFinished&) = default;
};

using Event = std::variant<RunStarted, CampaignStarted, LinkReady, SetStarted, TestStarted, StepFinished,
                           FrameExchanged, CheckFailed, LogLine, TestFinished, SetFinished, CampaignFinished,
                           RunFinished>;

}  // namespace pkttest::runner
