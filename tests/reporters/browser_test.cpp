// The HTML report in headless Chromium: it opens fast, filters, searches, lights fields, and keeps what
// packets say as text.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/reporters/render.h"

namespace pkttest::reporters {

namespace {

using nlohmann::json;

std::string browser() {
    for (const char* name : {"chromium", "chromium-browser", "google-chrome"})
        if (std::system(fmt::format("command -v {} >/dev/null 2>&1", name).c_str()) == 0) return name;
    return "";
}

// The report with a second script that uses it: tests search for `wanted` and follow the link to `linked`.
std::string driven(const Events& events, const std::string& wanted, const std::string& linked) {
    std::string page = render(reporter_named("html"), events);
    const std::string script = read_file(SOURCE_DIR "/tests/reporters/browser_driver.js");
    std::string call = fmt::format("drive({}, {});", json(wanted).dump(), json(linked).dump());
    for (std::size_t at = 0; (at = call.find('<', at)) != std::string::npos;) call.replace(at, 1, "\\u003c");
    return page.replace(page.rfind("</body>"), 0, fmt::format("<script>{}{}</script>\n", script, call));
}

// What the driver saw; null where the browser gave no answer.
json seen_in(const std::string& page) {
    Folder folder;
    write_file(folder / "report.html", page);
    const std::string command = fmt::format(
        "timeout 120 {} --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
        "--disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage "
        "--user-data-dir='{}' --window-size=1280,800 --virtual-time-budget=20000 --dump-dom 'file://{}' "
        ">'{}' 2>'{}'",
        browser(), folder / "profile", folder / "report.html", folder / "dom", folder / "errors");
    [[maybe_unused]] const int status = std::system(command.c_str());
    const std::string dom = read_file(folder / "dom");
    const std::size_t start = dom.find("SEEN{"), end = dom.rfind("}SEEN");
    EXPECT_NE(start, std::string::npos)
        << dom.substr(0, 2000) << read_file(folder / "errors").substr(0, 2000);
    if (start == std::string::npos || end == std::string::npos) return nullptr;
    return json::parse(dom.substr(start + 4, end + 1 - start - 4));
}

class Browser : public testing::Test {
 protected:
    void SetUp() override {
        if (browser().empty()) GTEST_SKIP() << "needs chromium";
    }
};

const json no_errors = json::array();

TEST_F(Browser, TenThousandTestsOpenDrawingOnlyWhatIsSeen) {
    const std::string wanted = "needle-04321", linked = "home_router.set_098.Test 09873 of the long run";
    const std::string page = driven(long_run(10'000), wanted, linked);
    const json seen = seen_in(page);
    ASSERT_TRUE(seen.is_object());
    EXPECT_EQ(seen["errors"], no_errors);
    EXPECT_GT(seen["ready_ms"], 0.0);
    // How long that took is the machine's as well as the page's: written down, not judged.
    RecordProperty("ready_ms", seen["ready_ms"].dump());
    EXPECT_EQ(seen["tests"], 10'000);
    EXPECT_LT(seen["rows_at_first"], 200) << "rows are drawn when seen";
    EXPECT_EQ(seen["failed_shown"], 1000);
    EXPECT_EQ(seen["failed_rows_only"], true);
    EXPECT_EQ(seen["keyword"], "even");
    EXPECT_EQ(seen["keyword_shown"], 5000);
    EXPECT_EQ(seen["slowest"], "home_router.set_099.Test 09999 of the long run");
    EXPECT_EQ(seen["none_shown"], 0);
    EXPECT_EQ(seen["says_none"], true);
    EXPECT_EQ(seen["found"], json({"home_router.set_043.Test 04321 of the long run"}))
        << "a line of its log was searched";
    EXPECT_EQ(seen["moved_to"], "home_router.set_000.Test 00001 of the long run");
    EXPECT_EQ(seen["linked_opened"], true);
    EXPECT_EQ(seen["linked_in_sight"], true);
    EXPECT_EQ(seen["rungs"], 2);
    EXPECT_EQ(seen["lifelines"], json({"tester", "lan", "device"}));
}

TEST_F(Browser, LongDetailsAreCompressedAndSearched) {
    Events events;
    int tests = 0;
    for (const auto& event : long_run(3)) {
        events.push_back(event);
        if (!std::holds_alternative<runner::TestStarted>(event) || ++tests != 2) continue;
        for (int i = 0; i < 240; ++i)
            events.emplace_back(
                runner::LogLine{fmt::format("straw {} {}", i * 7919, std::string(100, 'a' + i % 26))});
        events.emplace_back(runner::LogLine{"the needle – it is <here>"});
    }
    const std::string linked = "home_router.set_000.Test 00002 of the long run";
    const std::string page = driven(events, "needle – it is <here>", linked);
    EXPECT_NE(page.find("\"gzip\":\""), std::string::npos);
    EXPECT_EQ(page.find("straw 7919"), std::string::npos) << "only compressed";
    const json seen = seen_in(page);
    ASSERT_TRUE(seen.is_object());
    EXPECT_EQ(seen["errors"], no_errors);
    EXPECT_EQ(seen["linked_opened"], true);
    EXPECT_EQ(seen["found"].size(), 1u);
}

TEST_F(Browser, WhatPacketsSayStaysText) {
    std::string linked;
    const Events events = sample_run();
    for (const auto& event : events)
        if (const auto* start = std::get_if<runner::TestStarted>(&event); start && start->number == 4)
            linked = start->id;
    // As the report shows it: the page knows tests by their safe names.
    const std::string page = render(reporter_named("html"), events);
    const json data = json::parse(page.substr(page.find("[\n"), page.find("null]") + 5 - page.find("[\n")));
    for (const json& line : data)
        if (line.is_object() && line.value("number", 0) == 4) linked = line["id"];
    const json seen = seen_in(driven(events, "<script>alert(1)</script>", linked));
    ASSERT_TRUE(seen.is_object());
    EXPECT_EQ(seen["errors"], no_errors);
    EXPECT_FALSE(seen.contains("alerted"));
    EXPECT_EQ(seen["script_elements"], 3) << "the data, the page's script, this test's";
    EXPECT_EQ(seen["payload_shown"], true);
    EXPECT_EQ(seen["outside"], json::array());
    EXPECT_EQ(seen["found"], json({linked}));
    EXPECT_EQ(seen["diff"], json({"differs", "differs"}));
    EXPECT_EQ(seen["linked_opened"], true);
}

TEST_F(Browser, FieldsAndBytesLightTogether) {
    const json seen = seen_in(
        driven(sample_run(), "crosses", "home_router.forwarding.A datagram crosses with its TTL one lower"));
    ASSERT_TRUE(seen.is_object());
    EXPECT_EQ(seen["errors"], no_errors);
    EXPECT_EQ(seen["lit_field"], json({"ttl64"}));
    EXPECT_EQ(seen["lit_bytes"], json({"40"}));
    EXPECT_EQ(seen["lit_by_focus"], json({"0", "1", "2", "3", "4", "5"}));
    EXPECT_EQ(seen["lit_by_keys"], json({"40", "41"})) << "from byte 22 two on and a line down: UDP.chksum";
    EXPECT_EQ(seen["diff"], json({"agrees", "differs", "agrees", "agrees"}));
    EXPECT_EQ(seen["lifelines"], json({"tester", "lan", "wan", "device"}));
    EXPECT_EQ(seen["frame_of_rung"], true);
    EXPECT_EQ(seen["slash_focuses"], true);
    EXPECT_EQ(seen["opened"], "true");
    EXPECT_EQ(seen["closed"], "false");
}

TEST_F(Browser, ABrokenRunSaysSo) {
    const json seen = seen_in(driven(broken_run(), "Runs at", "home_router.forwarding.Runs at the end"));
    ASSERT_TRUE(seen.is_object());
    EXPECT_EQ(seen["errors"], no_errors);
    EXPECT_EQ(seen["notice"], "This run did not finish. What is below was known when it ended.");
    EXPECT_EQ(seen["tests"], 2);
    EXPECT_EQ(seen["found"], json({"home_router.forwarding.Runs at the end"}));
    EXPECT_EQ(seen["linked_opened"], true);
}

}  // namespace

}  // namespace pkttest::reporters
