// The runs that the reporters' tests report.
#include "tests/reporters/sample_events.h"

#include <fmt/format.h>

#include <utility>

namespace pkttest::reporters {

using namespace runner;

static constexpr char hostile_text[] =
    "<script>alert(1)</script> ]]> & \"quoted\" 'single' \x1b[31mred\x1b[0m \x1b]0;title\a bell\a nul\0 "
    "tab\t end\xff\xc3( "
    "\xef\xbf\xbe \xc2\x9b grüße 包";
const std::string hostile(hostile_text, sizeof hostile_text - 1);

namespace {

constexpr std::int64_t ms = 1'000'000;

Place at(int line) { return {"campaigns/router.utc", line, 1}; }

// Ether / IP / UDP with a payload of 5 octets.
std::vector<std::uint8_t> udp_frame(std::uint8_t ttl, const std::string& payload) {
    const auto size = static_cast<std::uint8_t>(payload.size());
    std::vector<std::uint8_t> bytes;
    for (const int octet :
         {0x02, 0,  0,   0,         0,   0x02, 0x02, 0,    0,       0,    0,    0x01,     0x08, 0x00,
          0x45, 0,  0,   28 + size, 0,   1,    0,    0,    ttl + 0, 17,   0x4b, 0x9e,     192,  0,
          2,    10, 198, 51,        100, 7,    0x13, 0x88, 0x13,    0x88, 0,    8 + size, 0x2f, 0x0c})
        bytes.push_back(static_cast<std::uint8_t>(octet));
    for (const char c : payload) bytes.push_back(static_cast<std::uint8_t>(c));
    return bytes;
}

std::vector<FieldSpan> udp_fields(std::uint8_t ttl) {
    return {{"Ether", "dst", "02:00:00:00:00:02", 0, 48},
            {"Ether", "src", "02:00:00:00:00:01", 48, 96},
            {"Ether", "type", "IPv4", 96, 112},
            {"IP", "version", "4", 112, 116},
            {"IP", "ihl", "5", 116, 120},
            {"IP", "tos", "0", 120, 128},
            {"IP", "len", "33", 128, 144},
            {"IP", "id", "1", 144, 160},
            {"IP", "flags", "", 160, 163},
            {"IP", "frag", "0", 163, 176},
            {"IP", "ttl", std::to_string(ttl), 176, 184},
            {"IP", "proto", "udp", 184, 192},
            {"IP", "chksum", "0x4b9e", 192, 208},
            {"IP", "src", "192.0.2.10", 208, 240},
            {"IP", "dst", "198.51.100.7", 240, 272},
            {"UDP", "sport", "5000", 272, 288},
            {"UDP", "dport", "5000", 288, 304},
            {"UDP", "len", "13", 304, 320},
            {"UDP", "chksum", "0x2f0c", 320, 336},
            {"Raw", "load", "b'hello'", 336, 376}};
}

FrameSeen frame(const std::string& link, bool sent, std::int64_t time_ns, std::uint8_t ttl,
                const std::string& note) {
    return {link,
            sent,
            time_ns,
            "Ether / IP / UDP 192.0.2.10:5000 > 198.51.100.7:5000 / Raw",
            udp_frame(ttl, "hello"),
            udp_fields(ttl),
            note};
}

Failure missed_expectation() {
    Failure failure;
    failure.message = "expected IP / UDP on wan within 1s: nothing matched";
    failure.details = "The filter was: udp port 5000\nThe reader was armed before the first stimulus.";
    failure.place = {"campaigns/router.utc", 24, 1};
    failure.source_line = "expect IP(dst=server, ttl=63)/UDP(dport=5000)/\"hello\" on wan within 1s";
    failure.nearest = NearestMiss{frame("wan", false, 3'200'000, 64, ""),
                                  {{"IP", "dst", "198.51.100.7", "198.51.100.7", true},
                                   {"IP", "ttl", "63", "64", false},
                                   {"UDP", "dport", "5000", "5000", true},
                                   {"Raw", "load", "b'hello'", "b'hello'", true}}};
    failure.passed_by = 4;
    failure.code = "R0102";
    return failure;
}

class Script {
 public:
    Events events;

    void begin(std::uint64_t number, const std::string& set, const std::string& name, int line,
               int attempt = 1, std::vector<std::string> keywords = {}) {
        const std::string classname = "home_router." + set;
        id_ = classname + "." + name;
        events.push_back(TestStarted{number, id_, classname, name, at(line), std::move(keywords), attempt});
    }

    void step(int line, const std::string& text, std::int64_t start_ns, std::int64_t duration_ns,
              bool ok = true) {
        events.push_back(StepFinished{{at(line), text, start_ns, duration_ns, ok}});
    }

    void end(Verdict verdict, const std::string& reason, std::int64_t duration_ns, std::uint64_t dropped = 0,
             const std::string& capture = "") {
        const bool rerun = verdict != Verdict::passed && verdict != Verdict::skipped;
        events.push_back(
            TestFinished{id_,
                         verdict,
                         reason,
                         duration_ns,
                         {{"lan", 3, 2, dropped}, {"wan", 5, 0, 0}},
                         capture,
                         rerun ? "pkttest run campaigns/router.utc --seed 42 '" + id_ + "'" : ""});
    }

 private:
    std::string id_;
};

void add_start(Script& run) {
    run.events.push_back(RunStarted{"5f0c8f2e", "2026-01-02T03:04:05.678Z", "lab-7", "0.1.0",
                                    "Linux 6.1.0 x86_64", 18446744073709551615U,
                                    "pkttest run campaigns/router.utc --seed 42", 10});
    run.events.push_back(CampaignStarted{
        "Home router regression", "campaigns/router.utc", std::string(64, 'a'), {"router", "ipv4"}});
    run.events.push_back(
        LinkReady{"lan", "veth-lan", "kernel (nanoseconds)", {"GRO was on and is off for this run"}});
    run.events.push_back(LinkReady{"wan", "veth-wan", "kernel (nanoseconds)", {}});
}

void add_forwarding(Script& run) {
    run.events.push_back(SetStarted{"Forwarding"});
    run.begin(1, "forwarding", "A datagram crosses with its TTL one lower", 22, 1, {"smoke"});
    run.step(23, "send IP(src=\"192.0.2.10\", dst=server, ttl=64)/UDP(dport=5000)/\"hello\" on lan", 0,
             200'000);
    run.events.push_back(FrameExchanged{frame("lan", true, 120'000, 64, "")});
    run.events.push_back(FrameExchanged{frame("wan", false, 3'200'000, 64, "nearest miss")});
    run.step(24, "expect IP(dst=server, ttl=63)/UDP(dport=5000)/\"hello\" on wan within 1s", 200'000,
             1000 * ms, false);
    run.events.push_back(CheckFailed{missed_expectation()});
    run.events.push_back(LogLine{"wan: 4 packets passed by"});
    run.end(Verdict::failed, "expected IP / UDP on wan within 1s: nothing matched", 1002 * ms, 0,
            "out/forwarding-1.pcapng");
    run.begin(2, "forwarding", "TTL 1 is answered with time exceeded", 27, 1, {"smoke", "icmp"});
    run.step(28, "sr1 IP(dst=server, ttl=1)/UDP(dport=33434) on lan within 1s as reply", 0, 2 * ms);
    run.end(Verdict::passed, "", 12 * ms);
    run.begin(3, "forwarding", "Martians are dropped", 32);
    run.end(Verdict::inconclusive,
            "the kernel dropped 7 packets on lan, so nothing can be said of what did not come", 502 * ms, 7);
    run.events.push_back(SetFinished{"Forwarding"});
}

void add_hostile(Script& run) {
    run.events.push_back(SetStarted{"Hostile " + hostile});
    run.begin(4, "hostile", "Payload " + hostile, 40, 1, {"hostile", hostile});
    run.step(41, "send " + hostile, 0, ms);
    FrameSeen seen = frame("lan", false, 5 * ms, 63, hostile);
    seen.summary = hostile;
    seen.fields[19].value = hostile;
    run.events.push_back(FrameExchanged{seen});
    Failure failure = missed_expectation();
    failure.message = failure.source_line = hostile;
    failure.details = hostile + "\n" + hostile;
    failure.nearest =
        NearestMiss{seen, {{"Raw", "load", hostile, hostile + "!", false}, {"UDP", "", "UDP", "", false}}};
    run.events.push_back(CheckFailed{failure});
    run.events.push_back(LogLine{hostile});
    run.end(Verdict::failed, hostile, 7 * ms);
    run.events.push_back(SetFinished{"Hostile " + hostile});
}

void add_retries(Script& run) {
    run.events.push_back(SetStarted{"Retries"});
    for (const int attempt : {1, 2}) {
        run.begin(5, "retries", "Flaky: passes at the second attempt", 50, attempt);
        if (attempt == 1)
            run.events.push_back(
                CheckFailed{{"check failed: 1 == 2", "", at(51), "check 1 == 2", {}, 0, "R0105"}});
        run.end(attempt == 1 ? Verdict::failed : Verdict::passed, attempt == 1 ? "check failed: 1 == 2" : "",
                20 * ms);
    }
    for (const int attempt : {1, 2, 3}) {
        run.begin(6, "retries", "Fails at every attempt", 55, attempt);
        run.end(attempt == 2 ? Verdict::error : Verdict::failed,
                fmt::format("attempt {} went wrong", attempt), 30 * ms);
    }
    run.events.push_back(SetFinished{"Retries"});
}

void add_verdicts(Script& run) {
    run.events.push_back(SetStarted{"Verdicts"});
    run.begin(7, "verdicts", "Could not be carried out", 60);
    run.end(Verdict::error, "sending on wan: Network is down", ms);
    run.begin(8, "verdicts", "Is skipped", 63);
    run.end(Verdict::skipped, "needs IPv6 on lan", 0);
    run.begin(9, "verdicts", "Fails as expected", 66);
    run.end(Verdict::expected_failure, "known: the router answers with the wrong code", 4 * ms);
    run.begin(10, "verdicts", "Passes against expectation", 69);
    run.end(Verdict::unexpected_pass, "marked xfail, but it passed", 4 * ms);
    // The same name once more: readers would take it for a retry.
    run.begin(11, "verdicts", "Is skipped", 72);
    run.end(Verdict::interrupted, "interrupted before it began", 0);
    run.events.push_back(SetFinished{"Verdicts"});
}

RunStarted start_of_long_run(std::uint64_t count) {
    return {"long", "2026-01-02T03:04:05.678Z", "lab-7", "0.1.0", "Linux", 7, "pkttest run long.utc", count};
}

}  // namespace

Events sample_run() {
    Script run;
    add_start(run);
    add_forwarding(run);
    add_hostile(run);
    add_retries(run);
    add_verdicts(run);
    run.events.push_back(CampaignFinished{"campaigns/router.utc"});
    run.events.push_back(RunFinished{"2026-01-02T03:04:07.890Z", 2212 * ms, true, "interrupted by SIGINT"});
    return std::move(run.events);
}

Events broken_run() {
    Script run;
    add_start(run);
    run.events.push_back(SetStarted{"Forwarding"});
    run.begin(1, "forwarding", "Passes before the end", 22);
    run.end(Verdict::passed, "", ms);
    run.begin(2, "forwarding", "Runs at the end", 25);
    run.events.push_back(FrameExchanged{frame("lan", true, 0, 64, "")});
    return std::move(run.events);
}

Events long_run(std::uint64_t count) {
    Script run;
    run.events.push_back(start_of_long_run(count));
    run.events.push_back(CampaignStarted{"Long", "long.utc", "", {}});
    run.events.push_back(LinkReady{"lan", "memory", "virtual", {}});
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string set = fmt::format("set_{:03}", i / 100);
        if (i % 100 == 0) run.events.push_back(SetStarted{set});
        run.begin(i + 1, set, fmt::format("Test {:05} of the long run", i), static_cast<int>(i), 1,
                  {i % 2 ? "odd" : "even"});
        run.step(static_cast<int>(i), "send IP(dst=server)/UDP(dport=5000)/\"hello\" on lan", 0, ms);
        run.events.push_back(FrameExchanged{frame("lan", true, ms, 64, "")});
        run.events.push_back(FrameExchanged{frame("lan", false, 2 * ms, 63, "")});
        run.events.push_back(LogLine{fmt::format("needle-{:05}", i)});
        if (i % 10 == 3) run.events.push_back(CheckFailed{missed_expectation()});
        run.end(i % 10 == 3 ? Verdict::failed : Verdict::passed, i % 10 == 3 ? "nothing matched" : "",
                static_cast<std::int64_t>(i) * ms);
    }
    run.events.push_back(RunFinished{"2026-01-02T03:05:05.678Z", 60'000 * ms, false, ""});
    return std::move(run.events);
}

Events short_log_run(std::uint64_t count) {
    Script run;
    run.events.push_back(start_of_long_run(count));
    for (std::uint64_t i = 0; i < count; ++i) {
        run.begin(i + 1, fmt::format("set_{:03}", i / 1000), fmt::format("Test {:06}", i), 1);
        run.end(i % 10 == 3 ? Verdict::failed : Verdict::passed, i % 10 == 3 ? "nothing matched" : "", ms);
    }
    run.events.push_back(RunFinished{"2026-01-02T03:05:05.678Z", 60'000 * ms, false, ""});
    return std::move(run.events);
}

}  // namespace pkttest::reporters
