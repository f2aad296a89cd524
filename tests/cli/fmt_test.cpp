// `pkttest fmt`: files made tidy, --check, --diff, standard input, and what it refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.h"

namespace pkttest::testing_support {
namespace {

using testing::HasSubstr;

constexpr const char* untidy = "% Title\nlink lan=\"memory\"\n= First\nwait   1ms\n\n\n= Second\nwait 1ms\n";
constexpr const char* tidy = "% Title\nlink lan = \"memory\"\n\n= First\nwait 1ms\n\n= Second\nwait 1ms\n";

TEST(Fmt, WritesTheTidyFormOnce) {
    const Workplace here;
    const std::string path = here.file("a.utc", untidy);
    EXPECT_EQ(pkttest({"fmt", path}).out, path + " is tidy now\n");
    EXPECT_EQ(contents(path), tidy);
    const RunResult again = pkttest({"fmt", path});
    EXPECT_EQ(again.status, 0);
    EXPECT_EQ(again.out, "");
}

TEST(Fmt, CheckChangesNothingAndSaysWhatIsNotTidy) {
    const Workplace here;
    const std::string path = here.file("a.utc", untidy);
    const RunResult result = pkttest({"fmt", "--check", path});
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.out, path + " is not tidy\n");
    EXPECT_EQ(contents(path), untidy);
    EXPECT_EQ(pkttest({"fmt", "--check", here.file("b.utc", tidy)}).status, 0);
}

TEST(Fmt, DiffShowsWhatWouldChange) {
    const Workplace here;
    const std::string path = here.file("a.utc", untidy);
    const RunResult result = pkttest({"fmt", "--diff", path});
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.out, "--- " + path + "\n+++ " + path +
                              "\n"
                              "@@ -1,8 +1,8 @@\n"
                              " % Title\n"
                              "-link lan=\"memory\"\n"
                              "-= First\n"
                              "-wait   1ms\n"
                              "+link lan = \"memory\"\n"
                              " \n"
                              "+= First\n"
                              "+wait 1ms\n"
                              " \n"
                              " = Second\n"
                              " wait 1ms\n");
    EXPECT_EQ(contents(path), untidy);
}

TEST(Fmt, ReadsStandardInput) {
    const Workplace here;
    const std::string path = here.file("a.utc", untidy);
    EXPECT_EQ(run({"sh", "-c", std::string(PKTTEST_PROGRAM) + " fmt - < " + path}).out, tidy);
}

TEST(Fmt, LeavesWhatItCannotRead) {
    const Workplace here;
    const std::string path = here.file("a.utc", "= First\nsend IP(\n= Second\n");
    const RunResult result = pkttest({"fmt", path});
    EXPECT_EQ(result.status, 4);
    EXPECT_THAT(result.err, HasSubstr("error: ( is never closed"));
    EXPECT_EQ(contents(path), "= First\nsend IP(\n= Second\n");
}

TEST(Fmt, ExamplesAreTidy) { EXPECT_EQ(pkttest({"fmt", "--diff", SOURCE_DIR "/examples"}).out, ""); }

}  // namespace
}  // namespace pkttest::testing_support
