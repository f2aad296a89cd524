// Messages of a run: what the table's examples draw when they run, and that each failure carries its code.
#include "framework/language/messages.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "framework/runner/runner.h"

namespace pkttest::runner {
namespace {

std::vector<const language::Message*> run_time_messages() {
    std::vector<const language::Message*> out;
    for (const language::MessageGroup* group : language::all_message_groups())
        for (const language::Message& message : group->messages)
            if (message.is_run_time()) out.push_back(&message);
    return out;
}

/// A campaign's text run in a folder of its own: its failures, and what was said.
struct Ran {
    explicit Ran(const std::string& text, RunOptions options = {}) {
        std::string name = (std::filesystem::temp_directory_path() / "pkttest-messages-XXXXXX").string();
        const std::filesystem::path folder = ::mkdtemp(name.data());
        std::ofstream(folder / "a.utc") << text;
        options.files = {(folder / "a.utc").string()};
        exit = run(
            options,
            [&](const Event& event) {
                if (const auto* one = std::get_if<CheckFailed>(&event)) failures.push_back(one->failure);
            },
            [&](const std::string& line) { said += line; });
        std::filesystem::remove_all(folder);
    }
    Exit exit;
    std::vector<Failure> failures;
    std::string said;
};

class RunTime : public testing::TestWithParam<const language::Message*> {};

TEST_P(RunTime, ExamplesDrawTheirMessage) {
    const language::Message& message = *GetParam();
    if (!message.wrong.empty()) {
        const Ran wrong(language::example_campaign(message.wrong));
        ASSERT_FALSE(wrong.failures.empty()) << wrong.said;
        EXPECT_EQ(wrong.failures[0].code, message.code) << wrong.failures[0].message;
    }
    if (!message.right.empty()) {
        const Ran right(language::example_campaign(message.right));
        EXPECT_EQ(right.exit, Exit::passed) << right.said;
    }
}

INSTANTIATE_TEST_SUITE_P(Messages, RunTime, testing::ValuesIn(run_time_messages()),
                         [](const auto& message) { return std::string(message.param->code); });

/// A campaign, and the code and line of its first failure.
struct Row {
    const char* text;
    const char* code;
    int line;
};

constexpr Row rows[] = {
    {"= Slow\nlet n = 1\nrepeat 1000000000 times\n    let n = 2\n", "R0301", 3},
    {"= Command\nwait 1ms\nexec \"echo no >&2; exit 3\"\n", "R0303", 3},
    {"link lan = \"memory\"\n= Two\nlet f = [\"udp prot 53\"]\nexpect IP() filter f[0] within 1ms\n", "R0308",
     4},
    {"link lan = \"memory\"\n= Replay\nlet f = [\"absent.pcap\"]\nreplay f[0]\n", "R0210", 4},
};

TEST(RunTimeMessages, StandAtTheStepThatWasRunning) {
    RunOptions options;
    options.allow_exec = true;
    options.timeout = std::chrono::milliseconds(50);
    for (const Row& row : rows) {
        const Ran ran(row.text, options);
        ASSERT_FALSE(ran.failures.empty()) << row.text << ran.said;
        EXPECT_EQ(ran.failures[0].code, row.code) << ran.failures[0].message;
        EXPECT_EQ(ran.failures[0].place.line, row.line) << row.text;
    }
}

TEST(RunTimeMessages, OfACommandSayWhatItSaid) {
    RunOptions options;
    options.allow_exec = true;
    const Ran ran("= Command\nexec \"echo one; echo two >&2; exit 3\"\n", options);
    ASSERT_EQ(ran.failures.size(), 1u);
    EXPECT_EQ(ran.failures[0].message, "`echo one; echo two >&2; exit 3` gave exit status 3");
    EXPECT_EQ(ran.failures[0].details, "one\ntwo\n");
}

TEST(RunTimeMessages, OfACampaignWithMistakesNameTheirCodes) {
    const Ran ran("= T\nsned 1\n");
    EXPECT_EQ(ran.exit, Exit::usage);
    EXPECT_NE(ran.said.find("more about them: pkttest explain E0401"), std::string::npos) << ran.said;
}

}  // namespace
}  // namespace pkttest::runner
