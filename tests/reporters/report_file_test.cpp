// ReportFile: whole or not at all, and valid where the run breaks off.
#include "framework/runner/report_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <system_error>

#include "tests/reporters/render.h"

namespace pkttest::reporters {

namespace {

using runner::ReportFile;

TEST(ReportFile, HoldsWhatTheReporterWrites) {
    for (const Reporter* reporter : all_reporters()) {
        Folder folder;
        ReportFile report(*reporter, folder / "report");
        for (const auto& event : sample_run()) report.write(event);
        EXPECT_FALSE(std::filesystem::exists(folder / "report")) << "before it is finished";
        report.finish();
        EXPECT_TRUE(read_file(folder / "report") == render(*reporter, sample_run())) << reporter->name;
        EXPECT_EQ(folder.entries(), 1U);
    }
}

TEST(ReportFile, IsPatchedWhereItIsLarge) {
    Folder folder;
    {
        ReportFile report(reporter_named("junit"), folder / "report.xml");
        for (const auto& event : short_log_run(3000)) report.write(event);
    }
    EXPECT_TRUE(read_file(folder / "report.xml") == render(reporter_named("junit"), short_log_run(3000)));
}

TEST(ReportFile, LeftBeforeTheEndIsTheUnfinishedForm) {
    for (const Reporter* reporter : all_reporters()) {
        Folder folder;
        {
            ReportFile report(*reporter, folder / "report");
            for (const auto& event : broken_run()) report.write(event);
        }
        EXPECT_TRUE(read_file(folder / "report") == render(*reporter, broken_run())) << reporter->name;
    }
}

TEST(ReportFile, OpenReportsAreEndedBeforeACrash) {
    Folder folder;
    ReportFile first(reporter_named("junit"), folder / "a.xml"),
        second(reporter_named("html"), folder / "b.html");
    for (const auto& event : broken_run()) first.write(event), second.write(event);
    runner::finish_open_reports();
    EXPECT_TRUE(read_file(folder / "a.xml") == render(reporter_named("junit"), broken_run()));
    EXPECT_TRUE(read_file(folder / "b.html") == render(reporter_named("html"), broken_run()));
    first.write(runner::RunFinished{});
    first.finish();
    EXPECT_TRUE(read_file(folder / "a.xml") == render(reporter_named("junit"), broken_run()));
}

TEST(ReportFile, TheOldReportStaysUntilTheNewIsWhole) {
    Folder folder;
    write_file(folder / "report", "old");
    ReportFile report(reporter_named("console"), folder / "report");
    report.write(broken_run().front());
    EXPECT_EQ(read_file(folder / "report"), "old");
    report.finish();
    EXPECT_NE(read_file(folder / "report"), "old");
}

TEST(ReportFile, ALinkStaysALink) {
    Folder folder;
    write_file(folder / "target", "old");
    std::filesystem::create_symlink(folder / "target", folder / "link");
    ReportFile(reporter_named("console"), folder / "link").finish();
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
    EXPECT_NE(read_file(folder / "target"), "old");
}

TEST(ReportFile, HasThePermissionsOfANewFile) {
    Folder folder;
    const mode_t mask = ::umask(022);
    ReportFile(reporter_named("console"), folder / "report").finish();
    ::umask(mask);
    EXPECT_EQ(std::filesystem::status(folder / "report").permissions(),
              static_cast<std::filesystem::perms>(0644));
}

TEST(ReportFile, ADeviceIsWrittenAndNotReplaced) {
    ReportFile report(reporter_named("junit"), "/dev/null");
    for (const auto& event : sample_run()) report.write(event);
    report.finish();
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(ReportFile, AMissingFolderIsNamed) {
    try {
        ReportFile(reporter_named("console"), "/nowhere/report.txt").finish();
        FAIL() << "it was written";
    } catch (const std::system_error& e) {
        EXPECT_STREQ(e.what(), "creating the report /nowhere/report.txt: No such file or directory");
    }
}

TEST(ReportFile, AFullDeviceIsAnError) {
    if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "needs /dev/full";
    ReportFile report(reporter_named("console"), "/dev/full");
    report.write(broken_run().front());
    try {
        report.finish();
        FAIL() << "it was written";
    } catch (const std::system_error& e) {
        EXPECT_STREQ(e.what(), "writing the report /dev/full: No space left on device");
    }
}

}  // namespace

}  // namespace pkttest::reporters
