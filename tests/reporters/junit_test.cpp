// JUnit: schemas, counts, names, size, memory.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <tinyxml2.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>

#include "tests/reporters/render.h"

namespace pkttest::reporters {

namespace {

using tinyxml2::XMLElement;

std::string schema(const char* name) {
    const char* folder = std::getenv("PKTTEST_SCHEMAS");
    return fmt::format("{}/{}", folder != nullptr ? folder : SOURCE_DIR "/../shared/schemas", name);
}

bool have_schemas() {
    return std::filesystem::exists(schema("junit-10.xsd")) &&
           std::system("xmllint --version >/dev/null 2>&1") == 0;
}

// What xmllint says of the document; "" where it is valid.
std::string complaints(const std::string& xml, const char* schema_name) {
    Folder folder;
    write_file(folder / "report.xml", xml);
    const std::string command = fmt::format("xmllint --nonet --noout --schema '{}' '{}' >'{}' 2>&1",
                                            schema(schema_name), folder / "report.xml", folder / "says");
    return std::system(command.c_str()) == 0 ? "" : read_file(folder / "says");
}

void for_each(XMLElement* parent, const char* name, const std::function<void(XMLElement*)>& act) {
    for (XMLElement* child = parent->FirstChildElement(name); child != nullptr;
         child = child->NextSiblingElement(name))
        act(child);
}

std::vector<std::string> every_report() {
    runner::ReporterOptions strict;
    strict.dialect = "strict";
    const Reporter& junit = reporter_named("junit");
    return {render(junit, sample_run()), render(junit, sample_run(), strict),
            render(junit, broken_run()), render(junit, broken_run(), strict),
            render(junit, {}),           render(junit, short_log_run(300))};
}

TEST(Junit, StrictIsValidForTheXunitPlugin) {
    if (!have_schemas()) GTEST_SKIP() << "needs xmllint and " << schema("junit-10.xsd");
    runner::ReporterOptions strict;
    strict.dialect = "strict";
    for (const Events& events : {sample_run(), broken_run(), Events{}, long_run(20)})
        EXPECT_EQ(complaints(render(reporter_named("junit"), events, strict), "junit-10.xsd"), "");
}

// Surefire's schema knows suites alone; rich adds where a test stands, and the host.
TEST(Junit, RichIsSurefiresButForPlaces) {
    if (!have_schemas()) GTEST_SKIP() << "needs xmllint and " << schema("surefire-test-report.xsd");
    tinyxml2::XMLDocument document;
    ASSERT_EQ(document.Parse(render(reporter_named("junit"), sample_run()).c_str()), tinyxml2::XML_SUCCESS);
    for_each(document.RootElement(), "testsuite", [](XMLElement* suite) {
        for (const char* name : {"file", "hostname"}) suite->DeleteAttribute(name);
        for_each(suite, "testcase", [](XMLElement* test) {
            for (const char* name : {"file", "line"}) test->DeleteAttribute(name);
            for (XMLElement* child = test->FirstChildElement(); child != nullptr;
                 child = child->NextSiblingElement()) {
                for (const char* name : {"file", "line"}) child->DeleteAttribute(name);
                if (child->Name() == std::string_view("skipped")) child->DeleteAttribute("type");
            }
        });
        tinyxml2::XMLPrinter printer;
        suite->Accept(&printer);
        EXPECT_EQ(complaints(printer.CStr(), "surefire-test-report.xsd"), "") << suite->Attribute("name");
    });
}

TEST(Junit, CountsEqualTheChildren) {
    for (const std::string& xml : every_report()) {
        tinyxml2::XMLDocument document;
        ASSERT_EQ(document.Parse(xml.c_str()), tinyxml2::XML_SUCCESS) << document.ErrorStr();
        int all = 0, all_failures = 0, all_errors = 0;
        for_each(document.RootElement(), "testsuite", [&](XMLElement* suite) {
            int tests = 0, failures = 0, errors = 0, skipped = 0;
            for_each(suite, "testcase", [&](XMLElement* test) {
                ++tests;
                const int before = failures + errors;
                for_each(test, "failure", [&](XMLElement*) { ++failures; });
                for_each(test, "error", [&](XMLElement*) { ++errors; });
                for_each(test, "skipped", [&](XMLElement*) { ++skipped; });
                EXPECT_LE(failures + errors - before, 1);
            });
            EXPECT_GT(tests, 0);
            EXPECT_EQ(suite->IntAttribute("tests"), tests);
            EXPECT_EQ(suite->IntAttribute("failures"), failures);
            EXPECT_EQ(suite->IntAttribute("errors"), errors);
            EXPECT_EQ(suite->IntAttribute("skipped"), skipped);
            all += tests, all_failures += failures, all_errors += errors;
        });
        EXPECT_EQ(document.RootElement()->IntAttribute("tests"), all);
        EXPECT_EQ(document.RootElement()->IntAttribute("failures"), all_failures);
        EXPECT_EQ(document.RootElement()->IntAttribute("errors"), all_errors);
    }
}

TEST(Junit, ClassnameAndNameAreUnique) {
    tinyxml2::XMLDocument document;
    ASSERT_EQ(document.Parse(render(reporter_named("junit"), sample_run()).c_str()), tinyxml2::XML_SUCCESS);
    std::set<std::string> names;
    for_each(document.RootElement(), "testsuite", [&](XMLElement* suite) {
        for_each(suite, "testcase", [&](XMLElement* test) {
            const std::string name =
                fmt::format("{}\n{}", test->Attribute("classname"), test->Attribute("name"));
            EXPECT_TRUE(names.insert(name).second) << name;
        });
    });
}

TEST(Junit, HoldsNoByteThatXmlForbids) {
    for (const std::string& xml : every_report()) {
        EXPECT_EQ(xml.find("]]>"), std::string::npos);
        EXPECT_TRUE(std::none_of(xml.begin(), xml.end(),
                                 [](char c) { return c != '\n' && c != '\t' && c >= 0 && c < ' '; }));
    }
}

TEST(Junit, OnlyTheRunAttachesFiles) {
    Events events = broken_run();
    events.push_back(runner::LogLine{"[[ATTACHMENT|/etc/passwd]]"});
    const std::string xml = render(reporter_named("junit"), events);
    EXPECT_EQ(xml.find("[[ATTACHMENT|"), std::string::npos);
    EXPECT_NE(xml.find("[ [ATTACHMENT|/etc/passwd]]"), std::string::npos);
    EXPECT_NE(
        render(reporter_named("junit"), sample_run()).find("\n[[ATTACHMENT|out/forwarding-1.pcapng]]\n"),
        std::string::npos);
}

TEST(Junit, ALongExchangeKeepsHeadAndTail) {
    Events events = broken_run();
    for (int i = 0; i < 1000; ++i) events.push_back(runner::LogLine{fmt::format("line {}.", i)});
    const std::string xml = render(reporter_named("junit"), events);
    EXPECT_NE(xml.find("line 0."), std::string::npos);
    EXPECT_NE(xml.find("… 900 lines left out …"), std::string::npos);
    EXPECT_NE(xml.find("line 999."), std::string::npos);
}

TEST(Junit, AHundredThousandTestsAreUnderThirtyMegabytesInConstantMemory) {
    std::uint64_t handed_out = 0, largest_piece = 0;
    runner::ReporterOptions options;
    options.patch = [](std::uint64_t, std::string_view) {};
    const auto take = [&](std::string_view bytes) {
        handed_out += bytes.size();
        largest_piece = std::max<std::uint64_t>(largest_piece, bytes.size());
    };
    const auto writer = reporter_named("junit").open(take, options);
    for (const runner::Event& event : short_log_run(100'000)) writer->write(event);
    EXPECT_LT(handed_out, 30'000'000U);
    EXPECT_GT(handed_out, 5'000'000U);
    EXPECT_LT(largest_piece, 8192U);
}

}  // namespace

}  // namespace pkttest::reporters
