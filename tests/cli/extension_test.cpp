// The VS Code extension, loaded by node with stand-ins for the editor: it starts the language server, which
// answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/cli/run_program.h"

namespace pkttest::testing_support {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;

class Extension : public testing::Test {
 protected:
    void SetUp() override {
        if (std::system("command -v node >/dev/null 2>&1") != 0) GTEST_SKIP() << "needs node";
    }
    json drive(const std::string& program, const std::string& campaign) const {
        const RunResult result = run({"node", SOURCE_DIR "/tests/cli/extension_driver.js",
                                      SOURCE_DIR "/editors/vscode/extension.js", program, campaign});
        EXPECT_EQ(result.status, 0) << result.out << result.err;
        return json::parse(result.out, nullptr, false);
    }
    const Workplace here_;
};

TEST_F(Extension, StartsTheServerThatFindsMistakesAndCompletes) {
    const std::string campaign =
        here_.file("a.utc", "link lan = \"memory\"\n= T\nsend IP(dts=\"192.0.2.1\") on lan\nse\n");
    const json seen = drive(PKTTEST_PROGRAM, campaign);
    EXPECT_EQ(seen["id"], "pkttest");
    EXPECT_EQ(seen["command"], json({"pkttest", "lsp"}));
    EXPECT_EQ(seen["selector"], json::parse(R"([{"language": "pkttest"}])"));
    EXPECT_THAT(seen["diagnostics"].dump(), HasSubstr("IP has no field named dts"));
    EXPECT_THAT(seen["completed"].get<std::vector<std::string>>(), Contains("send"));
    EXPECT_TRUE(seen["formatted"].is_array());
    EXPECT_EQ(seen["exit_code"], 0);
    EXPECT_EQ(seen["errors_shown"], json::array());
}

TEST_F(Extension, SaysThatTheProgramIsNotThere) {
    const json seen = drive("/absent/pkttest", here_.file("a.utc", "= T\n"));
    ASSERT_EQ(seen["errors_shown"].size(), 1u);
    EXPECT_THAT(seen["errors_shown"][0].get<std::string>(), HasSubstr("Set pkttest.program to its path"));
}

}  // namespace
}  // namespace pkttest::testing_support
