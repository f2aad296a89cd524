// Descriptions of tables: rows for people, and the header for programs.
#include "framework/packet/describe.h"

#include <gtest/gtest.h>

namespace pkttest {
namespace {

TEST(Describe, TellsAFieldsSizeKindAndDefault) {
    const auto fields = describe(*find_protocol("IP"));
    EXPECT_EQ(fields[0].name, "version");
    EXPECT_EQ(fields[0].size, "4 bits");
    EXPECT_EQ(fields[0].initial, "4");
    EXPECT_EQ(fields[1].initial, "automatic");
}

TEST(Describe, TellsWhenAConditionalFieldIsThere) {
    for (const Protocol* protocol : known_protocols())
        for (const Field& field : protocol->fields)
            EXPECT_EQ(describe(field).condition.empty(), !field.conditional())
                << protocol->name << "." << field.name;
}

TEST(Describe, TellsWhatCarriesALayer) {
    EXPECT_EQ(describe_carriers(*find_protocol("ARP")).front(), "Ether where type is 2054");
}

TEST(Describe, WritesEveryProtocolOnThePage) {
    const auto protocols = known_protocols();
    const std::string page = markdown(protocols);
    for (const Protocol* protocol : protocols)
        EXPECT_NE(page.find("\n## " + std::string(protocol->name) + "\n"), std::string::npos)
            << protocol->name;
}

}  // namespace
}  // namespace pkttest
