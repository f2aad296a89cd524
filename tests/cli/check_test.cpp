// `pkttest check` for programs, and `pkttest explain`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/run_program.h"

namespace pkttest::testing_support {
namespace {

using testing::HasSubstr;

TEST(Check, WritesItsMessagesAsJson) {
    const Workplace here;
    const std::string path = here.file("bad.utc", "link lan = \"memory\"\n= T\nsend IP(tll=300) on lan\n");
    const RunResult result = pkttest({"check", "--json", path});
    EXPECT_EQ(result.status, 4) << result.err;
    const auto found = nlohmann::json::parse(result.out);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0], (nlohmann::json{{"file", path},
                                        {"line", 3},
                                        {"column", 9},
                                        {"end_line", 3},
                                        {"end_column", 12},
                                        {"severity", "error"},
                                        {"code", "E0602"},
                                        {"message", "IP has no field named tll"},
                                        {"suggestion", "ttl"},
                                        {"notes", nlohmann::json::array()}}));
}

TEST(Check, WritesAnEmptyArrayWhereNothingIsWrong) {
    const Workplace here;
    const RunResult result = pkttest({"check", "--json", here.file("good.utc", "= T\nwait 1ms\n")});
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.out, "[]\n");
}

TEST(Check, SaysAsJsonThatThereIsNoSuchFile) {
    const RunResult result = pkttest({"check", "--json", "absent.utc"});
    EXPECT_EQ(result.status, 4);
    const auto found = nlohmann::json::parse(result.out);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0]["file"], "");
    EXPECT_THAT(found[0]["message"].get<std::string>(), HasSubstr("absent.utc"));
}

TEST(Check, NamesTheCodesOfItsMessages) {
    const Workplace here;
    const RunResult result = pkttest({"check", here.file("bad.utc", "= T\nsned 1\nwait 5\n")});
    EXPECT_THAT(result.out,
                HasSubstr("2 errors, 0 warnings\nmore about them: pkttest explain E0401 E0422\n"));
}

TEST(Explain, ShowsMeaningAndExampleOfACode) {
    const RunResult result = pkttest({"explain", "E0401"});
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, HasSubstr("E0401: … is not a step\n"));
    EXPECT_THAT(result.out, HasSubstr("Wrong:\n    sned IP() on lan\n"));
    EXPECT_THAT(result.out, HasSubstr("Right:\n    send IP() on lan\n"));
}

TEST(Explain, ListsAllCodes) {
    const RunResult result = pkttest({"explain"});
    EXPECT_THAT(result.out, HasSubstr("Steps and clauses\n  E0401  … is not a step\n"));
}

TEST(Explain, RefusesAnUnknownCode) {
    const RunResult result = pkttest({"explain", "E9999"});
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(result.err, HasSubstr("no message has the code E9999"));
}

}  // namespace
}  // namespace pkttest::testing_support
