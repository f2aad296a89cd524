// jsonl loses nothing, and says what is wrong with a line that is no event.
#include <gtest/gtest.h>

#include <sstream>

#include "framework/runner/event_json.h"
#include "tests/reporters/render.h"

namespace pkttest::reporters {

namespace {

Events parsed(const std::string& text) {
    std::istringstream input(text);
    Events events;
    EXPECT_TRUE(runner::read_events(input, "run.jsonl",
                                    [&](runner::Event&& event) { events.push_back(std::move(event)); }));
    return events;
}

TEST(Jsonl, ComesBackEqual) {
    const Events events = sample_run();
    const Events again = parsed(render(reporter_named("jsonl"), events));
    ASSERT_EQ(again.size(), events.size());
    for (std::size_t i = 0; i < events.size(); ++i)
        EXPECT_TRUE(again[i] == events[i]) << runner::to_json_line(events[i]);
}

TEST(Jsonl, TheSampleHoldsEveryEvent) {
    std::vector<bool> seen(std::variant_size_v<runner::Event>);
    for (const auto& event : sample_run()) seen[event.index()] = true;
    for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_TRUE(seen[i]) << "event " << i;
}

TEST(Jsonl, OtherReportsMadeFromItAreTheSame) {
    const Events again = parsed(render(reporter_named("jsonl"), sample_run()));
    for (const Reporter* reporter : all_reporters())
        EXPECT_TRUE(render(*reporter, again) == render(*reporter, sample_run())) << reporter->name;
}

TEST(Jsonl, ABrokenLastLineEndsTheStream) {
    const std::string text = render(reporter_named("jsonl"), sample_run());
    std::istringstream input(text.substr(0, text.size() - 5));
    std::size_t count = 0;
    EXPECT_FALSE(runner::read_events(input, "run.jsonl", [&](runner::Event&&) { ++count; }));
    EXPECT_EQ(count, sample_run().size() - 1);
}

TEST(Jsonl, AWrongLineIsNamed) {
    std::istringstream input("{\"event\":\"LogLine\",\"text\":\"a\"}\n\nnonsense\n{\"event\":\"LogLine\"}\n");
    try {
        runner::read_events(input, "run.jsonl", [](runner::Event&&) {});
        FAIL() << "the wrong line was taken";
    } catch (const std::runtime_error& e) {
        EXPECT_STREQ(e.what(), "run.jsonl:3: this line is not JSON");
    }
}

TEST(Jsonl, UnknownFieldsAreSkippedAndMissingOnesAreDefaults) {
    const auto event = runner::event_from_json_line(R"({"event":"TestStarted","id":"a","later":[1]})");
    runner::TestStarted expected;
    expected.id = "a";
    EXPECT_TRUE(event == runner::Event(expected));
}

struct Wrong {
    std::string_view line, message;
};

/// CTest's names show no addresses.
void PrintTo(const Wrong& row, std::ostream* out) { *out << row_name(0, row.message); }

class WrongLine : public testing::TestWithParam<Wrong> {};

TEST_P(WrongLine, SaysWhatIsWrong) {
    try {
        runner::event_from_json_line(GetParam().line);
        FAIL() << "the wrong line was taken";
    } catch (const std::invalid_argument& e) {
        EXPECT_EQ(e.what(), GetParam().message);
    }
}

constexpr Wrong wrong_lines[] = {
    {"{", "this line is not JSON"},
    {"[]", "this line is no event: it has no \"event\" field"},
    {"{\"event\":1}", "this line is no event: it has no \"event\" field"},
    {"{\"event\":\"Party\"}", "\"Party\" is no event that this version knows"},
    {"{\"event\":\"LogLine\",\"text\":7}", "text needs a text"},
    {"{\"event\":\"RunStarted\",\"seed\":-1}", "seed needs a number within the field's range"},
    {"{\"event\":\"RunStarted\",\"seed\":1.5}", "seed needs a whole number"},
    {"{\"event\":\"TestFinished\",\"verdict\":\"good\"}",
     "verdict needs a verdict: \"passed\", \"failed\", …"},
    {"{\"event\":\"FrameExchanged\",\"frame\":{\"bytes\":\"0g\"}}", "frame.bytes needs hex digits only"},
    {"{\"event\":\"FrameExchanged\",\"frame\":{\"bytes\":\"012\"}}",
     "frame.bytes needs an even number of hex digits"},
    {"{\"event\":\"FrameExchanged\",\"frame\":{\"fields\":[{\"end_bit\":4294967296}]}}",
     "frame.fields.end_bit needs a number within the field's range"},
    {"{\"event\":\"CheckFailed\",\"failure\":{\"place\":[]}}", "failure.place needs an object"},
    {"{\"event\":\"CheckFailed\",\"failure\":{\"nearest\":{\"differences\":3}}}",
     "failure.nearest.differences needs a list"},
    {"{\"event\":\"StepFinished\",\"step\":{\"ok\":1}}", "step.ok needs true or false"},
};

INSTANTIATE_TEST_SUITE_P(Rows, WrongLine, testing::ValuesIn(wrong_lines),
                         [](const auto& row) { return row_name(row.index, row.param.message); });

TEST(Verdicts, ByName) {
    for (int i = 0; i < 8; ++i) {
        const auto verdict = static_cast<runner::Verdict>(i);
        EXPECT_EQ(runner::verdict_from_text(runner::to_text(verdict)), verdict);
    }
    EXPECT_EQ(runner::to_text(runner::Verdict::expected_failure), "expected failure");
    EXPECT_EQ(runner::verdict_from_text("good"), std::nullopt);
}

}  // namespace

}  // namespace pkttest::reporters
