// The table of messages: its examples draw what they show, and what the checker says has a code.
#include "framework/language/messages.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "framework/language/syntax/parser.h"
#include "tests/language/check_text.h"

namespace pkttest::language {
namespace {

std::vector<const Message*> messages() {
    std::vector<const Message*> out;
    for (const MessageGroup* group : all_message_groups())
        for (const Message& message : group->messages) out.push_back(&message);
    return out;
}

bool reports(const Checked& checked, const Message& message) {
    for (const Diagnostic& one : checked.diagnostics.all())
        if (message_of(one.message) == &message) return true;
    return false;
}

class Explained : public testing::TestWithParam<const Message*> {};

TEST_P(Explained, ByExamplesOfTheMistakeAndOfWhatIsRight) {
    const Message& message = *GetParam();
    EXPECT_EQ(find_message(message.code), &message);
    EXPECT_TRUE(message.meaning.ends_with('.'));
    if (!message.wrong.empty() && message.is_run_time()) {
        EXPECT_EQ(Checked("wrong.utc", example_campaign(message.wrong)).shown(), "")
            << "comes before the run";
    } else if (!message.wrong.empty()) {
        const Checked wrong("wrong.utc", example_campaign(message.wrong));
        EXPECT_TRUE(reports(wrong, message)) << wrong.shown();
    }
    if (!message.right.empty()) {
        EXPECT_EQ(Checked("right.utc", example_campaign(message.right)).shown(), "");
    }
}

INSTANTIATE_TEST_SUITE_P(Messages, Explained, testing::ValuesIn(messages()),
                         [](const auto& message) { return std::string(message.param->code); });

TEST(Messages, HaveCodesThatRise) {
    std::string_view last;
    for (const Message* message : messages()) {
        EXPECT_LT(last, message->code);
        last = message->code;
    }
}

/// More lines of `include` than a campaign may have.
Diagnostics including_too_much() {
    Sources sources([](const std::string&) { return std::optional<std::string>(""); });
    std::string text;
    for (int i = 0; i <= 1000; ++i) text += "include \"common.utc\"\n";
    Diagnostics diagnostics;
    parse_campaign(sources, sources.add("input", text), diagnostics);
    return diagnostics;
}

TEST(Messages, AllHaveAFileOfTheMistake) {
    std::set<std::string_view> reached;
    const Diagnostics too_much = including_too_much();
    ASSERT_EQ(too_much.all().size(), 1u);
    reached.insert(message_of(too_much.all()[0].message)->code);
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/tests/errors")) {
        if (entry.path().extension() != ".utc") continue;
        const Checked checked("tests/errors/" + entry.path().filename().string());
        for (const Diagnostic& one : checked.diagnostics.all()) {
            const Message* message = message_of(one.message);
            EXPECT_NE(message, nullptr) << "framework/language/messages/ has no code for: " << one.message;
            if (message != nullptr) reached.insert(message->code);
        }
    }
    for (const Message* message : messages())
        EXPECT_TRUE(message->is_run_time() || reached.contains(message->code))
            << message->code << " has no file under tests/errors";
}

TEST(Messages, AreFoundByTheirClosestForm) {
    EXPECT_EQ(message_of("UDP has no field named port of its own")->code, "E0603");
    EXPECT_EQ(message_of("UDP has no field named prot")->code, "E0602");
    EXPECT_EQ(message_of("ttl has 8 bits, 256 does not fit")->code, "E0611");
    EXPECT_EQ(message_of("something else entirely"), nullptr);
}

TEST(Messages, AreExplained) {
    EXPECT_EQ(explain(*find_message("e0602")),
              "E0602: … has no field named …\n\n"
              "`pkttest protocols NAME` lists the fields of a layer.\n\n"
              "Wrong:\n    send IP(tll=3) on lan\n\n"
              "Right:\n    send IP(ttl=3) on lan\n");
    EXPECT_EQ(find_message("E9999"), nullptr);
}

}  // namespace
}  // namespace pkttest::language
